import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { AlarmBook } from '../../src/alarms/alarmBook';
import { defaultAlarmSettings } from '../../src/alarms/alarmSettings';
import { decodeChassis } from '../../src/ltos/decode';
import { createFleetMetrics } from '../../src/metrics';
import type { Json } from '../../src/model/json';
import type { DeviceSnapshot } from '../../src/model/snapshot';
import { FleetStore } from '../../src/polling/fleetStore';
import { drawRankings } from '../../src/views/bmca/bmcaDrawing';
import { chassisPaths } from '../../src/polling/chassisPaths';
import { drawTopology } from '../../src/views/topology/topologyDrawing';
import { FleetTree } from '../../src/views/tree/fleetTree';
import type { TreeNode } from '../../src/views/tree/treeNode';
import { ManualClock } from '../history/manualClock';
import { answer, master, modules, slave, slot } from '../unit/decode/psxModules';
import { severityOfSampleDevice } from '../unit/model/graphFleet';
import { fuzz } from './fuzz';
import { anyJson, anyText, nearly } from './inputs';
import { expectPlain } from './sound';

const origin = 'https://gm:443';
const noAlarms = { alarms: [], onDidChange: () => ({ dispose: () => undefined }), severityOf: (_subject: unknown, own: never) => own };

/** A fleet of one device that has answered so. */
function fleetOf(bodies: readonly Json[]): FleetStore {
  const store = new FleetStore();
  store.setDevices([{ id: 'gm', name: 'GM', origin, busAddress: '', bypassProxy: false, slotIds: [] }]);
  bodies.forEach((body, at) => {
    const { system, slots } = decodeChassis(body).value;
    store.apply({ deviceId: 'gm', origin, at, ...(system === undefined ? {} : { system }), slots, communication: (known) => ({ ...known.communication, state: 'responding', lastSuccess: at }) });
  });
  return store;
}

describe('an answer of a device', () => {
  const named = anyText.map((name) => ({ ...slave, 'object-id': name, alias: name }));
  const chassis = fc.tuple(anyText, named).map(([slotId, instance]) => ({ slots: [slot(slotId, '0,1,1', { ...modules.standard, ptp: { instances: [master, instance] } }), slot('clk1', '0,2,1')] }));
  const body = fc.oneof(
    chassis.map((chassis0) => answer({ 'object-id': 'status', chassis0 })),
    nearly(answer({ 'object-id': 'status', chassis0: { slots: [slot('io3', '0,1,1', { info: { model: 'psx210' }, ptp: { instances: [master, slave] } })] } }), fc.oneof(anyJson, anyText)) as fc.Arbitrary<Json>,
  );

  fuzz('can be shown, watched, measured and asked for again', fc.array(body, { minLength: 1, maxLength: 3 }), async (bodies) => {
    const store = fleetOf(bodies);
    const devices: readonly DeviceSnapshot[] = store.devices;
    expectPlain(devices);

    const tree = new FleetTree(store, noAlarms, { showsOtherSlots: true, isWorstFirst: false, showsOnlyAlarms: false });
    const ids = new Set<string>();
    const paint = (node?: TreeNode): void => {
      for (const child of tree.getChildren(node)) {
        const { id = '', label } = tree.getTreeItem(child);
        expect(ids.has(id)).toBe(false);
        ids.add(id);
        expect(label).toEqual(expect.any(String));
        paint(child);
      }
    };
    paint();
    tree.dispose();

    expectPlain(drawRankings(devices, { rowCounts: {} }, () => '14:02').drawing);
    expectPlain(drawTopology(devices, { deviceFilter: '', problemsOnly: false, toggled: [] }, { severityOfDevice: severityOfSampleDevice }).drawing);
    devices.flatMap(({ slots }) => slots).forEach(({ slotId }) => expect(new URL(chassisPaths.module(slotId), origin).href).toMatch(/^https:\/\/gm\/api\/status\//));

    const states = { entries: () => new Map<string, Json>(), put: () => undefined, onDidChangeElsewhere: () => ({ dispose: () => undefined }) };
    const clock = new ManualClock();
    const book = new AlarmBook({ states, clock });
    devices.forEach((device) => book.update(device, { settings: defaultAlarmSettings }));
    clock.advance(60_000);
    expectPlain(book.alarms);
    book.dispose();

    const text = await createFleetMetrics({ devices: () => devices, version: '1', frontDoor: 'exporter' }).text();
    const sample = /^psx_\w+(\{(\w+="([^"\\\n]|\\["\\n])*",?)*\})? (-?[\d.]+(e[+-]?\d+)?|NaN|\+Inf)$/;
    expect(text.split('\n').filter((line) => line.startsWith('psx_') && !sample.test(line))).toEqual([]);
  }, { share: 0.5 });
});
