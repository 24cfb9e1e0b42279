import { describe, expect, it } from 'vitest';
import type { HistoryDuty } from '../../src/history/historyOptions';
import type { DeviceEvent } from '../../src/model/deviceEvent';
import { address, event, newFolder, openDatabase, openWindow, sample } from './fixture';
import { ManualClock } from './manualClock';

/** Two windows on one file and one clock. The first records first, and so writes. */
function twoWindows() {
  const folder = newFolder();
  const clock = new ManualClock();
  const first = openWindow({ folder, clock }).history;
  first.record([sample(clock.now(), 0)]);
  clock.advance(2_000);
  const second = openWindow({ folder, clock }).history;
  clock.advance(1_000);
  return { folder, clock, first, second, t: clock.now() };
}

/** What a killed window leaves: a lease that nobody renews. */
function leaveLease(clock: ManualClock, folder: string) {
  const file = openDatabase(`${folder}/history.sqlite`);
  file.exec(`INSERT OR REPLACE INTO lease (id, owner, expires) VALUES (1, 'a window that is gone', ${clock.now() + 4_000})`);
}

describe('several windows', () => {
  it('record a sample once, and all of them see it', () => {
    const { first, second, clock, t } = twoWindows();
    for (let n = 0; n < 30; n++) {
      first.record([sample(clock.now(), n)]);
      second.record([sample(clock.now() + 300, -n)]);
      clock.advance(1_000);
    }
    for (const history of [first, second]) {
      expect(history.trend(address, 'offsetFromMasterNs', t, t + 30_000, 100).mean.slice(0, 25)).toEqual(Array.from({ length: 25 }, (_, n) => n));
      expect(history.trend(address, 'offsetFromMasterNs', t, t + 60_000, 1_000).count.every((count) => count === 1)).toBe(true);
    }
  });

  it('leave the writing to the one that polls, which waits until the one before has ended and loses nothing', () => {
    const folder = newFolder();
    const clock = new ManualClock();
    let duty: HistoryDuty = 'others';
    const follower = openWindow({ folder, clock, duty: () => 'others' }).history;
    const next = openWindow({ folder, clock, duty: () => duty }).history;
    clock.advance(1_000);
    leaveLease(clock, folder);
    const t = clock.now();
    follower.record([sample(t, -1)]);
    follower.append([event(t, 'PASSIVE')]);
    clock.advance(1_000);
    duty = 'mine';
    next.record([sample(t + 1_000, 1)]);
    next.append([event(t + 1_000, 'MASTER')]);
    clock.advance(6_000);
    follower.record([sample(clock.now(), -2)]);
    clock.advance(30_000);
    expect(next.trend(address, 'offsetFromMasterNs', t, t + 60_000, 100).mean).toEqual([1]);
    expect(follower.events().map(({ after }) => after)).toEqual(['MASTER']);
  });

  it('write down what only they see, beside the one that writes the rest, and nothing that it has written', () => {
    const folder = newFolder();
    const clock = new ManualClock();
    let own = '';
    const leader = openWindow({ folder, clock, duty: () => 'mine' }).history;
    const follower = openWindow({ folder, clock, duty: () => 'others', isOwnDevice: (deviceId) => deviceId === own }).history;
    const ownAddress = { ...address, deviceId: 'gm-own' };
    const at = { at: clock.now(), own: { subject: ownAddress } };
    clock.advance(1_000);
    leader.append([event(at.at, 'LEFT', at.own), event(at.at, 'MASTER')]);
    follower.append([event(at.at, 'LEFT', at.own), event(at.at, 'MASTER')]);
    follower.record([sample(clock.now(), -1)]);
    clock.advance(3_000);
    own = 'gm-own';
    const t = clock.now();
    for (let n = 0; n < 90; n++) {
      leader.record([sample(clock.now(), n)]);
      follower.record([sample(clock.now(), n, { address: ownAddress }), sample(clock.now() + 300, -n)]);
      follower.append(n % 30 === 0 ? [event(clock.now(), n % 60 === 0 ? 'SLAVE' : 'PASSIVE', at.own)] : []);
      clock.advance(1_000);
    }
    for (const history of [leader, follower]) {
      expect(history.trend(ownAddress, 'offsetFromMasterNs', t, t + 80_000, 100).mean).toEqual(Array.from({ length: 80 }, (_, n) => n));
      expect(history.trend(address, 'offsetFromMasterNs', t, t + 80_000, 1_000).mean).toEqual(Array.from({ length: 80 }, (_, n) => n));
      expect(history.portStates(ownAddress, t, t + 80_000)).toEqual([{ from: t, to: t + 80_000, portState: 'SLAVE' }]);
      expect(history.events({ deviceId: 'gm-own' }).map(({ after }) => after)).toEqual(['SLAVE', 'PASSIVE', 'SLAVE', 'LEFT']);
      expect(history.events({ deviceId: 'gm-north' }).map(({ after }) => after)).toEqual(['MASTER']);
    }
  });

  it('write down what only they saw also when the one that writes has the device meanwhile, and nothing that it saw before', () => {
    const folder = newFolder();
    const clock = new ManualClock();
    let isOwn = false;
    const leader = openWindow({ folder, clock, duty: () => 'mine' }).history;
    const follower = openWindow({ folder, clock, duty: () => 'others', isOwnDevice: () => isOwn }).history;
    leader.record([sample(clock.now(), 0, { address: { ...address, deviceId: 'gm-other' } })]);
    clock.advance(3_000);
    const t = clock.now();
    const tell = (value: number, after: string): void => {
      follower.record([sample(clock.now(), value)]);
      follower.append([event(clock.now(), after)]);
      clock.advance(100);
    };
    tell(-1, 'LISTENING');
    isOwn = true;
    tell(1, 'MASTER');
    isOwn = false;
    tell(-2, 'PASSIVE');
    clock.advance(5_000);
    expect(leader.trend(address, 'offsetFromMasterNs', t, t + 1_000, 1_000).mean).toEqual([1]);
    expect(leader.events().map(({ after }) => after)).toEqual(['MASTER']);
  });

  it.each([1_000, 4_000, 6_000])('write down once what several of them see that the one that writes does not, %i ms apart', (apartMs) => {
    const folder = newFolder();
    const clock = new ManualClock();
    const intervalMs = (): number => 10_000;
    const leader = openWindow({ folder, clock, intervalMs, duty: () => 'mine' }).history;
    leader.record([sample(clock.now(), 0, { address: { ...address, deviceId: 'gm-other' } })]);
    clock.advance(3_000);
    const followers = [1, 2].map(() => openWindow({ folder, clock, intervalMs, duty: () => 'others', isOwnDevice: () => true }).history);
    const t = clock.now();
    const states = ['SLAVE', 'PASSIVE', 'SLAVE', 'SLAVE', 'PASSIVE', 'SLAVE', 'SLAVE', 'LISTENING', 'SLAVE', 'SLAVE'];
    for (const [n, after] of states.entries()) {
      // Whoever comes first.
      for (const follower of n % 2 === 0 ? followers : followers.toReversed()) {
        follower.record([sample(clock.now(), 1)]);
        follower.append(states[n - 1] === after ? [] : [event(clock.now(), after)]);
        clock.advance(apartMs);
      }
      clock.advance(10_000 - 2 * apartMs);
    }
    clock.advance(5_000);
    const { at } = leader.trend(address, 'offsetFromMasterNs', t, t + 100_000, 100_000);
    expect(at.length).toBeGreaterThanOrEqual(9);
    expect(at.length).toBeLessThanOrEqual(10);
    expect(leader.events().map(({ after }) => after).toReversed()).toEqual(['SLAVE', 'PASSIVE', 'SLAVE', 'PASSIVE', 'SLAVE', 'LISTENING', 'SLAVE']);
  });

  it('go on with what they see when another one that saw it ends', () => {
    const folder = newFolder();
    const clock = new ManualClock();
    const open = (duty: HistoryDuty) => openWindow({ folder, clock, intervalMs: () => 10_000, duty: () => duty, isOwnDevice: () => duty === 'others' }).history;
    const leader = open('mine');
    leader.record([sample(clock.now(), 0, { address: { ...address, deviceId: 'gm-other' } })]);
    clock.advance(3_000);
    const [first, second] = [open('others'), open('others')];
    const t = clock.now();
    for (let n = 0; n < 6; n++) {
      if (n < 3) {
        first.record([sample(clock.now(), 1)]);
      }
      clock.advance(3_000);
      second.record([sample(clock.now(), 2)]);
      clock.advance(7_000);
    }
    expect(leader.trend(address, 'offsetFromMasterNs', t, t + 60_000, 100_000).mean).toEqual([1, 1, 1, 2, 2, 2]);
  });

  it('put down what people do in each of them, whoever writes the rest', () => {
    const folder = newFolder();
    const clock = new ManualClock();
    const leader = openWindow({ folder, clock, duty: () => 'mine' }).history;
    const follower = openWindow({ folder, clock, duty: () => 'others' }).history;
    clock.advance(1_000);
    leader.record([sample(clock.now(), 1)]);
    clock.advance(3_000);
    follower.put('notes', new Map([['a', 'seen']]));
    clock.advance(2_000);
    expect([...leader.entries('notes')]).toEqual([['a', 'seen']]);
  });

  it('log an event once', () => {
    const { first, second, clock } = twoWindows();
    second.append([event(clock.now(), 'PASSIVE')]);
    clock.advance(3_000);
    first.append([event(clock.now(), 'PASSIVE')]);
    clock.advance(3_000);
    expect(first.events()).toHaveLength(1);
    expect(second.events()).toEqual(first.events());
  });

  describe('when the one that writes ends', () => {
    const raised = (at: number, text: string): DeviceEvent => ({ id: 0, at, kind: 'alarmRaised', subject: address, subjectName: 'GM-North / io3 / Blue', severity: 'major', text: `Alarm raised: ${text}` });

    /** What the log says in the end of what the one that writes and, a moment later, the other one have told. */
    const logged = (written: readonly string[], waiting: readonly string[]): string[] => {
      const folder = newFolder();
      const clock = new ManualClock();
      let duty: HistoryDuty = 'others';
      const leader = openWindow({ folder, clock, duty: () => 'mine' }).history;
      const follower = openWindow({ folder, clock, duty: () => duty }).history;
      clock.advance(1_000);
      leader.append(written.map((text) => raised(clock.now(), text)));
      clock.advance(100);
      follower.append(waiting.map((text) => raised(clock.now(), text)));
      clock.advance(3_000);
      leader.dispose();
      duty = 'mine';
      clock.advance(10_000);
      return follower.events().map(({ text }) => text.replace('Alarm raised: ', '')).reverse();
    };

    it.each([
      ['Offset from master is 1.5 µs; major from 1 µs.', 'Offset from master is 1.51 µs; major from 1 µs.'],
      ['Offset from master is -990 ns; minor from 500 ns.', 'Offset from master is 1.01 µs; minor from 500 ns.'],
      ['Sync: 4/s instead of 8/s, 50 % off; major from 40 %.', 'Sync: 3.9/s instead of 8/s, 51 % off; major from 40 %.'],
    ])('log an alarm once, although each has read a value of its own: %s', (one, other) => {
      expect(logged([one], [other])).toEqual([one]);
    });

    it('lose no alarm of the same subject on something else', () => {
      const offset = 'Offset from master is 1.5 µs; major from 1 µs.';
      const grandmaster = (octet: string): string => `Grandmaster is 00-1B-19-FF-FE-0B-2C-${octet}; expected 00-1B-19-FF-FE-0B-2C-01.`;
      expect(logged([offset, grandmaster('02')], [offset, grandmaster('02'), grandmaster('03'), 'The UTC offset is not valid.'])).toEqual([
        offset,
        grandmaster('02'),
        grandmaster('03'),
        'The UTC offset is not valid.',
      ]);
    });
  });

  it('are told what the other wrote, and only that', () => {
    const { first, second, clock } = twoWindows();
    const told: string[] = [];
    second.onDidAppend(() => told.push('trends'));
    second.onDidChange(() => told.push('events'));
    second.onDidChangeElsewhere(() => told.push('states'));
    clock.advance(60_000);
    expect(told).toEqual([]);
    first.record([sample(clock.now(), 1)]);
    clock.advance(4_000);
    expect(told.splice(0)).toEqual(['trends']);
    first.append([event(clock.now(), 'MASTER')]);
    clock.advance(4_000);
    expect(told.splice(0)).toEqual(['events']);
    first.put('alarm', new Map([['a', 1]]));
    clock.advance(4_000);
    expect(told.splice(0)).toEqual(['states']);
    expect(second.entries('alarm').get('a')).toBe(1);
  });

  it('each write their states, and are not told of their own', () => {
    const { first, second, clock } = twoWindows();
    let calls = 0;
    second.onDidChangeElsewhere(() => calls++);
    second.put('alarm', new Map([['b', 2]]));
    clock.advance(4_000);
    expect(calls).toBe(0);
    expect(first.entries('alarm').get('b')).toBe(2);
    expect(first.events()).toEqual([]);
  });

  it('go on without each other at once when the one that writes is closed', () => {
    const { first, second, clock } = twoWindows();
    first.dispose();
    const t = clock.now();
    second.record([sample(t, 5)]);
    clock.advance(2_000);
    expect(second.trend(address, 'offsetFromMasterNs', t, t + 1, 10).mean).toEqual([5]);
  });

  it('go on without each other within five seconds when the one that writes was killed', () => {
    const { folder, second, clock, first } = twoWindows();
    first.dispose();
    leaveLease(clock, folder);
    const killed = clock.now();
    for (let n = 0; n < 20; n++) {
      second.record([sample(clock.now(), n)]);
      clock.advance(500);
    }
    const [begun = Number.NaN] = second.trend(address, 'offsetFromMasterNs', killed, clock.now(), 100).at;
    expect(begun).toBeGreaterThan(killed);
    expect(begun - killed).toBeLessThanOrEqual(5_000);
  });

  it('lose no event that only the other one saw before the first was killed, and repeat none', () => {
    const { folder, second, clock, first } = twoWindows();
    first.append([event(clock.now(), 'PASSIVE')]);
    second.append([event(clock.now() + 800, 'PASSIVE')]);
    clock.advance(2_000);
    first.dispose();
    leaveLease(clock, folder);
    second.append([event(clock.now(), 'MASTER')]);
    clock.advance(1_000);
    expect(second.events().map(({ after }) => after)).toEqual(['PASSIVE']);
    clock.advance(5_000);
    expect(second.events().map(({ after }) => after)).toEqual(['MASTER', 'PASSIVE']);
  });

  it('repeat no event when somebody reads just when one of them goes on without the other', () => {
    const { second, clock, first } = twoWindows();
    first.append([event(clock.now(), 'PASSIVE')]);
    clock.advance(1_000);
    second.append([event(clock.now() - 200, 'PASSIVE')]);
    first.dispose();
    const t = clock.now();
    second.record([sample(t, 5)]);
    expect(second.trend(address, 'offsetFromMasterNs', t, t + 1, 10).mean).toEqual([5]);
    clock.advance(5_000);
    expect(second.events().map(({ after }) => after)).toEqual(['PASSIVE']);
  });

  it('take a lease that ends too late for true, as after the clock was set back', () => {
    const { folder, second, clock, first } = twoWindows();
    first.dispose();
    leaveLease(clock, folder);
    clock.jump(-3_600_000);
    const t = clock.now();
    second.record([sample(t, 5)]);
    clock.advance(2_000);
    expect(second.trend(address, 'offsetFromMasterNs', t, t + 1, 10).mean).toEqual([5]);
  });

  it('keep writing between two polls that are far apart', () => {
    const { first, second, clock } = twoWindows();
    const t = clock.now();
    for (let n = 0; n < 10; n++) {
      first.record([sample(clock.now(), 1)]);
      clock.advance(30_000);
      second.record([sample(clock.now(), -1)]);
      clock.advance(30_000);
    }
    expect(new Set(first.trend(address, 'offsetFromMasterNs', t, clock.now(), 1_000).mean)).toEqual(new Set([1]));
  });
});
