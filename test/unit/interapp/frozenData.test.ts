import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describedData, frozenData } from '../../../src/interapp/frozenData';
import type { Json } from '../../../src/model/json';

const shownOf = (data: unknown): Json | undefined => frozenData(data)?.table.shown;

function isDeeplyFrozen(value: unknown): boolean {
  return typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen));
}

describe('frozenData', () => {
  it('copies any JSON as it is, frozen all the way down', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (data) => {
        const frozen = frozenData(data);
        expect(JSON.stringify(frozen?.whole)).toBe(JSON.stringify(data));
        expect(isDeeplyFrozen(frozen?.whole)).toBe(true);
        expect(isDeeplyFrozen(frozen?.table.shown)).toBe(true);
      }),
    );
  });

  it('takes whatever there is without a throw', () => {
    const strange = { withDate: true, withMap: true, withSet: true, withTypedArray: true, withNullPrototype: true, withSparseArray: true };
    fc.assert(
      fc.property(fc.anything(strange), (data) => {
        frozenData(data);
        expect(describedData(data).shown).toBeDefined();
      }),
    );
  });

  const throwing = {
    get member(): number {
      throw new Error('not for you');
    },
  };
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;

  it.each<[string, unknown]>([
    ['a function', () => 1],
    ['a list with nothing in it', [undefined]],
    ['NaN', { a: NaN }],
    ['a bigint', 1n],
    ['a date, which would arrive as an empty object', new Date(0)],
    ['a map, which would arrive as an empty object', { map: new Map([[1, 2]]) }],
    ['a cycle', cycle],
    ['a member that throws when it is read', throwing],
    ['a revoked proxy', proxy],
    ['too many members', Array.from({ length: 70_000 }, () => 0)],
    ['a text that is too long', 'x'.repeat(70_000)],
  ])('does not take %s', (_what, data) => {
    expect(frozenData(data)).toBeUndefined();
    expect(describedData(data).shown).toBe(`(${typeof data}, not shown)`);
  });

  it('leaves out members that are undefined, as JSON does', () => {
    expect(frozenData({ a: undefined, b: 1 })?.whole).toEqual({ b: 1 });
  });

  it('shows no value whose name says that it is a secret, at any depth, and hands it to the handler all the same', () => {
    const data = { list: [{ password: 'hunter22' }], community: { name: 'hunter22' }, 'api-key': ['hunter22'], user: 'info' };
    expect(shownOf(data)).toEqual({ list: [{ password: '[redacted]' }], community: '[redacted]', 'api-key': '[redacted]', user: 'info' });
    expect(frozenData(data)?.whole).toEqual(data);
  });

  it('shows large data cut, and says how much is missing', () => {
    expect(shownOf('x'.repeat(20_000))).toBe(`${'x'.repeat(8191)}… (20000 characters)`);
    expect((shownOf(Array.from({ length: 20_000 }, () => 1)) as readonly Json[]).at(-1)).toMatch(/^\(11\d{3} more, not shown\)$/);
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`name${index}`, true]));
    expect((shownOf(many) as Readonly<Record<string, Json>>)['…']).toMatch(/^\(\d+ more, not shown\)$/);
  });

  it('shows no more than about 8 kB, and still no secret, whatever is large', () => {
    const secret = 'hunter22';
    const longText = fc.constantFrom('', 'x'.repeat(3_000), 'y'.repeat(9_000));
    const branch = fc.dictionary(fc.constantFrom('a', 'b', 'password', 'c'), longText, { minKeys: 1 });
    fc.assert(
      fc.property(fc.array(branch, { maxLength: 8 }), (rows) => {
        const data = rows.map((row) => ({ ...row, password: secret, nested: [{ token: secret }, row] }));
        const shown = JSON.stringify(shownOf(data) ?? null);
        expect(shown).not.toContain(secret);
        expect(shown.length).toBeLessThan(10_000);
      }),
    );
  });
});
