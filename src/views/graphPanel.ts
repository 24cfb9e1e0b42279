import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { Emitter, type Event } from '../model/event';
import type { GraphHostMessage, GraphNews, GraphPageMessage, GraphReplies, GraphRequest, GraphSubject } from '../webview/graph/graphMessages';
import { parseGraphMessage } from './graphMessageParser';
import { tablePageHtml } from './table/pageHtml';
import { requestIdOf } from './table/pageMessageParser';
import { Throttle } from './throttle';
import { allSubject } from './deviceScope/deviceScope';
import { asTableFault, TableFault } from './table/tableFault';

/** A drawing is built and sent at most this often; polls that change nothing that is drawn send nothing. */
const drawingIntervalMs = 1_000;
/** A page that goes wrong all the time must not fill the log. */
const mostProblems = 20;

/** What a graph panel shows, and what it does for its page. */
export interface GraphContent {
  /** What the page shows now, in the view that it asked for last. */
  news(): GraphNews;
  /** Does what the page asks for. Rejects with a {@link TableFault} that the person can read. */
  answer(request: GraphRequest): Promise<GraphReplies[GraphRequest['kind']]>;
  readonly onDidChange: Event<unknown>;
}

export interface GraphPanelKind {
  /** The type of the webview, e.g. `psx.bmca`. */
  readonly viewType: string;
  readonly subject: GraphSubject;
  readonly title: string;
  /** A new page begins. */
  content(): GraphContent;
}

/** A panel of which there is one at most, with a page that draws what all devices make together. Comes back after a reload of the window. */
export class GraphPanel implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #kind: GraphPanelKind;
  readonly #extensionUri: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #serializer: vscode.Disposable;
  readonly #visibleChanged: Emitter<void>;
  #open: OpenPanel | undefined;

  /** The panel was shown, hidden, opened or closed. */
  readonly onDidChangeVisible: Event<void>;

  constructor(kind: GraphPanelKind, extensionUri: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#kind = kind;
    this.#extensionUri = extensionUri;
    this.#log = log;
    this.#visibleChanged = new Emitter((error) => log.error('A listener of the visible panels failed.', error));
    this.onDidChangeVisible = this.#visibleChanged.event;
    this.#serializer = vscode.window.registerWebviewPanelSerializer(kind.viewType, this);
  }

  /** What can be seen: all devices, or nothing. */
  get visibleSubjects(): readonly string[] {
    return this.#open?.panel.visible === true ? [allSubject] : [];
  }

  /** Opens the panel, or shows the one that is open. */
  show(): void {
    if (this.#open === undefined) {
      this.#fill(vscode.window.createWebviewPanel(this.#kind.viewType, this.#kind.title, vscode.ViewColumn.Active));
    } else {
      this.#open.panel.reveal();
    }
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    if (this.#open === undefined) {
      this.#fill(panel);
    } else {
      panel.dispose();
    }
    return Promise.resolve();
  }

  /** Lets go of the panel; closing it is up to the user. */
  dispose(): void {
    this.#serializer.dispose();
    this.#visibleChanged.dispose();
    this.#open?.dispose();
    this.#open = undefined;
  }

  #fill(panel: vscode.WebviewPanel): void {
    const open = new OpenPanel(panel, this.#kind, this.#extensionUri, this.#log);
    this.#open = open;
    panel.onDidChangeViewState(() => this.#visibleChanged.fire());
    panel.onDidDispose(() => {
      open.dispose();
      if (this.#open === open) {
        this.#open = undefined;
        this.#visibleChanged.fire();
      }
    });
    this.#visibleChanged.fire();
  }
}

class OpenPanel {
  readonly panel: vscode.WebviewPanel;
  readonly #kind: GraphPanelKind;
  readonly #content: GraphContent;
  readonly #log: vscode.LogOutputChannel;
  readonly #throttle = new Throttle(() => this.#postNews(), drawingIntervalMs);
  readonly #subscriptions: { dispose(): unknown }[];
  /** The page is loaded anew each time it becomes visible, and says so. */
  #isPageReady = false;
  #isDisposed = false;
  #lastNews = '';
  #problems = 0;

