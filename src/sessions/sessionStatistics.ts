import { isPending, type HttpSession } from '../model/httpSession';

/** Which sessions are counted. */
export interface StatisticsWindow {
  /** Only requests that left within this time before {@link now}. Default: all. */
  readonly windowMs?: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Figures of a number of sessions. */
export interface SessionStatistics {
  /** All of them, those under way included. */
  readonly requests: number;
  /** Those that are over, well or not. */
  readonly finished: number;
  /** Those of {@link finished} that failed. */
  readonly lost: number;
  /** Share of {@link lost} in {@link finished}, 0 to 100; absent while none is over. */
  readonly lossPercent?: number;
  /** Of complete answers, whatever they said; absent without one. */
  readonly medianMs?: number;
  /** 95th percentile by nearest rank, of complete answers; absent without one. */
  readonly p95Ms?: number;
  /** Answers with status 429. */
  readonly tooManyRequests: number;
}

/** Counts requests, losses and time spans. Takes time in proportion to `n log n`. */
export function sessionStatistics(sessions: readonly HttpSession[], { windowMs, now }: StatisticsWindow): SessionStatistics {
  const from = windowMs === undefined ? -Infinity : now - windowMs;
  const timeSpansMs: number[] = [];
  let requests = 0;
  let finished = 0;
  let lost = 0;
  let tooManyRequests = 0;
  for (const session of sessions) {
    if (session.requestTime < from) {
      continue;
    }
    requests += 1;
    finished += isPending(session) ? 0 : 1;
    lost += session.error === undefined ? 0 : 1;
    tooManyRequests += session.status === 429 ? 1 : 0;
    if (session.timeSpanMs !== undefined) {
      timeSpansMs.push(session.timeSpanMs);
    }
  }
  const sorted = Float64Array.from(timeSpansMs).sort();
  const medianMs = percentile(sorted, 50);
  const p95Ms = percentile(sorted, 95);
  return {
    requests,
    finished,
    lost,
    ...(finished === 0 ? {} : { lossPercent: (100 * lost) / finished }),
    ...(medianMs === undefined ? {} : { medianMs }),
    ...(p95Ms === undefined ? {} : { p95Ms }),
    tooManyRequests,
  };
}

/** Nearest rank: always a value that occurred. */
function percentile(sorted: Float64Array, percent: number): number | undefined {
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1];
}
