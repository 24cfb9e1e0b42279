import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import { element, setText } from '../elements';
import { LatestTask } from '../latestTask';
import type { ClientRow, InstanceReplies } from './instanceMessages';

const rowHeightPx = 22;
const heads = ['Address', 'Clock identity', 'Announce', 'Sync', 'Delay request', 'Remaining'] as const;

/** The unicast clients: only those in sight are asked for and drawn. */
export class ClientTable {
  readonly element: HTMLElement;
  readonly #scroller = element('div', { class: 'client-scroller', attributes: { role: 'table', 'aria-label': 'Unicast clients', tabindex: '0' } });
  readonly #body = element('div', { class: 'client-body', attributes: { role: 'rowgroup' } });
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  readonly #request: (from: number, count: number) => Promise<InstanceReplies['clients']>;
  readonly #tell: (problem: unknown) => void;
  readonly #task = new LatestTask();

  /** `tell`: says what went wrong, or takes that away. */
  constructor(request: (from: number, count: number) => Promise<InstanceReplies['clients']>, tell: (problem: unknown) => void) {
    this.#request = request;
    this.#tell = tell;
    const head = element('div', { class: 'client-row client-head', attributes: { role: 'row', 'aria-rowindex': '1' } }, heads.map((text) => element('div', { text, attributes: { role: 'columnheader' } })));
    this.#scroller.append(element('div', { attributes: { role: 'rowgroup' } }, [head]), this.#body);
    this.element = this.#scroller;
    this.#virtualizer = new Virtualizer<HTMLElement, HTMLElement>({
      count: 0,
      getScrollElement: () => this.#scroller,
      estimateSize: () => rowHeightPx,
      overscan: 3,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      onChange: () => this.refresh(),
    });
  }

  /** To be called when the element is in the page. */
  start(): void {
    this.#virtualizer._didMount();
    this.#virtualizer._willUpdate();
  }

  setCount(count: number): void {
    this.element.hidden = count === 0;
    this.#virtualizer.setOptions({ ...this.#virtualizer.options, count });
    this.#virtualizer._willUpdate();
    this.#body.style.height = `${count * rowHeightPx}px`;
    this.#scroller.setAttribute('aria-rowcount', String(count + 1));
    this.refresh();
  }

  /** Asks for the rows in sight; one question at a time. */
  refresh(): void {
    this.#task.run(() => this.#ask());
  }

  async #ask(): Promise<void> {
    const items = this.#virtualizer.getVirtualItems();
    const [first, last] = [items[0]?.index, items.at(-1)?.index];
    if (first === undefined || last === undefined) {
      this.#body.replaceChildren();
      this.#tell(undefined);
      return;
    }
    try {
      const { from, rows } = await this.#request(first, last - first + 1);
      this.#show(from, rows);
      this.#tell(undefined);
    } catch (error) {
      this.#tell(error);
    }
  }

  /** Rows are used again, so that nothing flickers. */
  #show(from: number, rows: readonly ClientRow[]): void {
    while (this.#body.children.length > rows.length) {
      this.#body.lastElementChild?.remove();
    }
    rows.forEach(({ address, clockIdentity, announce, sync, delayRequest, remaining }, offset) => {
      const row = this.#body.children[offset] ?? this.#body.appendChild(element('div', { class: 'client-row', attributes: { role: 'row' } }, heads.map(() => element('div', { attributes: { role: 'cell' } }))));
      row.setAttribute('aria-rowindex', String(from + offset + 2));
      if (row instanceof HTMLElement) {
        row.style.transform = `translateY(${(from + offset) * rowHeightPx}px)`;
      }
      [address, clockIdentity, announce, sync, delayRequest, remaining].forEach((text, place) => {
        const cell = row.children[place];
        if (cell !== undefined) {
          setText(cell, text);
        }
      });
    });
  }
}
