import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import type { DeviceConfig } from '../../../src/model/deviceConfig';
import { config, fault, instance, psx, slot, cpu } from '../polling/fakeDevice';
import { finishedRequest, startedRequest } from '../sessions/requests';
import { openWindow, type TestWindow } from './openWindow';
import { temporaryFolder } from './temporaryFolder';

const waiting = { timeout: 10_000, interval: 5 };
const until = (assertion: () => void): Promise<void> => vi.waitFor(assertion, waiting);

/** The first window polls, the second follows it, and both know the devices. */
async function twoWindows(configs: readonly DeviceConfig[] = [config('a')]) {
  const folder = temporaryFolder();
  const leader = openWindow(folder);
  leader.feed.setDevices(configs);
  await until(() => expect(leader.feed.state).toBe('leading'));
  const follower = openWindow(folder);
  follower.feed.setDevices(configs);
  await until(() => expect(follower.feed.state).toBe('following'));
  for (const { id } of configs) {
    await until(() => expect(state(follower, id)).toBe('responding'));
  }
  return { folder, leader, follower };
}

const state = ({ store }: TestWindow, id = 'a'): string | undefined => store.get(id)?.communication.state;
const slotIds = ({ store }: TestWindow, id = 'a'): readonly string[] | undefined => store.get(id)?.slots.map(({ slotId }) => slotId);

