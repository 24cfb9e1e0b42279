import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildTopology } from '../../../src/model/topologyBuilder';
import type { DeviceSnapshot } from '../../../src/model/snapshot';
import { edgeShape, layOutTopology, type Box, type TopologyLayout } from '../../../src/webview/graph/topologyLayout';
import { moveTarget, type MoveKey } from '../../../src/webview/graph/topologyMoves';
import { drawTopology } from '../../../src/views/topology/topologyDrawing';
import { clockSlot, followed, psxSlot, sampleClients, sampleDevice, sampleFleet, sampleInstance, severityOfSampleDevice } from '../model/graphFleet';

const severityOfDevice = severityOfSampleDevice;

function drawing(devices: readonly DeviceSnapshot[], toggled: readonly string[] = []) {
  return drawTopology(devices, { deviceFilter: '', problemsOnly: false, toggled }, { severityOfDevice }).drawing;
}

function overlaps({ boxes }: TopologyLayout): string[] {
  const all = [...boxes];
  return all.flatMap(([id, box], index) => all.slice(index + 1).flatMap(([other, otherBox]) => (doOverlap(box, otherBox) ? [`${id} and ${other}`] : [])));
}

function doOverlap(one: Box, other: Box): boolean {
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
}

/** Fleets of all shapes: cards, clocks, clients and followers, few and many. */
const fleets = fc
  .array(
    fc.record({
      clocks: fc.nat(2),
      cards: fc.array(fc.array(fc.record({ clients: fc.constantFrom(0, 1, 7, 20), follows: fc.option(fc.nat(30)) }), { maxLength: 4 }), { maxLength: 3 }),
    }),
    { maxLength: 60 },
  )
  .map((shapes) =>
    shapes.map(({ clocks, cards }, device) =>
      sampleDevice(`d${device}`, `D${device}`, [
        ...Array.from({ length: clocks }, (_, index) => clockSlot(`clk${index}`)),
        ...cards.map((instances, slot) =>
          psxSlot(
            `io${slot}`,
            instances.map(({ clients, follows }, index) =>
              sampleInstance(`i${index}`, device * 32 + slot * 8 + index, { clients: sampleClients(clients), ...(follows === null ? {} : { portState: 'SLAVE', parent: followed(follows * 32) }) }),
            ),
          ),
        ),
      ]),
    ),
  );

