import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FleetStore } from '../../../src/polling/fleetStore';
import { isPending } from '../../../src/model/httpSession';
import { finishedSession, startedSession, type RecordedSession } from '../../../src/sessions/recordedSession';
import { DeviceLines } from '../../../src/windows/deviceLines';
import { changed } from '../../../src/windows/difference';
import { Follower } from '../../../src/windows/follower';
import type { LineChannel, LineChannelListener } from '../../../src/windows/lineChannel';
import type { LeaderMessage } from '../../../src/windows/wire';
import { WindowDemand } from '../../../src/windows/windowDemand';
import { config } from '../polling/fakeDevice';
import { finishedRequest, startedRequest } from '../sessions/requests';

const megabyte = 1024 * 1024;

describe('a window that follows and is slow', () => {
  let store: FleetStore;
  let channel: { waitingBytes: number; listener: unknown; send(line: string): void; dispose(): void };
  let sent: LeaderMessage[];
  let follower: Follower;
  let heldEntry: boolean | undefined;

  beforeEach(() => {
    vi.useFakeTimers();
    sent = [];
    channel = { waitingBytes: 0, listener: undefined, send: (line) => sent.push(JSON.parse(line) as LeaderMessage), dispose: () => undefined };
    store = new FleetStore();
    store.setDevices([config('a')]);
    const feed = { refresh: () => Promise.resolve('asked' as const), pause: vi.fn(), resume: vi.fn(), checkAccess: vi.fn(), forgetMissing: vi.fn() };
    const demand = new WindowDemand({ setDemand: vi.fn(), setDeviceDemand: vi.fn() });
    follower = new Follower(
      channel as unknown as LineChannel,
      { feed, demand, devices: () => store.devices, polled: () => [], device: (id) => store.get(id), client: () => undefined, holdsEntry: () => Promise.resolve(heldEntry), lines: new DeviceLines(), onDidChangeNotifier: vi.fn() },
      vi.fn(),
    );
    store.onDidChange(({ devices }) => follower.devicesChanged(devices.map(({ deviceId }) => deviceId)));
    sent.length = 0;
  });
  afterEach(() => {
    follower.dispose();
    vi.useRealTimers();
  });

  const begun = (id: number): RecordedSession => startedSession(startedRequest(id), 1_000);
  const ended = (id: number): RecordedSession => finishedSession(begun(id), finishedRequest(startedRequest(id)), 1_000);
  const rename = (name: string): void => store.setDevices([config('a', { name })]);
  const take = (): unknown[] =>
    sent.splice(0).map((message) =>
      message.type === 'session' ? `${isPending(message.session) ? 'begin' : 'end'} ${message.session.id}` : message.type === 'deviceChange' ? changed({ name: 'a' }, message.change) : message.type,
    );

  it('is told that the device has refused another log-in only for the host that it asked about', async () => {
    store.apply({ deviceId: 'a', origin: config('a').origin, at: 1, communication: () => ({ state: 'unauthorized', since: 1 }) });
    const looked = async (origin: string): Promise<unknown> => {
      sent.length = 0;
      (channel.listener as LineChannelListener).line(JSON.stringify({ type: 'credentialsChanged', id: 1, deviceId: 'a', origin, entry: 'e' }));
      await vi.advanceTimersByTimeAsync(1_000);
      return sent.find(({ type }) => type === 'looked');
    };
    heldEntry = false;
    expect(await looked(config('a').origin)).toEqual({ type: 'looked', id: 1, isRefused: true });
    expect(await looked('https://elsewhere:443')).toEqual({ type: 'looked', id: 1 });
    for (const held of [true, undefined]) {
      heldEntry = held;
      expect(await looked(config('a').origin)).toEqual({ type: 'looked', id: 1 });
    }
  });

  it('is told of devices longer than of requests', () => {
    follower.sessionChanged(begun(1));
    channel.waitingBytes = 2 * megabyte;
    follower.sessionChanged(begun(2));
    rename('B');
    vi.advanceTimersByTime(100);
    expect(take()).toEqual(['begin 1', { name: 'B' }]);
    channel.waitingBytes = 5 * megabyte;
    rename('C');
    vi.advanceTimersByTime(1_000);
    rename('D');
    vi.advanceTimersByTime(1_000);
    expect(take()).toEqual([]);
    channel.waitingBytes = 0;
    vi.advanceTimersByTime(100);
    expect(take()).toEqual([{ name: 'D' }, 'begin 2']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('learns of each request once there is time, as it is then and without its body', () => {
    [1, 2].forEach((id) => follower.sessionChanged(begun(id)));
    channel.waitingBytes = 5 * megabyte;
    rename('B');
    follower.sessionChanged(ended(1));
    [3, 4].forEach((id) => follower.sessionChanged(begun(id)));
    follower.sessionChanged(ended(3));
    vi.advanceTimersByTime(10_000);
    expect(take()).toEqual(['begin 1', 'begin 2']);
    channel.waitingBytes = 0;
    vi.advanceTimersByTime(100);
    const [, end] = sent;
    expect(end).toMatchObject({ session: { id: 1, status: 200, responseBytes: ended(1).responseBytes, responseDataCut: 'totalLimit' } });
    expect(take()).toEqual([{ name: 'B' }, 'end 1', 'end 3', 'begin 4']);
    [2, 4].forEach((id) => follower.sessionChanged(ended(id)));
    expect(sent[0]).toMatchObject({ session: { responseData: '{}' } });
    expect(take()).toEqual(['end 2', 'end 4']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('misses the oldest of too many, but the end of none that it knows of', () => {
    follower.sessionChanged(begun(1));
    channel.waitingBytes = 5 * megabyte;
    follower.sessionChanged(ended(1));
    for (let id = 2; id <= 6_000; id++) {
      follower.sessionChanged(begun(id));
    }
    channel.waitingBytes = 0;
    vi.advanceTimersByTime(100);
    const told = take();
    expect(told.slice(0, 3)).toEqual(['begin 1', 'end 1', 'begin 1002']);
    expect(told.at(-1)).toBe('begin 6000');
  });
});
