import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { InstanceHostMessage, InstancePageMessage } from '../../webview/instance/instanceMessages';
import { tablePageHtml } from '../table/pageHtml';
import { requestIdOf } from '../table/pageMessageParser';
import { Throttle } from '../throttle';
import { asTableFault, TableFault } from '../table/tableFault';
import { showGonePage, type GonePage } from '../table/tablePanel';
import { parseInstanceMessage } from './instanceMessageParser';
import type { InstancePage } from './instancePage';

/** Values change with every poll; more often nobody reads them. */
const contentIntervalMs = 500;
/** Points come once a second at most; a chart of hours changes by less than a pixel. */
const chartsIntervalMs = 2_000;
/** A page that goes wrong all the time must not fill the log. */
const mostProblems = 20;

export interface InstancePanelOptions {
  readonly panel: vscode.WebviewPanel;
  readonly extensionUri: vscode.Uri;
  /** What the page hands back after a reload of the window. */
  readonly subject: string;
  readonly title: string;
  readonly page: InstancePage;
  readonly log: vscode.LogOutputChannel;
}

/** One webview panel of a PTP instance: gives it its document, answers its requests and tells it of changes while it is visible. */
export class InstancePanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #page: InstancePage;
  readonly #log: vscode.LogOutputChannel;
  readonly #contentThrottle = new Throttle(() => this.#postContent(), contentIntervalMs);
  readonly #chartsThrottle = new Throttle(() => this.#post({ type: 'chartsChanged' }), chartsIntervalMs);
  readonly #subscriptions: { dispose(): unknown }[];
  #title: string;
  /** The page is loaded anew each time it becomes visible, and says so. */
  #isPageReady = false;
  #isDisposed = false;
  #problems = 0;

  constructor({ panel, extensionUri, subject, title, page, log }: InstancePanelOptions) {
    this.#panel = panel;
    this.#page = page;
    this.#log = log;
    this.#title = title;
    this.#subscriptions = [panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(message)), panel.onDidChangeViewState(() => this.#onViewState())];
    panel.title = title;
    const files = { dist: vscode.Uri.joinPath(extensionUri, 'dist'), media: vscode.Uri.joinPath(extensionUri, 'media') };
    panel.webview.options = { enableScripts: true, localResourceRoots: [files.dist, files.media] };
    panel.webview.html = tablePageHtml({
      title,
      subject,
      scriptUri: panel.webview.asWebviewUri(vscode.Uri.joinPath(files.dist, 'instancePage.js')).toString(),
      styleUri: panel.webview.asWebviewUri(vscode.Uri.joinPath(files.media, 'instancePage.css')).toString(),
      cspSource: panel.webview.cspSource,
      scriptNonce: randomBytes(16).toString('base64'),
      styleNonce: randomBytes(16).toString('base64'),
    });
  }

  get isVisible(): boolean {
    return this.#panel.visible;
  }

  get page(): InstancePage {
    return this.#page;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  setTitle(title: string): void {
    if (title !== this.#title) {
      this.#title = title;
      this.#panel.title = title;
    }
  }

  /** The devices or their alarms have changed. */
  contentChanged(): void {
    if (this.#isPageReady && this.#panel.visible) {
      this.#contentThrottle.ask();
    }
  }

  /** There are newer points or events. */
  chartsChanged(): void {
    if (this.#isPageReady && this.#panel.visible) {
      this.#chartsThrottle.ask();
    }
  }

  /** The subject of the panel is not there any more. */
  showGone(gone: GonePage): void {
    this.dispose();
    showGonePage(this.#panel, gone);
  }

  /** Lets go of the panel; closing it is up to the user. */
  dispose(): void {
    this.#isDisposed = true;
    this.#contentThrottle.cancel();
    this.#chartsThrottle.cancel();
    for (const subscription of this.#subscriptions.splice(0)) {
      subscription.dispose();
    }
  }

  #onViewState(): void {
    if (!this.#panel.visible) {
      this.#isPageReady = false;
      this.#contentThrottle.cancel();
      this.#chartsThrottle.cancel();
    }
  }

  async #receive(value: unknown): Promise<void> {
    const message = parseInstanceMessage(value);
    switch (message?.type) {
      case 'ready':
        this.#isPageReady = true;
        this.#post({ type: 'config', title: this.#title });
        break;
      case 'problem':
        this.#logProblem(`The page "${this.#title}" reports: ${message.text}`);
        break;
      case 'request':
        await this.#answer(message);
        break;
      case undefined:
        this.#refuse(value);
        break;
    }
  }

  async #answer({ id, request }: Extract<InstancePageMessage, { readonly type: 'request' }>): Promise<void> {
    try {
      this.#post({ type: 'reply', id, value: await this.#page.answer(request) });
    } catch (error) {
      if (!(error instanceof TableFault)) {
        this.#log.error(`The request "${request.kind}" of the page "${this.#title}" failed.`, error);
      }
      const { message, hint } = asTableFault(error);
      this.#post({ type: 'failure', id, message, hint });
    }
  }

  #refuse(value: unknown): void {
    this.#logProblem(`A message of the page "${this.#title}" was refused.`);
    const id = requestIdOf(value);
    if (id !== undefined) {
      this.#post({ type: 'failure', id, message: 'This page asked for something that the extension does not understand.', hint: 'Close the panel and open it again.' });
    }
  }

  #postContent(): void {
    try {
      this.#post({ type: 'content', content: this.#page.content() });
    } catch (error) {
      this.#logProblem(`The page "${this.#title}" cannot be told what changed: ${asTableFault(error).message}`);
    }
  }

  #post(message: InstanceHostMessage): void {
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
