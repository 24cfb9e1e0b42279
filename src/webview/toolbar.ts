import { checkbox, pushButton } from './controls';
import { element } from './elements';
import type { SettingControls } from './settingControls';
import type { ActionConfig } from './tableConfig';

/** What the toolbar asks for. */
export interface ToolbarHandlers {
  pause(isPaused: boolean): void;
  follow(isFollowing: boolean): void;
  act(action: ActionConfig): void;
  columns(button: HTMLElement): void;
}

const showAndHide = 'Show and hide columns';

/** The heading of a table, its settings and what can be done with all of it. */
export class Toolbar {
  readonly element: HTMLElement;
  readonly #pause;
  readonly #follow;
  readonly #columns;
  #isPaused = false;

  constructor(heading: HTMLElement, settings: SettingControls, actions: readonly ActionConfig[], handlers: ToolbarHandlers) {
    this.#pause = pushButton('Pause', () => handlers.pause(!this.#isPaused), { title: 'The table stays as it is; recording goes on' });
    this.#follow = checkbox('Follow newest', (isOn) => handlers.follow(isOn), 'Stay at the newest row when rows come in');
    const columns = pushButton('Columns', () => handlers.columns(columns.element), { title: showAndHide, opensMenu: true });
    this.#columns = columns;
    const buttons = actions.map((action) => pushButton(action.label, () => handlers.act(action), action.title === undefined ? {} : { title: action.title }).element);
    this.element = element('div', { class: 'toolbar' }, [
      heading,
      settings.element,
      element('div', { class: 'toolbar-buttons' }, [this.#follow.element, this.#pause.element, ...buttons, columns.element]),
    ]);
  }

  /** Says which columns the page is too narrow for: nobody should look for them in vain. */
  showLeftOut(labels: readonly string[]): void {
    this.#columns.label = labels.length === 0 ? 'Columns' : `Columns (${labels.length} more)`;
    this.#columns.element.title = labels.length === 0 ? showAndHide : `${showAndHide}. Shown when the page is wider: ${labels.join(', ')}`;
  }

  showPaused(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#pause.label = isPaused ? 'Resume' : 'Pause';
    this.element.classList.toggle('is-paused', isPaused);
  }

  showFollowing(isFollowing: boolean): void {
    this.#follow.value = isFollowing;
  }
}
