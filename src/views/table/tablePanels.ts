import * as vscode from 'vscode';
import { Emitter, type Event } from '../../model/event';
import { showGonePage, TablePanel, type GonePage, type PanelPage } from './tablePanel';

/** A kind of panel: what it shows of which subject, e.g. the requests of a device. */
export interface PanelKind {
  /** The type of the webview, e.g. `psx.httpSessions`. */
  readonly viewType: string;
  /** The heading for a subject; `undefined` when there is no such subject (any more). */
  title(subject: string): string | undefined;
  /** A new page for a subject that has a title. */
  page(subject: string): PanelPage;
  gone(subject: string): GonePage;
  /** Subjects came, went or have another title. */
  readonly onDidChangeSubjects: Event<unknown>;
}

/** The panels of one kind: one for each subject. Brings them back after a reload of the window. */
export class TablePanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #kind: PanelKind;
  readonly #extensionUri: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #panels = new Map<string, TablePanel>();
  readonly #visibleChanged: Emitter<void>;
  readonly #subscriptions: { dispose(): unknown }[];

  /** Panels were shown, hidden, opened or closed. */
  readonly onDidChangeVisible: Event<void>;

  constructor(kind: PanelKind, extensionUri: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#kind = kind;
    this.#extensionUri = extensionUri;
    this.#log = log;
    this.#visibleChanged = new Emitter((error) => log.error('A listener of the visible panels failed.', error));
    this.onDidChangeVisible = this.#visibleChanged.event;
    this.#subscriptions = [vscode.window.registerWebviewPanelSerializer(kind.viewType, this), kind.onDidChangeSubjects(() => this.#followSubjects())];
  }

  /** The subjects whose panels can be seen. */
  get visibleSubjects(): readonly string[] {
    return [...this.#panels.values()].filter(({ isVisible }) => isVisible).map(({ subject }) => subject);
  }

  /** Opens the panel of a subject, or shows the one that is open. */
  show(subject: string): void {
    const open = this.#panels.get(subject);
    if (open !== undefined) {
      open.reveal();
      return;
    }
    const title = this.#kind.title(subject) ?? '';
    this.#fill(vscode.window.createWebviewPanel(this.#kind.viewType, title, vscode.ViewColumn.Active), subject);
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const subject = typeof state === 'object' && state !== null && 'subject' in state && typeof state.subject === 'string' ? state.subject : '';
    if (this.#panels.has(subject)) {
      panel.dispose();
    } else {
      this.#fill(panel, subject);
    }
    return Promise.resolve();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) {
      subscription.dispose();
    }
    for (const panel of this.#panels.values()) {
      panel.dispose();
    }
    this.#panels.clear();
    this.#visibleChanged.dispose();
  }

  #fill(panel: vscode.WebviewPanel, subject: string): void {
    if (this.#kind.title(subject) === undefined) {
      showGonePage(panel, this.#kind.gone(subject));
      return;
    }
    const filled = new TablePanel({ panel, subject, page: this.#kind.page(subject), extensionUri: this.#extensionUri, log: this.#log });
    this.#panels.set(subject, filled);
    panel.onDidChangeViewState(() => this.#visibleChanged.fire());
    panel.onDidDispose(() => {
      if (this.#panels.get(subject) === filled) {
        this.#panels.delete(subject);
        this.#visibleChanged.fire();
      }
    });
    this.#visibleChanged.fire();
  }

  #followSubjects(): void {
    for (const [subject, panel] of this.#panels) {
      const title = this.#kind.title(subject);
      if (title === undefined) {
        this.#panels.delete(subject);
        panel.showGone(this.#kind.gone(subject));
        this.#visibleChanged.fire();
      } else {
        panel.setTitle(title);
      }
    }
  }
}
