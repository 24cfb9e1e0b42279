import { describe, expect, it } from 'vitest';
import type { History } from '../../src/history/history';
import type { Retention } from '../../src/history/retention';
import { address, event, openDatabase, openWindow, sample } from './fixture';
import type { ManualClock } from './manualClock';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const retention: Retention = { rawHours: 2, minuteDays: 1, hourDays: 3, maxMegabytes: 500 };

/** A sample at the beginning of each minute and one in its middle. */
function recordFor(history: History, clock: ManualClock, ms: number): void {
  const end = clock.now() + ms;
  while (clock.now() < end) {
    history.record([sample(clock.now(), 1, { meanPathDelayNs: 2 ** 40 + 0.1 }), sample(clock.now() + minute / 2, 3)]);
    clock.advance(minute);
  }
}

const oldest = (file: string, level: number) => {
  const database = openDatabase(file);
  const number = database.prepare('SELECT min(number) AS oldest FROM block WHERE level = ?').get(level)?.oldest;
  database.close();
  return Number(number) * [minute, hour, day][level]!;
};

/** What the file takes when its log of writes is in it. */
function megabytes(file: string): number {
  const database = openDatabase(file);
  const [pages, size] = ['page_count', 'page_size'].map((name) => Number(database.prepare(`PRAGMA ${name}`).get()?.[name]));
  database.close();
  return (pages! * size!) / 1e6;
}

