import { element } from '../elements';
import type { NamedValue } from './instanceMessages';

/** Names and values, side by side. */
export class ValueList {
  readonly element = element('dl', { class: 'value-list' });
  #shown = '';

  show(values: readonly NamedValue[]): void {
    const text = JSON.stringify(values);
    if (text === this.#shown) {
      // A text that is being selected stays selected.
      return;
    }
    this.#shown = text;
    this.element.replaceChildren(...values.flatMap(({ label, words }) => [element('dt', { text: label }), element('dd', { text: words })]));
  }
}
