/** The few classes of the editor's API that rows are made of, so that the tree is tested in plain Node. */
export class ThemeColor {
  constructor(readonly id: string) {}
}

export class ThemeIcon {
  constructor(
    readonly id: string,
    readonly color?: ThemeColor,
  ) {}
}

export enum TreeItemCollapsibleState {
  None,
  Collapsed,
  Expanded,
}

export class TreeItem {
  id?: string;
  description?: string;

  constructor(
    readonly label: string,
    readonly collapsibleState = TreeItemCollapsibleState.None,
  ) {}
}

export class MarkdownString {
  constructor(public value = '') {}

  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }

  appendText(text: string): this {
    this.value += text;
    return this;
  }
}

interface UriParts {
  readonly scheme: string;
  readonly path: string;
  readonly query: string;
}

/** The parts of an address that documents and rows are known by. */
export class Uri implements UriParts {
  private constructor(
    readonly scheme: string,
    readonly path: string,
    readonly query: string,
    readonly text = `${scheme}:${path}?${query}`,
  ) {}

  static from({ scheme, path, query = '' }: Omit<UriParts, 'query'> & { query?: string }): Uri {
    return new Uri(scheme, path, query);
  }

  static parse(text: string): Uri {
    const { protocol, pathname, search } = new URL(text);
    return new Uri(protocol.slice(0, -1), pathname, search.slice(1), text);
  }

  with(changes: Partial<UriParts>): Uri {
    return Uri.from({ scheme: this.scheme, path: this.path, query: this.query, ...changes });
  }

  toString(): string {
    return this.text;
  }
}

export enum StatusBarAlignment {
  Left = 1,
}

export enum ProgressLocation {
  Notification = 15,
}

export class EventEmitter<T> {
  readonly #listeners = new Set<(event: T) => unknown>();

  readonly event = (listener: (event: T) => unknown) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  fire(event: T): void {
    for (const listener of this.#listeners) {
      listener(event);
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

export const Disposable = {
  from: (...parts: { dispose(): unknown }[]) => ({ dispose: () => parts.forEach((part) => part.dispose()) }),
};

/** Commands go nowhere: a test that wants to see them spies on these. */
export const commands = {
  registerCommand: () => ({ dispose: () => undefined }),
  executeCommand: () => Promise.resolve(),
};

const noEvent = () => ({ dispose: () => undefined });

/** Nobody is there: each question is cancelled. A test that answers them spies on these. */
const cancelled = (): Promise<undefined> => Promise.resolve(undefined);

export const env = { openExternal: () => Promise.resolve(true), clipboard: { writeText: () => Promise.resolve() } };

export const version = '1.0.0';

export const extensions = { getExtension: () => undefined };

/** A window without views: a test of one says what `createTreeView` returns. */
export const window = {
  showQuickPick: cancelled,
  showInputBox: cancelled,
  showInformationMessage: cancelled,
  showWarningMessage: cancelled,
  showErrorMessage: cancelled,
  withProgress: (_options: unknown, task: (progress: unknown, token: unknown) => unknown) => task({ report: () => undefined }, { onCancellationRequested: noEvent }),
  showTextDocument: cancelled,
  state: { focused: true },
  createTreeView: (): never => {
    throw new Error('Spy on createTreeView.');
  },
  createStatusBarItem: (): never => {
    throw new Error('Spy on createStatusBarItem.');
  },
  registerFileDecorationProvider: noEvent,
  onDidChangeWindowState: noEvent,
};

export enum ConfigurationTarget {
  Global = 1,
}

/** Settings as they are when nobody has changed any. */
export const workspace = {
  getConfiguration: () => ({ get: (_key: string, defaultValue?: unknown) => defaultValue }),
  onDidChangeConfiguration: noEvent,
  registerTextDocumentContentProvider: noEvent,
  onDidCloseTextDocument: noEvent,
  openTextDocument: cancelled,
};
