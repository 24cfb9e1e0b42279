import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { decodeChassis, decodeModule, decodeSystem, apiMajor, readInstanceFields, type DecodeOptions, type ModuleReading } from '../../src/ltos/decode';
import { readJson } from '../../src/ltos/jsonText';
import { parseRetryAfter } from '../../src/ltos/retryAfter';
import type { Decoded } from '../../src/model/decoded';
import type { Json, JsonObject } from '../../src/model/json';
import { severityOfInstance } from '../../src/model/ptpSeverity';
import { readJsonTree } from '../../src/webview/jsonText';
import { answer, flatMaster, master, modules, slave, slots } from '../unit/decode/psxModules';
import { fuzz } from './fuzz';
import { anyJson, anyNumber, anyText, nearly } from './inputs';
import { expectPlain, expectSentence } from './sound';

const options: fc.Arbitrary<DecodeOptions> = fc.record({ slotId: anyText, offsetUnit: fc.constantFrom('auto', 'ns', 's'), raw: fc.boolean() }, { requiredKeys: [] });
const chassis = answer({ 'object-id': 'status', chassis0: { slots } });
const module = answer({ 'object-id': 'module', ...modules.standard });
const body = fc.oneof(anyJson, anyJson.map(answer), nearly(module, anyJson), nearly(chassis, anyJson), nearly(answer({ ptp: { instances: [master, slave] } }), anyJson)) as fc.Arbitrary<Json>;

function expectSoundProblems({ problems }: Decoded<unknown>): void {
  for (const { path, message } of problems) {
    expect(typeof path).toBe('string');
    expectSentence(message);
  }
}

function expectSoundModule(reading: ModuleReading): void {
  expectPlain(reading);
  const ids = reading.ptpInstances.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { value } of reading.properties) {
    expect(value === null || ['string', 'number', 'boolean'].includes(typeof value)).toBe(true);
  }
  for (const instance of reading.ptpInstances) {
    expect(instance.id).not.toBe('');
    expect(severityOfInstance(instance)).toEqual(expect.any(String));
  }
}

describe('an answer of a device', () => {
  fuzz('is decoded as a module', fc.tuple(body, options), ([json, given]) => {
    const decoded = decodeModule(json, { slotId: 'io3', ...given });
    expectSoundProblems(decoded);
    expectSoundModule(decoded.value);
  });

  fuzz('is decoded as a chassis', fc.tuple(body, options), ([json, given]) => {
    const decoded = decodeChassis(json, given);
    expectSoundProblems(decoded);
    const ids = decoded.value.slots.map(({ slotId }) => slotId);
    expect(new Set(ids).size).toBe(ids.length);
    decoded.value.slots.forEach((slot) => (slot.module === undefined ? undefined : expectSoundModule(slot.module)));
    expectPlain(decoded.value);
  });

  fuzz('tells about the system', body, (json) => {
    const system = decodeSystem(json);
    expectPlain(system);
    expect(Object.values(system ?? {}).every((text) => typeof text === 'string' && text.length <= 201)).toBe(true);
    expect(apiMajor(json) ?? 0).toBeGreaterThanOrEqual(0);
  });

  fuzz('is read field by field', fc.tuple(fc.oneof(nearly(master, anyJson), nearly(flatMaster, anyJson), fc.dictionary(anyText, anyJson)), options), ([instance, given]) => {
    if (typeof instance === 'object' && instance !== null && !Array.isArray(instance)) {
      expectPlain(readInstanceFields(instance as JsonObject, given));
    }
  });

  const brokenJson = fc.tuple(anyJson, fc.nat(), anyText).map(([json, cut, more]) => `${JSON.stringify(json).slice(0, cut % 200)}${more}`);
  fuzz('is read as text', fc.oneof(anyText, brokenJson, anyJson.map((json) => `\uFEFF ${JSON.stringify(json)}\0\0`)), (text) => {
    const read = readJson(text);
    if (read.ok) {
      expectPlain(read.value);
    } else {
      expect(['empty', 'html', 'cutShort', 'notJson']).toContain(read.reason);
    }
    const tree = readJsonTree(text);
    expect(tree === undefined || typeof tree === 'object').toBe(true);
  });

  fuzz('asks for patience', fc.tuple(fc.option(fc.oneof(anyText, anyNumber.map(String)), { nil: undefined }), fc.integer({ min: 0, max: 8.64e15 })), ([header, now]) => {
    const ms = parseRetryAfter(header, now);
    expect(ms === undefined || (ms >= 0 && ms <= 600_000)).toBe(true);
  });
});
