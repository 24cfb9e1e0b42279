import { element } from '../elements';

/** A row of a small table: its texts, and a class that colours it. */
export interface PlainRow {
  readonly cells: readonly string[];
  readonly class?: string;
}

/** A table of some lines. */
export class PlainTable {
  readonly element: HTMLTableElement;
  readonly #body = element('tbody');
  #shown = '';

  constructor(label: string, heads: readonly string[]) {
    const head = element('thead', {}, [element('tr', {}, heads.map((text) => element('th', { text, attributes: { scope: 'col' } })))]);
    this.element = element('table', { class: 'plain-table', attributes: { 'aria-label': label } }, [head, this.#body]);
  }

  show(rows: readonly PlainRow[]): void {
    const text = JSON.stringify(rows);
    if (text === this.#shown) {
      return;
    }
    this.#shown = text;
    this.element.hidden = rows.length === 0;
    this.#body.replaceChildren(...rows.map((row) => element('tr', row.class === undefined ? {} : { class: row.class }, row.cells.map((cell) => element('td', { text: cell })))));
  }
}
