import { beforeEach, describe, expect, it } from 'vitest';
import type { ModuleReading, NetworkPortReading } from '../../../src/ltos/decode/readings';
import { FleetStore, type FleetChange } from '../../../src/polling/fleetStore';
import { config, cpu, instance, psx, slot } from './fakeDevice';

const port0: NetworkPortReading = { id: 'port0', linkUp: true, speedMbps: 10_000 };
const port1: NetworkPortReading = { id: 'port1', linkUp: true };

describe('the network ports of a card', () => {
  let store: FleetStore;
  let changes: FleetChange[];

  beforeEach(() => {
    store = new FleetStore({ now: () => 1 });
    store.setDevices([config('a')]);
    changes = [];
    store.onDidChange((change) => changes.push(change));
  });

  /** The card answers; without ports when none are given. */
  function answer(at: number, ports?: readonly NetworkPortReading[]): void {
    store.apply({ deviceId: 'a', origin: 'https://a:443', at, modules: [{ slotId: 'io1', module: card(ports) }] });
  }

  const card = (ports?: readonly NetworkPortReading[]): ModuleReading => ({ ...psx([instance('i0')]), ...(ports === undefined ? {} : { ports }) });
  const ports = () => store.get('a')?.slots[0]?.ports;

  it('are absent where none are listed', () => {
    answer(5);
    expect(store.get('a')?.slots[0]).not.toHaveProperty('ports');
  });

  it('stay where they were, as missing since then, until they come back', () => {
    answer(5, [port0, port1]);
    answer(6, [port1]);
    answer(7, [port1]);
    expect(ports()).toEqual([{ ...port0, missingSince: 6 }, port1]);
    answer(8);
    expect(ports()).toEqual([{ ...port0, missingSince: 6 }, { ...port1, missingSince: 8 }]);
    answer(9, [port0, port1]);
    expect(ports()).toEqual([port0, port1]);
  });

  it('are one change of their slot, and none when they are the same', () => {
    answer(5, [port0, port1]);
    const before = ports();
    changes.length = 0;
    answer(6, [{ ...port0 }, { ...port1 }]);
    expect(ports()).toBe(before);
    expect(changes.map(({ devices }) => devices[0]?.slots)).toEqual([[]]);
    answer(7, [port0, { ...port1, linkUp: false }]);
    expect(ports()?.[0]).toBe(before?.[0]);
    expect(changes.map(({ devices }) => devices[0]?.slots)).toEqual([[], ['io1']]);
    expect(changes[1]?.devices[0]?.instances).toEqual([]);
  });

  it('are missing with their card', () => {
    answer(5, [port0]);
    store.apply({ deviceId: 'a', origin: 'https://a:443', at: 6, slots: [cpu] });
    expect(ports()).toEqual([{ ...port0, missingSince: 6 }]);
  });

  it('are left alone by a list of slots that shows less of the module', () => {
    answer(5, [port0, port1]);
    answer(6, [port0]);
    store.apply({ deviceId: 'a', origin: 'https://a:443', at: 7, slots: [slot('io1', card()), cpu] });
    expect(ports()).toEqual([port0, { ...port1, missingSince: 6 }]);
    store.apply({ deviceId: 'a', origin: 'https://a:443', at: 8, slots: [slot('io1', { ...card(), isPsx: false }), cpu] });
    expect(ports()).toEqual([{ ...port0, missingSince: 8 }, { ...port1, missingSince: 6 }]);
  });

  it('go when what is missing is forgotten, and only then', () => {
    answer(5, [port0, port1]);
    answer(6, [port0]);
    store.forgetMissing('a', 'io1', 'i0');
    expect(ports()).toHaveLength(2);
    store.forgetMissing('a', 'io1');
    expect(ports()).toEqual([port0]);
    answer(7);
    store.forgetMissing('a');
    expect(store.get('a')?.slots[0]).not.toHaveProperty('ports');
  });
});
