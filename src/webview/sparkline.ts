import { setAttribute, svgElement } from './elements';
import type { TableStatus } from './pageMessages';
import { sparklinePath, sparklineWords } from './sparklineShape';

const widthPx = 120;
const heightPx = 18;

/** A small line of the latest values; its accessible name says them in words. */
export class Sparkline {
  readonly element = svgElement('svg', { class: 'sparkline', role: 'img', viewBox: `0 -2 ${widthPx} ${heightPx + 4}`, width: String(widthPx), height: String(heightPx + 4) });
  readonly #path = svgElement('path', { class: 'sparkline-line' });
  readonly #title = svgElement('title', {});

  constructor() {
    this.element.append(this.#title, this.#path);
    this.show(undefined);
  }

  show(line: TableStatus['sparkline']): void {
    this.element.classList.toggle('is-hidden', line === undefined);
    if (line === undefined) {
      return;
    }
    setAttribute(this.#path, 'd', sparklinePath(line.values, widthPx, heightPx));
    const words = sparklineWords(line.label, line.unit, line.values);
    setAttribute(this.element, 'aria-label', words);
    if (this.#title.textContent !== words) {
      this.#title.textContent = words;
    }
  }
}
