import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
  type Button,
  type Checkbox,
  type Dropdown,
  type TextField,
} from '@vscode/webview-ui-toolkit';
import { element, setAttribute, setText, svgElement } from './elements';

declare global {
  interface HTMLElementTagNameMap {
    'vscode-button': Button;
    'vscode-checkbox': Checkbox;
    'vscode-dropdown': Dropdown;
    'vscode-text-field': TextField;
  }
}

// The only file that knows the toolkit, which is archived and will be replaced one day.
provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox(), vsCodeDropdown(), vsCodeOption(), vsCodeTextField());

/** A control whose value the user changes. Setting it from outside tells nobody. */
export interface ValueControl<T> {
  readonly element: HTMLElement;
  value: T;
}

/** A push button. */
export interface PushButton {
  readonly element: HTMLElement;
  label: string;
  isDisabled: boolean;
}

/** A button with a text. */
export function pushButton(label: string, onPress: () => void, options: { readonly title?: string; readonly opensMenu?: boolean } = {}): PushButton {
  const made = document.createElement('vscode-button');
  made.setAttribute('appearance', 'secondary');
  made.textContent = label;
  setAttribute(made, 'title', options.title);
  if (options.opensMenu === true) {
    made.ariaHaspopup = 'menu';
  }
  made.addEventListener('click', () => {
    if (!made.disabled) {
      onPress();
    }
  });
  return {
    element: made,
    get label() {
      return made.textContent;
    },
    set label(text) {
      setText(made, text);
    },
    get isDisabled() {
      return made.disabled;
    },
    set isDisabled(isDisabled) {
      made.disabled = isDisabled;
    },
  };
}

/** A button that looks like a link. Native: there may be many of them. */
export function textButton(label: string, onPress: () => void): HTMLButtonElement {
  const made = element('button', { class: 'text-button', text: label, attributes: { type: 'button' } });
  made.addEventListener('click', onPress);
  return made;
}

const iconPaths = { close: 'M4 4l8 8M12 4l-8 8' } as const;

/** A button with a drawing; `label` is its name. */
export function iconButton(icon: keyof typeof iconPaths, label: string, onPress: () => void): HTMLElement {
  const made = document.createElement('vscode-button');
  made.setAttribute('aria-label', label);
  made.setAttribute('appearance', 'icon');
  made.title = label;
  const drawing = svgElement('svg', { class: 'icon', viewBox: '0 0 16 16', width: '16', height: '16', 'aria-hidden': 'true' });
  drawing.append(svgElement('path', { d: iconPaths[icon] }));
  made.append(drawing);
  made.addEventListener('click', onPress);
  return made;
}

/** A check box with its text beside it. */
export function checkbox(label: string, onChange: (isChecked: boolean) => void, title?: string): ValueControl<boolean> {
  const made = document.createElement('vscode-checkbox');
  made.textContent = label;
  setAttribute(made, 'title', title);
  let isQuiet = false;
  made.addEventListener('change', () => {
    if (!isQuiet) {
      onChange(made.checked);
    }
  });
  return {
    element: made,
    get value() {
      return made.checked;
    },
    set value(isChecked) {
      // The toolkit also tells of changes that the page makes itself.
      isQuiet = true;
      made.checked = isChecked;
      isQuiet = false;
    },
  };
}

/** A text field. `label` is its name for screen readers; `onInput` at every key, `onCommit` when the user has done. */
export function textField(
  label: string,
  options: { readonly placeholder?: string; readonly title?: string; readonly sizeChars?: number },
  handlers: { onInput?(text: string): void; onCommit?(text: string): void },
): ValueControl<string> & { isInvalid: boolean; selectAll(): void } {
  const made = document.createElement('vscode-text-field');
  // The toolkit takes its text as the accessible name; the style sheet hides it.
  made.textContent = label;
  setAttribute(made, 'placeholder', options.placeholder);
  setAttribute(made, 'title', options.title);
  setAttribute(made, 'size', options.sizeChars?.toString());
  made.addEventListener('input', () => handlers.onInput?.(made.value));
  made.addEventListener('change', () => handlers.onCommit?.(made.value));
  return {
    element: made,
    get value() {
      return made.value;
    },
    set value(text) {
      if (made.value !== text) {
        made.value = text;
      }
    },
    get isInvalid() {
      return made.getAttribute('aria-invalid') === 'true';
    },
    set isInvalid(isInvalid) {
      setAttribute(made, 'aria-invalid', isInvalid ? 'true' : undefined);
    },
    selectAll() {
      made.focus();
      made.control.select();
    },
  };
}

/** A list to choose one of. */
export function dropdown(
  label: string,
  choices: readonly { readonly value: string; readonly label: string }[],
  onChange: (value: string) => void,
): ValueControl<string> {
  const made = document.createElement('vscode-dropdown');
  made.setAttribute('aria-label', label);
  for (const choice of choices) {
    const option = document.createElement('vscode-option');
    option.setAttribute('value', choice.value);
    option.textContent = choice.label;
    made.append(option);
  }
  made.addEventListener('change', () => onChange(made.value));
  return {
    element: made,
    get value() {
      return made.value;
    },
    set value(value) {
      if (made.value !== value) {
        made.value = value;
      }
    },
  };
}

/** A word that stands out. Our own: the toolkit's has a style attribute, which the content security policy refuses. */
export function badge(text: string): HTMLElement {
  return element('span', { class: 'badge', text });
}
