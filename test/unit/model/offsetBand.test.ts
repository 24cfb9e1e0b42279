import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offsetBandText } from '../../../src/model/offsetBand';

describe('offsetBandText', () => {
  it.each([
    [0, '<25 ns'],
    [-12, '<25 ns'],
    [99.9, '<100 ns'],
    [-100, '<250 ns'],
    [1_500, '<2.5 µs'],
    [5e9, '≥1 s'],
  ])('puts %d ns into the band %s', (offsetNs, words) => {
    expect(offsetBandText(offsetNs)).toBe(words);
  });

  it('is the same for both signs', () => {
    fc.assert(fc.property(fc.double({ noNaN: true }), (offsetNs) => offsetBandText(offsetNs) === offsetBandText(-offsetNs)));
  });
});
