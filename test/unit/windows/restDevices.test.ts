import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { DeviceConfig } from '../../../src/model/deviceConfig';
import type { HoldsEntry } from '../../../src/windows/holdsEntry';
import { OwnLogins } from '../../../src/windows/ownLogins';
import { RestDevices, type RestDevicesOptions } from '../../../src/windows/restDevices';
import { config, fault, slot, psx, instance, cpu } from '../polling/fakeDevice';
import { startedRequest } from '../sessions/requests';
import { openWindow, type TestWindow } from './openWindow';
import { temporaryFolder } from './temporaryFolder';

const until = (assertion: () => void): Promise<void> => vi.waitFor(assertion, { timeout: 10_000, interval: 5 });
const state = ({ store }: TestWindow, id: string): string | undefined => store.get(id)?.communication.state;
const rest = ({ feed }: TestWindow): readonly string[] => [...feed.restIds];
const askedIds = ({ asked }: TestWindow): readonly string[] => [...new Set(asked.map((each) => each.split(' ')[0] ?? ''))].toSorted();
const elsewhere = config('b', { origin: 'https://elsewhere:443' });

/** The first window polls, the second follows it; each has devices of its own, and perhaps no log-in for some. */
async function twoWindows(first: readonly DeviceConfig[], second: readonly DeviceConfig[], lacks: { readonly first?: string; readonly second?: string } = {}) {
  const folder = temporaryFolder();
  const leader = openWindow(folder);
  const follower = openWindow(folder);
  leader.missingLogins.add(lacks.first ?? '');
  follower.missingLogins.add(lacks.second ?? '');
  leader.feed.setDevices(first);
  await until(() => expect(leader.feed.state).toBe('leading'));
  await until(() => expect(leader.store.devices.map(({ communication }) => communication.state)).not.toContain('connecting'));
  follower.feed.setDevices(second);
  await until(() => expect(follower.feed.state).toBe('following'));
  return { folder, leader, follower };
}

/** The second window polls `b`, which the first one does not. */
async function withRest(first = [config('a')], second = [config('a'), config('b')], lacks: Parameters<typeof twoWindows>[2] = {}) {
  const windows = await twoWindows(first, second, lacks);
  await until(() => expect([rest(windows.follower), state(windows.follower, 'a'), state(windows.follower, 'b')]).toEqual([['b'], 'responding', 'responding']));
  return windows;
}

