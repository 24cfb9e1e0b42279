import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeChassis } from '../../../src/ltos/decode';
import type { Json } from '../../../src/model/json';
import { severityOfSlot } from '../../../src/model/slotSeverity';
import { summaryOfSlot } from '../../../src/model/slotSummary';

/** The recorded answer of a real LANTIME M600 (not part of this repository; the tests run where it is at hand). */
const payload = path.resolve(import.meta.dirname, '../../../../shared/payloads/m600-gps.json');

describe.runIf(existsSync(payload))('a real M600 (skipped when its recorded answer is not at hand)', () => {
  const text = existsSync(payload) ? readFileSync(payload, 'utf8') : 'null';
  const { value, problems } = decodeChassis(JSON.parse(text) as Json);
  const bySlot = new Map(value.slots.map((slot) => [slot.slotId, slot]));

  it('has its nine slots in order, none of them a PSX', () => {
    expect(problems).toEqual([]);
    expect(value.system).toMatchObject({ model: 'M600', apiVersion: '20.05.013', compatibility: 'unverified' });
    expect([...bySlot.keys()]).toEqual(['pwr1', 'pwr2', 'clk1', 'clk2', 'cpu', 'int1', 'int2', 'int3', 'int4']);
    expect(value.slots.filter(({ module }) => module === undefined).map(({ slotId }) => slotId)).toEqual(['clk2', 'int1', 'int2', 'int3', 'int4']);
    expect(value.slots.some(({ module }) => module?.isPsx === true || (module?.ptpInstances.length ?? 0) > 0)).toBe(false);
  });

  it('has cards with missing and padded texts', () => {
    expect(bySlot.get('cpu')?.module).toMatchObject({ model: 'c05f1-v33', softwareRevision: '7.10.008' });
    expect(bySlot.get('cpu')?.module).not.toHaveProperty('serialNumber');
    expect(bySlot.get('cpu')?.module?.properties).toContainEqual({ path: 'info.sensors.temperature-1', value: 49 });
    expect(bySlot.get('clk1')?.module).toMatchObject({ model: 'grc180', serialNumber: '029811038330' });
    expect(bySlot.get('pwr2')?.module).not.toHaveProperty('model');
  });

  it('is summed up in a few words', () => {
    const words = (id: string) => summaryOfSlot(bySlot.get(id)?.module?.properties ?? []);
    expect(words('clk1')).toBe('synchronized · <100 ns');
    expect(words('cpu')).toBe('49 °C');
    expect(words('pwr2')).toBe('no power');
    const properties = bySlot.get('clk1')?.module?.properties ?? [];
    expect(severityOfSlot({ isPsx: false, isEmpty: false, properties, instanceSeverities: [] })).toBe('normal');
  });
});
