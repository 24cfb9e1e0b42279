import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultAlarmSettings } from '../../../src/alarms/alarmSettings';
import { Watch } from '../../../src/alarms/watch';
import { decodeChassis, decodeModule } from '../../../src/ltos/decode';
import type { DeviceEvent } from '../../../src/model/deviceEvent';
import type { Json } from '../../../src/model/json';
import { messageRates } from '../../../src/model/messageRates';
import type { PtpInstanceSnapshot } from '../../../src/model/snapshot';
import { FleetStore } from '../../../src/polling/fleetStore';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../src/simulator';
import { eventText, FakeClock, SharedStates } from '../alarms/alarmFixture';
import { askJson } from './request';

const pollMs = 10_000;
const modulePath = '/api/status/chassis0/slots/io3/module';
const config = { id: 'north', name: 'GM-North', origin: 'https://north:443', busAddress: '', bypassProxy: false, slotIds: [] };

/** A simulated device, read over HTTP, decoded, kept and watched as in the extension. */
class Bench {
  readonly clock = new FakeClock();
  readonly log: DeviceEvent[] = [];
  readonly fleet = new FleetStore({ now: () => this.clock.now() });
  readonly watch = new Watch({
    fleet: this.fleet,
    log: { append: (events) => this.log.push(...events) },
    states: new SharedStates().window(),
    clock: this.clock,
    settings: () => defaultAlarmSettings,
    dataLoss: () => ({ total: 100, failed: 0 }),
  });
  simulator!: Simulator;

  async start(options: SimulatorOptions = {}): Promise<void> {
    this.simulator = await startSimulator({ ...options, now: () => this.clock.now() });
    this.fleet.setDevices([config]);
    this.#apply({ slots: decodeChassis((await askJson(this.simulator, '/api/status'))).value.slots });
  }

  async poll(count = 1): Promise<void> {
    for (let index = 0; index < count; index++) {
      const body = (await askJson(this.simulator, modulePath)) as Json;
      this.#apply({ modules: [{ slotId: 'io3', module: decodeModule(body, { slotId: 'io3' }).value }] });
      this.clock.advance(pollMs);
    }
  }

  instance(id: string): PtpInstanceSnapshot {
    const found = this.fleet.get('north')?.slots.find(({ slotId }) => slotId === 'io3')?.ptpInstances.find((instance) => instance.id === id);
    if (found === undefined) {
      throw new Error(`There is no ${id}.`);
    }
    return found;
  }

  /** The events since the last time. */
  events(): string[] {
    return this.log.splice(0).map((event) => (event.kind.startsWith('alarm') ? `${eventText(event)}: ${event.severity}` : eventText(event)));
  }

  async dispose(): Promise<void> {
    this.watch.dispose();
    await this.simulator.stop();
  }

  #apply(update: object): void {
    const at = this.clock.now();
    this.fleet.apply({ deviceId: 'north', origin: config.origin, at, communication: () => ({ state: 'responding', since: 0, lastSuccess: at }), ...update });
  }
}

let bench: Bench;

beforeEach(() => {
  bench = new Bench();
});

afterEach(() => bench.dispose());