describe('what the window that polls does not poll', () => {
  it('a window polls itself: a device that only it has, that only it has a log-in for, or of another host', async () => {
    for (const [first, lacks] of [[[config('a')], {}], [[config('a'), config('b')], { first: 'b' }], [[config('a'), elsewhere], {}]] as const) {
      const { leader, follower } = await withRest([...first], undefined, lacks);
      expect(askedIds(follower)).toEqual(['b']);
      expect(new Set(follower.asked)).toEqual(new Set([`b ${config('b').origin}`]));
      expect(leader.asked).not.toContain(`b ${config('b').origin}`);
    }
  });

  it('is polled by nobody for a moment: a change of the settings may still reach the other window', async () => {
    const { leader, follower } = await twoWindows([config('a')], [config('a')]);
    await until(() => expect(state(follower, 'a')).toBe('responding'));
    follower.feed.setDevices([config('a'), config('b')]);
    leader.feed.setDevices([config('a'), config('b')]);
    await until(() => expect(state(follower, 'b')).toBe('responding'));
    expect([follower.asked, rest(follower)]).toEqual([[], []]);
  });

  it('does not stay as it was for ever when the other window drops it', async () => {
    const { leader, follower } = await twoWindows([config('a'), config('b')], [config('a'), config('b')]);
    await until(() => expect(state(follower, 'b')).toBe('responding'));
    follower.device.outcome = () => fault('refused');
    leader.feed.setDevices([config('a')]);
    await until(() => expect([state(follower, 'a'), state(follower, 'b')]).toEqual(['responding', 'retrying']));
  });

  it('keeps its data when it changes hands, and is the other one\'s again as soon as that one has it', async () => {
    const { leader, follower } = await withRest();
    const states: (string | undefined)[] = [];
    follower.store.onDidChange(() => states.push(state(follower, 'b')));
    leader.device.slots = [slot('io1', psx([instance('i0', 7)])), cpu];
    leader.feed.setDevices([config('a'), config('b')]);
    await until(() => expect(follower.store.get('b')?.slots[0]?.ptpInstances[0]?.offsetFromMasterNs).toBe(7));
    expect(rest(follower)).toEqual([]);
    const asked = follower.asked.length;
    await follower.feed.refresh('b');
    expect([follower.asked.length, new Set(states)]).toEqual([asked, new Set(['responding'])]);
  });

  it('keeps its data while the other window has no answer yet', async () => {
    const { leader, follower } = await withRest();
    leader.device.outcome = () => 'hang';
    leader.feed.setDevices([config('a'), config('b')]);
    await until(() => expect([state(leader, 'b'), rest(follower)]).toEqual(['connecting', []]));
    leader.device.outcome = () => fault('refused');
    leader.feed.pause('a');
    await until(() => expect(state(follower, 'a')).toBe('paused'));
    expect([state(follower, 'b'), follower.store.get('b')?.slots.length]).toEqual(['responding', 2]);
    leader.feed.pause('b');
    await until(() => expect(state(follower, 'b')).toBe('paused'));
  });

  it('is asked for, paused, resumed and forgotten where it is polled', async () => {
    const { leader, follower } = await withRest([config('a'), elsewhere]);
    const asked = follower.asked.length;
    expect(await follower.feed.refresh('b')).toBe('asked');
    expect(follower.asked.length).toBeGreaterThan(asked);
    follower.device.slots = [cpu];
    await follower.feed.refresh('b');
    follower.feed.forgetMissing({ deviceId: 'b' });
    expect(follower.store.get('b')?.slots.map(({ slotId }) => slotId)).toEqual(['cpu']);
    follower.device.slots = leader.device.slots;
    expect((await follower.feed.client('b')?.get('/api/status/system'))?.body).toMatchObject({ system: { model: 'M3000' } });
    expect(follower.device.paths.at(-1)).toBe('/api/status/system');
    follower.feed.pause('b');
    expect(await follower.feed.refresh('b')).toBe('paused');
    follower.feed.resume('b');
    await until(() => expect(state(follower, 'b')).toBe('responding'));
    await follower.feed.refresh('a');
    expect([state(leader, 'b'), leader.store.get('b')?.slots.length, leader.device.resets]).toEqual(['responding', 2, 0]);
  });

  it('stays paused whoever polls it', async () => {
    const { leader, follower } = await withRest();
    follower.feed.pause('b');
    leader.feed.setDevices([config('a'), config('b')]);
    await until(() => expect(state(leader, 'b')).toBe('paused'));
    expect(await follower.feed.refresh('b')).toBe('paused');
    leader.feed.setDevices([config('a')]);
    await until(() => expect(rest(follower)).toEqual(['b']));
    expect(await follower.feed.refresh('b')).toBe('paused');
  });

  it('keeps what is paused while nobody polls it', async () => {
    const { follower } = await twoWindows([config('a')], [config('a')]);
    await until(() => expect(state(follower, 'a')).toBe('responding'));
    follower.feed.setDevices([config('a'), config('b')]);
    follower.feed.pause('b');
    await until(() => expect([rest(follower), state(follower, 'b')]).toEqual([['b'], 'paused']));
    expect(follower.asked).toEqual([]);
  });

  it('stays paused when the other window gets it before it is polled here', async () => {
    const { leader, follower } = await twoWindows([config('a')], [config('a')]);
    await until(() => expect(state(follower, 'a')).toBe('responding'));
    follower.feed.setDevices([config('a'), config('b')]);
    follower.feed.pause('b');
    leader.feed.setDevices([config('a'), config('b')]);
    await until(() => expect([state(leader, 'b'), state(follower, 'b')]).toEqual(['paused', 'paused']));
    leader.close();
    await until(() => expect(follower.feed.state).toBe('leading'));
    expect([await follower.feed.refresh('b'), state(follower, 'b')]).toEqual(['paused', 'paused']);
  });

  it('stays paused when a log-in is given in all windows', async () => {
    const { leader, follower } = await withRest([config('a'), config('b')], undefined, { first: 'b' });
    follower.feed.pause('b');
    leader.missingLogins.clear();
    [follower, leader].forEach(({ feed }) => feed.credentialsChanged('b'));
    await until(() => expect([state(leader, 'b'), state(follower, 'b'), rest(follower)]).toEqual(['paused', 'paused', []]));
  });

  it('goes on after all when that is asked for while it changes hands', async () => {
    const { leader, follower } = await withRest([config('a'), config('b')], undefined, { first: 'b' });
    follower.feed.pause('b');
    leader.missingLogins.clear();
    [follower, leader].forEach(({ feed }) => feed.credentialsChanged('b'));
    follower.feed.resume('b');
    await until(() => expect([state(leader, 'b'), rest(follower)]).toEqual(['responding', []]));
    await until(() => expect(state(follower, 'b')).toBe('responding'));
  });

  it('is the other window\'s once that one has a log-in as well', async () => {
    const { leader, follower } = await withRest([config('a'), config('b')], undefined, { first: 'b' });
    leader.missingLogins.clear();
    leader.feed.credentialsChanged('b');
    await until(() => expect([state(leader, 'b'), rest(follower)]).toEqual(['responding', []]));
    const asked = follower.asked.length;
    await follower.feed.refresh('b');
    expect(follower.asked).toHaveLength(asked);
  });

  it('is not asked with another log-in by itself when the one of the other window is refused', async () => {
    const { leader, follower } = await twoWindows([config('a'), config('b')], [config('a'), config('b'), config('c')]);
    leader.device.outcome = () => fault('unauthorized');
    await leader.feed.refresh('b');
    await until(() => expect([state(follower, 'b'), rest(follower)]).toEqual(['unauthorized', ['c']]));
    await until(() => expect(state(follower, 'c')).toBe('responding'));
    expect(askedIds(follower)).toEqual(['c']);
    leader.feed.setDevices([]);
    await until(() => expect(rest(follower)).toContain('b'));
    expect([await follower.feed.refresh('b'), askedIds(follower).includes('b')]).toEqual(['waiting', false]);
  });

  it('tries a log-in that is given in all windows in one of them only, and one of this window in this one', async () => {
    const { leader, follower } = await twoWindows([config('a'), config('b')], [config('a'), config('b')], { first: 'b', second: 'b' });
    await until(() => expect([rest(follower), state(follower, 'b')]).toEqual([['b'], 'waitingForCredentials']));
    leader.missingLogins.clear();
    follower.missingLogins.clear();
    leader.device.outcome = () => fault('unauthorized');
    [follower, leader].forEach(({ feed }) => feed.credentialsChanged('b'));
    await until(() => expect([state(leader, 'b'), state(follower, 'b')]).toEqual(['unauthorized', 'unauthorized']));
    expect([follower.asked, rest(follower)]).toEqual([[], []]);
    leader.feed.setDevices([config('a')]);
    await until(() => expect(rest(follower)).toEqual(['b']));
    follower.feed.credentialsChanged('b');
    await until(() => expect(state(follower, 'b')).toBe('responding'));
  });

  it('is not asked with a log-in that the other window takes its time to look for and to try', async () => {
    const { leader, follower } = await twoWindows([config('a'), config('b')], [config('a'), config('b')], { first: 'b', second: 'b' });
    await until(() => expect([rest(follower), state(follower, 'b')]).toEqual([['b'], 'waitingForCredentials']));
    const looks: (() => void)[] = [];
    leader.device.isAccessChanged = () => new Promise((resolve) => looks.push(() => resolve(true)));
    [leader, follower].forEach(({ missingLogins, device }) => {
      missingLogins.clear();
      device.outcome = () => fault('unauthorized');
    });
    [follower, leader].forEach(({ feed }) => feed.credentialsChanged('b'));
    await until(() => expect(looks).toHaveLength(1));
    // Another device has had all its time to be the other window's.
    follower.feed.setDevices([config('a'), config('b'), config('c')]);
    await until(() => expect(rest(follower)).toEqual(['c']));
    leader.device.isAccessChanged = () => Promise.resolve(false);
    looks.forEach((look) => look());
    await until(() => expect([state(leader, 'b'), state(follower, 'b')]).toEqual(['unauthorized', 'unauthorized']));
    expect([askedIds(follower), rest(follower)]).toEqual([['c'], ['c']]);
  });

  it('is asked with a log-in that only this window has once the other one has looked for it', async () => {
    const { leader, follower } = await twoWindows([config('a'), config('b')], [config('a'), config('b')], { first: 'b', second: 'b' });
    await until(() => expect([rest(follower), state(follower, 'b')]).toEqual([['b'], 'waitingForCredentials']));
    leader.device.isAnotherLoginStored = false;
    follower.missingLogins.clear();
    follower.feed.credentialsChanged('b');
    await until(() => expect([rest(follower), state(follower, 'b')]).toEqual([['b'], 'responding']));
    expect(leader.asked).not.toContain(`b ${config('b').origin}`);
  });

  it('is refreshed, and read, as soon as it is known who polls it', async () => {
    const { leader, follower } = await twoWindows([config('a')], [config('a')]);
    await until(() => expect(state(follower, 'a')).toBe('responding'));
    follower.feed.setDevices([config('a'), config('b'), config('c')]);
    const results = ['b', 'c'].map((id) => follower.feed.refresh(id));
    const answers = ['b', 'c'].map(async (id) => follower.feed.client(id)?.get('/api/status/system'));
    leader.feed.setDevices([config('a'), config('b')]);
    expect(await Promise.all(results)).toEqual(['asked', 'asked']);
    expect((await Promise.all(answers)).map((answer) => answer?.path)).toEqual(['/api/status/system', '/api/status/system']);
    expect([askedIds(leader), askedIds(follower), rest(follower)]).toEqual([['a', 'b'], ['c'], ['c']]);
  });

  it('keeps nobody waiting who gives up, nor when the other window ends or it is removed', async () => {
    const { leader, follower } = await withRest([config('a'), config('b')], undefined, { first: 'b' });
    leader.device.isAccessChanged = () => new Promise(() => undefined);
    const ask = () => {
      follower.feed.credentialsChanged('b');
      const controller = new AbortController();
      return { refreshed: follower.feed.refresh('b'), got: follower.feed.client('b')?.get('/api/status/system', { signal: controller.signal }), controller };
    };
    const { got, controller, refreshed } = ask();
    controller.abort();
    await expect(got).rejects.toMatchObject({ fault: { kind: 'cancelled' } });
    follower.feed.setDevices([config('a')]);
    expect(await refreshed).toBe('unknown');
    follower.feed.setDevices([config('a'), config('b')]);
    const asked = ask();
    leader.close();
    expect(await asked.refreshed).toBe('asked');
    expect(await asked.got).toMatchObject({ path: '/api/status/system' });
  });

  it('goes on undisturbed when the other window ends', async () => {
    const { leader, follower } = await withRest();
    const states: (string | undefined)[] = [];
    follower.store.onDidChange(() => states.push(state(follower, 'b')));
    leader.close();
    await until(() => expect(follower.feed.state).toBe('leading'));
    await until(() => expect(askedIds(follower)).toEqual(['a', 'b']));
    await until(() => expect(states).not.toEqual([]));
    expect([rest(follower), new Set(states)]).toEqual([[], new Set(['responding'])]);
  });

  it('is nothing while a window does not know what the other one polls, or is stopped', async () => {
    const { follower } = await withRest();
    follower.feed.stop();
    expect(await follower.feed.refresh('b')).toBe('notPolled');
    follower.feed.start();
    expect(await follower.feed.refresh('b')).toBe('asked');
  });

  it('has its alarms told where it is polled', async () => {
    const { leader, follower } = await withRest();
    leader.feed.setDemand('tree');
    await until(() => expect(['a', 'b'].map((id) => follower.feed.isNotifierOf(id))).toEqual([false, true]));
    expect(leader.feed.isNotifierOf('a')).toBe(true);
  });

  it('has its alarms told by one of the windows that poll it, best the one in the focus', async () => {
    const { folder, leader, follower } = await withRest();
    leader.feed.setDemand('unfocused');
    const third = openWindow(folder);
    third.feed.setDevices([config('a'), config('b'), config('c')]);
    const tell = (): readonly boolean[] => [follower, third].map(({ feed }) => feed.isNotifierOf('b'));
    await until(() => expect([rest(third), ...tell()]).toEqual([['b', 'c'], true, false]));
    follower.feed.setDemand('unfocused');
    third.feed.setDemand('tree');
    await until(() => expect(tell()).toEqual([false, true]));
    expect(third.feed.isNotifierOf('c')).toBe(true);
    third.close();
    await until(() => expect(tell()).toEqual([true, false]));
  });

  it('has no HTTP sessions of another host', async () => {
    const { leader, follower } = await withRest([config('a'), elsewhere]);
    const request = startedRequest(1_001);
    leader.sessions.started({ ...request, deviceId: 'b', origin: elsewhere.origin });
    leader.sessions.started({ ...request, id: 1_002, deviceId: 'a', origin: config('a').origin });
    await until(() => expect(follower.sessions.sessions().map(({ deviceId }) => deviceId)).toEqual(['a']));
  });
});

