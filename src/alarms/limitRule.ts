import type { AlarmSeverity } from '../model/alarm';
import { limitSeverities, type Limits } from './alarmPresets';
import type { Violation } from './verdict';

/** What a value is called and how it is written. */
export interface LimitWords {
  /** The sentence without its end: `Offset from master is 1.5 µs`. */
  readonly sentence: () => string;
  readonly format: (limit: number) => string;
  readonly hint: string;
}

/** The worst severity whose limit a value reaches, with its sentence; `undefined` when it reaches none. */
export function limitViolation(value: number, limits: Limits, { sentence, format, hint }: LimitWords): Violation | undefined {
  const severity = limitSeverities.findLast((candidate) => value >= (limits[candidate] ?? Infinity));
  if (severity === undefined) {
    return undefined;
  }
  const text = (level: AlarmSeverity): string => {
    const limit = limits[level === 'timeout' ? severity : level];
    return limit === undefined ? `${sentence()}.` : `${sentence()}; ${level} from ${format(limit)}.`;
  };
  return { severity, text, hint };
}

/** `12 %`, `4.2 %` */
export function formatPercent(percent: number): string {
  return `${percent < 10 ? Math.round(percent * 10) / 10 : Math.round(percent)} %`;
}
