import { describe, expect, it, vi } from 'vitest';
import type { Bench} from './bench';
import { start, useBench } from './bench';
import { config, fault, modulePathOf } from './fakeDevice';

const modulePath = modulePathOf('io1');

describe('DevicePoller', () => {
  let bench: Bench;
  useBench((made) => (bench = made));

  describe('the loop survives', () => {
    it.each(['throw', new Error('rejected'), new TypeError('strange')] as const)('%s', async (outcome) => {
      await bench.begin();
      bench.device.outcome = () => outcome;
      await bench.pass(10_000);
      expect(bench.communication).toMatchObject({ state: 'retrying', error: { kind: 'internal' } });
      bench.device.outcome = () => undefined;
      await bench.pass(5_000);
      expect(bench.communication.state).toBe('responding');
    });

    it('a decoder that throws', async () => {
      await bench.begin();
      bench.device.outcome = () => ({
        get module(): never {
          throw new Error('cannot decode');
        },
      });
      await bench.pass(10_000);
      expect(bench.communication.error).toMatchObject({ kind: 'internal', message: expect.stringContaining('cannot decode') as string });
      bench.device.outcome = () => undefined;
      await bench.pass(5_000);
      expect(bench.communication.state).toBe('responding');
    });

    it('listeners that throw', async () => {
      bench.store.onDidChange(() => {
        throw new Error('listener');
      });
      await bench.begin();
      await bench.pass(20_000);
      expect(bench.communication).toMatchObject({ state: 'responding', lastSuccess: start + 20_000 });
    });

    it('settings that cannot be read', async () => {
      await bench.begin();
      Object.defineProperty(bench, 'settings', {
        get: () => {
          throw new Error('settings');
        },
      });
      await bench.pass(20_000);
      expect(bench.communication).toMatchObject({ state: 'responding', lastSuccess: start + 20_000 });
    });

    it('a store that throws', async () => {
      await bench.begin();
      const apply = vi.spyOn(bench.store, 'apply').mockImplementation(() => {
        throw new Error('store');
      });
      await bench.pass(60_000);
      apply.mockRestore();
      await bench.pass(60_000);
      expect(bench.communication.state).toBe('responding');
    });
  });

  describe('refresh', () => {
    it('polls at once and resolves when the cycle has ended', async () => {
      await bench.begin();
      bench.device.takePaths();
      await bench.pass(3_000);
      await bench.feed.refresh('d');
      expect(bench.communication.lastSuccess).toBe(start + 3_000);
      expect(bench.device.takePaths()).toEqual(['/api/status/chassis0/slots']);
      await bench.pass(9_999);
      expect(bench.device.takePaths()).toEqual([]);
    });

    it('waits for a cycle that began after the call, one for all who ask', async () => {
      bench.device.latencyMs = 1_000;
      await bench.begin();
      const done = vi.fn();
      void bench.feed.refresh('d').then(done);
      void bench.feed.refresh('d').then(done);
      await bench.pass(1_000);
      expect(done).not.toHaveBeenCalled();
      await bench.pass(1_000);
      expect(done).toHaveBeenCalledTimes(2);
      expect(bench.device.paths).toHaveLength(2);
      expect(bench.device.mostInFlight).toBe(1);
    });

    it('sends once during a back-off', async () => {
      await bench.begin();
      bench.device.outcome = () => fault('throttled', 60_000);
      await bench.pass(10_000);
      bench.device.takePaths();
      await bench.feed.refresh('d');
      expect(bench.device.takePaths()).toHaveLength(1);
      await bench.pass(59_999);
      expect(bench.device.takePaths()).toHaveLength(0);
    });

    it('resolves when the device is paused, stopped or removed meanwhile, and tells it', async () => {
      bench.device.outcome = () => 'hang';
      await bench.begin();
      const paused = bench.feed.refresh('d');
      bench.feed.pause('d');
      expect(await paused).toBe('paused');
      bench.feed.resume('d');
      await bench.pass(0);
      const stopped = bench.feed.refresh('d');
      bench.feed.stop();
      expect(await stopped).toBe('notPolled');
      bench.feed.start();
      await bench.pass(0);
      const removed = bench.feed.refresh('d');
      bench.feed.setDevices([]);
      expect(await removed).toBe('unknown');
      expect(await bench.feed.refresh('d')).toBe('unknown');
    });

    it('tells what became of it', async () => {
      await bench.begin();
      expect(await bench.feed.refresh('d')).toBe('asked');
      expect(await bench.feed.refresh('nobody')).toBe('unknown');
      bench.device.outcome = () => fault('refused');
      expect(await bench.feed.refresh('d')).toBe('asked');
      bench.feed.pause('d');
      expect(await bench.feed.refresh('d')).toBe('paused');
      bench.feed.resume('d');
      bench.feed.stop();
      expect(await bench.feed.refresh('d')).toBe('notPolled');
      bench.device.outcome = () => fault('unauthorized');
      bench.feed.start();
      await bench.pass(0);
      bench.device.takePaths();
      expect(await bench.feed.refresh('d')).toBe('waiting');
      bench.feed.pause('d');
      expect(await bench.feed.refresh('d')).toBe('paused');
      expect(bench.device.takePaths()).toEqual([]);
    });

    it('asks although an untrusted certificate is in the way: it may be gone', async () => {
      bench.device.outcome = () => fault('tlsUntrusted');
      await bench.begin();
      bench.device.outcome = () => undefined;
      expect(await bench.feed.refresh('d')).toBe('asked');
      expect(bench.communication.state).toBe('responding');
    });
  });

  describe('intervals', () => {
    it('polls less when nobody looks, and sooner when somebody looks again', async () => {
      await bench.begin();
      bench.feed.setDemand('unfocused');
      bench.device.takePaths();
      await bench.pass(59_999);
      expect(bench.device.takePaths()).toEqual([]);
      expect(bench.communication.state).toBe('responding');
      bench.feed.setDeviceDemand('d', 'panel');
      await bench.pass(0);
      expect(bench.device.takePaths()).not.toEqual([]);
      bench.feed.setDeviceDemand('d', undefined);
      await bench.pass(59_000);
      expect(bench.device.takePaths()).toEqual([]);
    });

    it('follows a changed interval without losing data', async () => {
      await bench.begin();
      const { slots } = bench.snapshot;
      await bench.pass(4_000);
      bench.settings = { ...bench.settings, intervalMs: 5_000 };
      bench.feed.settingsChanged();
      bench.device.takePaths();
      await bench.pass(1_000);
      expect(bench.device.takePaths()).toEqual([modulePath]);
      bench.feed.setDevices([config('d', { intervalMs: 2_000 })]);
      await bench.pass(2_000);
      expect(bench.device.takePaths()).toEqual([modulePath]);
      expect(bench.snapshot.slots[0]?.ptpInstances[0]).toBe(slots[0]?.ptpInstances[0]);
    });
  });

  it('leaves nothing behind when disposed of during a request', async () => {
    bench.device.latencyMs = 1_000;
    await bench.begin();
    bench.feed.dispose();
    const { changes } = bench;
    const before = changes.length;
    await bench.pass(60_000);
    expect(changes).toHaveLength(before);
    expect(bench.device).toMatchObject({ isDisposed: true, paths: ['/api/status'] });
  });
});