/** What a window polls itself, without anything that polls. */
function openRest(ownLogins = new OwnLogins(), options: Partial<RestDevicesOptions> = {}) {
  let polled: ReadonlySet<string> = new Set(['b']);
  const polling = {
    limitTo: (deviceIds: ReadonlySet<string> | undefined) => void (polled = deviceIds ?? polled),
    polls: (deviceId: string) => polled.has(deviceId),
    checkAccess: vi.fn(() => Promise.resolve()),
    takeOver: vi.fn(),
    pause: vi.fn(),
    resume: vi.fn(),
    credentialsChanged: vi.fn(),
  };
  const wishes = { tellPauses: vi.fn(), tellAccessChanges: vi.fn(), accessDone: vi.fn() };
  const calls = { onLeave: vi.fn(), onGiveUp: vi.fn(), onDidChange: vi.fn() };
  const holdsEntry = vi.fn<HoldsEntry>(() => Promise.resolve(true));
  const devices = new RestDevices({ polling, wishes, settleMs: 1_000, lookMs: 8_000, ownLogins, holdsEntry, state: () => 'responding', ...calls, ...options });
  onTestFinished(() => devices.dispose());
  return { devices, polling, wishes, ownLogins, holdsEntry, ...calls };
}

describe('what another window is asked to look at', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is polled here when it does not answer, and not before', () => {
    const { devices } = openRest();
    devices.setDevices([config('b'), config('c')]);
    devices.look('b');
    devices.tell([]);
    vi.advanceTimersByTime(7_999);
    expect([...devices.polledIds]).toEqual(['c']);
    vi.advanceTimersByTime(1);
    expect([...devices.polledIds]).toEqual(['c', 'b']);
    devices.look('b');
    vi.advanceTimersByTime(5_000);
    devices.look('b');
    vi.advanceTimersByTime(5_000);
    expect([...devices.polledIds]).toEqual(['c']);
    devices.looked('b');
    expect([...devices.polledIds]).toEqual(['c', 'b']);
    devices.look('c');
    devices.dispose();
    expect(vi.getTimerCount()).toBe(0);
  });

  const { origin } = config('b');
  const login = { origin, entry: 'e' };
  /** The other window polls the device, and has not what was entered here. */
  async function lacked(found: ReturnType<typeof openRest>): Promise<void> {
    found.devices.looked('b', login);
    await vi.advanceTimersByTimeAsync(0);
  }
  function openAsked() {
    const found = openRest();
    found.devices.setDevices([config('b')]);
    found.devices.tell([{ deviceId: 'b', origin }]);
    found.devices.look('b');
    return found;
  }

  it('is polled with what was entered here, but not again with what was tried', async () => {
    const found = openAsked();
    await lacked(found);
    expect([found.devices.polled, found.ownLogins.get('b'), found.holdsEntry.mock.calls]).toEqual([[{ deviceId: 'b', origin }], login, [[origin, 'e']]]);
    found.devices.refused('b');
    expect([found.devices.polled, found.ownLogins.get('b'), found.onGiveUp.mock.calls]).toEqual([[], undefined, [['b']]]);
    found.devices.look('b');
    await lacked(found);
    expect(found.devices.polled).toEqual([]);
  });

  it.each([false, undefined])('is not polled when it is not known to be stored here by then: %s', async (isStored) => {
    const found = openAsked();
    found.holdsEntry.mockResolvedValue(isStored);
    await lacked(found);
    expect([found.devices.polled, found.ownLogins.get('b'), vi.getTimerCount()]).toEqual([[], undefined, 0]);
  });

  it('is not polled when another log-in is entered, or the time is over, while that is looked up', async () => {
    const found = openAsked();
    const answers: ((isStored: boolean) => void)[] = [];
    found.holdsEntry.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
    await lacked(found);
    found.devices.look('b');
    answers.forEach((answer) => answer(true));
    await vi.advanceTimersByTimeAsync(0);
    expect(found.devices.polled).toEqual([]);
    await lacked(found);
    await vi.advanceTimersByTimeAsync(8_000);
    answers.forEach((answer) => answer(true));
    await vi.advanceTimersByTimeAsync(0);
    expect([found.devices.polled, found.ownLogins.get('b')]).toEqual([[], undefined]);
  });

  it('is not polled when it has moved meanwhile: another host gets no log-in that was not entered for it', async () => {
    const found = openAsked();
    found.devices.setDevices([elsewhere]);
    found.devices.tell([{ deviceId: 'b', origin: elsewhere.origin }]);
    await lacked(found);
    expect([found.devices.polled, found.ownLogins.get('b')]).toEqual([[], undefined]);
  });

  it('is the other window\'s when it moves to where that one polls it', async () => {
    const found = openAsked();
    await lacked(found);
    found.devices.setDevices([elsewhere]);
    found.devices.tell([{ deviceId: 'b', origin: elsewhere.origin }]);
    expect([found.devices.polled, found.devices.has('b')]).toEqual([[], false]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect([found.devices.polled, found.devices.keepsOwnLogin('b')]).toEqual([[], false]);
  });

  it('is the other window\'s when another log-in is stored than the own one, and stays here otherwise', async () => {
    const found = openAsked();
    await lacked(found);
    for (const isStored of [true, undefined]) {
      found.holdsEntry.mockResolvedValue(isStored);
      expect([found.devices.keepsOwnLogin('b'), found.devices.keepsOwnLogin('b', 'another')]).toEqual([true, false]);
      await vi.advanceTimersByTimeAsync(0);
      expect([found.devices.isPolled('b'), found.polling.checkAccess.mock.calls]).toEqual([true, [['b']]]);
    }
    found.holdsEntry.mockResolvedValue(false);
    found.devices.keepsOwnLogin('b');
    await vi.advanceTimersByTimeAsync(0);
    expect([found.devices.isPolled('b'), found.polling.credentialsChanged.mock.calls]).toEqual([false, []]);
  });

  it('goes on with its own log-in, and tells so, when another window polls from then on, but not with a refused one', () => {
    const ownLogins = new OwnLogins();
    ownLogins.use('b', login);
    const found = openRest(ownLogins);
    found.devices.setDevices([config('b'), config('c')]);
    expect([found.devices.polled, found.devices.isSettled('b'), found.onDidChange.mock.calls]).toEqual([[{ deviceId: 'b', origin }], true, []]);
    found.devices.tell([{ deviceId: 'b', origin }]);
    expect([found.devices.polled, found.onDidChange.mock.calls.length]).toEqual([[{ deviceId: 'b', origin }], 1]);
    found.devices.dispose();
    const next = openRest(ownLogins, { state: () => 'unauthorized' });
    next.devices.setDevices([config('b')]);
    expect([next.devices.polled, next.devices.has('b')]).toEqual([[], false]);
  });
});
