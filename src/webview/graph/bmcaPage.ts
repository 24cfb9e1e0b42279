import { element, setText } from '../elements';
import { BmcaSectionElement } from './bmcaSection';
import type { BmcaDrawing } from './graphMessages';
import type { GraphParts } from './graphParts';

/** Rows that "Show more" adds. */
const moreRows = 200;
/** With more domains than this, only those with a warning are open at first. */
const openAtFirst = 6;

/** The page of the panel "BMCA: who wins and why". */
export class BmcaPage {
  readonly element: HTMLElement;
  readonly #parts: GraphParts;
  readonly #sections = new Map<string, BmcaSectionElement>();
  readonly #list = element('div', { class: 'bmca-sections' });
  readonly #explanation = element('p', { class: 'bmca-explanation' });
  readonly #closed: Set<string>;
  #rowCounts: Readonly<Record<string, number>>;
  #shownCounts: Readonly<Record<string, number>> = {};

  constructor(title: string, parts: GraphParts) {
    this.#parts = parts;
    const kept = parts.state.state.bmca;
    this.#closed = new Set(kept?.closed);
    this.#rowCounts = kept?.rowCounts ?? {};
    this.element = element('div', { class: 'bmca-page' }, [
      element('div', { class: 'toolbar' }, [element('h1', { class: 'page-title', text: title })]),
      this.#explanation,
      this.#list,
    ]);
  }

  start(): void {
    void this.#ask();
  }

  show({ sections, explanation }: BmcaDrawing): void {
    setText(this.#explanation, explanation);
    this.#shownCounts = Object.fromEntries(sections.map(({ key, rows }) => [key, rows.length]));
    const kept = new Set(sections.map(({ key }) => key));
    for (const [key, section] of this.#sections) {
      if (!kept.has(key)) {
        section.element.remove();
        this.#sections.delete(key);
      }
    }
    let before: Element | null = null;
    for (const section of sections) {
      let made = this.#sections.get(section.key);
      if (made === undefined) {
        const isCalm = sections.length > openAtFirst && !section.remarks.some(({ tone }) => tone === 'warning');
        made = this.#make(section.key, !this.#closed.has(section.key) && !isCalm);
      }
      made.draw(section);
      const next: Element | null = before === null ? this.#list.firstElementChild : before.nextElementSibling;
      if (next !== made.element) {
        this.#list.insertBefore(made.element, next);
      }
      before = made.element;
    }
  }

  #make(key: string, isOpen: boolean): BmcaSectionElement {
    const made = new BmcaSectionElement(isOpen, {
      open: (rowKey) => void this.#parts.run('open', this.#parts.link.request({ kind: 'open', key: rowKey, where: 'panel' })),
      more: () => {
        this.#rowCounts = { ...this.#rowCounts, [key]: (this.#shownCounts[key] ?? 0) + moreRows };
        this.#keep();
        void this.#ask();
      },
      toggled: (isShown) => {
        if (isShown) {
          this.#closed.delete(key);
        } else {
          this.#closed.add(key);
        }
        this.#keep();
      },
    });
    this.#sections.set(key, made);
    return made;
  }

  async #ask(): Promise<void> {
    try {
      this.show(await this.#parts.link.request({ kind: 'bmcaView', view: { rowCounts: this.#rowCounts } }));
      this.#parts.statusLine.clear('view');
    } catch (error) {
      this.#parts.statusLine.showFailure('view', error);
    }
  }

  #keep(): void {
    this.#parts.state.keep({ bmca: { rowCounts: this.#rowCounts, closed: [...this.#closed] } });
  }
}
