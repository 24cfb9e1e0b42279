import { readFileSync } from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import type { Page } from '@playwright/test';
import type { DeviceSnapshot } from '../../src/model/snapshot';
import { drawRankings } from '../../src/views/bmca/bmcaDrawing';
import { drawTopology } from '../../src/views/topology/topologyDrawing';
import type { GraphHostMessage, GraphPageMessage, GraphReplies, GraphRequest, GraphState, GraphSubject, TopologyView } from '../../src/webview/graph/graphMessages';
import { severityOfSampleDevice, sampleFleet } from '../unit/model/graphFleet';
import { test as base, expect, type ThemeName } from './pageFixture';

const root = path.resolve(__dirname, '..', '..');
const origin = 'http://graph.test';
const [scriptNonce, styleNonce] = ['ScriptNonceOfTheTest', 'StyleNonceOfTheTest'];
const files: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  '/graphPage.js': { file: 'out/page/graphPage.js', type: 'text/javascript' },
  '/graphPage.css': { file: 'media/graphPage.css', type: 'text/css' },
  '/tablePage.css': { file: 'media/tablePage.css', type: 'text/css' },
  '/themes.css': { file: 'test/page/themes.css', type: 'text/css' },
};
const policy = `default-src 'none'; style-src ${origin} 'nonce-${styleNonce}'; script-src 'nonce-${scriptNonce}'`;

/** The host of a graph page, in Node: the real drawings of made-up devices. */
export class GraphHost {
  devices: readonly DeviceSnapshot[] = sampleFleet();
  readonly requests: GraphRequest[] = [];
  readonly problems: string[] = [];
  /** What is answered to `open` and `export`: a failure when set. */
  failure: { message: string; hint: string } | undefined;
  #page: Page | undefined;
  #view: TopologyView = { deviceFilter: '', problemsOnly: false, toggled: [] };

  use(page: Page): void {
    this.#page = page;
  }

  /** Takes a message of the page, and answers it as the panel does. */
  async take(message: GraphPageMessage): Promise<void> {
    switch (message.type) {
      case 'ready':
        await this.send({ type: 'config', title: 'Graph' });
        break;
      case 'problem':
        this.problems.push(message.text);
        break;
      case 'request': {
        this.requests.push(message.request);
        const failed = this.failure !== undefined && (message.request.kind === 'open' || message.request.kind === 'export');
        await this.send(failed && this.failure !== undefined ? { type: 'failure', id: message.id, ...this.failure } : { type: 'reply', id: message.id, value: this.#answer(message.request) });
        break;
      }
    }
  }

  async send(message: GraphHostMessage): Promise<void> {
    await this.#page?.evaluate((sent) => window.postMessage(sent, window.location.origin), message);
  }

  /** The devices changed: tells the page as the panel does. */
  async change(devices: readonly DeviceSnapshot[]): Promise<void> {
    this.devices = devices;
    await this.send({ type: 'topology', drawing: this.#topology() });
    await this.send({ type: 'bmca', drawing: this.#rankings({}) });
  }

  asked<K extends GraphRequest['kind']>(kind: K): Extract<GraphRequest, { kind: K }>[] {
    return this.requests.filter((request): request is Extract<GraphRequest, { kind: K }> => request.kind === kind);
  }

  #answer(request: GraphRequest): GraphReplies[GraphRequest['kind']] {
    switch (request.kind) {
      case 'bmcaView':
        return this.#rankings(request.view.rowCounts);
      case 'topologyView':
        this.#view = request.view;
        return this.#topology();
      case 'open':
        return {};
      case 'export':
        return { said: 'Exported the topology.' };
    }
  }

  #topology(): GraphReplies['topologyView'] {
    return drawTopology(this.devices, this.#view, { severityOfDevice: severityOfSampleDevice }).drawing;
  }

  #rankings(rowCounts: Readonly<Record<string, number>>): GraphReplies['bmcaView'] {
    return drawRankings(this.devices, { rowCounts }, () => '14:02').drawing;
  }
}

export interface OpenGraphOptions {
  readonly theme?: ThemeName;
  readonly devices?: readonly DeviceSnapshot[];
  readonly state?: GraphState;
}

export const test = base.extend<{ host: GraphHost; openGraph: (subject: GraphSubject, options?: OpenGraphOptions) => Promise<void> }>({
  host: async ({ page }, use) => {
    const host = new GraphHost();
    host.use(page);
    await use(host);
    expect(host.problems).toEqual([]);
  },
  openGraph: async ({ page, host }, use) => {
    await page.exposeFunction('hostTake', (message: GraphPageMessage) => host.take(message));
    await use(async (subject, { theme = 'dark', devices, state } = {}) => {
      host.devices = devices ?? host.devices;
      await page.route(`${origin}/**`, (route) => {
        const entry = files[new URL(route.request().url()).pathname];
        return entry === undefined
          ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: html(theme, subject) })
          : route.fulfill({ contentType: `${entry.type}; charset=utf-8`, body: readFileSync(path.join(root, entry.file)) });
      });
      await page.addInitScript((given) => {
        const scope = window as unknown as { hostTake(message: unknown): void; acquireVsCodeApi(): unknown };
        scope.acquireVsCodeApi = () => ({
          postMessage: (message: unknown) => scope.hostTake(structuredClone(message)),
          getState: () => (sessionStorage.getItem('state') === null ? given : JSON.parse(sessionStorage.getItem('state') ?? '')) as unknown,
          setState: (next: unknown) => sessionStorage.setItem('state', JSON.stringify(next)),
        });
      }, state);
      await page.goto(`${origin}/page.html`);
      await expect(page.locator(subject === 'bmca' ? '.bmca-explanation' : '.row-count')).not.toBeEmpty();
    });
  },
});

function html(theme: ThemeName, subject: string): string {
  return `<!DOCTYPE html>
<html lang="en" class="theme-${theme}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta property="csp-nonce" content="${styleNonce}" />
    <title>Graph</title>
    <link rel="stylesheet" href="/themes.css" />
    <link rel="stylesheet" href="/graphPage.css" />
  </head>
  <body class="vscode-${theme}" data-vscode-theme-kind="vscode-${theme}" data-subject="${subject}">
    <script nonce="${scriptNonce}" src="/graphPage.js"></script>
  </body>
</html>`;
}

/** What axe finds wrong with the page. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    // Without preloading, for which axe would add style elements that the policy refuses.
    const run = (window as unknown as { axe: { run(context: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> } }).axe;
    const found = await run.run(document, { preload: false });
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`));
  });
}

/** What the page keeps for a reload. */
export async function keptState(page: Page): Promise<GraphState> {
  return page.evaluate(() => JSON.parse(sessionStorage.getItem('state') ?? '{}') as GraphState);
}

export { expect };
