import { element, setText } from '../elements';

/** A part that can be folded away, and remembers that. */
export class Foldable {
  readonly element: HTMLDetailsElement;
  readonly #summary = element('summary');
  readonly #note = element('span', { class: 'fold-note' });
  readonly #title = element('span', { class: 'fold-title' });

  constructor(isOpen: boolean, onToggle: (isOpen: boolean) => void, content: readonly HTMLElement[]) {
    this.#summary.append(this.#title, this.#note);
    this.element = element('details', { class: 'foldable' }, [this.#summary, ...content]);
    this.element.open = isOpen;
    this.element.addEventListener('toggle', () => onToggle(this.element.open));
  }

  /** `note`: what there is to know without unfolding it. */
  setTitle(title: string, note = ''): void {
    setText(this.#title, title);
    setText(this.#note, note);
  }
}
