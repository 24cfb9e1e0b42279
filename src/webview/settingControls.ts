import { checkbox, dropdown, textField, type ValueControl } from './controls';
import { element } from './elements';
import { HostFailure } from './hostFailure';
import type { TableStatus } from './pageMessages';
import type { SettingConfig } from './tableConfig';
import { readWholeNumber } from './wholeNumber';

type SettingValue = boolean | number | string;

interface ShownSetting {
  readonly element: HTMLElement;
  show(value: SettingValue): void;
}

/** What the controls of the settings tell. */
export interface SettingHandlers {
  change(settingId: string, value: SettingValue): void;
  /** The user typed what cannot be. */
  refuse(failure: HostFailure): void;
}

/** VS Code settings in the toolbar. They show what the host says, and ask it to write what the user chooses. */
export class SettingControls {
  readonly element = element('div', { class: 'settings' });
  readonly #shown = new Map<string, ShownSetting>();
  #values: TableStatus['settings'] = {};

  constructor(settings: readonly SettingConfig[], handlers: SettingHandlers) {
    for (const setting of settings) {
      const shown = this.#make(setting, handlers);
      this.#shown.set(setting.id, shown);
      this.element.append(shown.element);
    }
  }

  show(values: TableStatus['settings']): void {
    this.#values = values;
    for (const id of this.#shown.keys()) {
      this.reset(id);
    }
  }

  /** Shows again what the host said last, e.g. after it refused a change. */
  reset(settingId: string): void {
    const value = this.#values[settingId];
    if (value !== undefined) {
      this.#shown.get(settingId)?.show(value);
    }
  }

  #make(setting: SettingConfig, handlers: SettingHandlers): ShownSetting {
    switch (setting.kind) {
      case 'switch': {
        const control = checkbox(setting.label, (isOn) => handlers.change(setting.id, isOn), setting.title);
        return { element: control.element, show: (value) => (control.value = value === true) };
      }
      case 'choice': {
        const control = dropdown(setting.label, setting.choices, (value) => handlers.change(setting.id, value));
        return { element: labelled(setting.label, control), show: (value) => (control.value = String(value)) };
      }
      case 'number':
        return numberSetting(setting, handlers, () => this.#values[setting.id]);
    }
  }
}

function numberSetting(
  { id, label, min, max, title }: Extract<SettingConfig, { kind: 'number' }>,
  handlers: SettingHandlers,
  current: () => SettingValue | undefined,
): ShownSetting {
  const commit = (text: string) => {
    const value = readWholeNumber(text, min, max);
    control.isInvalid = value === undefined;
    if (value === undefined) {
      handlers.refuse(new HostFailure(`${label}: “${text}” is not a whole number from ${min.toLocaleString()} to ${max.toLocaleString()}.`, 'Correct it, or press Escape to go back.'));
    } else if (value !== current()) {
      handlers.change(id, value);
    }
  };
  const control = textField(label, { sizeChars: 6, ...(title !== undefined && { title }) }, { onCommit: commit });
  const show = (value: SettingValue) => {
    control.value = String(value);
    control.isInvalid = false;
  };
  control.element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      show(current() ?? '');
    }
  });
  // What is being typed, or was typed wrongly, stays until the user has done with it.
  const isInUse = () => control.isInvalid || control.element.matches(':focus-within, :focus');
  return { element: labelled(label, control), show: (value) => (isInUse() && current() !== undefined ? undefined : show(value)) };
}

function labelled(label: string, control: ValueControl<string>): HTMLElement {
  return element('div', { class: 'labelled' }, [element('span', { text: label, attributes: { 'aria-hidden': 'true' } }), control.element]);
}
