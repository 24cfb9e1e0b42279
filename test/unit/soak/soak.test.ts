import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../soak/random.mjs';
import { SessionLedger } from '../../soak/sessionLedger.mjs';
import { problemsOf, reportText } from '../../soak/soakReport.mjs';
import { theilSenSlope } from '../../soak/theilSen.mjs';

describe('the slope of the heap', () => {
  it('is that of a line, whatever a few values say', () => {
    const line = Array.from({ length: 20 }, (_, x) => ({ x, y: 3 + 2 * x }));
    expect(theilSenSlope(line)).toBe(2);
    expect(theilSenSlope(line.map((point, n) => (n % 7 === 3 ? { ...point, y: 1_000 } : point)))).toBeCloseTo(2, 0);
    expect(theilSenSlope([])).toBeUndefined();
    expect(theilSenSlope([{ x: 1, y: 1 }, { x: 1, y: 2 }])).toBeUndefined();
  });

  it('does not depend on the order of the values', () => {
    const points = fc.array(fc.record({ x: fc.integer({ min: 0, max: 50 }), y: fc.integer({ min: -100, max: 100 }) }), { maxLength: 12 });
    fc.assert(
      fc.property(points, (given) => {
        expect(theilSenSlope(given.toReversed()) ?? 0).toBeCloseTo(theilSenSlope(given) ?? 0);
      }),
    );
  });
});

describe('the ledger of sessions', () => {
  const request = (at: number, uri = '/api/status') => ({ deviceId: 'a', uri, at });

  it('misses what a device has seen and nobody has recorded', () => {
    const ledger = new SessionLedger();
    ledger.begin(1_000);
    ledger.compare([request(1_010), request(1_020)], [request(1_009), request(1_019), request(1_500)]);
    expect(ledger.lost).toEqual([]);
    ledger.compare([request(1_510), request(2_000), request(2_100, '/api/other')], []);
    expect(ledger.lost).toEqual([request(2_000), request(2_100, '/api/other')]);
    expect([ledger.seen, ledger.recorded]).toEqual([5, 3]);
  });

  it('does not miss what never arrived, nor what another window sent before', () => {
    const ledger = new SessionLedger();
    ledger.begin(10_000);
    ledger.compare([request(9_990)], [request(11_000)]);
    ledger.leaveOut([request(12_000)]);
    expect([ledger.lost, ledger.untold]).toEqual([[], 1]);
    ledger.begin(20_000);
    ledger.compare([request(21_000)], []);
    expect(ledger.lost).toHaveLength(1);
  });
});

describe('the report', () => {
  const good = { minutes: 60, seed: 7, devices: 6, requests: 10, recorded: 11, untold: 0, lost: [], faults: { down: 2 }, recoveriesMs: [1_000, 3_000], unrecovered: [], reloads: 4, panels: 9, errors: [], heap: [{ minute: 1, megabytes: 80 }], heapSlope: 0.5 };

  it('passes what lost nothing', () => {
    expect(problemsOf(good)).toEqual([]);
    expect(reportText(good)).toContain('lost sessions: 0');
    expect(reportText(good)).toMatch(/Passed\.$/);
  });

  it('fails what lost something, did not recover, failed or grows', () => {
    const bad = { ...good, lost: [{ deviceId: 'a', uri: '/x', at: 1 }], unrecovered: ['device1 is timeout'], errors: ['boom'], heapSlope: 11 };
    expect(problemsOf(bad)).toHaveLength(4);
    expect(reportText(bad)).toContain('FAILED');
    expect(problemsOf({ ...good, minutes: 5, heapSlope: 1_000 })).toEqual([]);
    expect(problemsOf({ ...good, heapSlope: Number.NaN })).toHaveLength(1);
    expect(problemsOf({ ...good, recoveriesMs: [] })).toHaveLength(1);
  });
});

it('is the same for the same seed', () => {
  const numbers = (seed: number): number[] => Array.from({ length: 5 }, randomFrom(seed));
  expect(numbers(7)).toEqual(numbers(7));
  expect(numbers(7)).not.toEqual(numbers(8));
  expect(numbers(3).every((number) => number >= 0 && number < 1)).toBe(true);
});
