import type { Disposable } from '../../model/event';
import type { PageReplies, PageRequest, RowsReply, TableRow, TableStatus } from '../../webview/pageMessages';
import type { TableConfig, TableView } from '../../webview/tableConfig';

import type { TableDefinition } from './tableDefinition';
import { TableFault } from './tableFault';
import { TableModel } from './tableModel';
import { writeSetting } from './writeSetting';

/** One table of a page, whatever its rows are. */
export interface PageTable extends Disposable {
  readonly config: TableConfig;
  status(): TableStatus;
  /** Answers a request of the page. Rejects with a fault. */
  answer(request: PageRequest): Promise<PageReplies[PageRequest['kind']]>;
  onDidChange(listener: () => void): Disposable;
}

/** A page that asks for more is wrong: no screen shows so many rows. */
const mostRows = 1000;
/** Short enough that nobody who waits for the extension host notices. */
const preparationSliceMs = 8;

/** Answers a page's requests about one table. */
export class DefinedTable<R extends object> implements PageTable {
  readonly config: TableConfig;
  readonly #definition: TableDefinition<R>;
  readonly #model: TableModel<R>;
  /** A number for each row that was told in detail, and of what it told: what changes is another object. */
  readonly #versions = new WeakMap<R, { readonly version: number; readonly related: readonly object[] }>();
  #lastVersion = 0;
  #isPreparing = false;

  constructor(definition: TableDefinition<R>) {
    this.#definition = definition;
    this.#model = new TableModel(definition);
    const { id, label, rowNoun, defaultSort, emptyText, companionTableId, columns, filters, settings, actions } = definition;
    this.config = {
      id,
      label,
      rowNoun,
      defaultSort,
      emptyText,
      ...(companionTableId === undefined ? {} : { companionTableId }),
      columns: columns.map(dataOf),
      filters: filters.map(dataOf),
      settings: settings.map(dataOf),
      actions: actions.map(dataOf),
    };
  }

  dispose(): void {
    this.#model.dispose();
  }

  onDidChange(listener: () => void): Disposable {
    const changes = this.#definition.onDidChange(listener);
    const clearings = this.#definition.onDidClear?.(() => {
      this.#model.restartPause();
      listener();
    });
    return {
      dispose: () => {
        changes.dispose();
        clearings?.dispose();
      },
    };
  }

  status(): TableStatus {
    const { all, shown, revision } = this.#model;
    this.#prepareSearch();
    const sparkline = this.#definition.sparkline(all);
    return {
      tableId: this.#definition.id,
      revision,
      shown: shown.length,
      total: all.length,
      figures: this.#definition.figures(all),
      ...(sparkline === undefined ? {} : { sparkline }),
      settings: Object.fromEntries(this.#definition.settings.map((setting) => [setting.id, setting.read()])),
    };
  }

  async answer(request: PageRequest): Promise<PageReplies[PageRequest['kind']]> {
    switch (request.kind) {
      case 'view':
        return this.#setView(request.view);
      case 'rows':
        return this.#rows(request.from, request.count, request.anchorKey);
      case 'locate':
        return { index: this.#model.indexOf(request.key) };
      case 'detail':
        return this.#detail(request.key, request.knownVersion);
      case 'rowActions':
        return { disabled: this.#disabledActions(request.key) };
      case 'action':
        return { said: await this.#act(request.actionId, request.key) };
      case 'setting':
        await this.#write(request.settingId, request.value);
        return {};
    }
  }

  /** Between other tasks, so that the first letter in the filter is answered as fast as the others. */
  #prepareSearch(): void {
    if (this.#isPreparing) {
      return;
    }
    this.#isPreparing = true;
    setImmediate(() => {
      this.#isPreparing = false;
      if (!this.#model.prepareSearch(preparationSliceMs)) {
        this.#prepareSearch();
      }
    });
  }

  #setView(view: TableView): PageReplies['view'] {
    this.#model.setView(view);
    const { revision, shown, all, isPaused } = this.#model;
    return { revision, shown: shown.length, total: all.length, isPaused };
  }

  #rows(from: number, count: number, anchorKey: string | undefined): RowsReply {
    const model = this.#model;
    const anchorIndex = anchorKey === undefined ? undefined : model.indexOf(anchorKey);
    return {
      revision: model.revision,
      from,
      rows: model.rows(from, Math.min(count, mostRows)).map((row) => this.#row(row)),
      shown: model.shown.length,
      ...(anchorIndex === undefined ? {} : { anchorIndex }),
    };
  }

  #row(row: R): TableRow {
    const tone = this.#definition.tone(row);
    return {
      key: this.#definition.key(row),
      cells: this.#definition.columns.map((column) => column.shown?.(row) ?? column.text(row)),
      ...(tone === undefined ? {} : { tone }),
    };
  }

  #detail(key: string, knownVersion: number | undefined): PageReplies['detail'] {
    const row = this.#model.find(key);
    if (row === undefined) {
      return { state: 'gone' };
    }
    const version = this.#versionOf(row);
    if (version === knownVersion) {
      return { state: 'unchanged' };
    }
    const disabledActions = this.#definition.disabledActions?.(row);
    return { state: 'shown', version, detail: { ...this.#definition.detail(row), ...(disabledActions === undefined ? {} : { disabledActions }) } };
  }

  #versionOf(row: R): number {
    const related = this.#definition.related?.(row) ?? [];
    const told = this.#versions.get(row);
    if (told?.related.length === related.length && related.every((other, index) => other === told.related[index])) {
      return told.version;
    }
    this.#lastVersion += 1;
    this.#versions.set(row, { version: this.#lastVersion, related });
    return this.#lastVersion;
  }

  #disabledActions(key: string): readonly string[] {
    const row = this.#model.find(key);
    return row === undefined ? [] : (this.#definition.disabledActions?.(row) ?? []);
  }

  async #act(actionId: string, key: string | undefined): Promise<string | undefined> {
    const action = this.#definition.actions.find(({ id }) => id === actionId);
    if (action === undefined) {
      throw new TableFault('notSupported', 'This page asked for an action that is not there.', 'Close the panel and open it again.');
    }
    const row = key === undefined ? undefined : this.#model.find(key);
    if (action.scope === 'row' && row === undefined) {
      throw new TableFault('rowGone', `This ${this.#definition.rowNoun.one} is not kept any more.`, 'Choose another one.');
    }
    // Meanwhile a person may be asked where to save, or what to compare with.
    const hold = this.#definition.hold?.();
    try {
      return await action.run({ row, shown: this.#model.shown, isPartial: this.#model.isPartial });
    } finally {
      hold?.dispose();
    }
  }

  async #write(settingId: string, value: boolean | number | string): Promise<void> {
    const setting = this.#definition.settings.find(({ id }) => id === settingId);
    if (setting === undefined) {
      throw new TableFault('notSupported', 'This page asked for a setting that is not there.', 'Close the panel and open it again.');
    }
    await writeSetting(setting, value);
  }
}

/** The part of a definition that the page is told: functions stay here. */
function dataOf<T extends object>(definition: T): T {
  return Object.fromEntries(Object.entries(definition).filter(([, value]) => typeof value !== 'function')) as T;
}
