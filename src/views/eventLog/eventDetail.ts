import type { DeviceEvent } from '../../model/deviceEvent';
import { singleLine } from '../../model/displayText';
import type { RowDetail } from '../../webview/pageMessages';
import type { LocalTimes } from '../table/localTimes';
import { eventKindText, severityText, severityTone } from './eventWords';

/** Characters of a name or a text that the detail shows. */
const longestFact = 4_000;
const longestTitle = 120;

/** Ids of the actions of a row. */
export const showInTreeId = 'showInTree';
export const openInstanceId = 'openInstance';

/** Key of an event's row. */
export function eventKey({ id }: DeviceEvent): string {
  return String(id);
}

/** Everything about one event. Safe to show. */
export function eventDetail(event: DeviceEvent, times: LocalTimes): Omit<RowDetail, 'disabledActions'> {
  const { id, at, kind, subjectName, severity, text, before = '', after = '' } = event;
  const tone = severityTone(severity);
  const facts: RowDetail['facts'] = [
    { label: 'Time', value: times.formatExactly(at) },
    { label: 'Subject', value: subjectName },
    { label: 'Event', value: eventKindText(kind) },
    { label: 'Severity', value: severityText(severity), ...(tone === 'error' || tone === 'warning' ? { tone } : {}) },
    { label: 'Text', value: text },
    { label: 'Before', value: before },
    { label: 'After', value: after },
  ];
  return {
    key: eventKey(event),
    title: singleLine(`${id} · ${subjectName} · ${eventKindText(kind)}`, longestTitle),
    facts: facts.filter(({ value }) => value !== '').map((fact) => ({ ...fact, value: singleLine(fact.value, longestFact) })),
    blocks: [],
  };
}
