import { Announcer } from '../announcer';
import { element } from '../elements';
import { HostLink } from '../hostLink';
import { HostFailure } from '../hostFailure';
import { StatusLine } from '../statusLine';
import { ChartsView } from './chartsView';
import { ClientTable } from './clientTable';
import { InstanceHeaderView } from './instanceHeaderView';
import type { BareContent, InstanceContent, InstanceHostMessage, InstanceNews, InstancePageMessage, InstanceReplies, InstanceRequest, LinkTarget } from './instanceMessages';
import { InstanceParts } from './instanceParts';
import type { InstanceStateStore } from './instanceState';

/** The whole page of a PTP instance. */
export class InstanceRoot {
  readonly #link: HostLink<InstanceRequest, InstanceReplies, InstanceNews>;
  readonly #announcer = new Announcer();
  readonly #statusLine = new StatusLine(this.#announcer);
  readonly #header: InstanceHeaderView;
  readonly #parts: InstanceParts;
  readonly #charts: ChartsView;
  readonly #clients: ClientTable;
  readonly #columns = element('div', { class: 'instance-columns' });
  #isStarted = false;

  constructor(root: HTMLElement, post: (message: InstancePageMessage) => void, state: InstanceStateStore) {
    // All of these may wait for the person: for a dialog, or for a panel to open.
    this.#link = new HostLink(post, ['link', 'exportCsv', 'exportPng']);
    const link = this.#link;
    const follow = (target: LinkTarget): void => void this.#run(target, link.request({ kind: 'link', target }));
    this.#header = new InstanceHeaderView(follow);
    this.#clients = new ClientTable(
      (from, count) => link.request({ kind: 'clients', from, count }),
      (error) => this.#tell('clients', error),
    );
    this.#parts = new InstanceParts(state, this.#clients.element);
    this.#charts = new ChartsView({
      state,
      announcer: this.#announcer,
      request: (request) => link.request(request),
      openEventLog: () => follow('eventLog'),
      exportCsv: (fromMs, toMs) => void this.#run('export', link.request({ kind: 'exportCsv', fromMs, toMs })),
      exportPng: (chart, png) => void this.#run('export', link.request({ kind: 'exportPng', chart, png })),
      tell: (problem) => this.#tell('charts', problem),
    });
    this.#columns.append(this.#parts.element, this.#charts.element);
    const content = element('div', { class: 'instance-page' }, [this.#header.element, this.#columns]);
    root.append(element('main', { class: 'page' }, [content, this.#statusLine.element, this.#announcer.element]));
  }

  receive(message: InstanceHostMessage): void {
    const news = this.#link.receive(message);
    switch (news?.type) {
      case 'config':
        document.title = news.title;
        void this.#start();
        break;
      case 'content':
        this.#show(news.content);
        break;
      case 'chartsChanged':
        this.#charts.changed();
        break;
      case undefined:
        break;
    }
  }

  async #start(): Promise<void> {
    if (this.#isStarted) {
      return;
    }
    this.#isStarted = true;
    this.#clients.start();
    this.#charts.refresh();
    try {
      this.#show(await this.#link.request({ kind: 'content' }));
    } catch (error) {
      this.#tell('content', error);
    }
  }

  #show(content: InstanceContent | BareContent): void {
    this.#tell('content', undefined);
    this.#header.show(content.header);
    const isBare = 'isBare' in content;
    this.#columns.classList.toggle('is-bare', isBare);
    if (!isBare) {
      this.#parts.show(content);
    }
    this.#clients.setCount(isBare ? 0 : content.clients.count);
  }

  /** Says what went wrong with something that is asked for again and again, or takes that away with its next success. */
  #tell(source: string, problem: unknown): void {
    if (problem === undefined) {
      this.#statusLine.clear(source);
    } else {
      this.#statusLine.showFailure(source, isProblem(problem) ? new HostFailure(problem.message, problem.hint) : problem);
    }
  }

  async #run(source: string, task: Promise<{ readonly said?: string }>): Promise<void> {
    try {
      const { said } = await task;
      if (said === undefined) {
        this.#statusLine.clear(source);
      } else {
        this.#statusLine.showDone(source, said);
      }
    } catch (error) {
      this.#statusLine.showFailure(source, error);
    }
  }
}

function isProblem(value: unknown): value is { readonly message: string; readonly hint: string } {
  return typeof value === 'object' && value !== null && !(value instanceof Error) && 'message' in value && 'hint' in value && typeof value.message === 'string' && typeof value.hint === 'string';
}
