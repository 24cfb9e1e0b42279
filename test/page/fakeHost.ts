import type { HostMessage, PageMessage, PageReplies, PageRequest, PageState, RowDetail, TableRow, TableStatus } from '../../src/webview/pageMessages';
import type { PageConfig, TableView } from '../../src/webview/tableConfig';
import { sampleDetail, sampleRow } from './sampleRows';

/** How the fake host begins; put on the window before the page loads. */
export interface FakeHostOptions {
  readonly config: PageConfig;
  readonly rowCount: number;
  readonly isHostile?: boolean;
  /** Rows are answered only when a test says so. */
  readonly holdsRows?: boolean;
  /** The window was reloaded: the rows of a pause are gone. */
  readonly forgetsPause?: boolean;
}

interface FakeTable {
  rows: TableRow[];
  /** What is shown while paused. */
  frozen?: TableRow[];
  view: TableView | undefined;
  revision: number;
  settings: Record<string, boolean | number | string>;
}

declare global {
  interface Window {
    fakeHostOptions: FakeHostOptions;
    fakeHost: FakeHost;
    wasHacked?: boolean;
    acquireVsCodeApi(): { postMessage(message: PageMessage): void; getState(): unknown; setState(state: PageState): void };
  }
}

const stateKey = 'fakeHostState';

/** The other side of the page, inside the page: holds rows, sorts and filters them as the real host does. */
class FakeHost {
  readonly messages: PageMessage[] = [];
  readonly tables = new Map<string, FakeTable>();
  readonly details = new Map<string, RowDetail>();
  /** Requests of these kinds are answered with this failure. */
  readonly failing = new Map<PageRequest['kind'], { message: string; hint: string }>();
  /** Requests of these kinds are never answered. */
  readonly silent = new Set<PageRequest['kind']>();
  mostRowsRequestsAtOnce = 0;
  #rowsRequestsNow = 0;
  #held: (() => void)[] = [];
  holdsRows: boolean;
  readonly #options: FakeHostOptions;
  readonly #versions = new Map<string, number>();

  constructor(options: FakeHostOptions) {
    this.#options = options;
    this.holdsRows = options.holdsRows === true;
    for (const { id } of options.config.tables) {
      const rows = Array.from({ length: options.rowCount }, (_, index) => sampleRow(index + 1, options.isHostile === true));
      this.tables.set(id, { rows, view: undefined, revision: 1, settings: { enabled: true, maxCount: 500 } });
    }
  }

