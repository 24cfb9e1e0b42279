import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import type { DeviceConfig } from '../../../src/model/deviceConfig';
import { Emitter } from '../../../src/model/event';
import type { FaultKind } from '../../../src/model/fault';
import { FleetStore } from '../../../src/polling/fleetStore';
import type { Services } from '../../../src/views/services';
import { SimulatedDevice } from '../../../src/views/simulatedDevice';

/** Stands in for the bundle of the simulator: a port that accepts connections. */
const simulatorBundle = `
  const { createServer } = require('node:net');
  exports.running = [];
  exports.startSimulator = async ({ host, port, user, password }) => {
    const server = createServer((socket) => socket.destroy());
    await new Promise((resolve) => server.listen(port, host, resolve));
    const url = 'https://' + host + ':' + server.address().port;
    exports.running.push(url);
    const stop = () => new Promise((resolve) => server.close(resolve));
    return { url, user, password, fingerprint256: 'AA:BB', stop: () => (exports.running.splice(exports.running.indexOf(url), 1), stop()) };
  };
`;

/** What all windows of one person share: settings, secrets and trusted certificates. */
class Profile {
  readonly secrets = new Map<string, unknown>();
  readonly pins = new Map<string, string>();
  readonly changed = new Emitter<unknown>();
  configs: readonly DeviceConfig[] = [];

  change(configs: readonly DeviceConfig[]): Promise<void> {
    this.configs = configs;
    this.changed.fire(undefined);
    return Promise.resolve();
  }

  others(id: string): readonly DeviceConfig[] {
    return this.configs.filter((config) => config.id !== id);
  }
}

const entry = (origin: string): DeviceConfig => ({ id: 'simulated', name: 'Simulated M3000', origin, busAddress: '', bypassProxy: false, slotIds: [] });

