import { beforeEach, describe, expect, it } from 'vitest';
import { defaultAlarmSettings, type AlarmSettings } from '../../../src/alarms/alarmSettings';
import { Watch } from '../../../src/alarms/watch';
import type { DeviceEvent } from '../../../src/model/deviceEvent';
import type { Communication, PtpInstanceSnapshot, SlotSnapshot } from '../../../src/model/snapshot';
import { FleetStore } from '../../../src/polling/fleetStore';
import { AlarmRecorder, cpu, dataSets, eventText, FakeClock, grandmaster, master, ownIdentity, port, psx, SharedStates, slave, timedOut } from './alarmFixture';

const pollMs = 10_000;
const config = { id: 'north', name: 'GM-North', origin: 'https://north:443', busAddress: '', bypassProxy: false, slotIds: [] };

/** A chassis with a broadcast master and a telecom slave, polled every ten seconds, watched by a window that can be reloaded. */
class Bench {
  readonly clock = new FakeClock();
  readonly states = new SharedStates();
  readonly log: DeviceEvent[] = [];
  settings: AlarmSettings = defaultAlarmSettings;
  instances: readonly PtpInstanceSnapshot[] = [blue(), red()];
  fleet!: FleetStore;
  watch!: Watch;
  heard!: AlarmRecorder;

  constructor() {
    this.open();
  }

  open(): void {
    this.fleet = new FleetStore({ now: () => this.clock.now() });
    this.watch = new Watch({
      fleet: this.fleet,
      log: { append: (events) => this.log.push(...events) },
      states: this.states.window(),
      clock: this.clock,
      settings: () => this.settings,
      dataLoss: () => ({ total: 100, failed: 0 }),
    });
    this.heard = new AlarmRecorder(this.watch.alarms);
    this.fleet.setDevices([config]);
  }

  reload(): void {
    this.watch.dispose();
    this.open();
  }

  /** The device answers `count` times; what it no longer lists is missing, as the store has it. */
  poll(count = 1, more: Partial<SlotSnapshot> = {}): void {
    for (let index = 0; index < count; index++) {
      const at = this.clock.now();
      const before = this.fleet.get('north')?.slots.find(({ slotId }) => slotId === 'io3');
      const missing = (before?.ptpInstances ?? [])
        .filter(({ id }) => !this.instances.some((instance) => instance.id === id))
        .map((instance) => ({ ...instance, severity: 'major' as const, missingSince: instance.missingSince ?? at }));
      const ports = [port('port0'), port('port1')];
      this.tell({ state: 'responding', since: 0, lastSuccess: at }, [psx([...this.instances, ...missing], { updatedAt: at, ports, ...more }), { ...cpu, updatedAt: at }]);
      this.clock.advance(pollMs);
    }
  }

  tell(communication: Communication, slots = this.fleet.get('north')?.slots ?? []): void {
    this.fleet.replace({ ...this.fleet.get('north')!, communication, slots });
  }

  /** The events since the last time: `io3/instance1 portStateChanged SLAVE → MASTER`, and the texts of alarms. */
  events(): string[] {
    return this.log.splice(0).map((event) => (event.kind.startsWith('alarm') ? `${eventText(event)}: ${event.text}` : eventText(event)));
  }
}

const blue = (more: Partial<PtpInstanceSnapshot> = {}): PtpInstanceSnapshot => master({ dataSets: dataSets({ mode: 'multicast master', interfaceName: 'port0:0' }), ...more });
const red = (more: Partial<PtpInstanceSnapshot> = {}): PtpInstanceSnapshot => slave({ dataSets: dataSets({ mode: 'unicast slave', interfaceName: 'port1:0' }), ...more });
const redAsMaster = (): PtpInstanceSnapshot =>
  red({ portState: 'MASTER', grandmasterIdentity: ownIdentity, clockClass: 6, clockAccuracy: 0x21, offsetFromMasterNs: 0, meanPathDelayNs: 0 });

