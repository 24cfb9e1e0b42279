import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Communication } from '../../../src/model/snapshot';
import type { DeviceUpdate } from '../../../src/polling/deviceUpdate';
import { FleetStore, type FleetChange } from '../../../src/polling/fleetStore';
import { config, cpu, instance, psx, slot, system } from './fakeDevice';

describe('FleetStore', () => {
  let store: FleetStore;
  let changes: FleetChange[];

  beforeEach(() => {
    store = new FleetStore({ now: () => 1 });
    store.setDevices([config('a'), config('b')]);
    changes = [];
    store.onDidChange((change) => changes.push(change));
  });

  function apply(at: number, update: Partial<DeviceUpdate>, deviceId = 'a'): void {
    store.apply({ deviceId, origin: `https://${deviceId}:443`, at, ...update });
  }

  const responding = (lastSuccess: number): { communication: () => Communication } => ({
    communication: () => ({ state: 'responding', since: 5, lastSuccess }),
  });

  it('lists devices in the configured order, connecting', () => {
    expect(store.devices.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(store.get('a')).toEqual({ id: 'a', name: 'a', baseUrl: 'https://a:443', communication: { state: 'connecting', since: 1 }, slots: [] });
    expect(store.get('toString')).toBeUndefined();
  });

  it('adds, removes, renames and reorders devices', () => {
    const b = store.get('b');
    store.setDevices([config('c'), config('b'), config('a', { name: 'A' })]);
    expect(changes).toEqual([{ added: ['c'], removed: [], reordered: true, devices: [{ deviceId: 'a', name: true, slots: [], instances: [] }] }]);
    expect(store.get('b')).toBe(b);
    store.setDevices([config('b')]);
    expect(changes[1]).toEqual({ added: [], removed: ['c', 'a'], devices: [] });
  });

  it('fires nothing and keeps every identity when nothing changes', () => {
    apply(5, { system, slots: [slot('io1', psx()), cpu], ...responding(5) });
    const { devices } = store;
    changes.length = 0;
    apply(5, { system: { ...system }, slots: [slot('io1', psx()), cpu], ...responding(5) });
    store.setDevices([config('a'), config('b')]);
    store.forgetMissing('a');
    store.forgetMissing('nobody');
    expect(changes).toEqual([]);
    expect(store.devices).toBe(devices);
  });

  it('names one instance when one offset changed', () => {
    apply(5, { slots: [slot('io1', psx([instance('i0'), instance('i1')])), slot('io2', psx()), cpu], ...responding(5) });
    const before = store.get('a');
    changes.length = 0;
    apply(6, { modules: [{ slotId: 'io1', module: psx([instance('i0'), instance('i1', 7)]) }], ...responding(6) });
    expect(changes).toEqual([
      { added: [], removed: [], devices: [{ deviceId: 'a', lastSuccess: true, slots: [], instances: [{ slotId: 'io1', instanceId: 'i1' }] }] },
    ]);
    const after = store.get('a');
    expect(after?.slots[1]).toBe(before?.slots[1]);
    expect(after?.slots[0]?.ptpInstances[0]).toBe(before?.slots[0]?.ptpInstances[0]);
    expect(after?.slots[0]?.ptpInstances[1]?.offsetFromMasterNs).toBe(7);
  });

  it('marks a good answer without news as that and no more', () => {
    apply(5, { slots: [slot('io1', psx())], ...responding(5) });
    changes.length = 0;
    apply(6, { modules: [{ slotId: 'io1', module: psx() }], ...responding(6) });
    expect(changes).toEqual([{ added: [], removed: [], devices: [{ deviceId: 'a', lastSuccess: true, slots: [], instances: [] }] }]);
  });

  it('names the slot when a value of its own changed', () => {
    apply(5, { slots: [slot('io1', psx([instance('i0')], 50))] });
    changes.length = 0;
    apply(5, { modules: [{ slotId: 'io1', module: psx([instance('i0')], 51) }] });
    expect(changes[0]?.devices).toEqual([{ deviceId: 'a', slots: ['io1'], instances: [] }]);
  });

  it('keeps instances that vanish, in their place, until they return or are forgotten', () => {
    apply(5, { slots: [slot('io1', psx([instance('i0'), instance('i1'), instance('i2')]))] });
    apply(6, { modules: [{ slotId: 'io1', module: psx([instance('i0'), instance('i2')]) }] });
    apply(7, { modules: [{ slotId: 'io1', module: psx([instance('i0'), instance('i2')]) }] });
    const io1 = store.get('a')?.slots[0];
    expect(io1).toMatchObject({ severity: 'major', ptpInstances: [{ id: 'i0' }, { id: 'i1', missingSince: 6, severity: 'major' }, { id: 'i2' }] });
    store.forgetMissing('a', 'io1', 'i0');
    expect(store.get('a')?.slots[0]).toBe(io1);
    changes.length = 0;
    store.forgetMissing('a', 'io1', 'i1');
    expect(store.get('a')?.slots[0]).toMatchObject({ severity: 'normal', ptpInstances: [{ id: 'i0' }, { id: 'i2' }] });
    expect(changes[0]?.devices[0]).toMatchObject({ structure: true, slots: ['io1'] });
  });

  it('forgets a missing port, and no other', () => {
    apply(5, { slots: [slot('io1', psx([instance('i0')])), cpu] });
    const device = store.get('a')!;
    const ports = [{ id: 'p0', missingSince: 4 }, { id: 'p1', linkUp: true }, { id: 'p2', missingSince: 5 }];
    store.replace({ ...device, slots: device.slots.map((one) => (one.slotId === 'io1' ? { ...one, ports } : one)) });
    const portIds = () => store.get('a')?.slots[0]?.ports?.map(({ id }) => id);
    store.forgetMissing('a', 'io1', undefined, 'p1');
    store.forgetMissing('a', 'io2', undefined, 'p0');
    expect(portIds()).toEqual(['p0', 'p1', 'p2']);
    store.forgetMissing('a', 'io1', undefined, 'p0');
    expect(portIds()).toEqual(['p1', 'p2']);
    store.forgetMissing('a');
    expect(portIds()).toEqual(['p1']);
    expect(store.get('a')?.slots[1]).not.toHaveProperty('ports');
  });

  it('keeps slots that vanish until they return or are forgotten, but no slot that was empty', () => {
    apply(5, { slots: [slot('io1', psx()), slot('io2'), cpu] });
    apply(6, { slots: [cpu] });
    expect(store.get('a')?.slots).toEqual([
      expect.objectContaining({ slotId: 'io1', missingSince: 6, severity: 'major', updatedAt: 5 }),
      expect.objectContaining({ slotId: 'cpu', severity: 'normal' }),
    ]);
    apply(7, { slots: [slot('io1', psx()), cpu] });
    expect(store.get('a')?.slots[0]).toMatchObject({ slotId: 'io1', severity: 'normal' });
    expect(store.get('a')?.slots[0]).not.toHaveProperty('missingSince');
    apply(8, { slots: [cpu] });
    store.forgetMissing('a', 'io1');
    expect(store.get('a')?.slots.map(({ slotId }) => slotId)).toEqual(['cpu']);
  });

  it('calls another card minor, and a forgotten card in a listed slot an empty slot', () => {
    apply(5, { slots: [slot('io1', psx()), cpu, { ...cpu, slotId: 'clk1' }] });
    apply(6, { slots: [slot('io1'), slot('clk1'), cpu] });
    expect(store.get('a')?.slots.map(({ severity }) => severity)).toEqual(['major', 'minor', 'normal']);
    store.forgetMissing('a');
    expect(store.get('a')?.slots[0]).toEqual({ slotId: 'io1', slotType: 'io', isPsx: false, isEmpty: true, severity: 'information', ptpInstances: [], properties: [] });
  });

  it('takes a list without any module as names only', () => {
    apply(5, { slots: [slot('io1', psx()), cpu] });
    apply(6, { slots: [slot('io1'), slot('io2'), slot('cpu')] });
    expect(store.get('a')?.slots.map(({ slotId, isEmpty, missingSince }) => [slotId, isEmpty, missingSince])).toEqual([
      ['io1', false, undefined],
      ['io2', false, undefined],
      ['cpu', false, undefined],
    ]);
  });

  it('keeps ids unique when a list repeats one', () => {
    apply(5, { slots: [slot('io1', psx()), slot('io1', psx([]))] });
    expect(store.get('a')?.slots).toHaveLength(1);
  });

  it('keeps an API version that only some answers tell, until the firmware changes', () => {
    apply(5, { system });
    apply(6, { system: { ...system, apiVersion: '', compatibility: 'unverified' } });
    expect(store.get('a')?.system).toEqual(system);
    apply(7, { system: { ...system, firmware: 'fw_8', apiVersion: '', compatibility: 'unverified' } });
    expect(store.get('a')?.system).toMatchObject({ apiVersion: '', compatibility: 'unverified' });
  });

  it('drops the data of a device that moved, and what still arrives from its old address', () => {
    apply(5, { system, slots: [slot('io1', psx())] });
    store.setDevices([config('a', { origin: 'https://new:443' }), config('b')]);
    expect(store.get('a')).toEqual({ id: 'a', name: 'a', baseUrl: 'https://new:443', communication: { state: 'connecting', since: 1 }, slots: [] });
    expect(changes.at(-1)?.devices[0]).toMatchObject({ structure: true, system: true });
    apply(6, { system });
    apply(6, { system }, 'nobody');
    expect(store.get('a')?.system).toBeUndefined();
  });

  it('freezes deeply and does not freeze what it was given', () => {
    const module = psx();
    apply(5, { modules: [{ slotId: 'io1', module }] });
    const io1 = store.get('a')?.slots[0];
    expect([store.devices, store.get('a'), io1, io1?.properties, io1?.properties[0], io1?.ptpInstances[0]].every(Object.isFrozen)).toBe(true);
    expect(Object.isFrozen(module)).toBe(false);
  });

  it('announces what a listener changes after what it was told', () => {
    const told: string[] = [];
    const nested = new FleetStore();
    nested.onDidChange(({ added }) => {
      if (added.includes('a')) {
        nested.setDevices([config('a'), config('b')]);
      }
    });
    nested.onDidChange(({ added }) => told.push(...added));
    nested.setDevices([config('a')]);
    expect(told).toEqual(['a', 'b']);
  });

  it('tells about listeners that throw and calls the others', () => {
    const onListenerError = vi.fn();
    const guarded = new FleetStore({ onListenerError });
    const other = vi.fn();
    guarded.onDidChange(() => {
      throw new Error('bad listener');
    });
    guarded.onDidChange(other);
    guarded.setDevices([config('a')]);
    expect(other).toHaveBeenCalledOnce();
    expect(onListenerError).toHaveBeenCalledOnce();
  });

  it('changes exactly what the event names, whatever arrives', () => {
    const anInstance = fc.record({ id: fc.constantFrom('i0', 'i1', 'i2'), offset: fc.integer({ min: 0, max: 1 }) });
    const aModule = fc
      .tuple(fc.uniqueArray(anInstance, { selector: ({ id }) => id }), fc.integer({ min: 0, max: 1 }))
      .map(([instances, temperature]) => psx(instances.map(({ id, offset }) => instance(id, offset)), temperature));
    const aSlot = fc.tuple(fc.constantFrom('io1', 'io2', 'io3'), fc.option(aModule, { nil: undefined })).map(([id, module]) => slot(id, module));
    const anUpdate = fc.oneof(
      fc.uniqueArray(aSlot, { selector: ({ slotId }) => slotId }).map((slots) => ({ slots })),
      fc.tuple(fc.constantFrom('io1', 'io2'), fc.oneof(aModule, fc.constant('empty' as const))).map(([slotId, module]) => ({ modules: [{ slotId, module }] })),
      fc.constant({ staleSlotIds: ['io1'] }),
    );
    fc.assert(
      fc.property(fc.array(anUpdate, { maxLength: 12 }), (updates) => {
        const fleet = new FleetStore();
        fleet.setDevices([config('a')]);
        const events: FleetChange[] = [];
        fleet.onDidChange((change) => events.push(change));
        updates.forEach((update, at) => {
          const before = fleet.get('a')!;
          events.length = 0;
          fleet.apply({ deviceId: 'a', origin: before.baseUrl, at, ...update });
          const after = fleet.get('a')!;
          expect(events.length).toBe(after === before ? 0 : 1);
          for (const current of after.slots) {
            const previous = before.slots.find(({ slotId }) => slotId === current.slotId);
            for (const ptp of current.ptpInstances) {
              const isNamed = events.some(({ devices }) => devices[0]?.instances.some((ref) => ref.slotId === current.slotId && ref.instanceId === ptp.id));
              const isSame = previous?.ptpInstances.find(({ id }) => id === ptp.id) === ptp;
              expect(isNamed).toBe(!isSame);
            }
          }
          expect(new Set(after.slots.map(({ slotId }) => slotId)).size).toBe(after.slots.length);
        });
      }),
      { numRuns: 200 },
    );
  });
});
