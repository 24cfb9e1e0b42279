import { csvChunks } from '../../model/csv';
import { offsetIsoTime } from '../../model/offsetTime';
import type { Trend } from '../../model/trend';

/** Trends as CSV, oldest first: a line for each time at which one of them has a point; nanoseconds. */
export function trendCsv(offset: Trend, delay: Trend): Iterable<string> {
  const offsets = indexOf(offset);
  const delays = indexOf(delay);
  const times = [...new Set([...offset.at, ...delay.at])].sort((one, other) => one - other);
  const rows = times.map((at) => [offsetIsoTime(at), ...valuesAt(offset, offsets.get(at)), ...valuesAt(delay, delays.get(at))]);
  return csvChunks(['Time', ...heads('Offset From Master'), ...heads('Mean Path Delay')], rows);
}

function heads(label: string): readonly string[] {
  return ['Min', 'Mean', 'Max'].map((word) => `${label} ${word} (ns)`);
}

function indexOf({ at }: Trend): ReadonlyMap<number, number> {
  return new Map(at.map((time, index) => [time, index]));
}

function valuesAt({ min, mean, max }: Trend, index: number | undefined): readonly string[] {
  return [min, mean, max].map((column) => {
    const value = index === undefined ? undefined : column[index];
    return value === undefined ? '' : String(Number(value.toFixed(3)));
  });
}
