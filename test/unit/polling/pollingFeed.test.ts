import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeviceConfig } from '../../../src/model/deviceConfig';
import type { FaultKind } from '../../../src/model/fault';
import type { Communication, CommunicationState } from '../../../src/model/snapshot';
import { systemClock } from '../../../src/polling/clock';
import { FleetStore } from '../../../src/polling/fleetStore';
import { PollingFeed } from '../../../src/polling/pollingFeed';
import { defaultPollingSettings } from '../../../src/polling/pollingSettings';
import { useFakeTime } from './bench';
import { config, FakeDevice, fakeDecoders, fault } from './fakeDevice';

describe('PollingFeed', () => {
  let store: FleetStore;
  let feed: PollingFeed;
  let made: { config: DeviceConfig; device: FakeDevice }[];
  let prepare: (device: FakeDevice, config: DeviceConfig) => void;

  useFakeTime();

  beforeEach(() => {
    made = [];
    prepare = () => undefined;
    store = new FleetStore();
    let seed = 1;
    const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    feed = new PollingFeed({
      store,
      createClient: (deviceConfig) => {
        const device = new FakeDevice();
        prepare(device, deviceConfig);
        made.push({ config: deviceConfig, device });
        return device;
      },
      settings: () => defaultPollingSettings,
      decoders: fakeDecoders,
      clock: { ...systemClock, random },
    });
  });

  afterEach(() => feed.dispose());

  const state = (id: string): string | undefined => store.get(id)?.communication.state;
  const requests = (): number => made.reduce((sum, { device }) => sum + device.paths.length, 0);

  it('starts nothing without devices', () => {
    feed.setDevices([]);
    feed.setDemand('hidden');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('spreads the first requests of 500 devices, the first one at once', async () => {
    feed.setDevices(Array.from({ length: 500 }, (_, index) => config(`d${index}`)));
    await vi.advanceTimersByTimeAsync(0);
    expect(requests()).toBeLessThanOrEqual(3);
    expect(made[0]?.device.paths).toHaveLength(1);
    let most = 0;
    for (let second = 0; second < 10; second++) {
      const before = requests();
      await vi.advanceTimersByTimeAsync(1_000);
      most = Math.max(most, requests() - before);
    }
    expect(most).toBeLessThan(150);
    expect(store.devices.every(({ communication }) => communication.state === 'responding')).toBe(true);
    feed.setDemand('unfocused');
    await vi.advanceTimersByTimeAsync(40_000);
    const before = requests();
    feed.setDemand('tree');
    await vi.advanceTimersByTimeAsync(100);
    expect(requests() - before).toBeLessThan(50);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(requests() - before).toBeGreaterThanOrEqual(500);
  });

  it('leaves the other devices undisturbed by changes, also of names and order', async () => {
    feed.setDevices([config('a'), config('b')]);
    await vi.advanceTimersByTimeAsync(20_000);
    const asked = made[0]!.device.paths.length;
    feed.setDevices([config('c'), config('a', { name: 'A' })]);
    await vi.advanceTimersByTimeAsync(0);
    expect(made.map(({ config: { id }, device }) => [id, device.isDisposed])).toEqual([['a', false], ['b', true], ['c', false]]);
    expect(made[0]!.device.paths).toHaveLength(asked);
    expect(store.devices.map(({ name }) => name)).toEqual(['c', 'A']);
  });

  it('makes a new client for a new address (data dropped) and for another way there (data kept)', async () => {
    feed.setDevices([config('a')]);
    await vi.advanceTimersByTimeAsync(0);
    prepare = (device) => (device.outcome = () => fault('refused'));
    feed.setDevices([config('a', { bypassProxy: true })]);
    await vi.advanceTimersByTimeAsync(0);
    expect(store.get('a')).toMatchObject({ communication: { state: 'retrying' }, slots: [{ slotId: 'io1' }, { slotId: 'cpu' }] });
    feed.setDevices([config('a', { origin: 'https://new:443' })]);
    await vi.advanceTimersByTimeAsync(0);
    expect(store.get('a')?.slots).toEqual([]);
    expect(made.map(({ device }) => device.isDisposed)).toEqual([true, true, false]);
  });

  it('ignores what the client of the old address still answers', async () => {
    prepare = (device, { origin }) => (device.latencyMs = origin.includes('new') ? 5_000 : 1_000);
    feed.setDevices([config('a')]);
    await vi.advanceTimersByTimeAsync(500);
    feed.setDevices([config('a', { origin: 'https://new:443' })]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(state('a')).toBe('connecting');
    expect(store.get('a')?.slots).toEqual([]);
  });

  it('refreshes at the new address when the device moved meanwhile', async () => {
    feed.setDevices([config('a')]);
    await vi.advanceTimersByTimeAsync(0);
    made[0]!.device.outcome = () => 'hang';
    const refreshed = feed.refresh('a');
    feed.setDevices([config('a', { origin: 'https://new:443' })]);
    expect(await refreshed).toBe('asked');
    expect(state('a')).toBe('responding');
  });

  it('keeps what is looked at of a device while it is removed and comes back, also when it was told before', async () => {
    feed.setDemand('unfocused');
    feed.setDeviceDemand('a', 'panel');
    for (const configs of [[config('a')], [], [config('a')]]) {
      feed.setDevices(configs);
      await vi.advanceTimersByTimeAsync(0);
    }
    await vi.advanceTimersByTimeAsync(10_000);
    expect(made.at(-1)!.device.paths).toHaveLength(2);
    feed.setDeviceDemand('a', undefined);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(made.at(-1)!.device.paths).toHaveLength(2);
  });

  it('keeps a device paused over stop and start', async () => {
    feed.setDevices([config('a'), config('b')]);
    await vi.advanceTimersByTimeAsync(1_000);
    feed.pause('a');
    feed.stop();
    expect(vi.getTimerCount()).toBe(0);
    expect(store.get('b')?.slots).toHaveLength(2);
    await feed.refresh('b');
    feed.start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect([state('a'), state('b')]).toEqual(['paused', 'responding']);
    feed.resume('a');
    await vi.advanceTimersByTimeAsync(0);
    expect(state('a')).toBe('responding');
  });

  describe('where another window has ended', () => {
    const at = 1_800_000_000_000;
    /** The devices are known from the other window, and this feed begins. */
    const takeOver = (communications: Readonly<Record<string, Communication>>): void => {
      vi.setSystemTime(at);
      feed.stop();
      feed.setDevices(Object.keys(communications).map((id) => config(id)));
      for (const [id, communication] of Object.entries(communications)) {
        store.apply({ deviceId: id, origin: config(id).origin, at, communication: () => communication });
      }
      feed.takeOver();
      feed.start();
    };
    const pathsOf = (id: string): readonly string[] | undefined => made.find((one) => one.config.id === id)?.device.paths;

    it('keeps every state until a cycle has ended', async () => {
      const states = ['responding', 'retrying', 'timeout', 'slowPoll', 'waitingForSlotId'] as const;
      prepare = (device) => (device.outcome = () => 'hang');
      takeOver(Object.fromEntries(states.map((kept) => [kept, { state: kept, since: at - 5_000, lastSuccess: at - 5_000 }])));
      await vi.advanceTimersByTimeAsync(1_000);
      expect(requests()).toBe(states.length);
      for (const kept of states) {
        expect(store.get(kept)?.communication).toEqual({ state: kept, since: at - 5_000, lastSuccess: at - 5_000 });
      }
    });

    it('counts the silence from the last answer to the other window', async () => {
      prepare = (device) => (device.outcome = () => 'hang');
      takeOver({ a: { state: 'responding', since: 1, lastSuccess: at - 20_000 }, b: { state: 'responding', since: 1, lastSuccess: at - 1_000 } });
      // The request must have had its time as well.
      await vi.advanceTimersByTimeAsync(15_100);
      expect([state('a'), state('b')]).toEqual(['timeout', 'responding']);
      await vi.advanceTimersByTimeAsync(14_000);
      expect([state('a'), state('b')]).toEqual(['timeout', 'timeout']);
    });

    it('goes on with what it has itself found out', async () => {
      takeOver({ a: { state: 'slowPoll', since: 1 }, b: { state: 'connecting', since: 1 }, c: { state: 'retrying', since: 1 } });
      await vi.advanceTimersByTimeAsync(1_000);
      expect(['a', 'b', 'c'].map(state)).toEqual(['responding', 'responding', 'responding']);
    });

    it('asks no device that is paused or stopped until a person acts', async () => {
      const stopped = (kept: CommunicationState, kind: FaultKind): Communication => ({ state: kept, since: 1, error: fault(kind).fault });
      takeOver({
        paused: { state: 'paused', since: 1 },
        refused: stopped('unauthorized', 'unauthorized'),
        renewed: stopped('timeout', 'tlsChanged'),
      });
      const before = store.devices;
      await vi.advanceTimersByTimeAsync(600_000);
      expect(await feed.refresh('refused')).toBe('waiting');
      expect(requests()).toBe(0);
      expect(store.devices).toBe(before);
      feed.resume('paused');
      ['refused', 'renewed'].forEach((id) => feed.credentialsChanged(id));
      await vi.advanceTimersByTimeAsync(0);
      expect(store.devices.map(({ communication }) => communication.state)).toEqual(['responding', 'responding', 'responding']);
    });

    it('looks at once, and once only, for a log-in of its own where the other window had none', async () => {
      const locked: Communication = { state: 'waitingForCredentials', since: 1, error: fault('credentialsMissing').fault };
      prepare = (device, { id }) => {
        if (id === 'without') {
          device.outcome = () => fault('credentialsMissing');
        }
      };
      takeOver({ without: locked, with: locked });
      const before = store.get('without');
      await vi.advanceTimersByTimeAsync(0);
      expect(state('with')).toBe('responding');
      await vi.advanceTimersByTimeAsync(600_000);
      expect(store.get('without')).toBe(before);
      expect(pathsOf('without')).toHaveLength(1);
    });

    it('looks again at what may have gone away by itself', async () => {
      takeOver({ a: { state: 'timeout', since: 1, error: fault('tlsUntrusted').fault } });
      await vi.advanceTimersByTimeAsync(0);
      expect(pathsOf('a')).toHaveLength(1);
      expect(state('a')).toBe('responding');
    });

    it('takes over the devices that it is limited to, and no others', async () => {
      feed.stop();
      feed.setDevices([config('a'), config('b'), config('c')]);
      for (const [id, kept] of [['a', 'responding'], ['b', 'paused'], ['c', 'responding']] as const) {
        store.apply({ deviceId: id, origin: config(id).origin, at, communication: () => ({ state: kept, since: 1 }) });
      }
      feed.limitTo(new Set());
      feed.start();
      expect(await feed.refresh('a')).toBe('notPolled');
      feed.takeOver();
      feed.limitTo(new Set(['a', 'b']));
      await vi.advanceTimersByTimeAsync(1_000);
      expect([state('a'), state('b'), state('c')]).toEqual(['responding', 'paused', 'responding']);
      expect(made.map(({ config: { id }, device }) => [id, device.paths.length > 0])).toEqual([['a', true], ['b', false]]);
      feed.takeOver();
      feed.limitTo(undefined);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(pathsOf('b')).toEqual([]);
      expect(pathsOf('c')).not.toEqual([]);
      expect(made).toHaveLength(3);
      feed.limitTo(new Set(['c']));
      expect(made.map(({ device }) => device.isDisposed)).toEqual([true, true, false]);
    });

    it('follows what was paused and resumed meanwhile', async () => {
      vi.setSystemTime(at);
      feed.stop();
      feed.setDevices([config('a'), config('b')]);
      store.apply({ deviceId: 'b', origin: config('b').origin, at, communication: () => ({ state: 'paused', since: 1 }) });
      feed.takeOver();
      feed.pause('a');
      feed.resume('b');
      feed.start();
      await vi.advanceTimersByTimeAsync(1_000);
      expect([state('a'), state('b')]).toEqual(['paused', 'responding']);
      expect(pathsOf('a')).toEqual([]);
      // It is not another window that has ended: the feed that runs goes on.
      feed.takeOver();
      feed.stop();
      feed.start();
      await vi.advanceTimersByTimeAsync(1_000);
      expect([state('a'), state('b')]).toEqual(['paused', 'responding']);
    });
  });

  it('polls the others when the client of one cannot be made', async () => {
    prepare = (_, { id }) => {
      if (id === 'a') {
        throw new Error('no client');
      }
    };
    feed.setDevices([config('a'), config('b')]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(store.get('a')?.communication).toMatchObject({ state: 'retrying', error: { kind: 'internal' } });
    expect(state('b')).toBe('responding');
  });

  it('does nothing about unknown devices', async () => {
    feed.pause('x');
    feed.resume('x');
    feed.credentialsChanged('x');
    feed.setDeviceDemand('x', 'panel');
    expect(await feed.refresh('x')).toBe('unknown');
    expect(store.devices).toEqual([]);
  });
});
