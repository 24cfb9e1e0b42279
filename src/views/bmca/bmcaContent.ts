import type { Event } from '../../model/event';
import type { PtpAddress } from '../../model/ptpAddress';
import type { DeviceSnapshot } from '../../model/snapshot';
import type { BmcaView, GraphNews, GraphReplies, GraphRequest } from '../../webview/graph/graphMessages';
import type { GraphContent } from '../graphPanel';
import { TableFault } from '../table/tableFault';
import { drawRankings } from './bmcaDrawing';

/** What the ranking is made of, and where its rows lead. */
export interface BmcaSource {
  readonly devices: readonly DeviceSnapshot[];
  readonly onDidChange: Event<unknown>;
  /** Opens the panel of an instance, or shows it in the tree. */
  open(address: PtpAddress, where: 'panel' | 'tree'): Promise<void>;
  timeText(epochMs: number): string;
}

/** The content of the panel "BMCA". */
export class BmcaContent implements GraphContent {
  readonly #source: BmcaSource;
  #view: BmcaView = { rowCounts: {} };
  #addresses: ReadonlyMap<string, PtpAddress> = new Map();

  constructor(source: BmcaSource) {
    this.#source = source;
  }

  get onDidChange(): Event<unknown> {
    return this.#source.onDidChange;
  }

  news(): GraphNews {
    return { type: 'bmca', drawing: this.#draw() };
  }

  async answer(request: GraphRequest): Promise<GraphReplies[GraphRequest['kind']]> {
    switch (request.kind) {
      case 'bmcaView':
        this.#view = request.view;
        return this.#draw();
      case 'open': {
        const address = this.#addresses.get(request.key);
        if (address === undefined) {
          throw new TableFault('rowGone', 'This instance is not there any more.', 'Choose another one.');
        }
        await this.#source.open(address, request.where);
        return {};
      }
      default:
        throw new TableFault('notSupported', 'This panel cannot do that.', 'Close the panel and open it again.');
    }
  }

  #draw(): GraphReplies['bmcaView'] {
    const { drawing, addresses } = drawRankings(this.#source.devices, this.#view, (epochMs) => this.#source.timeText(epochMs));
    this.#addresses = addresses;
    return drawing;
  }
}
