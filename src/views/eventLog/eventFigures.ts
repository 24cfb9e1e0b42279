import type { DeviceEvent } from '../../model/deviceEvent';
import { rank, severitiesWorstFirst } from '../../model/severity';
import type { Figure } from '../../webview/pageMessages';
import type { LocalTimes } from '../table/localTimes';
import { mostEventRows, type EventRows } from './eventRows';
import { severityText, severityTone } from './eventWords';

/** The figures of the header: how many events of each severity worse than normal, how far back the rows reach, and why when they cannot be read. */
export function eventFigures(rows: readonly DeviceEvent[], problem: EventRows['problem'], times: LocalTimes): readonly Figure[] {
  const counts = new Map<DeviceEvent['severity'], number>();
  let oldestAt = Infinity;
  for (const { severity, at } of rows) {
    counts.set(severity, (counts.get(severity) ?? 0) + 1);
    oldestAt = Math.min(oldestAt, at);
  }
  const severities = severitiesWorstFirst.filter((severity) => rank(severity) < rank('normal') && counts.has(severity));
  return [
    ...(problem === undefined ? [] : [{ label: 'not up to date', value: problem.message, tone: 'error', title: problem.hint } as const]),
    ...severities.map((severity): Figure => {
      const tone = severityTone(severity);
      return { label: severityText(severity).toLowerCase(), value: String(counts.get(severity)), ...(tone === 'error' || tone === 'warning' ? { tone } : {}) };
    }),
    ...(rows.length === 0 ? [] : [{ label: 'since', value: times.format(oldestAt), title: sinceTitle(rows.length) }]),
  ];
}

function sinceTitle(rowCount: number): string {
  return rowCount < mostEventRows ? 'Time of the oldest event that is kept' : `The newest ${mostEventRows} events are shown; an export from the command palette has all of them`;
}
