import { beforeEach, describe, expect, it } from 'vitest';
import { AlarmBook } from '../../../src/alarms/alarmBook';
import { defaultAlarmSettings } from '../../../src/alarms/alarmSettings';
import { AlarmNotifier, type AlarmNotification } from '../../../src/alarms/notifications';
import type { AlarmSeverity } from '../../../src/model/alarm';
import type { PtpInstanceSnapshot } from '../../../src/model/snapshot';
import { answeredTwice, cpu, device, FakeClock, master, psx, SharedStates, slave } from './alarmFixture';

describe('AlarmNotifier', () => {
  let clock: FakeClock;
  let states: SharedStates;
  let book: AlarmBook;
  let notifier: AlarmNotifier;
  let shown: AlarmNotification[];
  let atLeast: AlarmSeverity | 'none';
  let isNotifier: boolean;

  beforeEach(() => {
    clock = new FakeClock();
    states = new SharedStates();
    atLeast = 'major';
    isNotifier = true;
    shown = [];
    open();
  });

  function open(): void {
    const window = states.window();
    book = new AlarmBook({ states: window, clock });
    notifier = new AlarmNotifier({
      alarms: book,
      states: window,
      clock,
      atLeast: () => atLeast,
      deviceName: (id) => `GM-${id}`,
      isNotifier: (deviceId) => isNotifier || deviceId === 'own',
      show: (notification) => shown.push(notification),
      intervalMs: 30_000,
    });
  }

  /** Another window, which watches the same and tells it at once. */
  function openOther(): AlarmNotification[] {
    const window = states.window();
    const told: AlarmNotification[] = [];
    new AlarmNotifier({ alarms: book, states: window, clock, atLeast: () => atLeast, deviceName: (id) => id, isNotifier: () => true, show: (notification) => told.push(notification), intervalMs: 30_000 });
    return told;
  }

  const show = (id: string, ...instances: readonly PtpInstanceSnapshot[]): void =>
    answeredTwice(device([psx(instances), cpu], { id, name: `GM-${id}` }), clock.now(), (answer) => book.update(answer, { settings: defaultAlarmSettings }));
  const offset = (offsetFromMasterNs: number, id = 'north'): void => show(id, slave({ offsetFromMasterNs }));
  const texts = (): string[] => shown.splice(0).map(({ text }) => text);

  it('tells one alarm with its subject and text', () => {
    offset(1_500);
    clock.advance(60_000);
    expect(shown).toEqual([{ text: 'GM-north / io3 / Red: Offset from master is 1.5 µs; major from 1 µs.', severity: 'major', alarms: book.alarms }]);
  });

  it('tells no milder ones, and none at all when that is wished', () => {
    offset(700);
    clock.advance(60_000);
    atLeast = 'none';
    offset(1_500);
    clock.advance(60_000);
    expect(texts()).toEqual([]);
  });

  it('tells an alarm that became bad enough, and one that became worse, but none that became better', () => {
    offset(700);
    clock.advance(60_000);
    offset(1_500);
    clock.advance(60_000);
    expect(texts()).toEqual(['GM-north / io3 / Red: Offset from master is 1.5 µs; major from 1 µs.']);
    offset(20_000);
    clock.advance(60_000);
    expect(texts()).toEqual(['GM-north / io3 / Red: Offset from master is 20 µs; critical from 10 µs.']);
    offset(1_500);
    clock.advance(60_000);
    book.acknowledge(book.alarms[0]!.id);
    book.unacknowledge(book.alarms[0]!.id);
    clock.advance(60_000);
    expect(texts()).toEqual([]);
  });

  it('tells many at once in one message, counted by severity and device', () => {
    show('north', slave({ offsetFromMasterNs: 20_000 }), master({ clockClass: 52 }));
    offset(20_000, 'south');
    offset(1_500, 'west');
    offset(1_500, 'east');
    clock.advance(60_000);
    expect(texts()).toEqual(['5 alarms: 2 critical on GM-north and GM-south, 3 major on 3 devices']);
  });

  it('is silent for a while after a message, and then tells what came meanwhile', () => {
    offset(1_500, 'a');
    clock.advance(11_000);
    expect(texts()).toHaveLength(1);
    for (const id of ['b', 'c', 'd']) {
      offset(1_500, id);
      clock.advance(4_000);
    }
    expect(texts()).toEqual([]);
    clock.advance(30_000);
    expect(texts()).toEqual(['3 alarms: 3 major on 3 devices']);
    clock.advance(600_000);
    expect(texts()).toEqual([]);
  });

  it('tells an alarm that comes and goes once, unless it comes back worse, or after it has stayed away for long', () => {
    for (let n = 0; n < 20; n++) {
      offset(1_500);
      clock.advance(120_000);
      offset(0);
      clock.advance(120_000);
    }
    expect(texts()).toHaveLength(1);
    offset(20_000);
    clock.advance(120_000);
    expect(texts()).toEqual(['GM-north / io3 / Red: Offset from master is 20 µs; critical from 10 µs.']);
    offset(0);
    clock.advance(700_000);
    offset(1_500);
    clock.advance(120_000);
    expect(texts()).toHaveLength(1);
  });

  it('tells an alarm that came back and stays, once it has been there for long', () => {
    offset(20_000);
    clock.advance(60_000);
    expect(texts()).toHaveLength(1);
    offset(0);
    clock.advance(120_000);
    offset(20_000);
    clock.advance(300_000);
    expect(texts()).toEqual([]);
    clock.advance(300_000);
    expect(texts()).toEqual(['GM-north / io3 / Red: Offset from master is 20 µs; critical from 10 µs.']);
    clock.advance(6 * 3_600_000);
    expect(texts()).toEqual([]);
  });

  it('tells an alarm that came back milder and then became as bad as it was, once that has been so for long', () => {
    offset(20_000);
    clock.advance(60_000);
    offset(0);
    clock.advance(120_000);
    offset(300);
    clock.advance(60_000);
    offset(20_000);
    clock.advance(60_000);
    expect(texts()).toHaveLength(1);
    clock.advance(600_000);
    expect(texts()).toHaveLength(1);
  });

  it('tells no second time what becomes milder and worse again without being over', () => {
    for (const ns of [20_000, 1_500, 20_000]) {
      offset(ns);
      clock.advance(60_000);
    }
    clock.advance(3_600_000);
    expect(texts()).toHaveLength(1);
  });

  describe('in a window that leaves it to another one', () => {
    beforeEach(() => {
      isNotifier = false;
    });

    it('tells what nobody has told, when it is left to this window soon', () => {
      offset(1_500);
      clock.advance(20_000);
      isNotifier = true;
      clock.advance(60_000);
      expect(texts()).toEqual(['GM-north / io3 / Red: Offset from master is 1.5 µs; major from 1 µs.']);
    });

    it('tells what only this window sees, and nothing else with it', () => {
      offset(1_500);
      offset(1_500, 'own');
      clock.advance(20_000);
      expect(texts()).toEqual(['GM-own / io3 / Red: Offset from master is 1.5 µs; major from 1 µs.']);
      isNotifier = true;
      clock.advance(60_000);
      expect(texts()).toEqual(['GM-north / io3 / Red: Offset from master is 1.5 µs; major from 1 µs.']);
    });

    it('tells nothing that the other one has told, nor what comes and goes since then', () => {
      const told = openOther();
      offset(1_500);
      clock.advance(12_000);
      expect(told).toHaveLength(1);
      isNotifier = true;
      clock.advance(60_000);
      offset(0);
      clock.advance(60_000);
      offset(1_500);
      clock.advance(60_000);
      expect(texts()).toEqual([]);
      offset(20_000);
      clock.advance(60_000);
      expect(texts()).toHaveLength(1);
    });

    it('waits for a while only, and not with what is over by then', () => {
      offset(1_500, 'a');
      clock.advance(60_000);
      offset(1_500, 'b');
      clock.advance(12_000);
      book.removeDevice('b');
      isNotifier = true;
      clock.advance(3_600_000);
      expect(texts()).toEqual([]);
      expect(clock.timers).toBe(0);
    });

    it.each([null, {}, [7, {}, { id: 'x', severity: 'bad', at: 1 }]])('takes %j for nothing that was told', (stored) => {
      states.set('toldAlarms', 'recent', stored);
      isNotifier = true;
      open();
      offset(1_500);
      clock.advance(60_000);
      expect(texts()).toHaveLength(1);
    });

    it('is not kept from telling by what was told before the clock was set back', () => {
      states.set('toldAlarms', 'recent', [{ id: 'north/io3/ptp/instance1#offsetFromMaster', severity: 'major', at: clock.now() + 86_400_000 }]);
      isNotifier = true;
      open();
      offset(1_500);
      clock.advance(60_000);
      expect(texts()).toHaveLength(1);
    });
  });

  it('does not tell what is cleared, acknowledged or masked by then', () => {
    offset(1_500, 'a');
    clock.advance(11_000);
    texts();
    for (const id of ['b', 'c', 'd']) {
      offset(1_500, id);
    }
    clock.advance(10_000);
    const [b, c, d] = ['b', 'c', 'd'].map((id) => book.alarms.find(({ subject }) => subject.deviceId === id));
    book.acknowledge(b!.id);
    book.mask(c!.id, 'cleared');
    book.removeDevice('d');
    expect(d).toBeDefined();
    clock.advance(600_000);
    expect(texts()).toEqual([]);
  });

  it('tells nothing again after a reload', () => {
    offset(1_500);
    clock.advance(60_000);
    texts();
    notifier.dispose();
    book.dispose();
    expect(clock.timers).toBe(0);
    open();
    offset(1_500);
    clock.advance(60_000);
    expect(texts()).toEqual([]);
    offset(20_000);
    clock.advance(60_000);
    expect(texts()).toHaveLength(1);
  });
});