describe.each([false, true])('Watch through the scenario, reloaded in its middle: %s', (isReloaded) => {
  let bench: Bench;
  const middle = (): void => {
    if (isReloaded) {
      bench.reload();
    }
  };

  beforeEach(() => {
    bench = new Bench();
    bench.poll(3);
    expect(bench.events()).toEqual([]);
    expect(bench.watch.alarms.alarms).toEqual([]);
  });

  it('tells a change of the best master, and that the slave follows itself', () => {
    bench.instances = [blue(), redAsMaster()];
    bench.poll(2);
    middle();
    bench.poll(2);
    bench.instances = [blue(), red()];
    bench.poll(2);
    middle();
    bench.poll(4);
    expect(bench.events()).toEqual([
      'io3/instance1 portStateChanged SLAVE → MASTER',
      `io3/instance1 grandmasterChanged ${grandmaster} → ${ownIdentity}`,
      'io3/instance1 clockClassChanged 248 (free running) → 6 (locked to a primary reference)',
      'io3/instance1 clockAccuracyChanged unknown → 100 ns',
      `io3/instance1 alarmRaised: Alarm raised: The instance follows its own clock; it followed ${grandmaster}.`,
      'io3/instance1 portStateChanged MASTER → SLAVE',
      `io3/instance1 grandmasterChanged ${ownIdentity} → ${grandmaster}`,
      'io3/instance1 clockClassChanged 6 (locked to a primary reference) → 248 (free running)',
      'io3/instance1 clockAccuracyChanged 100 ns → unknown',
      `io3/instance1 alarmCleared: Alarm cleared; it was: The instance follows its own clock; it followed ${grandmaster}.`,
    ]);
  });

  it('tells an offset step and its end', () => {
    bench.instances = [blue(), red({ offsetFromMasterNs: 1_520 })];
    bench.poll(3);
    middle();
    bench.poll(3);
    bench.instances = [blue(), red({ offsetFromMasterNs: 9 })];
    bench.poll(6);
    expect(bench.events()).toEqual([
      'io3/instance1 offsetStep 12 ns → 1.52 µs',
      'io3/instance1 alarmRaised: Alarm raised: Offset from master is 1.52 µs; major from 1 µs.',
      'io3/instance1 offsetStep 1.52 µs → 9 ns',
      'io3/instance1 alarmCleared: Alarm cleared; it was: Offset from master is 1.52 µs; major from 1 µs.',
    ]);
  });

  it('tells an instance that vanishes and comes back', () => {
    bench.instances = [blue()];
    bench.poll(3);
    middle();
    bench.poll(3);
    middle();
    bench.poll(2);
    expect(bench.watch.alarms.alarms.map(({ state, parameter }) => [state, parameter])).toEqual([['active', 'presence']]);
    bench.instances = [blue(), red()];
    bench.poll(5);
    expect(bench.events()).toEqual([
      'io3/instance1 instanceRemoved',
      'io3/instance1 alarmRaised: Alarm raised: The device no longer lists the PTP instance.',
      'io3/instance1 instanceAdded',
      'io3/instance1 alarmCleared: Alarm cleared; it was: The device no longer lists the PTP instance.',
    ]);
  });

  it('tells a holdover and its end', () => {
    bench.instances = [blue({ clockClass: 7, clockAccuracy: 0x23, dataSets: dataSets({ mode: 'multicast master' }, { timeSource: 'internal oscillator' }) }), red()];
    bench.poll(2);
    middle();
    bench.poll(2);
    bench.instances = [blue(), red()];
    bench.poll(6);
    expect(bench.events()).toEqual([
      'io3/instance0 clockClassChanged 6 (locked to a primary reference) → 7 (holdover, within specification)',
      'io3/instance0 clockAccuracyChanged 100 ns → 1 µs',
      'io3/instance0 timeSourceChanged GNSS → internal oscillator',
      'io3/instance0 alarmRaised: Alarm raised: A master announces clock class 7 (holdover, within specification).',
      'io3/instance0 clockClassChanged 7 (holdover, within specification) → 6 (locked to a primary reference)',
      'io3/instance0 clockAccuracyChanged 1 µs → 100 ns',
      'io3/instance0 timeSourceChanged internal oscillator → GNSS',
      'io3/instance0 alarmCleared: Alarm cleared; it was: A master announces clock class 7 (holdover, within specification).',
    ]);
  });

  it('tells a device that is silent for a while, and keeps its alarms', () => {
    bench.instances = [blue(), red({ offsetFromMasterNs: 900 })];
    bench.poll(2);
    bench.tell({ ...timedOut, lastSuccess: bench.clock.now() - 30_000 });
    middle();
    bench.tell({ ...timedOut, state: 'slowPoll', lastSuccess: bench.clock.now() - 30_000 });
    bench.clock.advance(600_000);
    expect(bench.watch.alarms.alarms.map(({ severity }) => severity)).toEqual(['timeout', 'minor']);
    bench.poll(6);
    expect(bench.events()).toEqual([
      'io3/instance1 alarmRaised: Alarm raised: Offset from master is 900 ns; minor from 500 ns.',
      'unreachable',
      'alarmRaised: Alarm raised: The device did not answer for 30 s.',
      'reachable',
      'alarmCleared: Alarm cleared; it was: The device did not answer for 30 s.',
    ]);
  });

  it('tells of a link that goes down on a port in use', () => {
    bench.poll(2, { ports: [port('port0', { linkUp: false }), port('port1')] });
    middle();
    bench.poll(2, { ports: [port('port0', { linkUp: false }), port('port1')] });
    expect(bench.events()).toEqual(['io3/port0 linkDown up → down', 'io3/port0 alarmRaised: Alarm raised: The link of the port is down.']);
  });
});