  constructor(panel: vscode.WebviewPanel, kind: GraphPanelKind, extensionUri: vscode.Uri, log: vscode.LogOutputChannel) {
    this.panel = panel;
    this.#kind = kind;
    this.#content = kind.content();
    this.#log = log;
    this.#subscriptions = [
      panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(message)),
      panel.onDidChangeViewState(() => this.#onViewState()),
      this.#content.onDidChange(() => this.#onChange()),
    ];
    panel.title = kind.title;
    const files = { dist: vscode.Uri.joinPath(extensionUri, 'dist'), media: vscode.Uri.joinPath(extensionUri, 'media') };
    panel.webview.options = { enableScripts: true, localResourceRoots: [files.dist, files.media] };
    panel.webview.html = tablePageHtml({
      title: kind.title,
      subject: kind.subject,
      scriptUri: panel.webview.asWebviewUri(vscode.Uri.joinPath(files.dist, 'graphPage.js')).toString(),
      styleUri: panel.webview.asWebviewUri(vscode.Uri.joinPath(files.media, 'graphPage.css')).toString(),
      cspSource: panel.webview.cspSource,
      scriptNonce: randomBytes(16).toString('base64'),
      styleNonce: randomBytes(16).toString('base64'),
    });
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#throttle.cancel();
    for (const subscription of this.#subscriptions.splice(0)) {
      subscription.dispose();
    }
  }

  #onViewState(): void {
    if (!this.panel.visible) {
      this.#isPageReady = false;
      this.#throttle.cancel();
    }
  }

  #onChange(): void {
    if (this.#isPageReady && this.panel.visible) {
      this.#throttle.ask();
    }
  }

  async #receive(value: unknown): Promise<void> {
    const message = parseGraphMessage(value);
    switch (message?.type) {
      case 'ready':
        // The page knows which view the person left, so it asks for the drawing.
        this.#post({ type: 'config', title: this.#kind.title });
        break;
      case 'problem':
        this.#logProblem(`The page "${this.#kind.title}" reports: ${message.text}`);
        break;
      case 'request':
        await this.#answer(message);
        break;
      case undefined:
        this.#refuse(value);
        break;
    }
  }

  async #answer({ id, request }: Extract<GraphPageMessage, { readonly type: 'request' }>): Promise<void> {
    try {
      const reply = await this.#content.answer(request);
      if (request.kind === 'bmcaView' || request.kind === 'topologyView') {
        this.#isPageReady = this.panel.visible;
        this.#lastNews = JSON.stringify(reply);
      }
      this.#post({ type: 'reply', id, value: reply });
    } catch (error) {
      if (!(error instanceof TableFault)) {
        this.#log.error(`The request "${request.kind}" of the page "${this.#kind.title}" failed.`, error);
      }
      const { message, hint } = asTableFault(error);
      this.#post({ type: 'failure', id, message, hint });
    }
  }

  #refuse(value: unknown): void {
    this.#logProblem(`A message of the page "${this.#kind.title}" was refused.`);
    const id = requestIdOf(value);
    if (id !== undefined) {
      this.#post({ type: 'failure', id, message: 'This page asked for something that the extension does not understand.', hint: 'Close the panel and open it again.' });
    }
  }

  #postNews(): void {
    const news = this.#news();
    if (news === undefined) {
      return;
    }
    const text = 'drawing' in news ? JSON.stringify(news.drawing) : '';
    if (text !== this.#lastNews) {
      this.#lastNews = text;
      this.#post(news);
    }
  }

  /** Nothing when the drawing cannot be made: this runs in a timer, where nobody would catch it. */
  #news(): GraphNews | undefined {
    try {
      return this.#content.news();
    } catch (error) {
      this.#logProblem(`The drawing of "${this.#kind.title}" failed: ${String(error)}`);
      return undefined;
    }
  }

  #post(message: GraphHostMessage): void {
    if (!this.#isDisposed) {
      void this.panel.webview.postMessage(message);
    }
  }

  #logProblem(text: string): void {
    this.#problems += 1;
    if (this.#problems <= mostProblems) {
      this.#log.warn(text);
    }
  }
}
