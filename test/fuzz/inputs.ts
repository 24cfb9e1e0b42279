import fc from 'fast-check';
import { knownKeys } from '../../src/ltos/decode/aliasIndex';
import type { Json } from '../../src/model/json';

/** Stands for a password: what is tested must not repeat it. */
export const planted = 'tr0ub4dor&3 correct';

const special = [
  '', ' ', '0', '-0', '1e999', 'NaN', 'null', 'n/a', '__proto__', 'constructor', 'toString', '\0', '\u2028', '\u202E', '\uFEFF', '\uFFFE', '\uD800', '\uDC00', '%', '%00', '%E0%A4%A', '../..',
  '[x](command:psx.removeDevice)', '<img src=x onerror=alert(1)>', '=cmd|1', '"', '\\', '${x}', '$(error)', '\r\n', 'a\u0301'.repeat(20), '9'.repeat(40), 'x'.repeat(3_000), 'slave [9]', '12 ns',
  '0xEC4670FFFE001122', 'EC-46-70-FF-FE-00-11-22-1', 'https://user:pw@[::1]:99999/', '10.0.4.20', 'Wed, 21 Oct 2026 07:28:00 GMT', '2026-02-30T25:61:61Z',
];

/** Any text: ordinary, of all of Unicode with halves of characters, and those that programs stumble over. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.string({ maxLength: 30 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.array(fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)), { maxLength: 20 }).map((units) => units.join('')) },
  { weight: 3, arbitrary: fc.constantFrom(...special) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...special), { minLength: 2, maxLength: 4 }).map((texts) => texts.join('')) },
);

export const anyNumber: fc.Arbitrary<number> = fc.oneof(
  fc.integer(),
  fc.integer({ min: -2, max: 300 }),
  fc.double(),
  fc.constantFrom(0, -0, 1e308, -1e308, Infinity, -Infinity, 5e-324, 2 ** 53, 2 ** 63, 65_535, 65_536, 8.64e15, 8.65e15),
);

/** Numbers that JSON can hold. */
const jsonNumber = anyNumber.filter(Number.isFinite);
const leaf: fc.Arbitrary<Json> = fc.oneof(anyText, jsonNumber, fc.boolean(), fc.constant(null));
const deviceKeys = [...knownKeys('self').keys(), 'ptp', 'instances', 'ports', 'status', 'default-ds', 'parent-ds', 'port-ds', 'object-id', 'module', 'info', 'chassis0', 'slots', 'slot-id', 'data'];

/** Any JSON, with keys from `keys` among others. */
export function jsonWith(keys: readonly string[]): fc.Arbitrary<Json> {
  const key = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...keys) }, { weight: 1, arbitrary: anyText });
  return fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof({ maxDepth: 5, depthSize: 'small' }, leaf, fc.array(tie('tree'), { maxLength: 4 }), fc.dictionary(key, tie('tree'), { maxKeys: 6 })),
  })).tree;
}

/** Any JSON, with the keys of devices. */
export const anyJson = jsonWith(deviceKeys);

/** Whatever JavaScript can hold: also what is no JSON. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withNullPrototype: true, withSparseArray: true, withTypedArray: true }) },
  { weight: 2, arbitrary: anyJson },
  { weight: 1, arbitrary: fc.constantFrom(undefined, Number.NaN, Infinity, Symbol('x'), () => 1, Date) },
  { weight: 1, arbitrary: fc.constant(undefined).map(cycle) },
);

function cycle(): unknown {
  const list: unknown[] = [];
  list.push({ list });
  return list;
}

interface Change<T> {
  readonly at: number;
  readonly how: 'replace' | 'delete' | 'add';
  readonly key: string;
  readonly value: T;
}

/** As JSON; nothing for what JSON cannot hold. */
export function jsonText(value: unknown): string {
  const text: unknown = JSON.stringify(value);
  return typeof text === 'string' ? text : '';
}

/** The example with a few of its places replaced, taken away or joined by others: what is right until late in its reader. */
export function nearly<T>(example: unknown, values: fc.Arbitrary<T>, keys: readonly string[] = deviceKeys): fc.Arbitrary<unknown> {
  const change: fc.Arbitrary<Change<T>> = fc.record({
    at: fc.nat(),
    how: fc.constantFrom('replace', 'replace', 'delete', 'add'),
    key: fc.oneof(fc.constantFrom(...keys), anyText),
    value: values,
  });
  return fc.array(change, { maxLength: 4 }).map((changes) => changes.reduce<unknown>(changed, structuredClone(example)));
}

function changed(tree: unknown, { at, how, key, value }: Change<unknown>): unknown {
  const places: { readonly holder: Record<string, unknown>; readonly key: string }[] = [];
  const seen = new Set<unknown>();
  const collect = (node: unknown): void => {
    if (typeof node === 'object' && node !== null && !seen.has(node) && isPlain(node)) {
      seen.add(node);
      for (const name of Object.keys(node)) {
        places.push({ holder: node as Record<string, unknown>, key: name });
        // Not by reading it, which may throw.
        collect(Object.getOwnPropertyDescriptor(node, name)?.value);
      }
    }
  };
  collect(tree);
  const place = places[at % (places.length + 1)];
  if (place === undefined) {
    return how === 'replace' ? value : tree;
  }
  if (how === 'delete') {
    if (Array.isArray(place.holder)) {
      place.holder.splice(Number(place.key), 1);
    } else {
      Reflect.deleteProperty(place.holder, place.key);
    }
  } else {
    Object.defineProperty(place.holder, how === 'add' && !Array.isArray(place.holder) ? key : place.key, { value, enumerable: true, configurable: true, writable: true });
  }
  return tree;
}

/** What else there is has no places that could be replaced. */
function isPlain(node: object): boolean {
  return Array.isArray(node) || Object.getPrototypeOf(node) === Object.prototype;
}