describe('SimulatedDevice', () => {
  let extensionPath: string;
  let running: readonly string[];
  let profile: Profile;
  let windows: SimulatedDevice[];
  let fleets: FleetStore[];
  let revealed: string[];
  let isMenuToldRunning: unknown;

  beforeEach(async () => {
    extensionPath = await mkdtemp(path.join(tmpdir(), 'psx-simulated-'));
    await mkdir(path.join(extensionPath, 'dist'));
    const bundle = path.join(extensionPath, 'dist', 'simulator.js');
    await writeFile(bundle, simulatorBundle);
    ({ running } = createRequire(bundle)(bundle) as { running: readonly string[] });
    profile = new Profile();
    windows = [];
    fleets = [];
    revealed = [];
    isMenuToldRunning = undefined;
    vi.spyOn(vscode.commands, 'executeCommand').mockImplementation((command: string, ...[key, value]: unknown[]) => {
      if (command === 'setContext' && key === 'psx.simulatorRunning') {
        isMenuToldRunning = value;
      }
      return Promise.resolve(undefined);
    });
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await Promise.all(windows.map((window) => window.dispose()));
    await rm(extensionPath, { recursive: true });
  });

  /** A window as it starts, and how its own polling of the device goes. */
  function openWindow(fault?: FaultKind): SimulatedDevice {
    const fleet = new FleetStore();
    fleet.setDevices(profile.configs);
    for (const { id, origin } of profile.configs) {
      const error = fault === undefined ? {} : { error: { kind: fault, message: '', hint: '' } };
      fleet.apply({ deviceId: id, origin, at: 0, communication: (device) => ({ ...device.communication, ...error }) });
    }
    const services = {
      fleet,
      devices: {
        onDidChange: profile.changed.event,
        add: ({ host }: { host: string }) => profile.change([...profile.configs, entry(host)]),
        update: (id: string, { host }: { host: string }) => profile.change([...profile.others(id), entry(host)]),
        remove: (id: string) => profile.change(profile.others(id)),
      },
      credentials: {
        set: (origin: string, login: unknown) => Promise.resolve(profile.secrets.set(origin, login)),
        delete: (origin: string) => Promise.resolve(profile.secrets.delete(origin)),
      },
      pins: {
        set: (origin: string, fingerprint: string) => Promise.resolve(profile.pins.set(origin, fingerprint)),
        delete: (origin: string) => Promise.resolve(profile.pins.delete(origin)),
      },
      device: (id: string) => profile.configs.find((config) => config.id === id),
      reveal: (id: string) => Promise.resolve(revealed.push(id)),
    } as unknown as Services;
    fleets.push(fleet);
    const window = new SimulatedDevice(services, extensionPath);
    windows.push(window);
    return window;
  }

  /** The address of the configured device, which must have log-in and certificate. */
  function configured(): string | undefined {
    const [device] = profile.configs;
    expect([...profile.secrets.keys(), ...profile.pins.keys()]).toEqual(device === undefined ? [] : [device.origin, device.origin]);
    return device?.origin;
  }

  it('starts, is configured and shown, and stops without a trace', async () => {
    const window = openWindow();
    await window.start();
    expect(running).toEqual([configured()]);
    expect(revealed).toEqual(['simulated']);
    expect(isMenuToldRunning).toBe(true);
    await window.stop();
    expect(running).toEqual([]);
    expect(configured()).toBeUndefined();
    expect(isMenuToldRunning).toBe(false);
  });

  it('comes back after a reload of the window, at another port, with a log-in of its own', async () => {
    const former = openWindow();
    await former.start();
    const formerOrigin = configured();
    const formerLogin = profile.secrets.get(formerOrigin ?? '');
    await former.dispose();
    expect(running).toEqual([]);
    isMenuToldRunning = undefined;

    await openWindow().resume();
    const origin = configured();
    expect(running).toEqual([origin]);
    expect(profile.secrets.get(origin ?? '')).not.toEqual(formerLogin);
    expect(isMenuToldRunning).toBe(true);
    // It is there as before: nobody asked to be led to it.
    expect(revealed).toEqual(['simulated']);
  });

  it('does not resume what is not configured, or was moved to a real device', async () => {
    await openWindow().resume();
    await profile.change([entry('https://10.0.4.20:443')]);
    await openWindow().resume();
    expect(running).toEqual([]);
    expect(isMenuToldRunning).not.toBe(true);
  });

  it('is told to the menu as stopped when its device is removed', async () => {
    await openWindow().start();
    await profile.change([]);
    await vi.waitFor(() => expect(running).toEqual([]));
    expect(isMenuToldRunning).toBe(false);
  });

  it('leaves the device to the window that serves it', async () => {
    await openWindow().start();
    const origin = configured();
    const second = openWindow();
    await second.resume();
    await second.start();
    expect(configured()).toBe(origin);
    expect(running).toEqual([origin]);
    expect(revealed).toEqual(['simulated', 'simulated']);
  });

  it.each<FaultKind>(['refused', 'credentialsMissing'])('takes the device over when the window that served it just before the reload ends (%s)', async (kind) => {
    const former = openWindow();
    await former.start();
    const origin = configured();
    await openWindow().resume();
    expect(configured()).toBe(origin);
    if (kind === 'refused') {
      await former.dispose();
    }
    const error = { kind, message: '', hint: '' };
    fleets.at(-1)?.apply({ deviceId: 'simulated', origin: origin ?? '', at: 1, communication: ({ communication }) => ({ ...communication, error }) });
    await vi.waitFor(() => expect(configured()).not.toBe(origin));
    await vi.waitFor(() => expect(running).toEqual([configured()]));
  });

  it('takes the device over when its log-in was forgotten, and the window that served it stops', async () => {
    await openWindow().start();
    const origin = configured();
    await openWindow('credentialsMissing').start();
    expect(configured()).not.toBe(origin);
    await vi.waitFor(() => expect(running).toEqual([configured()]));
  });

  it('has one entry in each menu: to start it or to stop it', async () => {
    const manifest = JSON.parse(await readFile(path.join(import.meta.dirname, '../../../package.json'), 'utf8')) as {
      contributes: { menus: Record<string, { command: string; when?: string }[]> };
    };
    const { menus } = manifest.contributes;
    const conditions = (command: string): (string | undefined)[] =>
      ['view/title', 'commandPalette'].flatMap((menu) => menus[menu]?.filter((item) => item.command === command).map(({ when }) => when) ?? []);
    expect(conditions('psx.startSimulator')).toEqual(['view == psx.devices && !psx.simulatorRunning', '!psx.simulatorRunning']);
    expect(conditions('psx.stopSimulator')).toEqual(['view == psx.devices && psx.simulatorRunning', 'psx.simulatorRunning']);
  });
});
