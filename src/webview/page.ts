import { Announcer } from './announcer';
import { element, setText } from './elements';
import { HostLink } from './hostLink';
import type { HostMessage, PageMessage, TableStatus } from './pageMessages';
import type { PageParts } from './pageParts';
import type { PageStateStore } from './pageStateStore';
import { Split } from './split';
import { StatusLine } from './statusLine';
import type { PageConfig } from './tableConfig';
import { TableView } from './tableView';

/** The whole page: tables one below the other, and the line at the foot. */
export class Page {
  readonly #link: HostLink;
  readonly #state: PageStateStore;
  readonly #announcer = new Announcer();
  readonly #statusLine = new StatusLine(this.#announcer);
  readonly #content = element('div', { class: 'page-content' });
  readonly #title = element('h1', { class: 'page-title' });
  #tables: readonly TableView[] = [];

  constructor(root: HTMLElement, post: (message: PageMessage) => void, state: PageStateStore) {
    this.#link = new HostLink(post);
    this.#state = state;
    root.append(element('main', { class: 'page' }, [this.#content, this.#statusLine.element, this.#announcer.element]));
    window.addEventListener('resize', () => this.#tables.forEach((table) => table.layOut()));
    window.addEventListener('pagehide', () => this.#tables.forEach((table) => table.keep()));
    document.addEventListener('keydown', (event) => this.#onKey(event));
  }

  receive(message: HostMessage): void {
    const news = this.#link.receive(message);
    switch (news?.type) {
      case 'config':
        this.#build(news.config, news.statuses);
        break;
      case 'status':
        this.#table(news.status.tableId)?.showStatus(news.status);
        break;
      case 'title':
        setText(this.#title, news.title);
        break;
      case 'select':
        this.#select(news.tableId, news.key);
        break;
      case undefined:
        break;
    }
  }

  #table(tableId: string): TableView | undefined {
    return this.#tables.find(({ id }) => id === tableId);
  }

  #select(tableId: string, key: string): void {
    void this.#table(tableId)?.select(key);
  }

  #build(config: PageConfig, statuses: readonly TableStatus[]): void {
    // A second configuration would leave listeners of the first behind.
    if (this.#tables.length > 0) {
      return;
    }
    const parts: PageParts = {
      link: this.#link,
      state: this.#state,
      statusLine: this.#statusLine,
      announcer: this.#announcer,
      select: (tableId, key) => this.#select(tableId, key),
      selectCompanion: (tableId, key) => this.#table(tableId)?.followSelection(key),
    };
    const isSingle = config.tables.length === 1;
    const title = this.#title;
    setText(title, config.title);
    this.#tables = config.tables.map((table) =>
      isSingle ? new TableView(table, title, 'h2', parts) : new TableView(table, element('h2', { class: 'page-title', text: table.label }), 'h3', parts),
    );
    if (!isSingle) {
      this.#content.append(title);
    }
    const stack = this.#stack(this.#tables, 0);
    if (stack !== undefined) {
      this.#content.append(stack);
    }
    this.#tables.forEach((table) => table.start());
    statuses.forEach((status) => this.#table(status.tableId)?.showStatus(status));
  }

  #stack(tables: readonly TableView[], depth: number): HTMLElement | undefined {
    const [upper, ...rest] = tables;
    const lower = rest.length === 0 ? undefined : this.#stack(rest, depth + 1);
    if (upper === undefined || lower === undefined) {
      return upper?.element;
    }
    const percents = this.#state.splitPercents;
    return new Split('Resize tables', upper.element, lower, percents[depth] ?? 100 / tables.length, (percent) => {
      this.#state.keepSplits(Object.assign([...this.#state.splitPercents], { [depth]: percent }));
    }).element;
  }

  #onKey(event: KeyboardEvent): void {
    const isFind = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const isSlash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping();
    if (event.defaultPrevented || !(isFind || isSlash)) {
      return;
    }
    event.preventDefault();
    const table = this.#tables.find((candidate) => candidate.element.contains(document.activeElement)) ?? this.#tables[0];
    table?.focusFilter();
  }
}

function isTyping(): boolean {
  // Inside the controls, which have a shadow tree of their own.
  const inner = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
  return inner instanceof HTMLInputElement;
}
