import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNs, parseDurationNs } from '../../../src/model/duration';

describe('durations', () => {
  it.each([
    ['12 ns', 12], ['0.3 us', 300], ['-1.2e-8 s', -12], ['−5µs', -5000], ['5 μs', 5000], ['1 ms', 1e6], ['+2 sec', 2e9], ['.5 ns', 0.5], ['3 picoparsec', undefined],
    ['12', undefined], ['', undefined], ['1e999 s', undefined], ['9'.repeat(1000), undefined], ['-0 ns', 0], ['1 ns 2', undefined],
  ])('%j is %s ns', (text, ns) => {
    expect(parseDurationNs(text)).toBe(ns);
  });

  it.each([
    [12, '12 ns'], [-12, '−12 ns'], [0, '0 ns'], [-0, '0 ns'], [1300, '1.3 µs'], [1234, '1.23 µs'], [999.6, '1 µs'], [999, '999 ns'], [-1_500_000, '−1.5 ms'],
    [37e9, '37 s'], [12_345e9, '12345 s'], [0.25, '0.25 ns'], [0.0001, '0 ns'], [-0.0001, '0 ns'], [NaN, '–'], [Infinity, '–'],
  ])('%d ns is shown as %s', (ns, text) => {
    expect(formatNs(ns)).toBe(text);
  });

  it('are read again as they are shown, to three digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2e12, max: 2e12 }), (ns) => {
        const again = parseDurationNs(formatNs(ns));
        expect(Math.abs((again ?? NaN) - ns)).toBeLessThanOrEqual(Math.abs(ns) * 0.006);
      }),
    );
  });
});
