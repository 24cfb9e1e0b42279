import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AlarmBook } from '../../../src/alarms/alarmBook';
import { defaultAlarmSettings, type AlarmSettings, type SeverityChoice } from '../../../src/alarms/alarmSettings';
import type { Alarm } from '../../../src/model/alarm';
import type { Severity } from '../../../src/model/severity';
import type { DeviceSnapshot, PtpInstanceSnapshot, SlotSnapshot } from '../../../src/model/snapshot';
import { AlarmRecorder, answeredTwice, cpu, device, FakeClock, master, psx, SharedStates, slave, timedOut } from './alarmFixture';

const instanceSubject = { deviceId: 'north', slotId: 'io3', instanceId: 'instance1' };
const slotSubject = { deviceId: 'north', slotId: 'io3' };
const deviceSubject = { deviceId: 'north' };

describe('AlarmBook', () => {
  let clock: FakeClock;
  let states: SharedStates;
  let book: AlarmBook;
  let heard: AlarmRecorder;
  let settings: AlarmSettings;

  beforeEach(() => {
    clock = new FakeClock();
    states = new SharedStates();
    settings = defaultAlarmSettings;
    open();
  });

  function open(): void {
    book = new AlarmBook({ states: states.window(), clock });
    heard = new AlarmRecorder(book);
  }

  function reload(): void {
    book.dispose();
    open();
  }

  const show = (snapshot: DeviceSnapshot): void => showIn(book, snapshot);
  const showIn = (other: AlarmBook, snapshot: DeviceSnapshot): void => answeredTwice(snapshot, clock.now(), (answer) => other.update(answer, { settings }));
  const withInstances = (...instances: readonly PtpInstanceSnapshot[]): DeviceSnapshot => device([psx(instances), cpu]);
  const offset = (offsetFromMasterNs: number): void => show(withInstances(slave({ offsetFromMasterNs })));
  const first = (): Alarm => book.alarms[0]!;
  const instanceSeverity = (own: Parameters<AlarmBook['severityOf']>[1] = 'normal'): string => book.severityOf(instanceSubject, own);

  /** One answer that tells about all slots but those that are missing. */
  function answer(slots: readonly SlotSnapshot[]): void {
    const at = clock.now();
    const told = slots.map((slot) => (slot.missingSince === undefined ? { ...slot, updatedAt: at } : slot));
    book.update(device(told, { communication: { state: 'responding', since: 0, lastSuccess: at } }), { settings });
  }

  /** Raises a major offset alarm. */
  function raise(): Alarm {
    offset(1_500);
    clock.advance(10_000);
    heard.take();
    return first();
  }

  describe('hysteresis', () => {
    it('raises when a condition has lasted 10 s, even when no news come', () => {
      offset(1_500);
      heard.take();
      clock.advance(9_999);
      expect(book.alarms).toEqual([]);
      clock.advance(1);
      expect(heard.take()).toEqual(['+major instance1 offsetFromMaster']);
      expect(book.alarms).toEqual([
        {
          id: 'north/io3/ptp/instance1#offsetFromMaster',
          parameter: 'offsetFromMaster',
          subject: instanceSubject,
          subjectName: 'GM-North / io3 / Red',
          state: 'active',
          severity: 'major',
          text: 'Offset from master is 1.5 µs; major from 1 µs.',
          hint: expect.stringContaining('path to the master') as string,
          raisedAt: clock.now(),
          changedAt: clock.now(),
        },
      ]);
      expect(Object.isFrozen(first())).toBe(true);
    });

    it('does not raise what was over before', () => {
      offset(1_500);
      clock.advance(6_000);
      offset(0);
      clock.advance(6_000);
      offset(1_500);
      clock.advance(9_000);
      expect(book.alarms).toEqual([]);
    });

    it('clears when the condition has been gone for 30 s', () => {
      const { raisedAt } = raise();
      offset(12);
      clock.advance(29_999);
      expect(heard.take()).toEqual([]);
      clock.advance(1);
      expect(heard.take()).toEqual(['-major instance1 offsetFromMaster']);
      expect(first()).toMatchObject({ state: 'cleared', raisedAt, clearedAt: clock.now(), changedAt: clock.now() });
    });

    it('goes by the times of the settings', () => {
      settings = { ...settings, raiseAfterMs: 0, clearAfterMs: 0 };
      offset(1_500);
      expect(heard.take()).toContain('+major instance1 offsetFromMaster');
      offset(0);
      expect(heard.take()).toEqual(['-major instance1 offsetFromMaster']);
      show(withInstances(slave({ portState: 'LISTENING' })));
      clock.advance(9_999);
      expect(heard.take()).toEqual([]);
      clock.advance(1);
      expect(heard.take()).toEqual(['+minor instance1 portState']);
    });

    it('rises and falls within one alarm, each with one change, and keeps the worst', () => {
      const { id, raisedAt } = raise();
      offset(20_000);
      clock.advance(10_000);
      expect(heard.take()).toEqual(['~major instance1 offsetFromMaster', '~critical instance1 offsetFromMaster']);
      expect(first().text).toBe('Offset from master is 20 µs; critical from 10 µs.');
      offset(300);
      clock.advance(30_000);
      expect(heard.take()).toEqual(['~warning instance1 offsetFromMaster']);
      expect(first()).toMatchObject({ id, raisedAt, severity: 'warning', state: 'active', text: 'Offset from master is 300 ns; warning from 250 ns.' });
      offset(0);
      clock.advance(30_000);
      expect(heard.take()).toEqual(['-critical instance1 offsetFromMaster']);
      expect(first()).toMatchObject({ id, severity: 'critical', state: 'cleared' });
    });

    it('is raised once by a condition that comes and goes', () => {
      raise();
      for (let poll = 0; poll < 50; poll++) {
        offset(poll % 2 === 0 ? 0 : 1_500);
        clock.advance(10_000);
      }
      expect(heard.take()).toEqual([]);
      expect(first().state).toBe('active');
    });

    it('is neither raised nor cleared by a single answer, however long no other one comes', () => {
      const once = (offsetFromMasterNs: number): void => {
        clock.advance(1);
        answer([psx([slave({ offsetFromMasterNs })]), cpu]);
      };
      once(1_500);
      clock.advance(60_000);
      expect(book.alarms).toEqual([]);
      once(0);
      once(1_500);
      clock.advance(60_000);
      expect(book.alarms).toEqual([]);
      once(1_600);
      expect(heard.take()).toEqual(['+major instance1 offsetFromMaster']);
      once(0);
      clock.advance(60_000);
      expect(first().state).toBe('active');
      once(1_600);
      once(0);
      once(0);
      expect(first().state).toBe('active');
      clock.advance(30_000);
      expect(heard.take()).toEqual(['-major instance1 offsetFromMaster']);
    });

    it('does not take the same answer for a second one when the settings change', () => {
      const communication = { state: 'responding', since: 0, lastSuccess: clock.now() } as const;
      const answer = device([psx([slave({ offsetFromMasterNs: 1_500 })]), cpu], { communication });
      book.update(answer, { settings });
      clock.advance(20_000);
      settings = { ...settings };
      book.update(answer, { settings });
      clock.advance(20_000);
      expect(book.alarms).toEqual([]);
    });

    it('says how it is now while the severity stays, which is no news', () => {
      raise();
      const { changedAt } = first();
      const { puts } = states;
      offset(1_900);
      expect(first()).toMatchObject({ severity: 'major', text: 'Offset from master is 1.9 µs; major from 1 µs.', changedAt });
      expect(heard.take()).toEqual(['~major instance1 offsetFromMaster']);
      offset(1_900);
      expect(heard.take()).toEqual([]);
      book.acknowledge(first().id);
      expect(first().text).toContain('1.9 µs');
      offset(2_000);
      expect(first()).toMatchObject({ state: 'acknowledged', text: 'Offset from master is 2 µs; major from 1 µs.' });
      expect(states.puts).toBe(puts + 1);
    });

    it('keeps its place on the list when only its sentence is another one, and so the list is not sorted anew', () => {
      show(withInstances(slave({ offsetFromMasterNs: 1_500 }), master({ clockClass: 248 })));
      clock.advance(10_000);
      const before = book.alarms.map(({ id }) => id);
      const sort = vi.spyOn(Array.prototype, 'sort');
      show(withInstances(slave({ offsetFromMasterNs: 1_510 }), master({ clockClass: 248 })));
      const after = book.alarms;
      const { length: sortCount } = sort.mock.calls;
      sort.mockRestore();
      expect([after.map(({ id }) => id), sortCount]).toEqual([before, 0]);
      expect(after.at(-1)?.text).toBe('Offset from master is 1.51 µs; major from 1 µs.');
      expect(Object.isFrozen(book.alarms)).toBe(true);
    });

    it('is not raised by single bad polls', () => {
      for (let poll = 0; poll < 50; poll++) {
        offset(poll % 2 === 0 ? 0 : 1_500);
        clock.advance(5_000);
      }
      expect(book.alarms).toEqual([]);
    });

    it('waits with one timer, and with none when nothing is to wait for', () => {
      show(withInstances(slave({ offsetFromMasterNs: 1_500, portState: 'SLAVE' }), master({ clockClass: 7 })));
      expect(clock.timers).toBe(1);
      clock.advance(60_000);
      expect(clock.timers).toBe(0);
      offset(0);
      book.dispose();
      expect(clock.timers).toBe(0);
    });

    it('knows since when a device does not answer', () => {
      show(device([psx([slave()]), cpu], { communication: { ...timedOut, lastSuccess: clock.now() - 30_000 } }));
      expect(heard.take()).toContain('+timeout communication');
    });
  });

  describe('old data', () => {
    it('keep their alarms as they are, with the one that the device does not answer', () => {
      raise();
      show(device([psx([slave({ offsetFromMasterNs: 0 })]), cpu], { communication: timedOut }));
      clock.advance(600_000);
      expect(heard.take()).toEqual(['+timeout communication']);
      expect(book.alarms.map(({ parameter, state }) => [parameter, state])).toEqual([
        ['communication', 'active'],
        ['offsetFromMaster', 'active'],
      ]);
      offset(0);
      clock.advance(30_000);
      expect(heard.take()).toEqual(['-timeout communication', '-major instance1 offsetFromMaster']);
    });

    it('raise nothing that had not lasted long enough', () => {
      offset(1_500);
      clock.advance(5_000);
      show(device([psx([slave({ offsetFromMasterNs: 1_500 })]), cpu], { communication: { ...timedOut, state: 'unauthorized' } }));
      clock.advance(60_000);
      expect(book.alarms.map(({ parameter }) => parameter)).toEqual(['communication']);
    });

    it('do not stop the clock while the device is tried again', () => {
      offset(1_500);
      show(device([psx([slave({ offsetFromMasterNs: 1_500 })]), cpu], { communication: { ...timedOut, state: 'retrying' } }));
      clock.advance(10_000);
      expect(book.alarms).toHaveLength(1);
    });

    it('clear at once when polling is paused on purpose', () => {
      show(device([psx([slave()]), cpu], { communication: timedOut }));
      heard.take();
      show(device([psx([slave()]), cpu], { communication: { state: 'paused', since: 1 } }));
      expect(heard.take()).toEqual(['-timeout communication']);
    });
  });

  describe('what vanishes', () => {
    it('alarms by its own alarm, and clears the others', () => {
      raise();
      show(withInstances(slave({ offsetFromMasterNs: 1_500, missingSince: clock.now() })));
      clock.advance(10_000);
      expect(heard.take()).toEqual(['+major instance1 presence']);
      clock.advance(20_000);
      expect(heard.take()).toEqual(['-major instance1 offsetFromMaster']);
    });

    it('does not alarm because one answer left it out, however long no other one comes', () => {
      const gone = psx([slave({ missingSince: clock.now() })]);
      answer([gone, cpu]);
      clock.advance(60_000);
      expect(book.alarms).toEqual([]);
      answer([gone, cpu]);
      expect(heard.take()).toEqual(['+major instance1 presence']);
    });

    it('alarms at once when it is known for long that it is gone', () => {
      const gone = psx([slave({ missingSince: clock.now() - 60_000 })]);
      answer([gone, cpu]);
      expect(heard.take()).toEqual(['+major instance1 presence']);
    });

    it('is confirmed by the next list of the slots when it is a whole card, and by no answer of another card', () => {
      const pulled = psx([slave({ missingSince: clock.now() })], { missingSince: clock.now(), isEmpty: true });
      const list = { ...cpu, updatedAt: clock.now() };
      const other = (): void => {
        clock.advance(10_000);
        const at = clock.now();
        const slots = [pulled, psx([slave()], { slotId: 'io4', updatedAt: at }), list];
        book.update(device(slots, { communication: { state: 'responding', since: 0, lastSuccess: at } }), { settings });
      };
      answer([pulled, psx([slave()], { slotId: 'io4' }), list]);
      other();
      other();
      expect(book.alarms).toEqual([]);
      answer([pulled, psx([slave()], { slotId: 'io4' }), list]);
      expect(heard.take()).toEqual(['+major io3 presence']);
    });

    it('is not the card that cannot be read, which alarms without any answer of it', () => {
      const silent = psx([slave()], { severity: 'timeout', updatedAt: clock.now() });
      book.update(device([silent, cpu], { communication: { state: 'responding', since: 0, lastSuccess: clock.now() } }), { settings });
      clock.advance(30_000);
      expect(heard.take()).toEqual(['+timeout io3 communication']);
    });

    it('clears at once when a person takes it off the tree', () => {
      show(withInstances(slave({ missingSince: clock.now() - 60_000 })));
      heard.take();
      show(withInstances(master()));
      expect(heard.take()).toEqual(['-major instance1 presence']);
    });

    it('clears and leaves the list with its device', () => {
      raise();
      book.removeDevice('north');
      expect(heard.take()).toEqual(['-major instance1 offsetFromMaster']);
      expect(book.alarms).toEqual([]);
      expect(states.keys('alarms')).toEqual([]);
      reload();
      offset(12);
      expect(book.alarms).toEqual([]);
    });
  });

  describe('what people do', () => {
    it('acknowledges, with a comment, and takes that back', () => {
      const { id } = raise();
      clock.advance(1_000);
      book.acknowledge(id, ' Ticket 12 ');
      expect(first()).toMatchObject({ state: 'acknowledged', acknowledgedAt: clock.now(), changedAt: clock.now(), comment: 'Ticket 12' });
      book.acknowledge(id, 'again');
      book.unacknowledge(id);
      book.unacknowledge(id);
      expect(first()).toMatchObject({ state: 'active', comment: 'Ticket 12' });
      expect('acknowledgedAt' in first()).toBe(false);
      expect(heard.take()).toEqual(['~major instance1 offsetFromMaster', '~major instance1 offsetFromMaster']);
    });

    it('asks for attention again when an acknowledged alarm becomes worse than it ever was', () => {
      const { id } = raise();
      book.acknowledge(id, 'Ticket 12');
      offset(50_000);
      clock.advance(10_000);
      expect(first()).toMatchObject({ state: 'active', severity: 'critical', comment: 'Ticket 12' });
      book.acknowledge(id);
      offset(1_500);
      clock.advance(30_000);
      offset(50_000);
      clock.advance(10_000);
      expect(first()).toMatchObject({ state: 'acknowledged', severity: 'critical' });
    });

    it('comments, and takes the comment away', () => {
      const { id } = raise();
      book.comment(id, 'a');
      expect(first().comment).toBe('a');
      book.comment(id, '  ');
      expect('comment' in first()).toBe(false);
      book.comment(id, '');
      expect(heard.take()).toHaveLength(2);
    });

    it('does nothing for an unknown alarm, and nothing twice', () => {
      book.acknowledge('x');
      book.unacknowledge('x');
      book.mask('x', 'cleared');
      book.unmask('x');
      book.comment('x', 'y');
      book.removeCleared();
      const { id } = raise();
      book.unmask(id);
      book.mask(id, clock.now());
      book.mask(id, 'cleared');
      book.mask(id, 'cleared');
      expect(heard.take()).toHaveLength(1);
    });

    it('masks until a time', () => {
      const { id } = raise();
      book.mask(id, clock.now() + 3_600_000 * 30);
      heard.take();
      expect(instanceSeverity()).toBe('normal');
      clock.advance(3_600_000 * 30 - 1);
      expect(heard.take()).toEqual([]);
      clock.advance(1);
      expect(heard.take()).toEqual(['~major instance1 offsetFromMaster']);
      expect(instanceSeverity()).toBe('major');
      expect('maskedUntil' in first()).toBe(false);
    });

    it('masks until the alarm clears', () => {
      const { id } = raise();
      book.mask(id, 'cleared');
      offset(0);
      clock.advance(30_000);
      expect('maskedUntil' in first()).toBe(false);
      raise();
      expect(instanceSeverity()).toBe('major');
      book.mask(id, 'cleared');
      book.unmask(id);
      expect(instanceSeverity()).toBe('major');
    });

    it('raises the same alarm again unacknowledged, with its comment', () => {
      const { id } = raise();
      book.acknowledge(id, 'known');
      offset(0);
      clock.advance(30_000);
      expect(first()).toMatchObject({ state: 'cleared', acknowledgedAt: expect.any(Number) as number });
      const again = raise();
      expect(again).toMatchObject({ id, state: 'active', comment: 'known', raisedAt: clock.now() });
      expect('acknowledgedAt' in again || 'clearedAt' in again).toBe(false);
      expect(book.alarms).toHaveLength(1);
    });

    it('takes cleared alarms off the list', () => {
      raise();
      show(withInstances(slave({ offsetFromMasterNs: 0 }), master({ clockClass: 7 })));
      clock.advance(30_000);
      book.removeCleared();
      expect(book.alarms.map(({ parameter }) => parameter)).toEqual(['clockClass']);
      expect(states.keys('alarms')).toHaveLength(1);
    });

    it('keeps at most 1,000 cleared alarms, the newest', () => {
      settings = { ...settings, raiseAfterMs: 0, clearAfterMs: 0 };
      const many = (portState: string): DeviceSnapshot =>
        withInstances(...Array.from({ length: 1_200 }, (_, index) => slave({ id: `i${index}`, portState })));
      show(many('FAULTY'));
      show(many('SLAVE'));
      expect(book.alarms).toHaveLength(1_000);
      expect(states.keys('alarms')).toHaveLength(1_000);
    });
  });

  describe('masks of the settings', () => {
    it('raise alarms masked, and can be taken off one by one', () => {
      settings = { ...settings, overrides: [{ instance: 'Red', mask: ['offsetFromMaster'] }] };
      const { id, maskedUntil } = raise();
      expect(maskedUntil).toBe('cleared');
      expect(instanceSeverity()).toBe('normal');
      book.unmask(id);
      offset(1_500);
      expect(instanceSeverity()).toBe('major');
    });

    it('come and go with the settings', () => {
      raise();
      settings = { ...settings, overrides: [{ mask: true }] };
      offset(1_500);
      expect(first().maskedUntil).toBe('cleared');
      settings = { ...settings, overrides: [] };
      offset(1_500);
      expect(first().maskedUntil).toBeUndefined();
    });
  });

  it('clears at once what the settings no longer watch', () => {
    raise();
    settings = { ...settings, preset: 'off' };
    offset(1_500);
    expect(heard.take()).toEqual(['-major instance1 offsetFromMaster']);
  });

  it('lists the worst first, then the newest, cleared ones last', () => {
    show(withInstances(slave({ offsetFromMasterNs: 20_000 }), master({ clockClass: 7 })));
    clock.advance(10_000);
    show(withInstances(slave({ offsetFromMasterNs: 0 }), master({ clockClass: 7 })));
    clock.advance(30_000);
    show(device([psx([slave(), master({ clockClass: 7 })], { ports: [] }), psx([slave({ portState: 'LISTENING' })], { slotId: 'io4' }), cpu]));
    clock.advance(10_000);
    expect(book.alarms.map(({ parameter, severity, state }) => [parameter, severity, state])).toEqual([
      ['portState', 'minor', 'active'],
      ['clockClass', 'minor', 'active'],
      ['offsetFromMaster', 'critical', 'cleared'],
    ]);
    expect(book.alarms).toBe(book.alarms);
  });

  describe('severityOf', () => {
    const listening = (more: Partial<SlotSnapshot> = {}, ...others: readonly PtpInstanceSnapshot[]): DeviceSnapshot =>
      device([psx([slave({ portState: 'LISTENING' }), ...others], { severity: 'minor', ...more }), cpu]);
    const severitiesOf = (own: Severity): string[] => [instanceSeverity(own), book.severityOf(slotSubject, own), book.severityOf(deviceSubject, own)];

    it('is as if nothing was wrong where a port is in the state that was expected of it', () => {
      show(listening());
      expect(severitiesOf('minor')).toEqual(['minor', 'minor', 'minor']);
      heard.take();
      settings = { ...settings, overrides: [{ instance: 'Red', expectedPortState: 'LISTENING' }] };
      show(listening());
      expect(severitiesOf('minor')).toEqual(['normal', 'normal', 'normal']);
      show(listening({ severity: 'critical' }, master({ portState: 'FAULTY' })));
      expect(severitiesOf('critical').slice(1)).toEqual(['critical', 'critical']);
    });

    it('is masked where states are not watched', () => {
      settings = { ...settings, overrides: [{ instance: 'Red', preset: 'off' }] };
      show(listening());
      expect(severitiesOf('minor')).toEqual(['masked', 'masked', 'masked']);
      show(device([], { communication: timedOut }));
      expect(book.severityOf(deviceSubject, 'timeout')).toBe('timeout');
      settings = { ...settings, preset: 'off', overrides: [] };
      show(device([], { communication: timedOut }));
      expect([instanceSeverity('timeout'), book.severityOf(deviceSubject, 'timeout')]).toEqual(['masked', 'masked']);
      settings = defaultAlarmSettings;
      show(listening());
      expect(severitiesOf('minor')).toEqual(['minor', 'minor', 'minor']);
    });

    const listeningOff: ReadonlyMap<string, SeverityChoice> = new Map([['LISTENING', 'off']]);

    it.each([
      [{ clockClass: 'off' }, slave({ portState: 'MASTER', clockClass: 248 }), 'masked'],
      [{ clockClass: 'warning' }, slave({ portState: 'MASTER', clockClass: 248 }), 'warning'],
      [{ portState: 'warning' }, slave({ portState: 'UNCALIBRATED' }), 'warning'],
      [{ portState: 'critical' }, slave({ portState: 'LISTENING' }), 'critical'],
      [{ portState: listeningOff }, slave({ portState: 'LISTENING' }), 'masked'],
      [{ portState: listeningOff }, slave({ portState: 'FAULTY' }), 'critical'],
      [{ presence: 'off' }, slave({ missingSince: 5, severity: 'major' }), 'masked'],
      [{ presence: 'warning' }, slave({ missingSince: 5, severity: 'major' }), 'warning'],
      [{ portState: 'off', presence: 'off' }, slave({ portState: 'MASTER', clockClass: 248 }), 'critical'],
      [{ portState: 'off' }, slave({ running: false }), 'warning'],
      [{ portState: 'major' }, slave({ portState: '12 (unknown)' }), 'warning'],
    ] as const)('goes by the severities of the settings: %j', (severities, instance, shown) => {
      settings = { ...settings, overrides: [{ instance: 'Red', severities }] };
      show(withInstances(instance));
      expect(severitiesOf(instance.severity)).toEqual([shown, shown, shown]);
      clock.advance(10_000);
      expect(severitiesOf(instance.severity)).toEqual([shown, shown, shown]);
    });

    it('goes by the severities of the settings where a device does not answer, or refuses the log-in', () => {
      settings = { ...settings, overrides: [{ severities: { communication: 'minor' } }] };
      show(device([psx([slave()])], { communication: timedOut }));
      expect(severitiesOf('timeout')).toEqual(['minor', 'minor', 'minor']);
      show(device([psx([slave()])], { communication: { ...timedOut, state: 'unauthorized' } }));
      expect(book.severityOf(deviceSubject, 'critical')).toBe('minor');
    });

    it('of a card is that of the parts that are not masked', () => {
      show(withInstances(slave({ portState: 'FAULTY' }), master({ running: false })));
      clock.advance(10_000);
      book.mask(first().id, 'cleared');
      expect(severitiesOf('critical')).toEqual(['masked', 'warning', 'warning']);
    });

    it('of a card that is gone is masked with it, and with it that of its parts', () => {
      const gone = { missingSince: 5, severity: 'major' } as const;
      show(device([psx([slave(gone)], { ...gone, ports: [{ id: 'port0', missingSince: 5 }] }), cpu]));
      expect(severitiesOf('major')).toEqual(['major', 'major', 'major']);
      book.mask(first().id, 'cleared');
      expect(severitiesOf('major')).toEqual(['masked', 'masked', 'masked']);
      expect(book.severityOf({ ...slotSubject, portId: 'port0' }, 'major')).toBe('masked');
    });

    it('is told when the settings make it another one', () => {
      show(listening());
      let told = 0;
      book.onDidChange(() => told++);
      settings = { ...settings, overrides: [{ device: 'GM-North', preset: 'off' }] };
      show(listening());
      expect(told).toBe(1);
      show(listening());
      expect(told).toBe(1);
    });

    it('rolls up from the instance to the slot and the device, and nowhere else', () => {
      raise();
      expect([instanceSeverity(), book.severityOf(slotSubject, 'normal'), book.severityOf(deviceSubject, 'normal')]).toEqual(['major', 'major', 'major']);
      expect(book.severityOf({ ...instanceSubject, instanceId: 'other' }, 'normal')).toBe('normal');
      expect(book.severityOf({ ...slotSubject, slotId: 'io4' }, 'minor')).toBe('minor');
      expect(book.severityOf({ deviceId: 'south' }, 'warning')).toBe('warning');
      expect(book.severityOf(slotSubject, 'critical')).toBe('critical');
      expect(book.severityOf(slotSubject, 'information')).toBe('major');
    });

    it('counts acknowledged alarms, and no cleared ones', () => {
      book.acknowledge(raise().id);
      expect(instanceSeverity()).toBe('major');
      offset(0);
      clock.advance(30_000);
      expect(instanceSeverity()).toBe('normal');
    });

    it('does not count masked alarms', () => {
      book.mask(raise().id, 'cleared');
      expect([instanceSeverity(), book.severityOf(deviceSubject, 'normal'), book.severityOf(deviceSubject, 'minor')]).toEqual(['normal', 'normal', 'minor']);
    });

    it('is masked where the port state or the clock class is masked and nothing else is worse', () => {
      show(withInstances(slave({ portState: 'FAULTY' }), master({ clockClass: 7 })));
      clock.advance(10_000);
      const [faulty, holdover] = book.alarms;
      book.mask(faulty!.id, 'cleared');
      expect(instanceSeverity('critical')).toBe('masked');
      expect(book.severityOf(slotSubject, 'critical')).toBe('minor');
      book.mask(holdover!.id, 'cleared');
      expect(book.severityOf({ ...instanceSubject, instanceId: 'instance0' }, 'minor')).toBe('masked');
      expect(book.severityOf(slotSubject, 'critical')).toBe('masked');
      expect(book.severityOf(deviceSubject, 'critical')).toBe('masked');
      expect(book.severityOf(deviceSubject, 'normal')).toBe('normal');
    });

    it('of an instance is masked with its port state, whatever that becomes', () => {
      show(withInstances(slave({ portState: 'LISTENING' })));
      clock.advance(10_000);
      book.mask(first().id, 'cleared');
      expect(instanceSeverity('critical')).toBe('masked');
      expect(instanceSeverity('normal')).toBe('masked');
    });

    it('of a slot is not hidden by an instance that is less bad', () => {
      show(withInstances(slave({ portState: 'LISTENING' })));
      clock.advance(10_000);
      book.mask(first().id, 'cleared');
      expect(book.severityOf(slotSubject, 'critical')).toBe('critical');
    });

    it('shows that a device does not answer in spite of masked port states, unless that is masked', () => {
      show(withInstances(slave({ portState: 'FAULTY' })));
      clock.advance(10_000);
      book.mask(first().id, 'cleared');
      show(device([psx([slave({ portState: 'FAULTY' })])], { communication: timedOut }));
      expect([instanceSeverity('timeout'), book.severityOf(deviceSubject, 'timeout')]).toEqual(['timeout', 'timeout']);
      book.mask(first().id, 'cleared');
      expect([instanceSeverity('timeout'), book.severityOf(deviceSubject, 'timeout')]).toEqual(['masked', 'masked']);
    });
  });

  describe('a reload', () => {
    it('goes on with the raised alarms: no second raising, and clearing in time', () => {
      const alarm = raise();
      reload();
      expect(book.alarms).toEqual([]);
      show(device([], { communication: { state: 'connecting', since: 0 } }));
      expect(book.alarms).toEqual([alarm]);
      expect(heard.take()).toEqual(['~major instance1 offsetFromMaster']);
      offset(1_500);
      clock.advance(600_000);
      expect(heard.take()).toEqual([]);
      offset(0);
      clock.advance(30_000);
      expect(heard.take()).toEqual(['-major instance1 offsetFromMaster']);
    });

    it('keeps what people did', () => {
      const { id } = raise();
      book.acknowledge(id, 'known');
      book.mask(id, clock.now() + 60_000);
      const alarm = first();
      reload();
      offset(1_500);
      expect(first()).toEqual(alarm);
      clock.advance(60_000);
      expect(first().maskedUntil).toBeUndefined();
    });

    it('ends an alarm whose subject is gone for good', () => {
      raise();
      reload();
      book.update(device([psx([master()], { updatedAt: 3 }), cpu], { communication: { state: 'responding', since: 0, lastSuccess: 2 } }), { settings });
      expect(first().state).toBe('active');
      heard.take();
      show(withInstances(master()));
      expect(heard.take()).toEqual(['-major instance1 offsetFromMaster']);
    });

    it('reads what it can of damaged states', () => {
      raise();
      states.set('alarms', 'broken', { parameter: 'offsetFromMaster' });
      states.set('alarms', 'other id', JSON.parse(JSON.stringify(states.window().entries('alarms').get(first().id))) as never);
      states.set('alarmNotes', first().id, 'broken');
      reload();
      offset(1_500);
      expect(book.alarms).toHaveLength(1);
    });
  });

  describe('another window', () => {
    it('shares acknowledgements, masks and comments, but not what it found', () => {
      const { id } = raise();
      const other = new AlarmBook({ states: states.window(), clock });
      showIn(other, withInstances(slave({ offsetFromMasterNs: 1_500 })));
      clock.advance(5);
      other.acknowledge(id, 'seen there');
      expect(heard.take()).toEqual(['~major instance1 offsetFromMaster']);
      expect(first()).toMatchObject({ state: 'acknowledged', comment: 'seen there' });
      book.unacknowledge(id);
      expect(other.alarms[0]?.state).toBe('active');
      showIn(other, withInstances(slave({ offsetFromMasterNs: 0 })));
      clock.advance(30_000);
      expect(other.alarms[0]?.state).toBe('cleared');
      expect(first().state).toBe('active');
      offset(0);
      clock.advance(30_000);
      other.removeCleared();
      expect(book.alarms).toEqual([]);
    });

    it('does not undo what was done here later', () => {
      const { id } = raise();
      book.comment(id, 'new');
      states.set('alarmNotes', id, { at: 1, comment: 'old' });
      states.window().put('other', new Map());
      expect(first().comment).toBe('new');
    });

    it('may acknowledge an alarm before it is raised here', () => {
      const other = new AlarmBook({ states: states.window(), clock });
      showIn(other, withInstances(slave({ offsetFromMasterNs: 1_500 })));
      clock.advance(10_000);
      other.acknowledge(other.alarms[0]!.id);
      expect(raise().state).toBe('acknowledged');
      expect(other.alarms[0]?.state).toBe('acknowledged');
    });
  });

  it('writes nothing while nothing changes', () => {
    raise();
    const { puts } = states;
    for (let poll = 0; poll < 10; poll++) {
      offset(1_500 + poll);
      clock.advance(10_000);
    }
    expect(states.puts).toBe(puts);
  });

  it('tells a listener that throws to nobody but the one who asked for it', () => {
    const onListenerError = vi.fn();
    const other = new AlarmBook({ states: new SharedStates().window(), clock, onListenerError });
    other.onDidChange(() => {
      throw new Error('no');
    });
    showIn(other, withInstances(slave({ missingSince: clock.now() - 60_000 })));
    expect(onListenerError).toHaveBeenCalledOnce();
  });
});
