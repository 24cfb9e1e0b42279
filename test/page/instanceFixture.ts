import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { DeviceEvent } from '../../src/model/deviceEvent';
import type { Trend } from '../../src/model/trend';
import { clientRow } from '../../src/views/ptpInstance/clientRows';
import { bareContent } from '../../src/views/ptpInstance/bareContent';
import { chartsContent } from '../../src/views/ptpInstance/chartsContent';
import { instanceContent } from '../../src/views/ptpInstance/instanceContent';
import type { ShownInstance } from '../../src/views/ptpInstance/shownInstance';
import type { BareContent, InstanceContent, InstanceHostMessage, InstancePageMessage, InstanceReplies, InstanceRequest } from '../../src/webview/instance/instanceMessages';
import type { InstanceState } from '../../src/webview/instance/instanceState';
import { followed, sampleClients } from '../unit/model/graphFleet';
import { shownInstance } from '../unit/views/ptpInstance/shownFixture';
import { test as base, expect, type ThemeName } from './pageFixture';

const root = path.resolve(__dirname, '..', '..');
const origin = 'http://instance.test';
const [scriptNonce, styleNonce] = ['ScriptNonceOfTheTest', 'StyleNonceOfTheTest'];
const files: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  '/instancePage.js': { file: 'out/page/instancePage.js', type: 'text/javascript' },
  '/instancePage.css': { file: 'media/instancePage.css', type: 'text/css' },
  '/tablePage.css': { file: 'media/tablePage.css', type: 'text/css' },
  '/themes.css': { file: 'test/page/themes.css', type: 'text/css' },
};
const policy = `default-src 'none'; style-src ${origin} 'nonce-${styleNonce}'; script-src 'nonce-${scriptNonce}'`;
const subject = 'studio/io3/ptp/Uplink';

/** A slave with a history of an hour: noise, a step, and a gap. */
export function slave(): ShownInstance {
  const { instance } = shownInstance(['studio', 'io3', 'Uplink']);
  const dataSets = instance.dataSets && {
    ...instance.dataSets,
    parent: followed(0x320),
    current: { stepsRemoved: 1, offsetFromMasterNs: 12, meanPathDelayNs: 1_240 },
    port: { ...instance.dataSets.port, logSyncInterval: -2, logAnnounceInterval: -2, delayMechanism: 'E2E' },
    otherProperties: [{ path: 'vendor.mystery', value: 42 }],
  };
  return shownInstance(['studio', 'io3', 'Uplink'], {
    ...(dataSets && { instance: { dataSets } }),
    rules: { limits: { offsetFromMaster: { warning: 250, major: 1_000 }, meanPathDelay: { warning: 10, minor: 25, major: 50 } } },
    nameOf: () => 'GM-North / io3 / Blue',
    severity: 'warning',
  });
}

/** A grandmaster with many unicast clients. */
export function master(clientCount = 400): ShownInstance {
  const { instance } = shownInstance(['north', 'io3', 'Blue']);
  return shownInstance(['north', 'io3', 'Blue'], instance.dataSets === undefined ? {} : { instance: { dataSets: { ...instance.dataSets, unicastClients: sampleClients(clientCount), statistics: { messageCounters: [], unicastClients: clientCount, utilizationPercent: 7 } } } });
}

function trendOf(fromMs: number, toMs: number, level: number, noise: number): Trend {
  const at = Array.from({ length: 400 }, (_, index) => fromMs + ((toMs - fromMs) * index) / 400).filter((_, index) => index < 180 || index > 210);
  const mean = at.map((_, index) => level + ((index * 7919) % 100) * noise + (index > 300 ? 220 : 0));
  return { at, min: mean.map((value) => value - 15 * noise), mean, max: mean.map((value) => value + 15 * noise), count: at.map(() => 4), stepMs: 0, gaps: [{ fromMs: (at[179] ?? 0) + 1, toMs: at[180] ?? 0 }] };
}

/** The port of the slave has lost its master. */
export function portStateEvent(id: number, at: number): DeviceEvent {
  return { id, at, kind: 'portStateChanged', subject: slave().address, subjectName: 'x', severity: 'major', text: 'Port state changed from SLAVE to UNCALIBRATED.' };
}

/** The host of the page, in Node: the real contents of a made-up instance. */
export class InstanceHost {
  shown: ShownInstance = slave();
  readonly requests: InstanceRequest[] = [];
  readonly problems: string[] = [];
  nowMs = 1_800_000_000_000;
  /** What is charted instead of the usual noise. */
  trend: Trend | undefined;
  /** What happened instead of a single change of the port state; oldest first. */
  events: readonly DeviceEvent[] | undefined;
  /** The device has not answered yet: what is shown is only its history. */
  isWaiting = false;
  /** What is answered to a kind of request instead. */
  readonly failures = new Map<InstanceRequest['kind'], { readonly message: string; readonly hint: string }>();
  #page: Page | undefined;

  use(page: Page): void {
    this.#page = page;
  }

