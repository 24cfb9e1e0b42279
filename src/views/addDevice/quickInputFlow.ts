import * as vscode from 'vscode';
import { withoutLinks } from '../withoutLinks';

/** The answer to one question of a flow. */
export type Answer<T> = { readonly kind: 'value'; readonly value: T } | { readonly kind: 'back' } | { readonly kind: 'cancel' };

/** What every question shows. */
export interface Question {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  /** False on the first question: there is nothing to go back to. */
  readonly canGoBack: boolean;
}

export interface TextQuestion extends Question {
  readonly value: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly password?: boolean;
  /** Shown as an error until the text is changed. */
  readonly fault?: string | undefined;
  /** What is wrong with the text, or `undefined`. */
  readonly validate: (text: string) => string | undefined;
  /** Something worth knowing about an acceptable text, or `undefined`. */
  readonly notice?: (text: string) => string | undefined;
  /** Called with every change, so that what was typed survives Back. */
  readonly onDraft: (text: string) => void;
}

export interface PickQuestion<Item extends vscode.QuickPickItem> extends Question {
  readonly placeholder: string;
  readonly items: readonly Item[];
  readonly active?: Item | undefined;
}

/** Asks for a text. It is checked while it is typed; an unusable text is not accepted. */
export function askText(question: TextQuestion): Promise<Answer<string>> {
  const input = vscode.window.createInputBox();
  input.value = question.value;
  input.prompt = withoutLinks(question.prompt);
  input.placeholder = question.placeholder;
  input.password = question.password ?? false;
  input.validationMessage = validation(question.fault, 'Error');
  return show(input, question, (answer) => [
    input.onDidChangeValue((text) => {
      question.onDraft(text);
      // An empty field is not an error while somebody has yet to type into it.
      input.validationMessage = text === '' ? undefined : (validation(question.validate(text), 'Error') ?? validation(question.notice?.(text), 'Info'));
    }),
    input.onDidAccept(() => {
      const problem = question.validate(input.value);
      input.validationMessage = validation(problem, 'Error');
      if (problem === undefined) {
        answer({ kind: 'value', value: input.value });
      }
    }),
  ]);
}

/** Asks for one of the items. */
export function askOne<Item extends vscode.QuickPickItem>(question: PickQuestion<Item>): Promise<Answer<Item>> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.items = question.items;
  pick.placeholder = question.placeholder;
  if (question.active !== undefined) {
    pick.activeItems = [question.active];
  }
  return show(pick, question, (answer) => [
    pick.onDidAccept(() => {
      const [value] = pick.selectedItems;
      if (value !== undefined) {
        answer({ kind: 'value', value });
      }
    }),
  ]);
}

/** Asks for any number of the items; those with `picked` are preselected. */
export function askMany<Item extends vscode.QuickPickItem>(question: PickQuestion<Item>): Promise<Answer<readonly Item[]>> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.canSelectMany = true;
  pick.items = question.items;
  pick.selectedItems = question.items.filter((item) => item.picked === true);
  pick.placeholder = question.placeholder;
  return show(pick, question, (answer) => [pick.onDidAccept(() => answer({ kind: 'value', value: pick.selectedItems }))]);
}

function validation(message: string | undefined, severity: 'Error' | 'Info'): vscode.InputBoxValidationMessage | undefined {
  return message === undefined ? undefined : { message: withoutLinks(message), severity: vscode.InputBoxValidationSeverity[severity] };
}

async function show<T>(
  input: vscode.QuickInput & Pick<vscode.InputBox, 'buttons' | 'onDidTriggerButton'>,
  question: Question,
  listen: (answer: (answer: Answer<T>) => void) => readonly vscode.Disposable[],
): Promise<Answer<T>> {
  input.title = question.title;
  input.step = question.step;
  input.totalSteps = question.totalSteps;
  // The person may have to look the address or the password up in another window.
  input.ignoreFocusOut = true;
  input.buttons = question.canGoBack ? [vscode.QuickInputButtons.Back] : [];
  const subscriptions: vscode.Disposable[] = [];
  try {
    return await new Promise<Answer<T>>((resolve) => {
      subscriptions.push(
        ...listen(resolve),
        input.onDidTriggerButton((button) => {
          if (button === vscode.QuickInputButtons.Back) {
            resolve({ kind: 'back' });
          }
        }),
        input.onDidHide(() => resolve({ kind: 'cancel' })),
      );
      input.show();
    });
  } finally {
    vscode.Disposable.from(...subscriptions, input).dispose();
  }
}
