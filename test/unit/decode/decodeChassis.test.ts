import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { apiMajor, decodeChassis, decodeSystem } from '../../../src/ltos/decode';
import type { Json, JsonObject } from '../../../src/model/json';
import { chassisStatus, envelope } from './fixtures';

const chassis0 = chassisStatus.chassis0 as JsonObject;
const slots = chassis0.slots as readonly JsonObject[];

describe('decodeChassis', () => {
  it.each([
    ['/api/status', envelope(chassisStatus)],
    ['/api', envelope({ 'object-id': 'api', status: chassisStatus })],
    ['/api/status/chassis0', envelope({ 'object-id': 'chassis0', ...chassis0 })],
    ['the slot list as a list', envelope(slots)],
    ['the slot list as an object with a list', envelope({ 'object-id': 'slots', slots })],
    ['the slot list as a map', envelope({ 'object-id': 'slots', ...Object.fromEntries(slots.map((slot) => [slot['slot-id'] as string, slot])) })],
  ] satisfies [string, Json][])('reads the slots of %s in the order of their position', (_form, body) => {
    const { value, problems } = decodeChassis(body);
    expect(problems).toEqual([]);
    expect(value.slots.map(({ slotId }) => slotId)).toEqual(['pwr2', 'clk1', 'io3', 'io4']);
    expect(value.slots.map(({ slotType }) => slotType)).toEqual(['pwr', 'clk', 'io', 'io']);
    expect(value.slots.find(({ slotId }) => slotId === 'io4')?.module).toBeUndefined();
    expect(value.slots.find(({ slotId }) => slotId === 'pwr2')?.module).toMatchObject({ isPsx: false, ptpInstances: [] });
    expect(value.slots.find(({ slotId }) => slotId === 'clk1')?.module?.serialNumber).toBeUndefined();
    expect(value.slots.find(({ slotId }) => slotId === 'io3')?.module?.ptpInstances.map(({ name }) => name)).toEqual(['ST2110-A']);
  });

  it('says that an answer lists no slots', () => {
    expect(decodeChassis(envelope({ 'object-id': 'system', uptime: 1 }))).toMatchObject({ value: { slots: [] }, problems: [{ path: '' }] });
  });
});

describe('decodeSystem', () => {
  it('reads the envelope and marks generation 17 as verified', () => {
    expect(decodeSystem(envelope(chassisStatus))).toEqual({
      hostname: 'ims1.time.example.com',
      model: 'M3000',
      serialNumber: '0123456789',
      firmware: 'fw_7.08.012',
      apiVersion: '17.02.003',
      compatibility: 'verified',
    });
  });

  it('reads other generations as unverified, and an envelope without a version', () => {
    const versionless = { 'system-information': { model: 'M1000S', version: 'fw_7.05.022-testing' }, data: {} };
    expect(decodeSystem(versionless)).toMatchObject({ model: 'M1000S', apiVersion: '', compatibility: 'unverified' });
    expect(apiMajor({ 'system-information': { 'API Version': 'LANTIME REST API V20.05.013' } })).toBe(20);
    expect(apiMajor({ data: { 'rest-api': { 'api-version': '10.21.016' } } })).toBe(10);
    expect(decodeSystem([])).toBeUndefined();
  });
});

const recording = path.resolve(import.meta.dirname, '../../../../shared/payloads/m600-gps.json');

describe.runIf(existsSync(recording))('a recorded LANTIME M600', () => {
  const read = () => JSON.parse(readFileSync(recording, 'utf8')) as Json;

  it('shows nine slots, their cards, and no PTP instance', () => {
    const { value, problems } = decodeChassis(read());
    expect(problems).toEqual([]);
    expect(value.slots).toHaveLength(9);
    expect(value.slots.flatMap(({ module }) => module?.ptpInstances ?? [])).toEqual([]);
    expect(value.slots.filter(({ module }) => module === undefined).map(({ slotId }) => slotId).sort()).toEqual(['clk2', 'int1', 'int2', 'int3', 'int4']);
    expect(value.slots.find(({ slotId }) => slotId === 'clk1')?.module).toMatchObject({ model: 'grc180', serialNumber: '029811038330', isPsx: false });
    expect(value.slots.find(({ slotId }) => slotId === 'cpu')?.module?.properties).toContainEqual({ path: 'info.sensors.temperature-1', value: 49 });
    expect(value.system?.compatibility).toBe('unverified');
  });
});
