import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packRows, unpackRows } from '../../src/history/packedRows';

const value = fc.oneof(fc.constant(Number.NaN), fc.integer(), fc.integer({ min: -200, max: 200 }), fc.double(), fc.integer({ min: -4e9, max: 4e9 }).map((n) => n / 1000));
const row = (width: number) => fc.record({ key: fc.integer({ min: 0, max: 0xffff }), values: fc.array(value, { minLength: width, maxLength: width }) });

function unpacked(bytes: Uint8Array, width: number, first = 0, count = width) {
  const rows: { key: number; values: number[] }[] = [];
  unpackRows(bytes, width, first, count, (key, values) => rows.push({ key, values: [...values].map((number) => number + 0) }));
  return rows;
}

describe('packed rows', () => {
  it.each([2, 8])('come back as they were, %i values each', (width) => {
    fc.assert(
      fc.property(fc.array(row(width), { maxLength: 60 }), fc.integer({ min: 0, max: width - 1 }), (rows, first) => {
        const bytes = packRows(rows, width);
        const expected = rows.map(({ key, values }) => ({ key, values: values.map((number) => number + 0) }));
        expect(unpacked(bytes, width)).toEqual(expected);
        expect(unpacked(bytes, width, first, 1)).toEqual(expected.map(({ key, values }) => ({ key, values: values.slice(first, first + 1) })));
      }),
    );
  });

  it('are small for values as devices send them', () => {
    const rows = Array.from({ length: 60 }, (_, n) => ({ key: n * 1000, values: [n - 30, 12_345] }));
    expect(packRows(rows, 2).length / rows.length).toBe(6);
  });

  it('never throw, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(2, 8), (bytes, width) => {
        expect(unpacked(bytes, width).length).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });

  it('lose only the last one when bytes are missing at the end', () => {
    const rows = Array.from({ length: 5 }, (_, key) => ({ key, values: [key, key / 4] }));
    const bytes = packRows(rows, 2);
    expect(unpacked(bytes.slice(0, -1), 2)).toEqual(rows.slice(0, 4));
  });
});