describe('retention', () => {
  it('keeps raw points, minutes and hours as long as it is told, and not much longer', { timeout: 60_000 }, () => {
    const { history, clock, file } = openWindow({ retention });
    const start = clock.now();
    history.append([event(start, 'MASTER')]);
    recordFor(history, clock, 2 * day);
    const now = clock.now();
    expect(now - oldest(file, 0)).toBeGreaterThanOrEqual(2 * hour);
    expect(now - oldest(file, 0)).toBeLessThan(2 * hour + 15 * minute);
    expect(now - oldest(file, 1)).toBeGreaterThanOrEqual(day);
    expect(now - oldest(file, 1)).toBeLessThan(day + hour + 15 * minute);
    expect(oldest(file, 2)).toBeLessThanOrEqual(start);

    // Where there are no raw points any more, there are minutes, and then hours; one trend has one step.
    expect(history.trend(address, 'offsetFromMasterNs', now - hour, now, 1_000).stepMs).toBe(0);
    const minutes = history.trend(address, 'offsetFromMasterNs', now - 5 * hour, now - 4 * hour, 1_000);
    expect(minutes).toMatchObject({ stepMs: minute, min: Array(60).fill(1), mean: Array(60).fill(2), max: Array(60).fill(3), count: Array(60).fill(2) });
    expect(history.trend(address, 'offsetFromMasterNs', now - 5 * hour, now, 1_000).at).toHaveLength(300);
    const hours = history.trend(address, 'offsetFromMasterNs', start, now, 1_000);
    expect(hours).toMatchObject({ stepMs: hour, count: Array(48).fill(120), mean: Array(48).fill(2) });
    // In parts, each is as fine as it is kept.
    const parts = history.trendParts(address, 'offsetFromMasterNs', start, now, 100_000);
    expect(parts.map(({ stepMs }) => stepMs)).toEqual([hour, minute, 0]);
    expect(parts.flatMap(({ count }) => count).reduce((sum, count) => sum + count, 0)).toBe(2 * 48 * 60);
    expect(parts.map(({ count }) => new Set(count))).toEqual([new Set([120]), new Set([2]), new Set([1])]);
    expect(parts.flatMap(({ at }) => at).every((at, index, all) => index === 0 || at > (all[index - 1] ?? at))).toBe(true);
    expect(parts.flatMap(({ gaps }) => gaps)).toEqual([]);
    expect(history.trendParts(address, 'offsetFromMasterNs', now - hour, now, 1_000)).toMatchObject([{ stepMs: 0, count: { length: 120 } }]);
    expect(history.events()).toHaveLength(1);
    expect(history.portStates(address, start, now)).toHaveLength(1);

    recordFor(history, clock, 2 * day);
    expect(clock.now() - oldest(file, 2)).toBeLessThan(5 * day);
    expect(history.events()).toEqual([]);
    expect(history.trend(address, 'offsetFromMasterNs', start, clock.now(), 1_000).at[0]).toBeGreaterThanOrEqual(start + 12 * hour);
  });

  it('applies at once when it is changed', () => {
    const { history, clock, file } = openWindow();
    recordFor(history, clock, 5 * hour);
    const start = clock.now() - 5 * hour;
    expect(oldest(file, 0)).toBe(start);
    history.setRetention({ ...retention, rawHours: 1 });
    clock.advance(5_000);
    expect(clock.now() - oldest(file, 0)).toBeLessThan(hour + 2 * minute);
    expect(history.trend(address, 'offsetFromMasterNs', start, clock.now(), 1_000)).toMatchObject({ stepMs: minute, at: { length: 300 } });
  });

  it('drops the oldest of what reaches back farthest for its time when the file is too large', () => {
    const { history, clock, file } = openWindow();
    const start = clock.now();
    for (let n = 0; n < 10 * 60; n++) {
      history.record(Array.from({ length: 240 }, (_, i) => sample(clock.now() + i * 250, Math.sin(i) * 1e9, { meanPathDelayNs: Math.cos(i) * 1e9 })));
      clock.advance(minute);
    }
    const before = megabytes(file);
    const tooLarge = { rawHours: 1_000, minuteDays: 1_000, hourDays: 1_000 };
    history.setRetention({ ...tooLarge, maxMegabytes: before / 2 });
    clock.advance(30_000);
    expect(megabytes(file)).toBeLessThan(before / 2 + 0.1);
    expect(oldest(file, 0)).toBeGreaterThan(start + 2 * hour);
    expect(oldest(file, 0)).toBeLessThan(start + 8 * hour);
    expect(oldest(file, 1)).toBe(start);
    expect(history.trend(address, 'offsetFromMasterNs', start, clock.now(), 2_000)).toMatchObject({ stepMs: minute, at: { length: 600 } });

    history.setRetention({ ...tooLarge, maxMegabytes: 0.01 });
    clock.advance(minute);
    expect(history.trend(address, 'offsetFromMasterNs', start, clock.now(), 2_000).at).toEqual([]);
    expect(history.status).toMatchObject({ state: 'ok', fault: { kind: 'tooLittleSpace' } });
    history.record([sample(clock.now(), 42)]);
    expect(history.trend(address, 'offsetFromMasterNs', clock.now(), clock.now() + 1, 10).mean).toEqual([42]);
  });

  it('lets no level take the space of another one, and says once that there is too little', { timeout: 60_000 }, () => {
    const { history, clock, file } = openWindow({ retention: { rawHours: 4, minuteDays: 1, hourDays: 10, maxMegabytes: 500 } });
    const told: (string | undefined)[] = [];
    const addresses = Array.from({ length: 30 }, (_, n) => ({ ...address, instanceId: `instance${n}` }));
    const record = (hours: number): void => {
      for (let n = 0; n < hours * 60; n++) {
        const value = (i: number): number => Math.sin(n * 7 + i) * 1e9;
        history.record(addresses.flatMap((own, i) => [0, 1].map((half) => sample(clock.now() + half * 30_000, value(i + half), { address: own, meanPathDelayNs: value(i - half) }))));
        clock.advance(minute);
      }
    };
    record(12);
    history.onDidChangeStatus((status) => told.push('fault' in status ? status.fault?.message : undefined));
    const maxMegabytes = Math.round(0.25 * megabytes(file) * 100) / 100;
    history.setRetention({ rawHours: 4, minuteDays: 1, hourDays: 10, maxMegabytes });
    clock.advance(2 * minute);
    record(12);
    const now = clock.now();
    const rawShare = (now - oldest(file, 0)) / (4 * hour);
    const minuteShare = (now - oldest(file, 1)) / day;
    expect(rawShare).toBeLessThan(0.75);
    expect(rawShare).toBeGreaterThan(0.05);
    expect(minuteShare).toBeGreaterThan(0.05);
    expect(Math.abs(rawShare - minuteShare)).toBeLessThan(0.2);
    expect(megabytes(file)).toBeLessThan(maxMegabytes * 1.2);
    expect(told).toEqual([expect.stringMatching(/^History does not fit into [\d.]+ MB: values .* reach back .*, not (4|24) h\.$/)]);
    history.setRetention({ rawHours: 4, minuteDays: 1, hourDays: 10, maxMegabytes: 500 });
    record(0.1);
    expect(history.status).toEqual({ state: 'ok' });
  });

  it('forgets instances that nothing is known of any more', () => {
    const { history, clock, file } = openWindow({ retention: { ...retention, hourDays: 1 } });
    history.record([sample(clock.now(), 1, { address: { ...address, instanceId: 'removed' } })]);
    clock.jump(3 * day);
    recordFor(history, clock, 20 * minute);
    const series = openDatabase(file).prepare('SELECT instance FROM series').all();
    expect(series.map(({ instance }) => instance)).toEqual([address.instanceId]);
  });

  it('is only the business of the window that writes', () => {
    const { history, clock, folder, file } = openWindow();
    recordFor(history, clock, 3 * hour);
    const reader = openWindow({ folder, clock, retention: { ...retention, rawHours: 0 } }).history;
    recordFor(history, clock, 15 * minute);
    reader.record([sample(clock.now(), 1)]);
    clock.advance(minute);
    expect(clock.now() - oldest(file, 0)).toBeGreaterThan(3 * hour);
  });
});
