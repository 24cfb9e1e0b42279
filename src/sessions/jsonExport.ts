import type { HttpSession } from '../model/httpSession';
import { isoTime, jsonArrayChunks } from '../model/jsonArray';

/** The sessions as a JSON array of what the API's `HttpSession` describes, with times as ISO 8601 beside the numbers; a chunk for each. */
export function jsonChunks(sessions: Iterable<HttpSession>): Iterable<string> {
  return jsonArrayChunks(withDates(sessions));
}

function* withDates(sessions: Iterable<HttpSession>): Generator<object> {
  for (const session of sessions) {
    const { requestTime, responseTime } = session;
    yield { ...session, requestDate: isoTime(requestTime), ...(responseTime === undefined ? {} : { responseDate: isoTime(responseTime) }) };
  }
}
