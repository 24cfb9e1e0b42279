import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InterAppBus } from '../../../src/interapp/interAppBus';
import type { SlotSnapshot } from '../../../src/model/snapshot';
import { FleetStore } from '../../../src/polling/fleetStore';
import { Provisioning } from '../../../src/polling/provisioning';
import { DeviceLines } from '../../../src/windows/deviceLines';
import { Follower } from '../../../src/windows/follower';
import { FollowingFeed } from '../../../src/windows/followingFeed';
import type { LineChannel, LineChannelListener } from '../../../src/windows/lineChannel';
import { WindowDemand } from '../../../src/windows/windowDemand';
import { parseLeaderMessage } from '../../../src/windows/wireParser';
import { config } from '../polling/fakeDevice';

const slotWith = (value: number): SlotSnapshot => ({
  slotId: 'io1', slotType: 'io', isPsx: false, isEmpty: false, severity: 'normal', ptpInstances: [], properties: [{ path: 'a', value }],
});

describe('a window that follows and was told what does not fit together', () => {
  let store: FleetStore;
  let polled: FleetStore;
  let follower: Follower;
  let feed: FollowingFeed;
  /** The types of the messages in both directions. */
  let messages: string[];
  let isLineLost: boolean;

  beforeEach(() => {
    vi.useFakeTimers();
    messages = [];
    isLineLost = false;
    const told: LineChannelListener[] = [];
    polled = new FleetStore();
    store = new FleetStore();
    const bus = new InterAppBus();
    const news = new Provisioning(store, bus);
    const send = (message: { readonly type: string }): void => {
      messages.push(message.type);
      queueMicrotask(() => told.forEach((listener) => listener.line(JSON.stringify(message))));
    };
    feed = new FollowingFeed({ store, news, send, isRest: () => false, onLook: vi.fn(), onLooked: vi.fn(), onHeard: vi.fn() });
    const channel = {
      waitingBytes: 0,
      set listener(listener: LineChannelListener) {
        told.push(listener);
      },
      send: (line: string) => {
        const message = parseLeaderMessage(line);
        if (message !== undefined && !isLineLost) {
          messages.push(message.type);
          feed.take(message);
        }
      },
      dispose: () => undefined,
    };
    [store, polled].forEach((each) => each.setDevices([config('a')]));
    feed.setDevices([config('a')]);
    const services = { feed: { refresh: vi.fn(), pause: vi.fn(), resume: vi.fn(), checkAccess: vi.fn(), forgetMissing: vi.fn() }, demand: new WindowDemand({ setDemand: vi.fn(), setDeviceDemand: vi.fn() }) };
    follower = new Follower(
      channel as unknown as LineChannel,
      { ...services, devices: () => polled.devices, polled: () => [], device: (id) => polled.get(id), client: () => undefined, holdsEntry: () => Promise.resolve(true), lines: new DeviceLines(), onDidChangeNotifier: vi.fn() },
      vi.fn(),
    );
    polled.onDidChange(({ devices }) => follower.devicesChanged(devices.map(({ deviceId }) => deviceId)));
  });
  afterEach(() => {
    follower.dispose();
    vi.useRealTimers();
  });

  const change = async (slots: readonly SlotSnapshot[]): Promise<void> => {
    const device = polled.get('a');
    if (device !== undefined) {
      polled.replace({ ...device, slots });
    }
    await vi.advanceTimersByTimeAsync(100);
  };

  it('asks for all of the device, and goes on from there', async () => {
    isLineLost = true;
    await change([slotWith(1)]);
    isLineLost = false;
    messages.length = 0;
    await change([slotWith(2)]);
    expect([messages, store.get('a')?.slots]).toEqual([['deviceChange', 'tellAnew'], []]);
    await vi.advanceTimersByTimeAsync(100);
    expect([messages.splice(0), store.get('a')]).toEqual([['deviceChange', 'tellAnew', 'device'], polled.get('a')]);
    await change([slotWith(3)]);
    expect([messages, store.get('a')]).toEqual([['deviceChange'], polled.get('a')]);
  });

  it('takes nothing for true that is told on the wrong ground', () => {
    feed.take({ type: 'deviceChange', deviceId: 'a', change: { members: [['slots', { elements: [[3, { to: 1 }]], length: 4 }]], gone: [] } });
    messages.length = 0;
    feed.take({ type: 'deviceChange', deviceId: 'a', change: { members: [['name', { to: 'other' }]], gone: [] } });
    expect([messages, store.get('a')?.name]).toEqual([['tellAnew'], 'a']);
  });

  it('is told nothing of a device that is gone meanwhile', async () => {
    polled.setDevices([]);
    feed.take({ type: 'deviceChange', deviceId: 'a', change: { to: 1 } });
    await vi.advanceTimersByTimeAsync(100);
    expect(messages.slice(-1)).toEqual(['tellAnew']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
