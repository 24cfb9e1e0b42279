import { textButton } from '../controls';
import { element, setText, svgElement } from '../elements';
import { bmcaRow } from './bmcaRowElement';
import type { BmcaSection } from './graphMessages';
import { SeverityMark } from './severityMark';

export interface BmcaSectionHandlers {
  open(key: string): void;
  /** The person wants to see more rows. */
  more(): void;
  /** The person opened or closed it. */
  toggled(isOpen: boolean): void;
}

interface KeptRow {
  readonly drawn: string;
  readonly elements: readonly HTMLTableRowElement[];
}

/** One domain on the page: its verdict, what to know about it, and its table. A change redraws the rows that are different. */
export class BmcaSectionElement {
  readonly element = element('details', { class: 'bmca-section' });
  readonly #handlers: BmcaSectionHandlers;
  readonly #title = element('h2', { class: 'bmca-title' });
  readonly #scope = element('span', { class: 'bmca-scope' });
  readonly #verdict = element('span', { class: 'bmca-verdict' });
  readonly #remarks = element('ul', { class: 'bmca-remarks' });
  readonly #head = element('thead');
  readonly #body = element('tbody');
  readonly #table = element('div', { class: 'bmca-scroller' });
  readonly #more = element('p', { class: 'bmca-more' });
  readonly #abstentions = element('ul', { class: 'bmca-abstentions' });
  readonly #rows = new Map<string, KeptRow>();
  #outline = '';

  constructor(isOpen: boolean, handlers: BmcaSectionHandlers) {
    this.#handlers = handlers;
    this.element.open = isOpen;
    this.element.addEventListener('toggle', () => handlers.toggled(this.element.open));
    this.#table.append(element('table', { class: 'bmca-table' }, [this.#head, this.#body]));
    this.element.append(
      element('summary', {}, [this.#title, this.#scope, this.#verdict]),
      this.#remarks,
      this.#table,
      this.#more,
      this.#abstentions,
    );
  }

  draw(section: BmcaSection): void {
    setText(this.#title, section.title);
    setText(this.#scope, section.scope);
    setText(this.#verdict, section.verdict);
    this.#verdict.classList.toggle('is-unknown', !section.isWinnerKnown);
    this.#table.classList.toggle('is-hidden', section.rows.length === 0);
    this.#drawOutline(section);
    this.#drawRows(section);
  }

  /** What changes rarely: columns, remarks, who takes no part, and how many rows there are. */
  #drawOutline({ columns, remarks, abstentions, rows, rowCount, title }: BmcaSection): void {
    const outline = JSON.stringify([columns, remarks, abstentions, rows.length, rowCount, title]);
    if (outline === this.#outline) {
      return;
    }
    this.#outline = outline;
    this.#table.tabIndex = 0;
    this.#table.role = 'region';
    this.#table.ariaLabel = `Ranking of ${title}`;
    const heads = ['', 'Clock', 'Follows', ...columns.map(({ label }) => label)];
    const isNumber = [true, false, false, ...columns.map((column) => column.isNumber)];
    this.#head.replaceChildren(
      element('tr', {}, heads.map((label, index) => (index === 0 ? element('td', {}) : element('th', { class: isNumber[index] === true ? 'is-end' : '', text: label, attributes: { scope: 'col' } })))),
    );
    this.#remarks.replaceChildren(
      ...remarks.map(({ tone, text }) =>
        element('li', { class: `bmca-remark is-${tone}` }, [
          ...(tone === 'warning' ? [warningMark()] : []),
          element('span', { text }),
        ]),
      ),
    );
    this.#more.replaceChildren(...(rows.length < rowCount ? [`${rows.length} of ${rowCount} are shown. `, textButton('Show more', () => this.#handlers.more())] : []));
    this.#abstentions.replaceChildren(
      ...abstentions.map(({ key, name, reason }) => {
        const button = textButton(name, () => this.#handlers.open(key));
        button.dataset.key = key;
        return element('li', {}, ['Not compared: ', button, ` (${reason})`]);
      }),
    );
  }

  #drawRows({ rows, columns }: BmcaSection): void {
    const focusedKey = document.activeElement instanceof HTMLElement && this.#body.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    const columnKey = JSON.stringify(columns);
    const kept = new Set<string>();
    let before: Element | null = null;
    for (const row of rows) {
      kept.add(row.key);
      const drawn = JSON.stringify(row) + columnKey;
      let held = this.#rows.get(row.key);
      if (held?.drawn !== drawn) {
        held?.elements.forEach((old) => old.remove());
        held = { drawn, elements: bmcaRow(row, columns, () => this.#handlers.open(row.key)) };
        this.#rows.set(row.key, held);
      }
      for (const made of held.elements) {
        const next: Element | null = before === null ? this.#body.firstElementChild : before.nextElementSibling;
        if (next !== made) {
          this.#body.insertBefore(made, next);
        }
        before = made;
      }
    }
    for (const [key, { elements }] of this.#rows) {
      if (!kept.has(key)) {
        elements.forEach((old) => old.remove());
        this.#rows.delete(key);
      }
    }
    if (focusedKey !== undefined && !this.#body.contains(document.activeElement)) {
      this.#body.querySelector<HTMLElement>(`[data-key="${CSS.escape(focusedKey)}"]`)?.focus({ preventScroll: true });
    }
  }
}

function warningMark(): SVGSVGElement {
  const mark = new SeverityMark();
  mark.show('warning');
  const drawing = svgElement('svg', { class: 'remark-mark severity-warning', viewBox: '0 0 16 16', width: '16', height: '16', role: 'img', 'aria-label': 'Warning' });
  drawing.append(mark.element);
  return drawing;
}
