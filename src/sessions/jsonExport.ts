import { isoTime, jsonArrayChunks } from '../model/jsonArray';
import type { RecordedSession } from './recordedSession';

/** The sessions as a JSON array of what is recorded, with times as ISO 8601 beside the numbers; a chunk for each. */
export function jsonChunks(sessions: Iterable<RecordedSession>): Iterable<string> {
  return jsonArrayChunks(withDates(sessions));
}

function* withDates(sessions: Iterable<RecordedSession>): Generator<object> {
  for (const session of sessions) {
    const { requestTime, responseTime } = session;
    yield { ...session, requestDate: isoTime(requestTime), ...(responseTime === undefined ? {} : { responseDate: isoTime(responseTime) }) };
  }
}