  async take(message: InstancePageMessage): Promise<void> {
    switch (message.type) {
      case 'ready':
        await this.send({ type: 'config', title: 'Uplink · BC-Studio / io3' });
        break;
      case 'problem':
        this.problems.push(message.text);
        break;
      case 'request': {
        this.requests.push(message.request);
        const failure = this.failures.get(message.request.kind);
        await this.send(failure === undefined ? { type: 'reply', id: message.id, value: this.#answer(message.request) } : { type: 'failure', id: message.id, ...failure });
        break;
      }
    }
  }

  async send(message: InstanceHostMessage): Promise<void> {
    await this.#page?.evaluate((sent) => window.postMessage(sent, window.location.origin), message);
  }

  /** The device has answered: tells the page as the panel does. */
  async change(shown: ShownInstance): Promise<void> {
    this.shown = shown;
    this.isWaiting = false;
    await this.send({ type: 'content', content: this.#content() });
  }

  #content(): InstanceContent | BareContent {
    const { address, device } = this.shown;
    return this.isWaiting ? bareContent(address, { ...device, slots: [] }, 'information', 4_000) : instanceContent(this.shown, 4_000);
  }

  asked<K extends InstanceRequest['kind']>(kind: K): Extract<InstanceRequest, { kind: K }>[] {
    return this.requests.filter((request): request is Extract<InstanceRequest, { kind: K }> => request.kind === kind);
  }

  #answer(request: InstanceRequest): InstanceReplies[InstanceRequest['kind']] {
    switch (request.kind) {
      case 'content':
        return this.#content();
      case 'charts': {
        const toMs = request.toMs ?? this.nowMs;
        const fromMs = toMs - request.spanMs;
        const follows = this.shown.instance.portState === 'SLAVE';
        const none = trendOf(0, 0, 0, 0);
        const at = fromMs + request.spanMs * 0.75;
        return chartsContent(
          this.shown,
          {
            trend: (_address, parameter, from, to) => this.trend ?? (follows ? trendOf(from, to, parameter === 'offsetFromMasterNs' ? -40 : 1_200, parameter === 'offsetFromMasterNs' ? 0.6 : 0.3) : { ...none, at: [], min: [], mean: [], max: [], count: [] }),
            portStates: (_address, from, to) => (follows ? [{ from, to: at, portState: 'SLAVE' }, { from: at, to: at + (to - at) / 8, portState: 'UNCALIBRATED' }, { from: at + (to - at) / 8, to, portState: 'SLAVE' }] : [{ from, to, portState: 'MASTER' }]),
          },
          { events: ({ instanceId, limit = 10_000 } = {}) => (instanceId === undefined ? [] : (this.events ?? [portStateEvent(1, at)]).toReversed().slice(0, limit)) },
          { fromMs, toMs, maxPoints: request.maxPoints },
        );
      }
      case 'clients': {
        const clients = this.shown.instance.dataSets?.unicastClients ?? [];
        return { from: request.from, rows: clients.slice(request.from, request.from + request.count).map(clientRow), count: clients.length };
      }
      case 'link':
        return {};
      case 'exportCsv':
      case 'exportPng':
        return { said: 'Exported.' };
    }
  }
}

export const test = base.extend<{ host: InstanceHost; openInstance: (options?: { readonly theme?: ThemeName; readonly shown?: ShownInstance; readonly widthPx?: number; /** The content is not told. */ readonly isFailing?: boolean }) => Promise<void> }>({
  host: async ({ page }, use) => {
    const host = new InstanceHost();
    host.use(page);
    await use(host);
    expect(host.problems).toEqual([]);
  },
  openInstance: async ({ page, host }, use) => {
    await page.exposeFunction('hostTake', (message: InstancePageMessage) => host.take(message));
    await use(async ({ theme = 'dark', shown, widthPx = 1_280, isFailing = false } = {}) => {
      host.shown = shown ?? host.shown;
      await page.setViewportSize({ width: widthPx, height: 900 });
      await page.route(`${origin}/**`, (route) => {
        const entry = files[new URL(route.request().url()).pathname];
        return entry === undefined
          ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: html(theme) })
          : route.fulfill({ contentType: `${entry.type}; charset=utf-8`, body: readFileSync(path.join(root, entry.file)) });
      });
      await page.addInitScript(() => {
        const scope = window as unknown as { hostTake(message: unknown): void; acquireVsCodeApi(): unknown };
        scope.acquireVsCodeApi = () => ({
          postMessage: (message: unknown) => scope.hostTake(structuredClone(message)),
          getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') as unknown,
          setState: (next: unknown) => sessionStorage.setItem('state', JSON.stringify(next)),
        });
      });
      await page.goto(`${origin}/page.html`);
      if (!isFailing) {
        await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
      }
      await expect(page.locator('.chart-span')).not.toBeEmpty();
    });
  },
});

function html(theme: ThemeName): string {
  return `<!DOCTYPE html>
<html lang="en" class="theme-${theme}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta property="csp-nonce" content="${styleNonce}" />
    <title>PTP instance</title>
    <link rel="stylesheet" href="/themes.css" />
    <link rel="stylesheet" href="/instancePage.css" />
  </head>
  <body class="vscode-${theme}" data-vscode-theme-kind="vscode-${theme}" data-subject="${subject}">
    <script nonce="${scriptNonce}" src="/instancePage.js"></script>
  </body>
</html>`;
}

/** The texts that are drawn on canvases from now on, which nobody could read otherwise. To be called before the page is opened. */
export async function watchDrawnTexts(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const texts: string[] = [];
    Object.assign(window, { drawnTexts: texts });
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the context as its `this`
    const draw = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (this: CanvasRenderingContext2D, ...args: Parameters<CanvasRenderingContext2D['fillText']>) {
      texts.push(args[0]);
      draw.apply(this, args);
    };
  });
  return () => page.evaluate(() => (window as unknown as { drawnTexts: string[] }).drawnTexts.splice(0));
}

/** What the page keeps for a reload. */
export async function keptState(page: Page): Promise<Partial<InstanceState>> {
  return page.evaluate(() => JSON.parse(sessionStorage.getItem('state') ?? '{}') as Partial<InstanceState>);
}

export { expect };