  take(message: PageMessage): void {
    this.messages.push(message);
    if (message.type === 'ready') {
      this.send({ type: 'config', config: this.#options.config, statuses: [...this.tables.keys()].map((id) => this.#status(id)) });
    } else if (message.type === 'request') {
      this.#answer(message.id, message.request);
    }
  }

  send(message: HostMessage): void {
    // The real message comes through the browser too, and not at once.
    window.postMessage(structuredClone(message), window.location.origin);
  }

  requests<K extends PageRequest['kind']>(kind: K): Extract<PageRequest, { kind: K }>[] {
    return this.messages.flatMap((message) => (message.type === 'request' && message.request.kind === kind ? [message.request as Extract<PageRequest, { kind: K }>] : []));
  }

  addRows(count: number, tableId = 'requests'): void {
    const table = this.#table(tableId);
    const from = table.rows.length + 1;
    for (let id = from; id < from + count; id++) {
      table.rows.push(sampleRow(id, this.#options.isHostile === true));
    }
    this.changed(tableId);
  }

  replaceRows(rows: TableRow[], tableId = 'requests'): void {
    this.#table(tableId).rows = rows;
    this.changed(tableId);
  }

  changed(tableId = 'requests'): void {
    this.#table(tableId).revision += 1;
    this.send({ type: 'status', status: this.#status(tableId) });
  }

  releaseRows(): void {
    this.holdsRows = false;
    const held = this.#held;
    this.#held = [];
    held.forEach((answer) => answer());
  }

  #table(tableId: string): FakeTable {
    const table = this.tables.get(tableId);
    if (table === undefined) {
      throw new Error(`no table ${tableId}`);
    }
    return table;
  }

  #status(tableId: string): TableStatus {
    const table = this.#table(tableId);
    // As the real host: of the rows of the pause while there is one.
    const total = (table.frozen ?? table.rows).length;
    return {
      tableId,
      revision: table.revision,
      shown: this.#shown(tableId).length,
      total,
      figures: [
        { label: 'Requests', value: total.toLocaleString('en') },
        { label: 'Data loss', value: '4.2 % (6 of 142)', tone: 'error', title: 'Of the last hour' },
        { label: 'Median', value: '640 ms' },
        { label: '95th percentile', value: '1,480 ms' },
        { label: 'Too many requests', value: '3', tone: 'warning' },
      ],
      sparkline: { label: 'Time spans', unit: 'ms', values: Array.from({ length: 60 }, (_, index) => (index % 17 === 0 ? null : 200 + ((index * 7919) % 1900))) },
      settings: table.settings,
    };
  }

  #shown(tableId: string): TableRow[] {
    const table = this.#table(tableId);
    const { view } = table;
    const { columns, defaultSort } = this.#options.config.tables.find(({ id }) => id === tableId)!;
    const sort = view?.sort ?? defaultSort;
    const text = (view?.text ?? '').toLowerCase();
    const place = columns.findIndex(({ id }) => id === sort.columnId);
    const value = (row: TableRow) => {
      const number = Number.parseFloat((row.cells[place] ?? '').replaceAll(',', ''));
      return Number.isNaN(number) || columns[place]?.align !== 'end' ? undefined : number;
    };
    const compare = (a: TableRow, b: TableRow) => {
      const [x, y] = [value(a), value(b)];
      return x !== undefined && y !== undefined ? x - y : (a.cells[place] ?? '').localeCompare(b.cells[place] ?? '');
    };
    const slow = view?.filters.slow;
    const rows = (table.frozen ?? table.rows).filter(
      (row) =>
        (text === '' || row.cells.some((cell) => cell.toLowerCase().includes(text))) &&
        (view?.filters.errors !== true || row.tone === 'error') &&
        (view?.filters.method === undefined || row.cells[1] === view.filters.method) &&
        (typeof slow !== 'number' || Number.parseFloat((row.cells[3] ?? '').replaceAll(',', '')) > slow),
    );
    rows.sort(compare);
    return sort.isDescending ? rows.reverse() : rows;
  }

  #answer(id: number, request: PageRequest): void {
    if (this.silent.has(request.kind)) {
      return;
    }
    const failure = this.failing.get(request.kind);
    if (failure !== undefined) {
      this.send({ type: 'failure', id, ...failure });
      return;
    }
    if (request.kind !== 'rows') {
      this.send({ type: 'reply', id, value: this.#value(request) });
      return;
    }
    this.#rowsRequestsNow += 1;
    this.mostRowsRequestsAtOnce = Math.max(this.mostRowsRequestsAtOnce, this.#rowsRequestsNow);
    const answer = () => {
      this.#rowsRequestsNow -= 1;
      this.send({ type: 'reply', id, value: this.#value(request) });
    };
    if (this.holdsRows) {
      this.#held.push(answer);
    } else {
      answer();
    }
  }

  #detail({ rows }: FakeTable, { key, knownVersion }: Extract<PageRequest, { kind: 'detail' }>): PageReplies['detail'] {
    const row = rows.find((candidate) => candidate.key === key);
    const detail = this.#wholeDetail(row, key);
    if (detail === undefined) {
      return { state: 'gone' };
    }
    const versionOf = this.#versions.get(detail.title + String(row?.cells.join())) ?? this.#versions.size + 1;
    this.#versions.set(detail.title + String(row?.cells.join()), versionOf);
    return versionOf === knownVersion ? { state: 'unchanged' } : { state: 'shown', version: versionOf, detail };
  }

  #wholeDetail(row: TableRow | undefined, key: string): RowDetail | undefined {
    return this.details.get(key) ?? (row === undefined ? undefined : sampleDetail(Number(key), this.#options.isHostile === true));
  }

  #value(request: PageRequest): PageReplies[keyof PageReplies] {
    const table = this.#table(request.tableId);
    switch (request.kind) {
      case 'view': {
        const isPaused = request.view.isPaused && !(table.view === undefined && this.#options.forgetsPause === true);
        if (!isPaused) {
          delete table.frozen;
        } else {
          table.frozen ??= [...table.rows];
        }
        table.view = request.view;
        table.revision += 1;
        return { revision: table.revision, shown: this.#shown(request.tableId).length, total: (table.frozen ?? table.rows).length, isPaused };
      }
      case 'rows': {
        const shown = this.#shown(request.tableId);
        const anchorIndex = shown.findIndex(({ key }) => key === request.anchorKey);
        return {
          revision: table.revision,
          from: request.from,
          rows: shown.slice(request.from, request.from + request.count),
          shown: shown.length,
          ...(anchorIndex >= 0 && { anchorIndex }),
        };
      }
      case 'locate': {
        const index = this.#shown(request.tableId).findIndex(({ key }) => key === request.key);
        return { index: index < 0 ? undefined : index };
      }
      case 'detail':
        return this.#detail(table, request);
      case 'rowActions':
        return { disabled: this.#wholeDetail(table.rows.find(({ key }) => key === request.key), request.key)?.disabledActions ?? [] };
      case 'action':
        return { said: request.actionId === 'copy' ? 'Copied' : undefined };
      case 'setting':
        table.settings = { ...table.settings, [request.settingId]: request.value };
        setTimeout(() => this.changed(request.tableId));
        return {};
    }
  }
}

window.fakeHost = new FakeHost(window.fakeHostOptions);
window.acquireVsCodeApi = () => ({
  postMessage: (message) => {
    const copy = structuredClone(message);
    setTimeout(() => window.fakeHost.take(copy));
  },
  getState: () => JSON.parse(sessionStorage.getItem(stateKey) ?? 'null') as unknown,
  setState: (state) => sessionStorage.setItem(stateKey, JSON.stringify(state)),
});

export type { FakeHost };