describe('the scenario of the simulator', () => {
  beforeEach(async () => {
    await bench.start();
    await bench.poll(4);
    expect(bench.events()).toEqual([]);
  });

  it('a change of the best master and back', async () => {
    bench.simulator.step('bmcaChange');
    await bench.poll(4);
    const told = bench.events();
    bench.simulator.step('bmcaChange');
    await bench.poll(6);
    expect(told.slice(0, 4)).toEqual([
      'io3/instance1 portStateChanged SLAVE → MASTER',
      'io3/instance1 grandmasterChanged 00-1B-19-FF-FE-0B-2C-01 → EC-46-70-FF-FE-0A-03-21',
      'io3/instance1 clockClassChanged 248 (no reference since the start) → 6 (T-GM locked to a primary reference)',
      'io3/instance1 clockAccuracyChanged unknown → 100 ns',
    ]);
    expect(bench.events().slice(0, 2)).toEqual([
      'io3/instance1 portStateChanged MASTER → SLAVE',
      'io3/instance1 grandmasterChanged EC-46-70-FF-FE-0A-03-21 → 00-1B-19-FF-FE-0B-2C-01',
    ]);
  });

  it('an offset step', async () => {
    bench.simulator.step('offsetStep');
    await bench.poll(4);
    expect(bench.events().map((text) => text.replace(/(offsetStep) .*/, '$1'))).toEqual(['io3/instance1 offsetStep', 'io3/instance1 alarmRaised: major']);
    bench.simulator.step('recover');
    await bench.poll(6);
    expect(bench.events().map((text) => text.replace(/(offsetStep) .*/, '$1'))).toEqual(['io3/instance1 offsetStep', 'io3/instance1 alarmCleared: normal']);
  });

  it('an instance that vanishes and comes back', async () => {
    bench.simulator.step('instanceVanishes');
    await bench.poll(4);
    expect(bench.instance('instance2').missingSince).toBeDefined();
    const gone = bench.events();
    bench.simulator.step('instanceVanishes');
    await bench.poll(6);
    expect(bench.instance('instance2').missingSince).toBeUndefined();
    expect([gone, bench.events()]).toEqual([
      ['io3/instance2 instanceRemoved', 'io3/instance2 alarmRaised: major'],
      ['io3/instance2 instanceAdded', 'io3/instance2 alarmCleared: normal'],
    ]);
  });

  it('holdover', async () => {
    bench.simulator.step('holdover');
    await bench.poll(4);
    expect(bench.events()).toEqual([
      'io3/instance0 clockClassChanged 6 (locked to a primary reference) → 7 (holdover, within specification)',
      'io3/instance0 clockAccuracyChanged 100 ns → 1 µs',
      'io3/instance0 timeSourceChanged GNSS → internal oscillator',
      'io3/instance0 alarmRaised: minor',
    ]);
  });
});

describe('the message counters of the simulator', () => {
  /** Name and state of what an instance counted since the last look. */
  async function looks(id: string): Promise<() => Promise<string[]>> {
    const look = () => ({ at: bench.clock.now() - pollMs, instance: bench.instance(id) });
    await bench.poll();
    let before = look();
    return async () => {
      await bench.poll();
      const after = look();
      const reading = ({ at, instance }: ReturnType<typeof look>) => ({ at, counters: instance.dataSets?.statistics.messageCounters ?? [] });
      const { dataSets, profile } = after.instance;
      const rates = dataSets === undefined ? [] : messageRates(dataSets, profile, reading(after), reading(before));
      before = after;
      return rates.filter(({ perSecond }) => perSecond !== 0).map(({ name, state }) => `${name} ${state}`);
    };
  }

  it('grow by the intervals of the role, and never go back', async () => {
    await bench.start();
    const master = await looks('instance0');
    expect(await master()).toEqual(['rx-delay-req unknown', 'tx-announce ok', 'tx-sync ok', 'tx-delay-resp unknown']);
    bench.simulator.step('clientJoins');
    await master();
    expect(await master()).toEqual(['rx-delay-req unknown', 'tx-announce ok', 'tx-sync ok', 'tx-delay-resp unknown']);
    const slave = await looks('instance1');
    const asSlave = ['rx-announce ok', 'rx-sync ok', 'rx-delay-resp ok', 'tx-delay-req ok'];
    expect(await slave()).toEqual(asSlave);
    bench.simulator.step('bmcaChange');
    // What was counted until now it counted as a slave.
    expect(await slave()).not.toContain('rx-sync ok');
    expect(await slave()).toEqual(['rx-delay-req unknown', 'tx-announce unknown', 'tx-sync unknown', 'tx-delay-resp unknown']);
    bench.simulator.step('recover');
    await slave();
    expect(await slave()).toEqual(asSlave);
    expect(await master()).not.toContain('tx-sync unknown');
  });

  it('never go back over rounds of the automatic time-line either', async () => {
    await bench.start({ autoScenario: true });
    let before = 0;
    for (let minute = 0; minute < 25; minute++) {
      await bench.poll();
      const total = bench.instance('instance0').dataSets?.statistics.txPackets ?? 0;
      expect(total).toBeGreaterThan(before);
      before = total;
      bench.clock.advance(50_000);
    }
  });
});

describe('many unicast clients', () => {
  it('are listed with addresses and identities of their own', async () => {
    await bench.start({ unicastClients: 600 });
    await bench.poll();
    const { unicastClients = [], statistics } = bench.instance('instance0').dataSets ?? {};
    expect([unicastClients.length, statistics?.unicastClients]).toEqual([600, 600]);
    expect(new Set(unicastClients.map(({ address }) => address)).size).toBe(600);
    expect(new Set(unicastClients.map(({ clockIdentity }) => clockIdentity)).size).toBe(600);
    expect(statistics?.utilizationPercent).toBeLessThanOrEqual(100);
    expect(bench.instance('instance1').dataSets?.unicastClients).toEqual([]);
  });
});
