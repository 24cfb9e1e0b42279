import { isPending, type HttpSession } from '../model/httpSession';
import { recoveredIds } from './recoveredSessions';

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
  /** Those that came to their end, well or not; cancelled ones did not. */
  readonly finished: number;
  /** Those of {@link finished} that failed, unless the client got the data in another way: see {@link recoveredIds}. */
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
  const recovered = recoveredIds(sessions);
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
    const { error } = session;
    finished += isPending(session) || error?.kind === 'cancelled' ? 0 : 1;
    lost += error === undefined || error.kind === 'cancelled' || recovered.has(session.id) ? 0 : 1;
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
