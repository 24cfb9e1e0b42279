import { checkbox, dropdown, textField, type ValueControl } from './controls';
import { element, setText } from './elements';
import type { FilterConfig, TableView } from './tableConfig';
import { readWholeNumber } from './wholeNumber';

/** The filters part of a view. */
export type Filtering = Pick<TableView, 'text' | 'filters'>;

/** The text filter, the quick filters and how many rows pass them. */
export class FilterBar {
  readonly element: HTMLElement;
  readonly #text;
  readonly #count = element('span', { class: 'row-count' });
  readonly #onChange: (filtering: Filtering) => void;
  readonly #resets: ((filters: TableView['filters']) => void)[] = [];
  #filtering: Filtering;

  /** `label`: accessible name of the text field. `leaveDown`: the arrow down goes on to the rows. */
  constructor(label: string, filters: readonly FilterConfig[], initial: Filtering, onChange: (filtering: Filtering) => void, leaveDown: () => void) {
    this.#onChange = onChange;
    this.#filtering = initial;
    this.#text = textField(label, { placeholder: 'Filter', title: 'Part of any cell; letter case does not matter (Ctrl+F or /)' }, { onInput: (text) => this.#change({ text }) });
    this.#text.value = initial.text;
    this.#text.element.classList.add('filter-text');
    this.#text.element.addEventListener('keydown', (event) => this.#onKey(event, leaveDown));
    clearOnEscape(this.#text, () => this.#change({ text: '' }));
    this.element = element('div', { class: 'filter-bar', attributes: { role: 'search', 'aria-label': label } }, [
      this.#text.element,
      ...filters.map((filter) => this.#make(filter)),
      this.#count,
    ]);
  }

  focus(): void {
    this.#text.selectAll();
  }

  clear(): void {
    this.#filtering = { text: '', filters: {} };
    this.#text.value = '';
    this.#resets.forEach((reset) => reset({}));
    this.#onChange(this.#filtering);
  }

  showCount(words: string): void {
    setText(this.#count, words);
  }

  #onKey(event: KeyboardEvent, leaveDown: () => void): void {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      leaveDown();
    }
  }

  #change(change: Partial<Filtering>): void {
    this.#filtering = { ...this.#filtering, ...change };
    this.#onChange(this.#filtering);
  }

  #setFilter(id: string, value: boolean | number | string | undefined): void {
    const others = Object.entries(this.#filtering.filters).filter(([other]) => other !== id);
    this.#change({ filters: Object.fromEntries(value === undefined ? others : [...others, [id, value]]) });
  }

  #make(filter: FilterConfig): HTMLElement {
    switch (filter.kind) {
      case 'toggle': {
        const control = checkbox(filter.label, (isOn) => this.#setFilter(filter.id, isOn ? true : undefined), filter.title);
        return this.#keepShown(control.element, (filters) => (control.value = filters[filter.id] === true));
      }
      case 'choice': {
        // An empty value stands for no choice.
        const control = dropdown(filter.label, [{ value: '', label: `${filter.label}: any` }, ...filter.choices], (value) =>
          this.#setFilter(filter.id, value === '' ? undefined : value),
        );
        return this.#keepShown(control.element, (filters) => (control.value = String(filters[filter.id] ?? '')));
      }
      case 'threshold':
        return this.#makeThreshold(filter);
      case 'text': {
        const set = (text: string) => this.#setFilter(filter.id, text === '' ? undefined : text);
        const control = textField(filter.label, { placeholder: filter.label, sizeChars: 14, ...(filter.title !== undefined && { title: filter.title }) }, { onInput: set });
        clearOnEscape(control, () => set(''));
        return this.#keepShown(control.element, (filters) => (control.value = String(filters[filter.id] ?? '')));
      }
    }
  }

  #makeThreshold({ id, label, unit, initial, min, max }: Extract<FilterConfig, { kind: 'threshold' }>): HTMLElement {
    let limit = initial;
    const read = (text: string) => {
      const typed = readWholeNumber(text, min, max);
      number.isInvalid = typed === undefined;
      limit = typed ?? limit;
      if (typed !== undefined && isOn.value) {
        this.#setFilter(id, limit);
      }
    };
    const isOn = checkbox(label, (isChecked) => this.#setFilter(id, isChecked ? limit : undefined));
    const number = textField(
      `${label}, ${unit}`,
      { sizeChars: 6, title: `${min.toLocaleString()} to ${max.toLocaleString()} ${unit}` },
      {
        onInput: read,
        onCommit: () => {
          number.value = String(limit);
          number.isInvalid = false;
        },
      },
    );
    const group = element('div', { class: 'labelled' }, [isOn.element, number.element, element('span', { text: unit, attributes: { 'aria-hidden': 'true' } })]);
    return this.#keepShown(group, (filters) => {
      const value = filters[id];
      isOn.value = typeof value === 'number';
      limit = typeof value === 'number' ? value : limit;
      number.value = String(limit);
    });
  }

  #keepShown(shown: HTMLElement, reset: (filters: TableView['filters']) => void): HTMLElement {
    this.#resets.push(reset);
    reset(this.#filtering.filters);
    return shown;
  }
}

/** Escape empties a field that has a text; in an empty one it goes on, e.g. to close the details. */
function clearOnEscape(field: ValueControl<string>, clear: () => void): void {
  field.element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && field.value !== '') {
      event.stopPropagation();
      field.value = '';
      clear();
    }
  });
}
