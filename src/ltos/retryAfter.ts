const longestMs = 10 * 60_000;

/** Milliseconds that a Retry-After header asks to wait, given as seconds or as an HTTP date; at most ten minutes, undefined when unreadable. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim();
  if (text === undefined || text === '') {
    return undefined;
  }
  const ms = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : parseHttpDate(text) - now;
  return Number.isNaN(ms) ? undefined : Math.min(longestMs, Math.max(0, Math.round(ms)));
}

/** Date.parse alone takes nearly anything, "-5" included. */
function parseHttpDate(text: string): number {
  return /^[A-Za-z]{3,9},? .*\d{2}:\d{2}:\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
}