describe('Watch', () => {
  let bench: Bench;

  beforeEach(() => {
    bench = new Bench();
    bench.poll(2);
  });

  it('tells what changed while VS Code was closed once, with its alarm', () => {
    bench.watch.dispose();
    bench.instances = [blue({ clockClass: 248 })];
    bench.open();
    bench.poll(3);
    bench.reload();
    bench.poll(3);
    expect(bench.events()).toEqual([
      'io3/instance0 clockClassChanged 6 (locked to a primary reference) → 248 (free running)',
      'io3/instance1 instanceRemoved',
      'io3/instance0 alarmRaised: Alarm raised: A master announces clock class 248 (free running).',
      'io3/instance1 alarmRaised: Alarm raised: The device no longer lists the PTP instance.',
    ]);
  });

  it('takes an instance that vanished before a reload off what is known, when its alarm is acknowledged', () => {
    bench.instances = [blue()];
    bench.poll(3);
    bench.reload();
    bench.poll(2);
    bench.events();
    const [{ id } = { id: '' }] = bench.watch.alarms.alarms;
    bench.watch.alarms.acknowledge(id);
    expect(bench.events()).toEqual(['io3/instance1 alarmCleared: Alarm cleared; it was: The device no longer lists the PTP instance.']);
    bench.poll(5);
    bench.reload();
    bench.poll(5);
    expect(bench.events()).toEqual([]);
  });

  it('tells an alarm that becomes worse, with how bad it was, and nothing when it becomes better', () => {
    for (const offsetFromMasterNs of [300, 700, 20_000, 300, 20_000]) {
      bench.instances = [blue(), red({ offsetFromMasterNs })];
      bench.poll(6);
    }
    const alarmEvents = bench.log.filter(({ kind }) => kind.startsWith('alarm')).map(({ kind, severity, before, after, text }) => [kind, severity, before, after, text]);
    const critical = 'Alarm became worse: Offset from master is 20 µs; critical from 10 µs.';
    expect(alarmEvents).toEqual([
      ['alarmRaised', 'warning', undefined, undefined, 'Alarm raised: Offset from master is 300 ns; warning from 250 ns.'],
      ['alarmWorse', 'minor', 'warning', 'minor', 'Alarm became worse: Offset from master is 700 ns; minor from 500 ns.'],
      ['alarmWorse', 'critical', 'minor', 'critical', critical],
      ['alarmWorse', 'critical', 'warning', 'critical', critical],
    ]);
  });

  describe('when a port is gone', () => {
    const ports = [port('port0')];
    const alarms = (): unknown => bench.watch.alarms.alarms.map(({ subject, state }) => [subject.portId, state]);

    /** `port1` is shown as missing, as the store has it. */
    const lose = (): void => {
      bench.poll(3, { ports: [...ports, port('port1', { missingSince: bench.clock.now() })] });
      expect(alarms()).toEqual([['port1', 'active']]);
    };

    it('keeps its alarm over a reload, until it is back', () => {
      lose();
      bench.reload();
      bench.poll(6, { ports });
      expect(alarms()).toEqual([['port1', 'active']]);
      bench.poll(5);
      expect(alarms()).toEqual([['port1', 'cleared']]);
      expect(bench.events()).toEqual([
        'io3/port1 portRemoved',
        'io3/port1 alarmRaised: Alarm raised: The device no longer lists the port.',
        'io3/port1 portAdded',
        'io3/port1 alarmCleared: Alarm cleared; it was: The device no longer lists the port.',
      ]);
    });

    it('takes it off what is known when its alarm is acknowledged, if it vanished before a reload', () => {
      lose();
      bench.reload();
      bench.poll(2, { ports });
      bench.watch.alarms.acknowledge(bench.watch.alarms.alarms[0]!.id);
      expect(alarms()).toEqual([['port1', 'cleared']]);
      bench.reload();
      bench.events();
      bench.poll(5, { ports });
      expect(bench.events()).toEqual([]);
    });

    it('clears its alarm when a person takes it off the tree, be it the last port', () => {
      const { clock } = bench;
      bench.poll(3, { ports: [port('port0', { missingSince: clock.now() }), port('port1', { missingSince: clock.now() })] });
      bench.fleet.forgetMissing('north', 'io3', undefined, 'port1');
      expect(alarms()).toEqual([['port0', 'active'], ['port1', 'cleared']]);
      bench.fleet.forgetMissing('north');
      expect(alarms()).toEqual([['port0', 'cleared'], ['port1', 'cleared']]);
    });
  });

  it('keeps the alarm of an instance that is shown as missing, when it is acknowledged', () => {
    bench.instances = [blue()];
    bench.poll(3);
    bench.watch.alarms.acknowledge(bench.watch.alarms.alarms[0]!.id);
    bench.poll(3);
    bench.reload();
    bench.poll(3);
    expect(bench.watch.alarms.alarms.map(({ state }) => state)).toEqual(['acknowledged']);
    bench.fleet.forgetMissing('north');
    bench.poll(1);
    expect(bench.watch.alarms.alarms.map(({ state }) => state)).toEqual(['acknowledged']);
  });

  it('clears the alarm of what a person takes off the tree', () => {
    bench.instances = [blue()];
    bench.poll(3);
    bench.fleet.forgetMissing('north');
    bench.poll(1);
    expect(bench.watch.alarms.alarms.map(({ state }) => state)).toEqual(['cleared']);
    bench.reload();
    bench.poll(3);
    expect(bench.events()).toHaveLength(3);
  });

  it('goes by the settings as they are, when told that they changed', () => {
    bench.instances = [blue(), red({ offsetFromMasterNs: 300 })];
    bench.poll(2);
    expect(bench.heard.take()).toEqual(['+warning instance1 offsetFromMaster']);
    bench.settings = { ...defaultAlarmSettings, preset: 'off' };
    bench.watch.lookAgain();
    expect(bench.heard.take()).toEqual(['-warning instance1 offsetFromMaster']);
  });

  it('takes a step by the limits of the settings', () => {
    bench.settings = { ...defaultAlarmSettings, preset: 'finance' };
    bench.instances = [blue(), red({ offsetFromMasterNs: 40_000 })];
    bench.poll(1);
    bench.instances = [blue(), red({ offsetFromMasterNs: 100_000 })];
    bench.poll(1);
    expect(bench.events().filter((text) => text.includes('offsetStep'))).toEqual(['io3/instance1 offsetStep 40 µs → 100 µs']);
  });

  it('keeps what people did about the alarms of a device that is out of the settings for a while', () => {
    bench.instances = [blue({ clockClass: 7 }), red()];
    bench.poll(3);
    const [{ id } = { id: '' }] = bench.watch.alarms.alarms;
    bench.watch.alarms.acknowledge(id, 'known');
    bench.events();
    bench.heard.take();
    bench.fleet.setDevices([]);
    expect(bench.watch.alarms.alarms).toEqual([]);
    bench.clock.advance(3_600_000);
    bench.fleet.setDevices([config]);
    bench.poll(3);
    expect(bench.watch.alarms.alarms).toMatchObject([{ id, state: 'acknowledged', comment: 'known' }]);
    expect(bench.events()).toEqual([]);
    expect(bench.heard.take()).toEqual(['~minor instance0 clockClass']);
  });

  it('forgets a device that was not configured again within a week', () => {
    bench.instances = [blue({ clockClass: 7 }), red()];
    bench.poll(3);
    bench.fleet.setDevices([]);
    bench.clock.advance(8 * 24 * 3_600_000);
    bench.reload();
    const kinds = ['alarms', 'alarmNotes', 'unlistedDevices'];
    expect(kinds.map((kind) => bench.states.keys(kind))).toEqual([[], [], []]);
  });

  it('forgets a device that is removed', () => {
    bench.instances = [blue({ clockClass: 7 })];
    bench.poll(3);
    bench.fleet.setDevices([]);
    bench.watch.forgetDevice('north');
    expect(bench.watch.alarms.alarms).toEqual([]);
    expect([bench.states.keys('alarms'), bench.states.keys('alarmNotes'), bench.states.keys('lastKnown'), bench.states.keys('unlistedDevices')]).toEqual([[], [], [], []]);
    bench.events();
    bench.fleet.setDevices([config]);
    bench.instances = [blue(), red()];
    bench.poll(3);
    expect(bench.events()).toEqual([]);
  });

  it('takes another chassis at another address for another one', () => {
    const system = { hostname: 'a', model: 'M3000', serialNumber: '1', firmware: '7.08', apiVersion: '17', compatibility: 'verified' } as const;
    bench.fleet.replace({ ...bench.fleet.get('north')!, system });
    bench.instances = [blue({ clockClass: 7 }), red()];
    bench.poll(3);
    bench.events();
    bench.fleet.setDevices([{ ...config, origin: 'https://elsewhere:443' }]);
    bench.fleet.replace({ ...bench.fleet.get('north')!, system: { ...system, serialNumber: '2' } });
    bench.instances = [blue({ domain: 1 })];
    bench.poll(3);
    expect(bench.events()).toEqual(['io3/instance0 alarmCleared: Alarm cleared; it was: A master announces clock class 7 (holdover, within specification).']);
    expect(bench.watch.alarms.alarms).toEqual([]);
  });

  it('writes nothing while only figures change', () => {
    const { puts } = bench.states;
    for (let index = 0; index < 20; index++) {
      bench.instances = [blue(), red({ offsetFromMasterNs: index, meanPathDelayNs: 1_800 + index })];
      bench.poll();
    }
    expect(bench.states.puts).toBe(puts);
    expect(bench.events()).toEqual([]);
  });
});
