import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { DeviceConfig } from '../../../src/model/deviceConfig';
import type { Communication, DeviceSnapshot } from '../../../src/model/snapshot';
import { systemClock } from '../../../src/polling/clock';
import { FleetStore, type FleetChange } from '../../../src/polling/fleetStore';
import { InterAppBus } from '../../../src/interapp/interAppBus';
import { Provisioning } from '../../../src/polling/provisioning';
import { PollingFeed } from '../../../src/polling/pollingFeed';
import { defaultPollingSettings, type PollingSettings } from '../../../src/polling/pollingSettings';
import { config, FakeDevice, fakeDecoders } from './fakeDevice';

/** Where fake time begins. */
export const start = 1_800_000_000_000;

/** A feed with one fake device (or several) and fake time. Call inside a test with `vi.useFakeTimers()` active. */
export class Bench {
  readonly store = new FleetStore();
  readonly device = new FakeDevice();
  readonly bus = new InterAppBus({ maxCount: 10_000 });
  readonly changes: FleetChange[] = [];
  /** Every state that the device went through. */
  readonly states: string[] = [];
  settings: PollingSettings = defaultPollingSettings;
  readonly feed: PollingFeed;

  constructor(random: () => number = () => 0.5, withBus = true) {
    vi.setSystemTime(start);
    this.feed = new PollingFeed({
      store: this.store,
      ...(withBus ? { news: new Provisioning(this.store, this.bus) } : {}),
      createClient: () => this.device,
      settings: () => this.settings,
      decoders: fakeDecoders,
      clock: { ...systemClock, random },
    });
    this.store.onDidChange((change) => {
      this.changes.push(change);
      const state = this.store.get('d')?.communication.state;
      if (state !== undefined && this.states.at(-1) !== state) {
        this.states.push(state);
      }
    });
  }

  get snapshot(): DeviceSnapshot {
    const snapshot = this.store.get('d');
    if (snapshot === undefined) {
      throw new Error('The device is gone');
    }
    return snapshot;
  }

  get communication(): Communication {
    return this.snapshot.communication;
  }

  /** Configures the one device and lets its first cycle happen. */
  async begin(more: Partial<DeviceConfig> = {}): Promise<void> {
    this.feed.setDevices([config('d', more)]);
    await this.pass(0);
  }

  /** Lets time pass. */
  async pass(ms: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms);
  }
}

/** Fake time for each test of the group. Afterwards no timer may be left: dispose of what was tested in an `afterEach` of the group itself. */
export function useFakeTime(): void {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
}

/** Hands over a new {@link Bench} for each test of the group, with fake time, and disposes of it. */
export function useBench(take: (bench: Bench) => void): void {
  useFakeTime();
  let bench: Bench;
  beforeEach(() => {
    bench = new Bench();
    take(bench);
  });
  afterEach(() => {
    bench.feed.dispose();
    bench.bus.dispose();
  });
}
