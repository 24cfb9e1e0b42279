import { csvChunks } from '../../model/csv';
import { offsetIsoTime } from '../../model/offsetTime';
import type { Trend } from '../../model/trend';

/**
 * Trends as CSV, oldest first: a line for each time and step at which one of them has a point; nanoseconds. Step 0: a sample as it came, else the line tells of
 * all samples of that many seconds.
 */
export function trendCsv(offsets: readonly Trend[], delays: readonly Trend[]): Iterable<string> {
  const lines = new Map<string, Line>();
  addTo(lines, offsets, 'offset');
  addTo(lines, delays, 'delay');
  const sorted = [...lines.values()].sort((one, other) => one.at - other.at || other.stepMs - one.stepMs);
  const rows = sorted.map(({ at, stepMs, offset, delay }) => [offsetIsoTime(at), String(stepMs / 1000), ...(offset ?? noCells), ...(delay ?? noCells)]);
  return csvChunks(['Time', 'Step (s)', ...heads('Offset From Master'), ...heads('Mean Path Delay')], rows);
}

interface Line {
  readonly at: number;
  readonly stepMs: number;
  offset?: readonly string[];
  delay?: readonly string[];
}

const noCells = ['', '', '', ''];

function addTo(lines: Map<string, Line>, trends: readonly Trend[], parameter: 'offset' | 'delay'): void {
  for (const trend of trends) {
    trend.at.forEach((at, index) => {
      const key = `${at} ${trend.stepMs}`;
      const line = lines.get(key) ?? { at, stepMs: trend.stepMs };
      line[parameter] = cellsAt(trend, index);
      lines.set(key, line);
    });
  }
}

function heads(label: string): readonly string[] {
  return [...['Min', 'Mean', 'Max'].map((word) => `${label} ${word} (ns)`), `${label} Samples`];
}

function cellsAt({ min, mean, max, count }: Trend, index: number): readonly string[] {
  return [...[min, mean, max].map((column) => numberText(column[index])), numberText(count[index])];
}

function numberText(value: number | undefined): string {
  return value === undefined ? '' : String(Number(value.toFixed(3)));
}
