import { History } from '../../src/history/history';
import type { HistoryOptions } from '../../src/history/historyOptions';
import type { TrendSample } from '../../src/model/trend';
import type { ManualClock } from './manualClock';

/** Just before an hour ends. */
export const beforeTheHour = Date.UTC(2026, 10, 23, 11, 59, 58);

const series = Array.from({ length: 100 }, (_, n) => ({ deviceId: `gm-${n}`, slotId: 'io3', instanceId: 'ptp0' }));

/** A history that has written three minutes of many series, of which the last one, and with it the hour, is about to be over. */
export function writeMinutes(clock: ManualClock, options: Partial<HistoryOptions> & Pick<HistoryOptions, 'folder'>): History {
  const history = new History({ clock, ...options });
  clock.advance(0);
  const samples = series.flatMap((address, n) =>
    Array.from({ length: 6 }, (_, i): TrendSample => ({ address, at: clock.now() - (5 - i) * 29_000 - n, portState: 'SLAVE', offsetFromMasterNs: Math.sin(n + 7 * i) * 1_000, meanPathDelayNs: n })),
  );
  history.record(samples);
  clock.advance(3_500);
  return history;
}

/** As long as it takes until all is rolled up, also when the window has to wait for the lease of another one. What it records until then has no points: it is dropped. */
export function rollUpRest(history: History, clock: ManualClock): void {
  history.record(series.slice(0, 1).map((address) => ({ address, at: clock.now(), portState: 'SLAVE' })));
  clock.advance(20_000);
}
