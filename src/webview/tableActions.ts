import { openMenu, type MenuPlace } from './menu';
import type { PageParts } from './pageParts';
import type { ActionConfig, TableConfig } from './tableConfig';

/** What the user asks the host to do for one table; the status line says what became of it. */
export class TableActions {
  readonly #config: TableConfig;
  readonly #page: PageParts;

  constructor(config: TableConfig, page: PageParts) {
    this.#config = config;
    this.#page = page;
  }

  /** The actions of a row. */
  get ofRow(): readonly ActionConfig[] {
    return this.#config.actions.filter(({ scope }) => scope === 'row');
  }

  /** The actions of the whole table. */
  get ofTable(): readonly ActionConfig[] {
    return this.#config.actions.filter(({ scope }) => scope === 'table');
  }

  /** `key` of the row for an action of a row. */
  async act(action: ActionConfig, key?: string): Promise<void> {
    const source = `${this.#config.id}.action`;
    try {
      const { said } = await this.#page.link.request({ kind: 'action', tableId: this.#config.id, actionId: action.id, ...(key !== undefined && { key }) });
      if (said === undefined) {
        this.#page.statusLine.clear(source);
      } else {
        this.#page.statusLine.showDone(source, said);
      }
    } catch (error) {
      this.#page.statusLine.showFailure(source, error);
    }
  }

  /** Writes a setting; false when that failed. */
  async changeSetting(settingId: string, value: boolean | number | string): Promise<boolean> {
    const source = `${this.#config.id}.setting`;
    try {
      await this.#page.link.request({ kind: 'setting', tableId: this.#config.id, settingId, value });
      this.#page.statusLine.clear(source);
      return true;
    } catch (error) {
      this.#page.statusLine.showFailure(source, error);
      return false;
    }
  }

  /** Opens the menu of a row. */
  async openRowMenu(key: string, place: MenuPlace, showDetail: () => void, returnTo: () => void): Promise<void> {
    // Without an answer every action is offered; the host refuses those that do not apply.
    const answer = await this.#page.link.request({ kind: 'rowActions', tableId: this.#config.id, key }).catch(() => undefined);
    const entries = this.ofRow.map((action) => ({
      label: action.label,
      isDisabled: answer?.disabled.includes(action.id) ?? false,
      choose: () => void this.act(action, key),
    }));
    openMenu(`Actions of the ${this.#config.rowNoun.one}`, [{ label: 'Show details', choose: showDetail }, ...entries], place, returnTo);
  }
}
