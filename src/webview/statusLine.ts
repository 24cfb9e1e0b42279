import type { Announcer } from './announcer';
import { iconButton } from './controls';
import { element } from './elements';
import { toHostFailure } from './hostFailure';

/** The line at the foot of the page that says what went wrong and what to do next, or what was done. */
export class StatusLine {
  readonly element = element('div', { class: 'status-line is-hidden' });
  readonly #message = element('span', { class: 'status-message' });
  readonly #hint = element('span', { class: 'status-hint' });
  readonly #announcer: Announcer;
  #source = '';

  constructor(announcer: Announcer) {
    this.#announcer = announcer;
    this.element.append(
      element('div', { class: 'status-text' }, [this.#message, this.#hint]),
      iconButton('close', 'Dismiss message', () => this.element.classList.add('is-hidden')),
    );
  }

  /** `source` names what failed, so that its next success takes the message away. */
  showFailure(source: string, error: unknown): void {
    const { message, hint } = toHostFailure(error);
    this.#show(source, message, hint, true);
  }

  showDone(source: string, said: string): void {
    this.#show(source, said, '', false);
  }

  clear(source: string): void {
    if (this.#source === source) {
      this.element.classList.add('is-hidden');
    }
  }

  #show(source: string, message: string, hint: string, isFailure: boolean): void {
    this.#source = source;
    this.#message.textContent = message;
    this.#hint.textContent = hint;
    this.element.classList.toggle('is-failure', isFailure);
    this.element.classList.remove('is-hidden');
    this.#announcer.say(`${message} ${hint}`.trim());
  }
}
