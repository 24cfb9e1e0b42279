import { element } from './elements';

/** Texts that come this close together are told as one, the last: a reader must not be flooded while somebody types. */
const quietMs = 400;

/** The one place that speaks to screen readers on its own account. */
export class Announcer {
  readonly element = element('div', { class: 'visually-hidden', attributes: { role: 'status', 'aria-live': 'polite' } });
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // The same text twice is only told twice when it differs.
      this.element.textContent = this.element.textContent === text ? `${text}\u00a0` : text;
    }, quietMs);
  }
}
