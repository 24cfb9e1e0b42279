const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The ranges that can be chosen. */
export const chartRanges = [
  { id: '10m', label: '10 min', spanMs: 10 * minuteMs },
  { id: '1h', label: '1 h', spanMs: hourMs },
  { id: '24h', label: '24 h', spanMs: dayMs },
  { id: '7d', label: '7 d', spanMs: 7 * dayMs },
] as const;

const shortestSpanMs = 10_000;
const longestSpanMs = 366 * dayMs;

/** The part of time that the charts show, in milliseconds since the epoch; without `toMs` it ends now and goes on with time. */
export interface TimeWindow {
  readonly spanMs: number;
  readonly toMs?: number;
}

export const defaultWindow: TimeWindow = { spanMs: chartRanges[0].spanMs };

/** From one time to another; both may be given in any order. */
export function windowBetween(oneMs: number, otherMs: number): TimeWindow {
  const spanMs = limited(Math.abs(otherMs - oneMs));
  return { spanMs, toMs: Math.round((oneMs + otherMs) / 2 + spanMs / 2) };
}

/** A window `factor` times as long around `atMs`, which keeps its place; what would end in the future ends now. */
export function zoomed(window: TimeWindow, factor: number, atMs: number, nowMs: number): TimeWindow {
  const toMs = window.toMs ?? nowMs;
  const spanMs = limited(window.spanMs * factor);
  // While the charts go on with time, their end stays where it is.
  return window.toMs === undefined ? { spanMs } : untilNow({ spanMs, toMs: Math.round(atMs + (toMs - atMs) * (spanMs / window.spanMs)) }, nowMs);
}

/** Moved by a share of its length; forwards when that is positive. What would end in the future ends now, and goes on with time. */
export function panned(window: TimeWindow, share: number, nowMs: number): TimeWindow {
  const toMs = Math.round((window.toMs ?? nowMs) + window.spanMs * share);
  return untilNow({ spanMs: window.spanMs, toMs }, nowMs);
}

function untilNow({ spanMs, toMs }: Required<TimeWindow>, nowMs: number): TimeWindow {
  return toMs >= nowMs ? { spanMs } : { spanMs, toMs };
}

function limited(spanMs: number): number {
  return Math.round(Math.min(longestSpanMs, Math.max(shortestSpanMs, spanMs)));
}
