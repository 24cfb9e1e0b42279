import type { HttpSession } from '../model/httpSession';

/** The sessions as a JSON array of what the API's `HttpSession` describes, with times as ISO 8601 beside the numbers; a chunk for each. */
export function* jsonChunks(sessions: Iterable<HttpSession>): Generator<string> {
  let separator = '[\n';
  for (const session of sessions) {
    const { requestTime, responseTime } = session;
    const times = { requestDate: isoTime(requestTime), ...(responseTime === undefined ? {} : { responseDate: isoTime(responseTime) }) };
    yield `${separator}${JSON.stringify({ ...session, ...times })}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

/** `2026-11-23T12:00:00.000Z`. */
function isoTime(time: number): string {
  return new Date(time).toISOString();
}
