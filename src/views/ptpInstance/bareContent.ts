import { singleLine } from '../../model/displayText';
import type { PtpAddress } from '../../model/ptpAddress';
import type { Severity } from '../../model/severity';
import type { DeviceSnapshot } from '../../model/snapshot';
import type { BareContent, Problem } from '../../webview/instance/instanceMessages';
import { severityText } from '../eventLog/eventWords';
import { isToldGone } from './shownInstance';

const longestText = 300;
const gone: Problem = { message: 'This PTP instance is not there any more.', hint: 'Close this panel. Until then, it shows what was recorded.' };

/** What is said of an instance that is not listed. `device`: absent while it is not known yet; `severity`: with its alarms; `nowMs` in milliseconds since the epoch. */
export function bareContent(address: PtpAddress, device: DeviceSnapshot | undefined, severity: Severity, nowMs: number): BareContent {
  const isGone = isToldGone(device, address);
  const problem = isGone ? gone : problemOf(device);
  const updatedAt = device?.slots.find(({ slotId }) => slotId === address.slotId)?.updatedAt;
  return {
    isBare: true,
    header: {
      name: singleLine(address.instanceId, longestText),
      place: singleLine([device?.name, address.slotId].filter((part) => part !== undefined).join(' / '), longestText),
      severity,
      severityWord: severityText(severity),
      state: isGone ? 'Not listed any more' : 'Waiting for the first answer',
      facts: [],
      ...(updatedAt === undefined ? {} : { ageMs: Math.max(0, nowMs - updatedAt) }),
      ...(problem === undefined ? {} : { problem }),
    },
  };
}

/** Why the first answer takes its time. */
function problemOf(device: DeviceSnapshot | undefined): Problem | undefined {
  const { state, error } = device?.communication ?? {};
  if (error !== undefined) {
    return { message: singleLine(error.message, longestText), hint: singleLine(error.hint, longestText) };
  }
  return state === 'paused' ? { message: 'Polling is paused.', hint: 'Resume it to see the values. What was recorded is shown.' } : undefined;
}