describe('the layout', () => {
  test('places every node once, without overlaps, inside of the drawing', () => {
    fc.assert(
      fc.property(fleets, fc.array(fc.nat(59), { maxLength: 30 }), (fleet, unfolded) => {
        const { nodes } = drawing(fleet, unfolded.map((index) => `device/d${index}/`));
        const layout = layOutTopology(nodes);
        expect([...layout.boxes.keys()].sort()).toEqual(nodes.map(({ id }) => id).sort());
        expect(overlaps(layout)).toEqual([]);
        for (const { x, y, width, height } of layout.boxes.values()) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(x + width).toBeLessThanOrEqual(layout.width);
          expect(y + height).toBeLessThanOrEqual(layout.height);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('keeps a device inside of its frame, and others out of it', () => {
    const { nodes } = drawing(sampleFleet());
    const { boxes, frames } = layOutTopology(nodes);
    for (const node of nodes) {
      const box = boxes.get(node.id)!;
      for (const device of nodes.filter(({ kind }) => kind === 'device')) {
        expect([node.id, doOverlap(box, frames.get(device.id)!)]).toEqual([node.id, node.deviceId === device.deviceId]);
      }
    }
  });

  test('is the same each time, and does not change with values', () => {
    const fleet = sampleFleet();
    const changed = fleet.map((device) => ({ ...device, slots: device.slots.map((slot) => ({ ...slot, severity: 'critical' as const, ptpInstances: slot.ptpInstances.map((one) => ({ ...one, portState: `${one.portState}X` })) })) }));
    expect(layOutTopology(drawing(fleet).nodes)).toEqual(layOutTopology(drawing(fleet).nodes));
    // Their states are part of who follows whom, so only the boxes of what is ours are compared.
    const ours = (layout: TopologyLayout): unknown => [...layout.boxes].filter(([id]) => !id.startsWith('grandmaster'));
    expect(ours(layOutTopology(drawing(changed).nodes))).toEqual(ours(layOutTopology(drawing(fleet).nodes)));
  });

  test('is quick for 500 devices', () => {
    const fleet = Array.from({ length: 500 }, (_, index) => sampleDevice(`d${index}`, `D${index}`, [psxSlot('io1', [sampleInstance('i', index)])]));
    const { nodes } = buildTopology(fleet, { severityOfDevice });
    const started = performance.now();
    const { height, isDense, columns } = layOutTopology(nodes);
    expect(performance.now() - started).toBeLessThan(200);
    // Side by side, as nobody scrolls through 500 rows.
    expect(height).toBeLessThan(125 * 60);
    expect([isDense, columns]).toEqual([true, []]);
  });
});

describe('a line', () => {
  const box: Box = { x: 100, y: 100, width: 50, height: 20 };

  test.each([
    ['to the right', { ...box, x: 300 }, { x: 300, y: 110, towards: 1 }, 'M150 110'],
    ['to the left', { ...box, x: 0 }, { x: 50, y: 110, towards: -1 }, 'M100 110'],
    ['within a column', { ...box, y: 200 }, { x: 150, y: 210, towards: -1 }, 'M150 110'],
  ])('%s leaves and arrives at the sides that face each other', (_way, to, tip, start) => {
    const shape = edgeShape(box, to);
    expect(shape.tip).toEqual(tip);
    expect(shape.path.startsWith(start)).toBe(true);
  });
});

describe('the keys', () => {
  const { nodes, edges } = drawing(sampleFleet());
  const map = { boxes: layOutTopology(nodes).boxes, edges };
  const go = (id: string, ...keys: MoveKey[]): string | undefined => keys.reduce<string | undefined>((at, key) => (at === undefined ? undefined : moveTarget(map, at, key)), id);

  test('go along the lines, and up and down a column', () => {
    expect(go('reference/clock/north/clk1/gnss', 'ArrowRight')).toBe('clock/north/clk1');
    expect(go('clock/north/clk1', 'ArrowRight', 'ArrowRight')).toBe('instance/north/io3/ptp/Blue');
    expect(go('instance/north/io3/ptp/Red', 'ArrowRight')).toBe('grandmaster/00-1B-19-FF-FE-0B-2C-01');
    expect(go('instance/north/io3/ptp/Red', 'ArrowLeft')).toBe('card/north/io3');
    expect(go('instance/north/io3/ptp/Blue', 'ArrowDown')).toBe('instance/north/io3/ptp/Red');
    expect(go('instance/north/io3/ptp/Red', 'ArrowUp')).toBe('instance/north/io3/ptp/Blue');
    expect(go('device/north/', 'ArrowUp')).toBeUndefined();
  });

  test('go to the first and the last one, from anywhere', () => {
    expect(go('instance/north/io3/ptp/Blue', 'Home')).toBe('device/north/');
    expect(go('gone', 'End')).toBe(nodes.at(-1)?.id);
    expect(moveTarget({ boxes: new Map(), edges: [] }, 'gone', 'ArrowLeft')).toBeUndefined();
  });

  test('reach every node', () => {
    fc.assert(
      fc.property(fleets.filter((fleet) => fleet.length > 0), (fleet) => {
        const drawn = drawing(fleet);
        const { boxes } = layOutTopology(drawn.nodes);
        const reached = new Set<string>([drawn.nodes[0]!.id]);
        for (const id of reached) {
          for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'] as const) {
            const next = moveTarget({ boxes, edges: drawn.edges }, id, key);
            if (next !== undefined) {
              reached.add(next);
            }
          }
        }
        expect(drawn.nodes.map(({ id }) => id).filter((id) => !reached.has(id))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
