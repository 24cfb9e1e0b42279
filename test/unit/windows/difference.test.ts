import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/model/json';
import { share } from '../../../src/polling/structuralSharing';
import { changed, difference, isDifference } from '../../../src/windows/difference';

const copy = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
const json = fc.jsonValue({ maxDepth: 4 }).map(copy);
const keys = fc.constantFrom('a', 'b', '__proto__', 'to', 'length');
const tree = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof({ maxDepth: 4, depthSize: 'small' }, fc.constantFrom<Json>(null, 0, 1, 'x', false), fc.array(tie('tree'), { maxLength: 4 }), fc.dictionary(keys, tie('tree'), { maxKeys: 4 })),
})).tree;
const values = fc.oneof(json, tree.map(copy));

describe('the difference of two snapshots', () => {
  it('makes the one of the other, whatever they are, after it was sent', () => {
    fc.assert(
      fc.property(values, values, (before, after) => {
        const change = difference(before, after);
        expect(change === undefined).toBe(JSON.stringify(share(copy(before), copy(after))) === JSON.stringify(before) && isEqual(before, after));
        if (change !== undefined) {
          const sent = copy(change);
          expect(isDifference(sent)).toBe(true);
          expect(isDifference(sent) && changed(copy(before), sent)).toStrictEqual(after);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('makes one after the other, each of what the one before has made', () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 2, maxLength: 6 }), (list) => {
        let mine: Json | undefined = list[0];
        let theirs: Json | undefined = list[0];
        for (const value of list) {
          const next: Json = share(mine, copy(value));
          const change = difference(mine ?? null, next);
          theirs = change === undefined ? theirs : changed(theirs, change);
          mine = next;
          expect(theirs).toStrictEqual(value);
        }
      }),
    );
  });

  it('holds nothing of what is the same', () => {
    const properties = Array.from({ length: 100 }, (_, index) => ({ path: `p${index}`, value: index }));
    const before = { slots: [{ id: 'io1', properties }, { id: 'io2', properties }], name: 'D' };
    const after = share<Json>(before, { slots: [{ id: 'io1', properties: properties.with(7, { path: 'p7', value: 0 }) }, { id: 'io2', properties }], name: 'D' });
    expect(JSON.stringify(difference(before, after))).toBe(
      '{"members":[["slots",{"elements":[[0,{"members":[["properties",{"elements":[[7,{"members":[["value",{"to":0}]],"gone":[]}]],"length":100}]],"gone":[]}]],"length":2}]],"gone":[]}',
    );
    expect(difference(after, after)).toBeUndefined();
  });

  it('is nothing of a value that it is not of', () => {
    expect(changed([1], { members: [], gone: [] })).toBeUndefined();
    expect(changed({}, { elements: [], length: 0 })).toBeUndefined();
    expect(changed([1], { elements: [[2, { to: 3 }]], length: 3 })).toBeUndefined();
    expect(changed([1], { elements: [], length: 1_000_000_000 })).toBeUndefined();
    expect(changed({ a: 1 }, { members: [['a', { elements: [], length: 0 }]], gone: [] })).toBeUndefined();
    expect(changed(undefined, { members: [], gone: [] })).toBeUndefined();
  });

  it.each<unknown>([null, {}, { members: [] }, { members: [['a']], gone: [] }, { members: [[1, { to: 1 }]], gone: [] }, { members: [], gone: [1] }, { elements: [] }, { elements: [[-1, { to: 1 }]], length: 1 }, { elements: [], length: 0.5 }])(
    'is not %j',
    (value) => expect(isDifference(value)).toBe(false),
  );

  it('is not what is too deep to look through', () => {
    const deep = `${'{"members":[["a",'.repeat(10_000)}{"to":1}${']],"gone":[]}'.repeat(10_000)}`;
    expect(isDifference(JSON.parse(deep))).toBe(false);
  });
});

function isEqual(one: Json, other: Json): boolean {
  const kept = share(copy(one), copy(one));
  return share(kept, copy(other)) === kept;
}
