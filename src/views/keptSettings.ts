import * as vscode from 'vscode';
import type { Disposable } from '../model/event';

/** Settings that every request asks for: asking VS Code takes longer than anything else that a request does with them. */
export class KeptSettings<T> {
  readonly #section: string;
  readonly #read: () => T;
  #isKeeping = false;
  #kept: { readonly value: T } | undefined;

  /** `read` reads the settings below `section` as they are now. */
  constructor(section: string, read: () => T) {
    this.#section = section;
    this.#read = read;
  }

  /** As they are now. */
  get value(): T {
    if (!this.#isKeeping) {
      return this.#read();
    }
    this.#kept ??= { value: this.#read() };
    return this.#kept.value;
  }

  /** Reads them once until they change, as long as somebody watches over them. To be called before anybody else listens to changes of the settings. */
  keep(): Disposable {
    this.#isKeeping = true;
    const subscription = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(this.#section)) {
        this.#kept = undefined;
      }
    });
    return {
      dispose: () => {
        this.#isKeeping = false;
        this.#kept = undefined;
        subscription.dispose();
      },
    };
  }
}
