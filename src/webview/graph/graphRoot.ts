import { Announcer } from '../announcer';
import { element } from '../elements';
import { HostLink } from '../hostLink';
import { StatusLine } from '../statusLine';
import { BmcaPage } from './bmcaPage';
import type { GraphHostMessage, GraphNews, GraphPageMessage, GraphReplies, GraphRequest } from './graphMessages';
import type { GraphParts } from './graphParts';
import type { GraphStateStore } from './graphState';
import { TopologyPage } from './topologyPage';

/** The whole page: one of the two drawings, and the line at the foot. */
export class GraphRoot {
  readonly #link: HostLink<GraphRequest, GraphReplies, GraphNews>;
  readonly #state: GraphStateStore;
  readonly #announcer = new Announcer();
  readonly #statusLine = new StatusLine(this.#announcer);
  readonly #content = element('div', { class: 'page-content' });
  #bmca: BmcaPage | undefined;
  #topology: TopologyPage | undefined;

  constructor(root: HTMLElement, post: (message: GraphPageMessage) => void, state: GraphStateStore) {
    // Both may wait for the person: for a dialog, or for a panel to open.
    this.#link = new HostLink(post, ['open', 'export']);
    this.#state = state;
    root.append(element('main', { class: 'page' }, [this.#content, this.#statusLine.element, this.#announcer.element]));
  }

  receive(message: GraphHostMessage): void {
    const news = this.#link.receive(message);
    switch (news?.type) {
      case 'config':
        this.#build(news.title);
        break;
      case 'bmca':
        this.#bmca?.show(news.drawing);
        break;
      case 'topology':
        this.#topology?.show(news.drawing);
        break;
      case undefined:
        break;
    }
  }

  #build(title: string): void {
    // A second configuration would leave listeners of the first behind.
    if (this.#bmca !== undefined || this.#topology !== undefined) {
      return;
    }
    const parts: GraphParts = { link: this.#link, state: this.#state, statusLine: this.#statusLine, run: (source, task) => this.#run(source, task) };
    if (this.#state.state.subject === 'bmca') {
      this.#bmca = new BmcaPage(title, parts);
    } else {
      this.#topology = new TopologyPage(title, parts);
    }
    const built = this.#bmca ?? this.#topology;
    if (built !== undefined) {
      this.#content.append(built.element);
      built.start();
    }
  }

  async #run(source: string, task: Promise<{ readonly said?: string | undefined }>): Promise<void> {
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
