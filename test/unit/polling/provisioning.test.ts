import { beforeEach, describe, expect, it, vi } from 'vitest';
import { InterAppBus } from '../../../src/interapp/interAppBus';
import type { FleetStore } from '../../../src/polling/fleetStore';
import { Bench, useBench } from './bench';
import { cpu, fault, instance, psx, slot } from './fakeDevice';

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

  it('makes presence true by the handlers, with the latest news, and announces again what failed', async () => {
    const publish = vi.spyOn(InterAppBus.prototype, 'publish');
    let settle: (() => void) | undefined;
    publish.mockImplementation(() => ({ guid: '', settled: new Promise((resolve) => (settle = () => resolve(bench.bus.communications[0]!))) }));
    await bench.begin();
    expect(bench.snapshot.slots).toEqual([]);
    expect(bench.communication.state).toBe('responding');
    settle?.();
    publish.mockRestore();
    await bench.pass(60_000);
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
