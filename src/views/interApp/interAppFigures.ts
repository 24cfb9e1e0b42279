import type { InterAppCommunication } from '../../model/interApp';
import type { Figure } from '../../webview/pageMessages';
import { durationText } from './commonColumns';

/** The figures of the header, of all communications that are kept. */
export function interAppFigures(rows: readonly InterAppCommunication[]): readonly Figure[] {
  let [messages, underWay, failed] = [0, 0, 0];
  const durations: number[] = [];
  for (const { kind, state, durationMs } of rows) {
    messages += kind === 'message' ? 1 : 0;
    underWay += state === 'waiting' || state === 'processing' ? 1 : 0;
    failed += state === 'failed' ? 1 : 0;
    if (durationMs !== undefined) {
      durations.push(durationMs);
    }
  }
  const median = durations.sort((one, other) => one - other)[Math.ceil(durations.length / 2) - 1];
  return [
    { label: 'messages', value: String(messages), title: 'Requests with a reply' },
    { label: 'events', value: String(rows.length - messages), title: 'Announcements without a reply' },
    { label: 'under way', value: String(underWay), title: 'Waiting to be processed, or being processed' },
    { label: 'failed', value: String(failed), ...(failed > 0 ? { tone: 'error' } : {}) },
    { label: 'median', value: median === undefined ? 'N/A' : durationText(median), title: 'Half of them were processed in no longer' },
  ];
}
