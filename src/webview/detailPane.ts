import { badge, iconButton, pushButton, textButton, type PushButton } from './controls';
import { detailBlock } from './detailBlock';
import { element } from './elements';
import type { RowDetail } from './pageMessages';
import { phaseBar } from './phaseBar';
import { shortText } from './shortText';
import type { ActionConfig } from './tableConfig';

/** What the detail asks for. */
export interface DetailHandlers {
  act(action: ActionConfig, key: string): void;
  follow(link: NonNullable<RowDetail['links']>[number]): void;
  close(): void;
}

/** Everything about one row, below the table. */
export class DetailPane {
  readonly element: HTMLElement;
  readonly #actions: readonly ActionConfig[];
  readonly #handlers: DetailHandlers;
  readonly #title: HTMLElement;
  readonly #buttons = new Map<string, PushButton>();
  readonly #content = element('div', { class: 'detail-content' });
  /** Blocks that the user opened or closed, by id; they stay so from row to row. */
  readonly #foldings = new Map<string, boolean>();
  #shown: RowDetail | undefined;
  #shownText = '';

  constructor(label: string, headingLevel: 'h2' | 'h3', actions: readonly ActionConfig[], handlers: DetailHandlers) {
    this.#actions = actions;
    this.#handlers = handlers;
    this.#title = element(headingLevel, { class: 'detail-title' });
    const bar = element('div', { class: 'detail-actions', attributes: { role: 'group', 'aria-label': 'Actions' } });
    for (const action of actions) {
      const button = pushButton(action.label, () => this.#act(action), action.title === undefined ? {} : { title: action.title });
      this.#buttons.set(action.id, button);
      bar.append(button.element);
    }
    bar.append(iconButton('close', 'Close details (Escape)', () => handlers.close()));
    this.element = element('section', { class: 'detail', attributes: { 'aria-label': label } }, [element('div', { class: 'detail-head' }, [this.#title, bar]), this.#content]);
  }

  /** Key of the row that is shown. */
  get key(): string | undefined {
    return this.#shown?.key;
  }

  show(detail: RowDetail): void {
    const text = JSON.stringify(detail);
    if (text === this.#shownText) {
      return;
    }
    const isSameRow = this.#shown?.key === detail.key;
    const { scrollTop } = this.#content;
    const focusIndex = isSameRow ? focusables(this.#content).indexOf(document.activeElement) : -1;
    this.#shown = detail;
    this.#shownText = text;
    this.#title.textContent = shortText(detail.title);
    this.#enableActions(detail.disabledActions ?? []);
    this.#content.replaceChildren(...this.#parts(detail));
    // The row was completed while the user was reading: stay at that place.
    this.#content.scrollTop = isSameRow ? scrollTop : 0;
    const focused = focusables(this.#content)[focusIndex];
    if (focused instanceof HTMLElement) {
      focused.focus({ preventScroll: true });
    }
  }

  /** `text` says why there is nothing to show. */
  showNothing(text: string): void {
    this.#shown = undefined;
    this.#shownText = '';
    this.#title.textContent = '';
    this.#enableActions(this.#actions.map(({ id }) => id));
    this.#content.replaceChildren(element('p', { class: 'detail-empty', text }));
  }

  #act(action: ActionConfig): void {
    if (this.#shown !== undefined) {
      this.#handlers.act(action, this.#shown.key);
    }
  }

  #enableActions(disabled: readonly string[]): void {
    for (const [id, button] of this.#buttons) {
      button.isDisabled = disabled.includes(id);
    }
  }

  #parts({ facts, phases, links, blocks }: RowDetail): readonly HTMLElement[] {
    return [
      factList(facts),
      ...(phases === undefined || phases.length === 0 ? [] : [phaseBar(phases)]),
      ...(links === undefined || links.length === 0 ? [] : [this.#linkList(links)]),
      ...blocks.map((block) => detailBlock(block, this.#foldings)),
    ];
  }

  #linkList(links: NonNullable<RowDetail['links']>): HTMLElement {
    return element(
      'ul',
      { class: 'detail-links', attributes: { 'aria-label': 'Related rows' } },
      links.map((link) => element('li', {}, [textButton(link.label, () => this.#handlers.follow(link))])),
    );
  }
}

function factList(facts: RowDetail['facts']): HTMLElement {
  return element(
    'dl',
    { class: 'facts' },
    facts.map(({ label, value, tone }) =>
      element('div', { class: tone === undefined ? 'fact' : `fact is-${tone}` }, [
        element('dt', { text: label }),
        element('dd', {}, [...(tone === undefined ? [] : [badge(tone === 'error' ? 'Error' : 'Warning'), ' ']), element('span', { class: 'device-text', text: shortText(value) })]),
      ]),
    ),
  );
}

function focusables(parent: Element): readonly (Element | null)[] {
  return [...parent.querySelectorAll('summary, button')];
}
