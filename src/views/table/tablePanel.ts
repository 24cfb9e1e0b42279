import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { HostMessage, PageMessage, TableStatus } from '../../webview/pageMessages';
import { gonePageHtml, tablePageHtml } from './pageHtml';
import { parsePageMessage, requestIdOf } from './pageMessageParser';
import type { PageTable } from './pageTable';
import { Throttle } from '../throttle';
import { asTableFault, TableFault } from './tableFault';

/** At most eight times a second: more cannot be read, and each costs the page a repaint. */
const statusIntervalMs = 125;
/** A page that goes wrong all the time must not fill the log. */
const mostProblems = 20;

/** What a panel shows. */
export interface PanelPage {
  readonly title: string;
  readonly tables: readonly PageTable[];
}

/** Sentences for a panel whose subject is not there any more. */
export interface GonePage {
  readonly title: string;
  readonly message: string;
  readonly hint: string;
}

export interface TablePanelOptions {
  readonly panel: vscode.WebviewPanel;
  readonly extensionUri: vscode.Uri;
  /** What the page hands back after a reload of the window. */
  readonly subject: string;
  readonly page: PanelPage;
  readonly log: vscode.LogOutputChannel;
}

/** One webview panel with a page of tables: gives it its document, answers its requests and tells it of changes while it is visible. */
export class TablePanel implements vscode.Disposable {
  readonly subject: string;
  readonly #panel: vscode.WebviewPanel;
  readonly #page: PanelPage;
  readonly #log: vscode.LogOutputChannel;
  readonly #throttles: readonly Throttle[];
  readonly #subscriptions: { dispose(): unknown }[];
  /** The page is loaded anew each time it becomes visible, and says so. */
  #isPageReady = false;
  #isDisposed = false;
  #problems = 0;
  #title: string;

  constructor({ panel, extensionUri, subject, page, log }: TablePanelOptions) {
    this.subject = subject;
    this.#panel = panel;
    this.#page = page;
    this.#title = page.title;
    this.#log = log;
    this.#throttles = page.tables.map((table) => new Throttle(() => this.#postStatus(table), statusIntervalMs));
    this.#subscriptions = [
      panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(message)),
      panel.onDidChangeViewState(() => this.#onViewState()),
      panel.onDidDispose(() => this.dispose()),
      ...page.tables,
      ...page.tables.map((table, index) => table.onDidChange(() => this.#onTableChange(index))),
    ];
    panel.title = page.title;
    const files = { dist: vscode.Uri.joinPath(extensionUri, 'dist'), media: vscode.Uri.joinPath(extensionUri, 'media') };
    panel.webview.options = { enableScripts: true, localResourceRoots: [files.dist, files.media] };
    panel.webview.html = tablePageHtml({
      title: page.title,
      subject,
      scriptUri: panel.webview.asWebviewUri(vscode.Uri.joinPath(files.dist, 'tablePage.js')).toString(),
      styleUri: panel.webview.asWebviewUri(vscode.Uri.joinPath(files.media, 'tablePage.css')).toString(),
      cspSource: panel.webview.cspSource,
      scriptNonce: nonce(),
      styleNonce: nonce(),
    });
  }

  get isVisible(): boolean {
    return !this.#isDisposed && this.#panel.visible;
  }

  setTitle(title: string): void {
    if (this.#panel.title !== title) {
      this.#panel.title = title;
      this.#title = title;
      this.#post({ type: 'title', title });
    }
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Leaves the panel open with a sentence in place of its tables, and lets go of it. */
  showGone(gone: GonePage): void {
    this.dispose();
    showGonePage(this.#panel, gone);
  }

  /** Lets go of the panel; closing it is up to the user. */
  dispose(): void {
    this.#isDisposed = true;
    this.#throttles.forEach((throttle) => throttle.cancel());
    for (const subscription of this.#subscriptions.splice(0)) {
      subscription.dispose();
    }
  }

  #onViewState(): void {
    if (!this.#panel.visible) {
      this.#isPageReady = false;
      this.#throttles.forEach((throttle) => throttle.cancel());
    }
  }

  #onTableChange(index: number): void {
    if (this.#isPageReady && this.#panel.visible) {
      this.#throttles[index]?.ask();
    }
  }

  async #receive(value: unknown): Promise<void> {
    const message = parsePageMessage(value);
    switch (message?.type) {
      case 'ready':
        this.#hydrate();
        break;
      case 'problem':
        this.#logProblem(`The page "${this.#page.title}" reports: ${message.text}`);
        break;
      case 'request':
        await this.#answer(message);
        break;
      case undefined:
        this.#refuse(value);
        break;
    }
  }

  #hydrate(): void {
    const { tables } = this.#page;
    this.#isPageReady = true;
    this.#post({
      type: 'config',
      config: { title: this.#title, tables: tables.map(({ config }) => config) },
      statuses: tables.map((table) => this.#statusOf(table)).filter((status) => status !== undefined),
    });
  }

  async #answer({ id, request }: Extract<PageMessage, { readonly type: 'request' }>): Promise<void> {
    try {
      const table = this.#page.tables.find(({ config }) => config.id === request.tableId);
      if (table === undefined) {
        throw new TableFault('notSupported', 'This page asked for a table that is not there.', 'Close the panel and open it again.');
      }
      this.#post({ type: 'reply', id, value: await table.answer(request) });
    } catch (error) {
      if (!(error instanceof TableFault)) {
        this.#log.error(`The request "${request.kind}" of the page "${this.#page.title}" failed.`, error);
      }
      const { message, hint } = asTableFault(error);
      this.#post({ type: 'failure', id, message, hint });
    }
  }

  #refuse(value: unknown): void {
    this.#logProblem(`A message of the page "${this.#page.title}" was refused.`);
    const id = requestIdOf(value);
    if (id !== undefined) {
      this.#post({ type: 'failure', id, message: 'This page asked for something that the extension does not understand.', hint: 'Close the panel and open it again.' });
    }
  }

  #postStatus(table: PageTable): void {
    const status = this.#statusOf(table);
    if (status !== undefined) {
      this.#post({ type: 'status', status });
    }
  }

  /** A table that fails must not take the others with it, nor the timers that ask for it. */
  #statusOf(table: PageTable): TableStatus | undefined {
    try {
      return table.status();
    } catch (error) {
      this.#logProblem(`The table "${table.config.label}" could not be read: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  #post(message: HostMessage): void {
    if (!this.#isDisposed) {
      void this.#panel.webview.postMessage(message);
    }
  }

  #logProblem(text: string): void {
    this.#problems += 1;
    if (this.#problems <= mostProblems) {
      this.#log.warn(text);
    }
  }
}

function nonce(): string {
  return randomBytes(16).toString('base64');
}

/** Puts a sentence into a panel that has nothing else to show. */
export function showGonePage(panel: vscode.WebviewPanel, gone: GonePage): void {
  panel.title = gone.title;
  panel.webview.options = { enableScripts: false, localResourceRoots: [] };
  panel.webview.html = gonePageHtml(gone);
}
