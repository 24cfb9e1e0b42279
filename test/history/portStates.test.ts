import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { address, openWindow, sample } from './fixture';
import { ManualClock } from './manualClock';

const gapMs = 90_000;

describe('port states', () => {
  it('are spans that begin and end where the state changed', () => {
    const { history, clock } = openWindow();
    const t = clock.now();
    const states = ['LISTENING', 'UNCALIBRATED', 'UNCALIBRATED', 'SLAVE', 'SLAVE'];
    for (const portState of states) {
      history.record([sample(clock.now(), undefined, { portState })]);
      clock.advance(10_000);
    }
    expect(history.portStates(address, t - 1, t + 100_000)).toEqual([
      { from: t, to: t + 10_000, portState: 'LISTENING' },
      { from: t + 10_000, to: t + 30_000, portState: 'UNCALIBRATED' },
      { from: t + 30_000, to: t + 40_001, portState: 'SLAVE' },
    ]);
    expect(history.portStates(address, t + 5_000, t + 12_000)).toEqual([
      { from: t + 5_000, to: t + 10_000, portState: 'LISTENING' },
      { from: t + 10_000, to: t + 12_000, portState: 'UNCALIBRATED' },
    ]);
    expect(history.portStates(address, t + 50_000, t + 90_000)).toEqual([]);
  });

  it('are not known while nobody looked, though they are the same before and after', () => {
    const { history, clock } = openWindow();
    const t = clock.now();
    history.record([sample(t), sample(t + gapMs), sample(t + 3 * gapMs)]);
    expect(history.portStates(address, t, t + 4 * gapMs)).toEqual([
      { from: t, to: t + gapMs + 1, portState: 'SLAVE' },
      { from: t + 3 * gapMs, to: t + 3 * gapMs + 1, portState: 'SLAVE' },
    ]);
  });

  it('go on after a reload', () => {
    const { history, clock, folder } = openWindow();
    const t = clock.now();
    history.record([sample(t)]);
    history.dispose();
    const again = openWindow({ folder, clock }).history;
    again.record([sample(t + 20_000)]);
    expect(again.portStates(address, t, t + gapMs)).toEqual([{ from: t, to: t + 20_001, portState: 'SLAVE' }]);
  });

  it('never overlap and say what was seen, in whatever order samples come', () => {
    const seen = fc.record({ at: fc.integer({ min: 0, max: 20 * gapMs }), portState: fc.constantFrom('MASTER', 'SLAVE', 'PASSIVE') });
    fc.assert(
      fc.property(fc.array(fc.array(seen, { maxLength: 10 }), { maxLength: 6 }), (batches) => {
        const clock = new ManualClock();
        const { history } = openWindow({ clock });
        const start = clock.now();
        for (const batch of batches) {
          history.record(batch.map(({ at, portState }) => sample(start + at, undefined, { portState })));
          clock.advance(2_000);
        }
        const spans = history.portStates(address, 0, start + 30 * gapMs);
        spans.forEach(({ from, to }, n) => {
          expect(from).toBeLessThan(to);
          expect(from).toBeGreaterThanOrEqual(spans[n - 1]?.to ?? 0);
        });
        for (const { at } of batches.flat()) {
          expect(spans.filter(({ from, to }) => from <= start + at && start + at < to)).toHaveLength(1);
        }
        history.dispose();
      }),
      { numRuns: 60 },
    );
  });
});
