import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeChassis, decodeModule, decodeSystem } from '../../../src/ltos/decode';
import { knownKeys } from '../../../src/ltos/decode/aliasIndex';
import type { Json, JsonObject } from '../../../src/model/json';
import { answer, flatMaster, master, modules, slot, slots } from './psxModules';

const options = { slotId: 'io3' };

function decodeEverything(body: Json): unknown {
  return [decodeModule(body, options), decodeChassis(body), decodeSystem(body)];
}

function leaves(value: Json | undefined): number {
  return value === null || typeof value !== 'object' ? 1 : Object.values(value).reduce<number>((sum, child) => sum + leaves(child), 0);
}

/** Replaces the nth value of a tree. */
function mutate(value: Json, at: { left: number }, replacement: Json): Json {
  if (at.left-- === 0) {
    return replacement;
  }
  if (Array.isArray(value)) {
    return value.map((child: Json) => mutate(child, at, replacement));
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, mutate(child as Json, at, replacement)]));
  }
  return value;
}

const keys = fc.constantFrom(...knownKeys('self').keys(), 'ptp', 'instances', 'ports', 'status', 'default-ds', 'parent-ds', 'port-ds', 'object-id', '__proto__', 'module', 'info');
const anyTree = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6 },
    fc.jsonValue() as fc.Arbitrary<Json>,
    fc.constantFrom<Json>('slave [9]', 'n/a', '12 ns', 9, -0, 1e308, '0xEC4670FFFE001122', '{', null),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(keys, tie('tree'), { maxKeys: 8 }),
  ),
})).tree;

describe('any JSON', () => {
  it('is decoded without an exception, the same way every time, and without inventing properties', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue() as fc.Arbitrary<Json>, anyTree), (tree) => {
        for (const body of [tree, answer(tree), answer({ 'object-id': 'module', ptp: tree }), answer([slot('io3', '0,1,1', tree)])]) {
          expect(decodeEverything(body)).toEqual(decodeEverything(structuredClone(body)));
          const { value } = decodeModule(body, options);
          expect(value.properties.length).toBeLessThanOrEqual(Math.min(leaves(body), 20_000));
          const ids = value.ptpInstances.map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('in place of any value of a good answer loses at most what it replaces', () => {
    const body = answer({ 'object-id': 'status', chassis0: { slots } });
    fc.assert(
      fc.property(fc.nat(200), anyTree, (at, replacement) => {
        expect(() => decodeEverything(mutate(body, { left: at }, replacement))).not.toThrow();
      }),
      { numRuns: 300 },
    );
    const instance = master as JsonObject;
    for (const key of Object.keys(instance)) {
      const { value } = decodeModule(answer({ ptp: { instances: [{ ...instance, [key]: { odd: [1] } }] } }), options);
      expect(value.ptpInstances).toHaveLength(1);
      expect(value.ptpInstances[0]?.clockClass).toBe(key === 'default-ds' ? undefined : 6);
    }
  });

  it.each(['[', '{"a":', '{"ptp":', '{"instances":', '{"status":', '{"value":'])('nested 10,000 times (%s) overflows nothing', (open) => {
    const close = open === '[' ? ']' : '}';
    const deep = JSON.parse(open.repeat(10_000) + '1' + close.repeat(10_000)) as Json;
    for (const body of [deep, answer(deep), answer({ ptp: deep }), answer({ ptp: [{ domain: deep, offset: deep, 'port-state': deep, interface: deep, 'gm-id': deep }] })]) {
      expect(() => decodeEverything(body)).not.toThrow();
    }
  });
});

/** Counts how often the decoder looks at the members of an object. */
function counting(value: Json, counter: { looks: number }): Json {
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const children: Json = Array.isArray(value)
    ? value.map((child: Json) => counting(child, counter))
    : Object.fromEntries(Object.entries(value).map(([key, child]) => [key, counting(child as Json, counter)]));
  return new Proxy(children, {
    get: (target, key, receiver): unknown => {
      counter.looks++;
      return Reflect.get(target, key, receiver);
    },
    ownKeys: (target) => {
      const keys = Reflect.ownKeys(target);
      counter.looks += keys.length;
      return keys;
    },
  });
}

function looksAt(body: Json): number {
  const counter = { looks: 0 };
  const counted = counting(body, counter);
  decodeModule(counted, options);
  decodeChassis(counted);
  return counter.looks;
}

describe('the work grows with the size of the answer, not faster', () => {
  it.each<[string, (size: number) => Json]>([
    ['instances', (size) => ({ ptp: { instances: Array.from({ length: size }, (_, index) => ({ ...master, 'object-id': `i${index}` })) } })],
    ['instances with one id', (size) => ({ ptp: { instances: Array.from({ length: size }, () => flatMaster) } })],
    ['members of a map', (size) => ({ ptp: Object.fromEntries(Array.from({ length: size }, (_, index) => [`x${index}`, { y: { z: {} } }])) })],
    ['keys of an instance', (size) => ({ ptp: { ...flatMaster, ...Object.fromEntries(Array.from({ length: size }, (_, index) => [`x${index}`, index])) } })],
    ['ports', (size) => ({ ptp: { ports: Array.from({ length: size }, () => ({ ports: [{ ports: [{ 'port-state': 9, domain: 1 }] }] })) } })],
    ['spellings of one data set', (size) => ({ ptp: Object.fromEntries(Array.from({ length: size }, (_, index) => [`default${'-'.repeat(index)}ds`, { domain: 1, 'clock-quality': { 'clock-class': 6 } }])) })],
    ['spellings of one field', (size) => ({ ptp: { domain: 1, ...Object.fromEntries(Array.from({ length: size }, (_, index) => [`port${'-'.repeat(index)}state`, 'odd [77]'])) } })],
    ['groups', (size) => ({ ptp: { instances: Array.from({ length: size }, () => ({ status: { state: { misc: { running: false } } }, general: { running: false } })) } })],
    ['containers in containers', (size) => Array.from({ length: 5 }).reduce<Json>((inner) => ({ ptp: inner, psx: inner, stacks: [inner] }), { ptp: Array.from({ length: size }, () => ({ 'port-state': 9 })) })],
    ['elements with one object-id', (size) => ({ list: Array.from({ length: size }, () => ({ 'object-id': 'x' })) })],
    ['slots with one id', (size) => ({ chassis0: { slots: Array.from({ length: size }, () => slot('io3', '0,1,1', {})) } })],
  ])('%s', (_name, make) => {
    const small = looksAt(answer(make(100)));
    expect(looksAt(answer(make(400)))).toBeLessThan(small * 4 * 1.1 + 100);
  });
});

describe('the time', () => {
  it('for an ordinary answer is far from being noticed', () => {
    const body = answer({ 'object-id': 'module', ...modules.standard });
    decodeModule(body, options);
    const start = performance.now();
    for (let round = 0; round < 20; round++) {
      decodeModule(body, options);
    }
    // A fraction of a millisecond; the limit only catches a mistake of another order, also on a busy machine.
    expect((performance.now() - start) / 20).toBeLessThan(50);
  });
});
