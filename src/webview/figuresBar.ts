import { element, setAttribute, setText } from './elements';
import type { Figure, TableStatus } from './pageMessages';
import { Sparkline } from './sparkline';

/** The figures of the header and the small line beside them. Not a live region: they change with every poll. */
export class FiguresBar {
  readonly element: HTMLElement;
  readonly #list = element('dl', { class: 'figures' });
  readonly #sparkline = new Sparkline();
  readonly #shown: { readonly group: HTMLElement; readonly label: HTMLElement; readonly value: HTMLElement }[] = [];

  constructor() {
    this.element = element('div', { class: 'figures-bar' }, [this.#list, this.#sparkline.element]);
  }

  show({ figures, sparkline }: TableStatus): void {
    figures.forEach((figure, index) => this.#showFigure(figure, index));
    for (const { group } of this.#shown.splice(figures.length)) {
      group.remove();
    }
    this.#sparkline.show(sparkline);
    this.element.classList.toggle('is-hidden', figures.length === 0 && sparkline === undefined);
  }

  #showFigure(figure: Figure, index: number): void {
    const { group, label, value } = this.#shown[index] ?? this.#addGroup();
    setText(label, figure.label);
    setText(value, figure.value);
    setAttribute(group, 'title', figure.title);
    group.classList.toggle('is-error', figure.tone === 'error');
    group.classList.toggle('is-warning', figure.tone === 'warning');
  }

  #addGroup() {
    const [label, value] = [element('dt'), element('dd')];
    const added = { group: element('div', { class: 'figure' }, [label, value]), label, value };
    this.#list.append(added.group);
    this.#shown.push(added);
    return added;
  }
}
