import { beforeEach, describe, expect, it, vi } from 'vitest';
import { InterAppBus } from '../../../src/interapp/interAppBus';
import type { FleetStore } from '../../../src/polling/fleetStore';
import type { DeviceUpdate } from '../../../src/polling/deviceUpdate';
import { Provisioning } from '../../../src/polling/provisioning';
import { Bench, start, useBench } from './bench';
import { config, cpu, fault, instance, psx, slot } from './fakeDevice';

describe('Provisioning', () => {
  let bench: Bench;
  useBench((made) => (bench = made));

  /** The events since the last call, as `source → destination name`. */
  let seen = 0;
  const events = (): string[] => {
    const all = bench.bus.communications.filter(({ id }) => id > seen);
    seen = bench.bus.communications.at(-1)?.id ?? 0;
    return all.map(({ source, destination, name, state }) => `${source} → ${destination} ${name}${state === 'executed' ? '' : ` ${state}`}`);
  };
  beforeEach(() => (seen = 0));

  it('announces what a first answer shows, from the chassis to its cards and from a card to its instances', async () => {
    bench.device.slots = [slot('io1', psx([instance('i0'), instance('i1')])), slot('io2'), cpu];
    await bench.begin();
    expect(events()).toEqual([
      'chassis/d → card/d/io1 slotAdded',
      'chassis/d → card/d/io2 slotAdded',
      'chassis/d → card/d/cpu slotAdded',
      'card/d/io1 → ptp/d/io1/i0 instanceAdded',
      'card/d/io1 → ptp/d/io1/i1 instanceAdded',
    ]);
    expect(bench.snapshot.slots.map(({ slotId, ptpInstances }) => [slotId, ptpInstances.map(({ id }) => id)])).toEqual([
      ['io1', ['i0', 'i1']],
      ['io2', []],
      ['cpu', []],
    ]);
    await bench.pass(60_000);
    expect(events()).toEqual([]);
  });

  it('announces an instance that comes and goes, and keeps its place', async () => {
    bench.device.slots = [slot('io1', psx([instance('i0'), instance('i2')])), cpu];
    await bench.begin();
    events();
    bench.device.slots = [slot('io1', psx([instance('i0'), instance('i1'), instance('i2')])), cpu];
    await bench.pass(10_000);
    expect(events()).toEqual(['card/d/io1 → ptp/d/io1/i1 instanceAdded']);
    expect(bench.snapshot.slots[0]?.ptpInstances.map(({ id }) => id)).toEqual(['i0', 'i1', 'i2']);
    bench.device.slots = [slot('io1', psx([instance('i1'), instance('i2')])), cpu];
    await bench.pass(10_000);
    expect(events()).toEqual(['card/d/io1 → ptp/d/io1/i0 instanceRemoved']);
    expect(bench.snapshot.slots[0]?.ptpInstances.map(({ id, missingSince }) => [id, missingSince !== undefined])).toEqual([
      ['i0', true],
      ['i1', false],
      ['i2', false],
    ]);
  });

  it('announces a pulled card, its instances, and its return; another module is a change', async () => {
    await bench.begin();
    events();
    bench.device.slots = [slot('io1'), cpu];
    await bench.feed.refresh('d');
    await bench.pass(0);
    expect(events()).toEqual(['chassis/d → card/d/io1 slotRemoved', 'card/d/io1 → ptp/d/io1/i0 instanceRemoved']);
    bench.device.slots = [slot('io1', psx()), cpu];
    await bench.feed.refresh('d');
    await bench.pass(0);
    expect(events()).toEqual(['chassis/d → card/d/io1 slotAdded', 'card/d/io1 → ptp/d/io1/i0 instanceAdded']);
    bench.device.slots = [slot('io1', { ...psx(), serialNumber: '8' }), cpu];
    await bench.pass(10_000);
    expect(events()).toEqual(['chassis/d → card/d/io1 moduleChanged']);
    expect(bench.snapshot.slots[0]?.serialNumber).toBe('8');
  });

  it('announces changes of state, not values', async () => {
    const names = { handle: () => 'seen', name: 'test' };
    bench.bus.register('ptp', { ...names, names: ['portStateChanged', 'grandmasterChanged'] });
    bench.bus.register('card', { ...names, names: ['deviceUnreachable', 'deviceReachable'] });
    await bench.begin();
    events();
    bench.device.slots = [slot('io1', psx([instance('i0', 99)])), cpu];
    await bench.pass(10_000);
    expect(events()).toEqual([]);
    bench.device.slots = [slot('io1', psx([{ ...instance('i0', 99, 'MASTER'), grandmasterIdentity: 'EC-46-70-FF-FE-00-11-22' }])), cpu];
    await bench.pass(10_000);
    expect(events()).toEqual(['card/d/io1 → ptp/d/io1/i0 portStateChanged', 'card/d/io1 → ptp/d/io1/i0 grandmasterChanged']);
    bench.device.outcome = () => fault('refused');
    await bench.pass(60_000);
    expect(events()).toEqual(['chassis/d → card/d/io1 deviceUnreachable']);
    bench.device.outcome = () => undefined;
    await bench.pass(20_000);
    expect(events()).toEqual(['chassis/d → card/d/io1 deviceReachable']);
  });

  it('tells when a device is reachable again, and since when it was not, whatever happened in between', async () => {
    bench.bus.register('card', { name: 'test', names: ['deviceUnreachable', 'deviceReachable'], handle: () => 'seen' });
    await bench.begin();
    await bench.pass(0);
    bench.device.outcome = () => fault('unauthorized');
    await bench.pass(30_000);
    const { since } = bench.communication;
    events();
    bench.feed.pause('d');
    bench.device.outcome = () => undefined;
    bench.feed.resume('d');
    bench.feed.credentialsChanged('d');
    await bench.pass(30_000);
    expect(bench.communication.state).toBe('responding');
    expect(events()).toEqual(['chassis/d → card/d/io1 deviceReachable']);
    expect(bench.bus.communications.at(-1)?.data).toEqual({ unreachableSince: since });
  });

  it('announces a card in a slot that was empty as added, and as removed when it goes', async () => {
    bench = new Bench(() => 0.5, false);
    const news = new Provisioning(bench.store, bench.bus);
    bench.store.setDevices([config('d')]);
    const apply = async (modules: DeviceUpdate['modules'], slots?: DeviceUpdate['slots']): Promise<void> => {
      news.apply({ deviceId: 'd', origin: config('d').origin, at: start, ...(slots && { slots }), ...(modules && { modules }) });
      await bench.pass(0);
    };
    await apply(undefined, [slot('io2')]);
    await apply([{ slotId: 'io2', module: 'empty' }]);
    events();
    await apply([{ slotId: 'io2', module: psx([]) }]);
    expect(events()).toEqual(['chassis/d → card/d/io2 slotAdded']);
    await apply([{ slotId: 'io2', module: 'empty' }]);
    expect(events()).toEqual(['chassis/d → card/d/io2 slotRemoved']);
    await apply([{ slotId: 'io2', module: psx([]) }]);
    expect(events()).toEqual(['chassis/d → card/d/io2 slotAdded']);
  });

  it('gives addresses to parts whose ids no address can hold', async () => {
    const ids = ['\ud800', 'i'.repeat(5_000), `${'i'.repeat(5_000)}2`];
    bench.device.slots = [slot('io1', psx(ids.map((id) => instance(id)))), cpu];
    await bench.begin();
    await bench.pass(0);
    expect(bench.snapshot.slots.map(({ ptpInstances }) => ptpInstances.map(({ id }) => id))).toEqual([ids, []]);
    expect(bench.communication.state).toBe('responding');
  });

  describe('while a handler of the card is busy', () => {
    let free: () => void;
    beforeEach(async () => {
      await bench.begin();
      await bench.pass(0);
      bench.bus.register('card', { name: 'card slow', names: ['apiVersionChanged'], handle: () => new Promise<void>((resolve) => (free = resolve)) });
      bench.bus.publish({ name: 'apiVersionChanged', source: 'chassis/d', destination: 'card/d/io1', data: { before: '1', after: '2' } });
      await bench.pass(0);
    });
    const serialNumber = (): string | undefined => bench.snapshot.slots.find(({ slotId }) => slotId === 'io1')?.serialNumber;
    const exchange = async (serial: string): Promise<void> => {
      bench.device.slots = [slot('io1', { ...psx(), serialNumber: serial }), cpu];
      await bench.feed.refresh('d');
    };

    it('keeps what was announced waiting, and makes the latest of it true', async () => {
      const before = serialNumber();
      await exchange('8');
      await exchange('9');
      expect(serialNumber()).toBe(before);
      free();
      await bench.pass(0);
      expect(serialNumber()).toBe('9');
      expect(events().filter((event) => event.includes('moduleChanged'))).toHaveLength(1);
    });

    it('takes back what is no longer true', async () => {
      const before = serialNumber() ?? '';
      await exchange('8');
      await exchange(before);
      free();
      await bench.pass(0);
      expect(serialNumber()).toBe(before);
    });

    it('stays paused', async () => {
      bench.feed.pause('d');
      bench.feed.resume('d');
      await exchange('8');
      bench.feed.pause('d');
      expect(bench.communication.state).toBe('paused');
      free();
      await bench.pass(600_000);
      expect(bench.communication.state).toBe('paused');
      expect(serialNumber()).toBe('8');
    });
  });

  it('announces again what failed', async () => {
    const publish = vi.spyOn(InterAppBus.prototype, 'publish');
    publish.mockImplementation(() => ({ guid: '', settled: Promise.resolve(bench.bus.communications[0]!) }));
    await bench.begin();
    expect(bench.snapshot.slots).toEqual([]);
    publish.mockRestore();
    await bench.pass(60_000);
    expect(bench.communication.state).toBe('responding');
    expect(bench.snapshot.slots.map(({ slotId }) => slotId)).toContain('cpu');
  });

  it('shows the same devices as without a bus', async () => {
    const shapes = [
      [slot('io1', psx([instance('i0'), instance('i1')])), slot('io2'), cpu],
      [slot('io2', psx([instance('i0')])), slot('io1'), cpu],
      [slot('io1', psx([instance('i1')])), cpu],
      [slot('io1', psx([])), slot('io2', psx([instance('i9')])), cpu],
    ];
    const run = async (withBus: boolean): Promise<FleetStore['devices']> => {
      const other = new Bench(() => 0.5, withBus);
      for (const [index, slots] of shapes.entries()) {
        other.device.slots = slots;
        await (index === 0 ? other.begin() : other.feed.refresh('d'));
        await other.pass(0);
      }
      other.feed.dispose();
      other.bus.dispose();
      return other.store.devices;
    };
    expect(await run(true)).toEqual(await run(false));
  });
});
