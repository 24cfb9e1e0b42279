import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeChassis, decodeModule, decodeSystem } from '../../../src/ltos/decode';
import type { Json, JsonObject } from '../../../src/model/json';
import { moduleFixture, variantNames } from '../../../src/simulator';
import { chassisStatus, envelope, moduleAnswer, nestedInstance, places } from './fixtures';

const fixtures: readonly Json[] = [envelope(chassisStatus), ...Object.values(places).map(moduleAnswer)];

/** A fixture with some of its values replaced by anything. */
const mutated = fc.tuple(fc.constantFrom(...fixtures), fc.array(fc.tuple(fc.nat(), fc.jsonValue()), { maxLength: 5 })).map(([fixture, changes]) => {
  const copy = structuredClone(fixture);
  for (const [position, value] of changes) {
    const places: (() => void)[] = [];
    const visit = (node: unknown): void => {
      if (typeof node === 'object' && node !== null) {
        for (const key of Object.keys(node)) {
          places.push(() => ((node as Record<string, unknown>)[key] = value));
          visit((node as Record<string, unknown>)[key]);
        }
      }
    };
    visit(copy);
    places[position % Math.max(1, places.length)]?.();
  }
  return copy;
});

function nested(levels: number): Json {
  let value: Json = 1;
  for (let level = 0; level < levels; level++) {
    value = level % 2 === 0 ? { ptp: value } : [value];
  }
  return value;
}

/** How many times decoding looks at the keys of an object of the answer. */
function keyLookups(body: Json): number {
  let lookups = 0;
  const watched = (node: Json): Json =>
    typeof node === 'object' && node !== null
      ? new Proxy((Array.isArray(node) ? node.map(watched) : Object.fromEntries(Object.entries(node).map(([key, value]) => [key, watched(value ?? null)]))) as JsonObject, {
          ownKeys: (target) => {
            lookups++;
            return Reflect.ownKeys(target);
          },
          get: (target, key) => {
            lookups++;
            return Reflect.get(target, key) as unknown;
          },
        })
      : node;
  decodeModule(watched(body), { slotId: 'io3' });
  return lookups;
}

describe('any JSON value', () => {
  it.each([
    ['arbitrary', fc.jsonValue()],
    ['mutated', mutated],
  ] as const)('decodes without throwing, the same each time (%s)', (_kind, values) => {
    fc.assert(
      fc.property(values as fc.Arbitrary<Json>, (body) => {
        for (const decode of [() => decodeChassis(body), () => decodeModule(body, { slotId: 'io3' }), () => decodeSystem(body)]) {
          expect(decode()).toEqual(decode());
        }
        const { ptpInstances, properties } = decodeModule(body, { slotId: 'io3' }).value;
        expect(new Set(ptpInstances.map(({ id }) => id)).size).toBe(ptpInstances.length);
        expect(properties.length).toBeLessThanOrEqual(5000);
      }),
      { numRuns: 500 },
    );
  });

  it('may be nested 10,000 levels deep', () => {
    for (const body of [nested(10_000), moduleAnswer({ ptp: nested(10_000) }), envelope({ chassis0: nested(10_000) })]) {
      expect(() => [decodeChassis(body), decodeModule(body, { slotId: 'io3' }), decodeSystem(body)]).not.toThrow();
    }
  });

  it('says when it leaves something out', () => {
    const { value, problems } = decodeModule(moduleAnswer({ list: Array.from({ length: 6000 }, (_, index) => index) }), { slotId: 'io3' });
    expect(value.properties).toHaveLength(5000);
    expect(problems).toHaveLength(1);
  });

  it('may use the names of the language', () => {
    const body = JSON.parse('{"data":{"object-id":"module","__proto__":{"info":{"model":"psx210"}},"constructor":{"a":1}}}') as Json;
    expect(decodeModule(body, { slotId: 'io3' }).value.isPsx).toBe(false);
  });

  it.each([
    ['many instances', (count: number) => ({ ptp: { instances: Array.from({ length: count }, () => nestedInstance) } })],
    ['many keys', (count: number) => ({ ptp: { ...nestedInstance, ...Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, index])) } })],
    ['many ports', (count: number) => ({ ports: Array.from({ length: count }, (_, index) => ({ 'object-id': `port${index}`, ptp: nestedInstance })) })],
  ] as const)('is read in linear work (%s)', (_shape, make) => {
    const small = keyLookups(moduleAnswer(make(50)));
    const large = keyLookups(moduleAnswer(make(200)));
    expect(large / small).toBeLessThan(4.5);
  });
});

describe('every form that the simulator knows', () => {
  it.each(variantNames.flatMap((variant) => [[variant, false] as const, [variant, true] as const]))('decodes %s (raw: %s)', (variant, raw) => {
    const { value } = decodeModule(moduleFixture(variant, { raw }), { slotId: 'io3', raw });
    if (variant === 'emptyPsxSlot' || variant === 'wrongCard') {
      expect(value.isPsx).toBe(false);
      return;
    }
    expect(value.ptpInstances.length).toBeGreaterThan(0);
    for (const { portState, domain, clockIdentity } of value.ptpInstances) {
      expect(portState).toMatch(variant === 'notRunning' ? /./ : /^[A-Z_]+$|^\d+ \(unknown\)$/);
      expect(variant === 'notRunning' || typeof domain === 'number').toBe(true);
      expect(clockIdentity ?? '').toMatch(/^$|^([0-9A-F]{2}-){7}[0-9A-F]{2}$/);
    }
  });
});
