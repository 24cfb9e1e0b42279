import { limitSeverities, type Limits } from '../../alarms/alarmPresets';
import { formatPercent } from '../../alarms/limitRule';
import { formatNs } from '../../model/duration';
import type { Trend } from '../../model/trend';
import type { ChartLimit } from '../../webview/instance/instanceMessages';

const minuteMs = 60_000;
/** As the alarm on the path delay: fewer minutes say nothing about the usual delay, and smaller deviations are noise of the measurement. */
const enoughMinutes = 10;
const smallestDeviationNs = 50;

/** Limits of the offset, `limits` in nanoseconds: as far below zero as above. */
export function offsetLimits(limits: Limits = {}): readonly ChartLimit[] {
  return limitsOf(limits, (limit) => ({ lowNs: -limit, highNs: limit, reach: formatNs(limit) }));
}

/** Limits of the path delay, `limits` in percent of the usual delay, which is that of `lastHour`; none while that is not known. */
export function delayLimits(limits: Limits = {}, lastHour: Trend): readonly ChartLimit[] {
  const usualNs = usualDelayNs(lastHour);
  if (usualNs === undefined || usualNs <= 0) {
    return [];
  }
  return limitsOf(limits, (percent, isFirst) => {
    const distanceNs = Math.max((usualNs * percent) / 100, smallestDeviationNs);
    return { lowNs: usualNs - distanceNs, highNs: usualNs + distanceNs, reach: `${formatPercent(percent)}${isFirst ? ` off the median ${formatNs(usualNs)}` : ''}` };
  });
}

function limitsOf(limits: Limits, placeOf: (limit: number, isFirst: boolean) => Pick<ChartLimit, 'lowNs' | 'highNs'> & { readonly reach: string }): readonly ChartLimit[] {
  const found: ChartLimit[] = [];
  for (const severity of limitSeverities) {
    const limit = limits[severity];
    if (limit !== undefined) {
      const { lowNs, highNs, reach } = placeOf(limit, found.length === 0);
      found.push({ severity, lowNs, highNs, words: `${severity} from ${reach}` });
    }
  }
  return found;
}

/** The median of the means of minutes, in nanoseconds. The alarm begins anew with another master, which a history does not know of. */
function usualDelayNs({ at, mean, count }: Trend): number | undefined {
  const minutes = new Map<number, { sumNs: number; count: number }>();
  at.forEach((time, index) => {
    const minute = Math.floor(time / minuteMs);
    const known = minutes.get(minute) ?? { sumNs: 0, count: 0 };
    const weight = count[index] ?? 1;
    minutes.set(minute, { sumNs: known.sumNs + (mean[index] ?? 0) * weight, count: known.count + weight });
  });
  if (minutes.size < enoughMinutes) {
    return undefined;
  }
  const sorted = [...minutes.values()].map((minute) => minute.sumNs / minute.count).sort((one, other) => one - other);
  const [below = 0, above = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (below + above) / 2;
}
