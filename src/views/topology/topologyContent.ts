import type { Event } from '../../model/event';
import type { Subject } from '../../model/ptpAddress';
import type { DeviceSnapshot } from '../../model/snapshot';
import type { TopologyOptions } from '../../model/topologyBuilder';
import type { GraphNews, GraphReplies, GraphRequest, TopologyView } from '../../webview/graph/graphMessages';
import type { GraphContent } from '../graphPanel';
import { TableFault } from '../table/tableFault';
import { drawTopology } from './topologyDrawing';

/** What the drawing is made of, and what can be done with it. */
export interface TopologySource extends Pick<TopologyOptions, 'severityOfDevice' | 'severityOf'> {
  readonly devices: readonly DeviceSnapshot[];
  readonly onDidChange: Event<unknown>;
  /** Opens the panel of an instance, or shows anything in the tree. */
  open(subject: Subject, where: 'panel' | 'tree'): Promise<void>;
  /** Saves the drawing where the person says; resolves with what was done, `undefined` when the person cancelled. */
  save(svg: string): Promise<string | undefined>;
}

/** The content of the panel "Topology". */
export class TopologyContent implements GraphContent {
  readonly #source: TopologySource;
  #view: TopologyView = { deviceFilter: '', problemsOnly: false, toggled: [] };
  #subjects: ReadonlyMap<string, Subject> = new Map();

  constructor(source: TopologySource) {
    this.#source = source;
  }

  get onDidChange(): Event<unknown> {
    return this.#source.onDidChange;
  }

  news(): GraphNews {
    return { type: 'topology', drawing: this.#draw() };
  }

  async answer(request: GraphRequest): Promise<GraphReplies[GraphRequest['kind']]> {
    switch (request.kind) {
      case 'topologyView':
        this.#view = request.view;
        return this.#draw();
      case 'open': {
        const subject = this.#subjects.get(request.key);
        if (subject === undefined) {
          throw new TableFault('rowGone', 'There is nothing of ours to open for this node.', 'Choose another one.');
        }
        await this.#source.open(subject, request.where);
        return {};
      }
      case 'export':
        return { said: await this.#source.save(request.svg) };
      default:
        throw new TableFault('notSupported', 'This panel cannot do that.', 'Close the panel and open it again.');
    }
  }

  #draw(): GraphReplies['topologyView'] {
    const { drawing, subjects } = drawTopology(this.#source.devices, this.#view, this.#source);
    this.#subjects = subjects;
    return drawing;
  }
}