describe('windows that share their polling', () => {
  it('begin nothing without devices', () => {
    const window = openWindow(temporaryFolder());
    window.feed.setDevices([]);
    expect(window.feed.state).toBe('electing');
  });

  it('let one of them ask the devices, and all of them show the same', async () => {
    const { leader, follower } = await twoWindows([config('a'), config('b')]);
    await until(() => expect(follower.store.devices).toEqual(leader.store.devices));
    expect(follower.device.paths).toEqual([]);
    expect(leader.device.paths.length).toBeGreaterThan(0);
    expect(Object.isFrozen(follower.store.get('a')?.slots[0]?.properties[0])).toBe(true);
    expect(follower.bus.communications.map(({ name }) => name)).toContain('slotAdded');
    expect(follower.bus.communications).toHaveLength(leader.bus.communications.length);
  });

  it('see the news when a refresh says that they are there, and what went with it', async () => {
    const { leader, follower } = await twoWindows();
    leader.device.slots = [slot('io1', psx([instance('i0', 5), instance('i1')])), cpu];
    expect(await follower.feed.refresh('a')).toBe('asked');
    await until(() => expect(follower.store.get('a')?.slots[0]?.ptpInstances.map(({ id }) => id)).toEqual(['i0', 'i1']));
    leader.device.slots = [cpu];
    expect(await follower.feed.refresh('a')).toBe('asked');
    await until(() => expect(follower.store.get('a')?.slots[0]?.missingSince).toBeDefined());
    follower.feed.forgetMissing({ deviceId: 'a' });
    expect(slotIds(follower)).toEqual(['cpu']);
    await until(() => expect(slotIds(leader)).toEqual(['cpu']));
    await follower.feed.refresh('a');
    expect(slotIds(follower)).toEqual(['cpu']);
    expect(await follower.feed.refresh('z')).toBe('unknown');
  });

  it('pause and resume for each other', async () => {
    const { leader, follower } = await twoWindows();
    follower.feed.pause('a');
    await until(() => expect([state(leader), state(follower)]).toEqual(['paused', 'paused']));
    expect(await follower.feed.refresh('a')).toBe('paused');
    leader.feed.resume('a');
    await until(() => expect([state(leader), state(follower)]).toEqual(['responding', 'responding']));
  });

  it('go on with what the one that ended had paused, and with what they show', async () => {
    const { leader, follower } = await twoWindows([config('a'), config('b')]);
    leader.feed.pause('b');
    await until(() => expect(state(follower, 'b')).toBe('paused'));
    leader.close();
    await until(() => expect(follower.feed.state).toBe('leading'));
    await until(() => expect([state(follower, 'a'), state(follower, 'b')]).toEqual(['responding', 'paused']));
    await until(() => expect(follower.device.paths.length).toBeGreaterThan(0));
    expect(slotIds(follower)).toEqual(['io1', 'cpu']);
  });

  it('ask nothing of a device that the one that ended had paused or was refused by', async () => {
    const { leader, follower } = await twoWindows([config('a'), config('b')]);
    leader.feed.pause('a');
    leader.device.outcome = () => fault('unauthorized');
    await leader.feed.refresh('b');
    await until(() => expect([state(follower, 'a'), state(follower, 'b')]).toEqual(['paused', 'unauthorized']));
    leader.close();
    await until(() => expect(follower.feed.state).toBe('leading'));
    expect([await follower.feed.refresh('a'), await follower.feed.refresh('b')]).toEqual(['paused', 'waiting']);
    expect(follower.device.paths).toEqual([]);
    follower.feed.credentialsChanged('b');
    await until(() => expect(state(follower, 'b')).toBe('responding'));
  });

  it('show each device as before until the next one has asked it', async () => {
    const { leader, follower } = await twoWindows();
    const states: (string | undefined)[] = [];
    follower.store.onDidChange(() => states.push(state(follower)));
    const before = follower.store.get('a')?.communication.lastSuccess ?? 0;
    leader.close();
    await until(() => expect(follower.store.get('a')?.communication.lastSuccess).toBeGreaterThan(before));
    expect(new Set(states)).toEqual(new Set(['responding']));
  });

  it('keep what is paused, resumed and unlocked while they agree on the next one', async () => {
    const { leader, follower } = await twoWindows([config('a'), config('b'), config('c')]);
    leader.feed.pause('b');
    leader.device.outcome = () => fault('unauthorized');
    await leader.feed.refresh('c');
    await until(() => expect([state(follower, 'b'), state(follower, 'c')]).toEqual(['paused', 'unauthorized']));
    leader.close();
    follower.feed.pause('a');
    follower.feed.resume('b');
    follower.feed.credentialsChanged('c');
    await until(() => expect(['a', 'b', 'c'].map((id) => state(follower, id))).toEqual(['paused', 'responding', 'responding']));
    expect(await follower.feed.refresh('a')).toBe('paused');
  });

  it('tell the next one what they asked of the one that ended', async () => {
    const { folder, leader, follower } = await twoWindows();
    const third = openWindow(folder);
    third.feed.setDevices([config('a')]);
    await until(() => expect([third.feed.state, state(third)]).toEqual(['following', 'responding']));
    leader.close();
    follower.feed.pause('a');
    third.feed.pause('a');
    await until(() => expect([state(follower), state(third)]).toEqual(['paused', 'paused']));
    expect([follower.feed.state, third.feed.state].sort()).toEqual(['following', 'leading']);
  });

  it('ask again when the window that was asked ends', async () => {
    const { leader, follower } = await twoWindows();
    leader.device.takePaths();
    leader.device.outcome = () => 'hang';
    const asked = follower.feed.refresh('a');
    await until(() => expect(leader.device.paths).toHaveLength(1));
    leader.close();
    expect(await asked).toBe('asked');
    expect(follower.feed.state).toBe('leading');
  });

  it('read what the device answers through the one that polls', async () => {
    const { leader, follower } = await twoWindows();
    const client = follower.feed.client('a');
    expect((await client?.get('/api/status/system'))?.body).toMatchObject({ system: { model: 'M3000' } });
    leader.device.outcome = () => fault('throttled', 5_000);
    await expect(client?.get('/api/status')).rejects.toMatchObject({ fault: { kind: 'throttled', hint: 'Do something.' }, retryAfterMs: 5_000 });
    leader.device.outcome = () => 'hang';
    const abort = new AbortController();
    const given = client?.get('/api/status', { signal: abort.signal });
    abort.abort();
    await expect(given).rejects.toMatchObject({ fault: { kind: 'cancelled' } });
    const lost = client?.get('/api/status');
    const lostRejects = expect(lost).rejects.toMatchObject({ fault: { kind: 'cancelled' } });
    leader.close();
    await lostRejects;
    expect(follower.device.paths.filter((path) => path === '/api/status/system')).toEqual([]);
    expect(follower.feed.client('z')).toBeUndefined();
  });

  it('show the HTTP sessions of the one that polls, and say which of them nobody saw end', async () => {
    const { leader, follower } = await twoWindows();
    const { origin } = config('a');
    const first = startedRequest(1_001, { origin });
    leader.sessions.started(first);
    leader.sessions.finished(finishedRequest(first));
    leader.sessions.started(startedRequest(1_002, { origin }));
    await until(() => expect(follower.sessions.sessions('a')).toHaveLength(2));
    expect(follower.sessions.sessions('a')[0]).toMatchObject({ uri: '/api/status', status: 200, responseData: '{}' });
    leader.close();
    await until(() => expect(follower.sessions.sessions('a').map(({ error }) => error?.kind)).toEqual([undefined, 'cancelled']));
  });

  it('show how a request ended that was sent to where the device was before, and none that began there', async () => {
    const { leader, follower } = await twoWindows();
    const { origin } = config('a');
    const first = startedRequest(1_001, { origin });
    leader.sessions.started(first);
    await until(() => expect(follower.sessions.sessions('a')).toHaveLength(1));
    const moved = config('a', { origin: 'https://new:443' });
    follower.feed.setDevices([moved]);
    leader.feed.setDevices([moved]);
    const late = startedRequest(1_002, { origin });
    leader.sessions.started(late);
    [late, first].forEach((request) => leader.sessions.finished(finishedRequest(request)));
    await until(() => expect(follower.sessions.sessions('a').map(({ status }) => status)).toEqual([200]));
  });

  it('try other certificates and log-ins, whichever window they were given in', async () => {
    const { leader, follower } = await twoWindows();
    follower.feed.credentialsChanged('a');
    await until(() => expect(leader.device.resets).toBe(2));
  });

  it('tell of alarms in the one that has the focus, else in the one that polls', async () => {
    const { leader, follower } = await twoWindows();
    leader.feed.setDemand('unfocused');
    follower.feed.setDemand('tree');
    await until(() => expect([leader.feed.isNotifierOf('a'), follower.feed.isNotifierOf('a')]).toEqual([false, true]));
    follower.feed.setDemand('unfocused');
    await until(() => expect([leader.feed.isNotifierOf('a'), follower.feed.isNotifierOf('a')]).toEqual([true, false]));
    leader.feed.setDemand('hidden');
    leader.close();
    await until(() => expect(follower.feed.isNotifierOf('a')).toBe(true));
  });

  it('know of a device as soon as both of them do, whoever hears of it first', async () => {
    const { leader, follower } = await twoWindows();
    leader.feed.setDevices([config('a'), config('b')]);
    await until(() => expect(state(leader, 'b')).toBe('responding'));
    follower.feed.setDevices([config('a'), config('b')]);
    await until(() => expect(state(follower, 'b')).toBe('responding'));
    follower.feed.setDevices([config('a'), config('b'), config('c')]);
    const refreshed = follower.feed.refresh('c');
    leader.feed.setDevices([config('a'), config('b'), config('c')]);
    expect(await refreshed).toBe('asked');
    await until(() => expect(state(follower, 'c')).toBe('responding'));
    leader.feed.setDevices([config('a')]);
    follower.feed.setDevices([config('a')]);
    expect(follower.store.devices.map(({ id }) => id)).toEqual(['a']);
  });

  it('know of a device that is away for a while in one of them only', async () => {
    const { leader, follower } = await twoWindows([config('a'), config('b')]);
    leader.feed.pause('b');
    await until(() => expect(state(follower, 'b')).toBe('paused'));
    const before = follower.store.get('b');
    follower.feed.setDevices([config('a')]);
    await follower.feed.refresh('a');
    follower.feed.setDevices([config('a'), config('b')]);
    await until(() => expect(follower.store.get('b')).toEqual(before));
    follower.feed.setDevices([config('a')]);
    leader.feed.resume('b');
    await until(() => expect(state(leader, 'b')).toBe('responding'));
    follower.feed.setDevices([config('a'), config('b')]);
    await until(() => expect(follower.store.get('b')).toEqual(leader.store.get('b')));
  });

  it.each([
    ['nobody follows', ({ follower }: { readonly follower: TestWindow }) => follower.close()],
    ['the device is gone', ({ leader }: { readonly leader: TestWindow }) => leader.feed.setDevices([])],
  ])('keep no more in memory of what a device was than they tell, and nothing when %s', async (_, end) => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const { leader, follower } = await twoWindows();
    const seen: WeakRef<object>[] = [];
    for (let offsetNs = 1; offsetNs <= 20; offsetNs++) {
      leader.device.slots = [slot('io1', psx([instance('i0', offsetNs)])), cpu];
      await follower.feed.refresh('a');
      seen.push(new WeakRef(leader.store.get('a') ?? {}));
    }
    expect(follower.store.get('a')?.slots[0]?.ptpInstances[0]?.offsetFromMasterNs).toBe(20);
    const untilGone = (snapshots: readonly WeakRef<object>[]): Promise<void> =>
      until(() => {
        collectGarbage();
        expect(snapshots.filter((snapshot) => snapshot.deref() !== undefined)).toHaveLength(0);
      });
    // The last one, and the one since which it has changed, are what the next window may be told of.
    await untilGone(seen.slice(0, -2));
    end({ leader, follower });
    await untilGone(seen.slice(0, -1));
  });

  it('feed nothing while they are stopped', async () => {
    const { leader, follower } = await twoWindows();
    follower.feed.stop();
    leader.feed.pause('a');
    follower.feed.pause('z');
    await until(() => expect(state(leader)).toBe('paused'));
    follower.feed.start();
    await until(() => expect(state(follower)).toBe('paused'));
    leader.feed.stop();
    leader.feed.start();
    leader.feed.resume('a');
    await until(() => expect(state(follower)).toBe('responding'));
  });
});
