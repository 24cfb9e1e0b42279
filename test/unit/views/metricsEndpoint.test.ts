import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import * as vscode from 'vscode';
import * as bundle from '../../../src/metrics';
import { MetricsEndpoint, type MetricsEndpointOptions } from '../../../src/views/metricsEndpoint';
import { observedBy } from '../../../src/views/requestObservers';
import { device, request } from '../metrics/snapshots';

describe('MetricsEndpoint', () => {
  const changed = new vscode.EventEmitter<vscode.ConfigurationChangeEvent>();
  const settings = new Map<string, unknown>();
  let port: number;
  let lines: string[];
  let told: string[];
  let answer: string | undefined;
  let role: MetricsEndpointOptions['poller']['state'];
  const roleChanged = new vscode.EventEmitter<void>();
  const poller: MetricsEndpointOptions['poller'] = {
    get state() {
      return role;
    },
    onDidChangeState: roleChanged.event,
  };

  const log = Object.fromEntries(['info', 'warn', 'error', 'show'].map((level) => [level, (text = '') => lines.push(`${level}: ${text}`)])) as unknown as vscode.LogOutputChannel;
  const url = (): string => `http://127.0.0.1:${port}/metrics`;

  function open(more: Partial<MetricsEndpointOptions> = {}): MetricsEndpoint {
    const extension = { extensionPath: '/nowhere', packageJSON: { version: '1.2.3' } };
    const endpoint = new MetricsEndpoint({ fleet: { devices: [device([])] }, log, extension, poller, load: () => bundle, takeOverMs: 20, ...more });
    onTestFinished(async () => {
      endpoint.dispose();
      await endpoint.settled;
    });
    return endpoint;
  }

  async function set(endpoint: MetricsEndpoint, values: Readonly<Record<string, unknown>>): Promise<void> {
    Object.entries(values).forEach(([key, value]) => settings.set(key, value));
    changed.fire({ affectsConfiguration: (section) => section === 'psx.metrics' });
    await endpoint.settled;
  }

  async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port: free } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return free;
  }

  async function scrape(at = url()): Promise<string> {
    return (await fetch(at, { headers: { connection: 'close' } })).text();
  }

  beforeEach(async () => {
    role = 'leading';
    lines = [];
    told = [];
    answer = undefined;
    port = await freePort();
    settings.clear();
    settings.set('port', port);
    vi.spyOn(vscode.workspace, 'onDidChangeConfiguration').mockImplementation(changed.event);
    vi.spyOn(vscode.workspace, 'getConfiguration').mockReturnValue({ get: (key: string) => settings.get(key) } as unknown as vscode.WorkspaceConfiguration);
    for (const show of ['showErrorMessage', 'showWarningMessage'] as const) {
      vi.spyOn(vscode.window, show).mockImplementation((text: string) => {
        told.push(text);
        return Promise.resolve(answer) as never;
      });
    }
  });
  afterEach(() => {
    vi.restoreAllMocks();
    changed.dispose();
  });

  it('serves nothing unless it is told to, and does not even load what it needs', async () => {
    const load = vi.fn(() => bundle);
    const endpoint = open({ load });
    await endpoint.settled;
    expect(load).not.toHaveBeenCalled();
    expect(endpoint.observer).toBeUndefined();
    await expect(scrape()).rejects.toThrow();
  });

  it('serves while the setting says so, and counts the requests meanwhile', async () => {
    const endpoint = open();
    await set(endpoint, { enabled: true });
    endpoint.observer?.finished(request());
    expect(await scrape()).toContain('psx_http_requests_total{device="GM-1",code="200"} 1');
    expect(await scrape()).toContain('psx_build_info{version="1.2.3",front_door="extension"} 1');
    expect(lines).toEqual([`info: Metrics are served at ${url()}.`]);
    await set(endpoint, { enabled: false });
    expect(endpoint.observer).toBeUndefined();
    await expect(scrape()).rejects.toThrow();
    expect(told).toEqual([]);
  });

  it('moves to another port, and follows the last of several changes', async () => {
    settings.set('enabled', true);
    const endpoint = open();
    await endpoint.settled;
    const [second, third] = [await freePort(), await freePort()];
    void set(endpoint, { port: second });
    await set(endpoint, { port: third });
    expect(await scrape(`http://127.0.0.1:${third}/metrics`)).toContain('psx_devices 1');
    for (const former of [port, second]) {
      await expect(scrape(`http://127.0.0.1:${former}/metrics`)).rejects.toThrow();
    }
  });

  /** Something that has the port and is no endpoint of this test. */
  async function occupyPort(server: Server = createServer((_, response) => response.end('ok'))): Promise<Server> {
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return server;
  }

  it('says once what to do when another program keeps the port, and serves as soon as it is free', async () => {
    const stranger = await occupyPort();
    answer = 'Show Log';
    const load = vi.fn(() => bundle);
    const endpoint = open({ load });
    await set(endpoint, { enabled: true });
    await vi.waitFor(() => expect(lines.at(-1)).toBe('show: '));
    expect(told).toEqual([expect.stringContaining(`The metrics cannot be served. Another program uses 127.0.0.1:${port} already. Choose another port, or end the other program.`)]);
    expect(lines).toEqual([`error: ${told[0]!}`, 'show: ']);
    const triesUntilTold = load.mock.calls.length;
    await vi.waitFor(() => expect(load.mock.calls.length).toBeGreaterThan(triesUntilTold + 3));
    stranger.close();
    stranger.closeAllConnections();
    await vi.waitFor(() => expect(endpoint.observer).toBeDefined());
    expect(await scrape()).toContain('psx_devices 1');
    expect(told).toHaveLength(1);
  });

  it('tells nobody of a window that is about to give the port back', async () => {
    const former = await occupyPort();
    const endpoint = open({ takeOverMs: 200 });
    await set(endpoint, { enabled: true });
    expect(endpoint.observer).toBeUndefined();
    former.close();
    former.closeAllConnections();
    await vi.waitFor(() => expect(endpoint.observer).toBeDefined());
    expect(told).toEqual([]);
  });

  it('gives up the port that it waits for when it is not wanted any more', async () => {
    await occupyPort();
    const endpoint = open({ takeOverMs: 10_000 });
    await set(endpoint, { enabled: true });
    await set(endpoint, { enabled: false });
    await set(endpoint, { enabled: true, port: await freePort() });
    expect(endpoint.observer).toBeDefined();
    expect(told).toEqual([]);
  });

  it('leaves the port to the window that has it, and takes over when that one ends', async () => {
    settings.set('enabled', true);
    const first = open();
    await first.settled;
    const second = open();
    await second.settled;
    expect(second.observer).toBeUndefined();
    expect(told).toEqual([]);
    expect(lines.at(-1)).toMatch(/^info: Another window, or psx-exporter, serves the metrics at port \d+ of 127\.0\.0\.1\./);
    first.dispose();
    await vi.waitFor(() => expect(second.observer).toBeDefined());
    expect(await scrape()).toContain('psx_devices 1');
    expect(told).toEqual([]);
  });

  it('leaves the metrics to the window that polls', async () => {
    role = 'following';
    const endpoint = open();
    await set(endpoint, { enabled: true });
    expect(endpoint.observer).toBeUndefined();
    await expect(scrape()).rejects.toThrow();
    role = 'leading';
    roleChanged.fire();
    await endpoint.settled;
    expect(await scrape()).toContain('psx_devices 1');
    role = 'following';
    roleChanged.fire();
    await endpoint.settled;
    await expect(scrape()).rejects.toThrow();
    expect(told).toEqual([]);
  });

  it('warns when other computers can read the metrics', async () => {
    answer = 'Open Settings';
    const executed = vi.spyOn(vscode.commands, 'executeCommand');
    await set(open(), { enabled: true, address: '0.0.0.0' });
    expect(told).toEqual([expect.stringMatching(/can be read by every computer that reaches this one: there is no log-in\. Set psx\.metrics\.address to 127\.0\.0\.1/)]);
    await vi.waitFor(() => expect(executed).toHaveBeenCalledWith('workbench.action.openSettings', 'psx.metrics'));
  });

  it('survives a package whose bundle cannot be loaded', async () => {
    const endpoint = open({
      load: () => {
        throw new Error('no such file');
      },
    });
    await set(endpoint, { enabled: true });
    expect(told).toEqual(['The metrics cannot be served. See the log of PSX Explorer for details.']);
    await set(endpoint, { enabled: false });
    expect(endpoint.observer).toBeUndefined();
  });

  it('takes hand-written settings of another kind as their defaults', async () => {
    const endpoint = open();
    await set(endpoint, { enabled: 'yes', address: 7 });
    expect(lines).toEqual([]);
    await set(endpoint, { enabled: true });
    expect(lines).toEqual([`info: Metrics are served at ${url()}.`]);
  });
});

describe('observedBy', () => {
  it('tells each observer that there is', () => {
    const seen: string[] = [];
    const observer = (name: string) => ({ started: () => seen.push(`${name} started`), finished: () => seen.push(`${name} finished`) });
    expect(observedBy(undefined, undefined)).toBeUndefined();
    const both = observedBy(observer('one'), undefined, observer('other'));
    both?.started(request());
    both?.finished(request());
    expect(seen).toEqual(['one started', 'other started', 'one finished', 'other finished']);
  });
});
