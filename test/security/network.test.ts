import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { History } from '../../src/history/history';
import { systemClock } from '../../src/polling/clock';
import { builtBundles } from './builtBundles';
import { plantedRun } from './plantedRun';

describe('what is in the package', () => {
  let bundles: ReadonlyMap<string, string>;
  beforeAll(async () => {
    bundles = await builtBundles();
  }, 60_000);

  it('names no host on the internet, but for comments and namespaces', () => {
    const hosts = [...bundles.values()].flatMap((text) => [...text.matchAll(/\b(?:https?|wss?|ftp):\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)*)(?=[/:"'`\s])/gi)].map(([, host = '']) => host));
    // Sentences and licences of packages, the namespace of SVG, an address for documentation, and names that lead nowhere.
    const harmless = ['github.com', 'jimmy.warting.se', 'www.apache.org', 'www.w3.org', '192.0.2.1', 'device', 'device.invalid'];
    expect(bundles.size).toBeGreaterThanOrEqual(7);
    expect([...new Set(hosts)].filter((host) => !harmless.includes(host))).toEqual([]);
    expect(bundles.get('extension.js')).toContain('/api/status');
  });

  it.each(['tablePage.js', 'instancePage.js', 'graphPage.js'])('has no page that asks anybody but its host: %s', (name) => {
    expect(bundles.get(name)?.length).toBeGreaterThan(1000);
    expect(bundles.get(name)?.match(/\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeerConnection|importScripts|\bimport\(/g)).toBeNull();
  });

  it('has no telemetry of VS Code', () => {
    for (const [name, text] of bundles) {
      expect(text.match(/createTelemetryLogger|applicationinsights|TelemetryReporter/gi), name).toBeNull();
    }
  });
});

describe('a device that is polled, diagnosed and reported', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is the only one that is connected to', { timeout: 60_000 }, async () => {
    const targets: unknown[] = [];
    const connect = Object.getOwnPropertyDescriptor(Socket.prototype, 'connect')?.value as (...parts: unknown[]) => Socket;
    vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket, ...parts: unknown[]) {
      // Node passes the normalised arguments in a list of their own.
      targets.push(Array.isArray(parts[0]) ? (parts[0] as unknown[])[0] : parts[0]);
      return connect.apply(this, parts);
    });
    const history = new History({ folder: tmpdir(), clock: systemClock, opensByItself: false, load: () => undefined });
    const texts = await plantedRun(history);
    history.dispose();
    const [{ baseUrl = '' } = {}] = JSON.parse(texts.get('snapshots of the API') ?? '[]') as { baseUrl?: string }[];
    const { hostname, port } = new URL(baseUrl);
    expect(targets.length).toBeGreaterThan(0);
    for (const target of targets) {
      expect(target).toMatchObject({ host: hostname, port: Number(port) });
    }
  });
});
