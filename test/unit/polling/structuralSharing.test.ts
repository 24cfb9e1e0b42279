import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { share } from '../../../src/polling/structuralSharing';

const value = fc.jsonValue({ maxDepth: 4 });

function isFrozen(node: unknown): boolean {
  return typeof node !== 'object' || node === null || (Object.isFrozen(node) && Object.values(node).every(isFrozen));
}

describe('structural sharing', () => {
  it('gives the same value, deeply frozen, whatever was there before', () => {
    fc.assert(
      fc.property(value, value, (previous, next) => {
        const shared = share(share(undefined, previous), next);
        expect(shared).toEqual(next);
        expect(isFrozen(shared)).toBe(true);
      }),
    );
  });

  it('gives what was there when it is equal, also its equal parts', () => {
    fc.assert(
      fc.property(value, value, (same, other) => {
        const before = share(undefined, { same, other: 0 });
        expect(share(before, structuredClone(before))).toBe(before);
        expect(share(before, { same: structuredClone(same), other }).same).toBe(before.same);
      }),
    );
  });

  it('leaves out members without a value, and takes hostile names for names', () => {
    const hostile = JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": 1}') as Record<string, unknown>;
    const shared = share<{ gone?: number; kept: number; absent?: undefined; hostile?: Record<string, unknown> }>({ gone: 1, kept: 2 }, { kept: 2, absent: undefined, hostile });
    expect(Object.keys(shared)).toEqual(['kept', 'hostile']);
    expect(Object.keys(shared.hostile ?? {})).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(shared.hostile)).toBe(Object.prototype);
  });

  it('copies an object once that is there twice', () => {
    const leaf = { path: 'a', value: 1 };
    const first = share(undefined, { all: [leaf], some: [leaf] });
    expect(first.all[0]).toBe(first.some[0]);
    const changed = { path: 'a', value: 2 };
    const second = share(first, { all: [changed], some: [changed] });
    expect(second.all[0]).toBe(second.some[0]);
  });

  it('reports no change where an object has moved in one of the places that it is in', () => {
    const before = share(undefined, { all: [{ path: 'a' }], some: [{ path: 'a' }] });
    const leaf = { path: 'a' };
    const after = share(before, { all: [{ path: 'new' }, leaf], some: [leaf] });
    expect(after.some).toBe(before.some);
    expect(after.all).toEqual([{ path: 'new' }, { path: 'a' }]);
  });
});
