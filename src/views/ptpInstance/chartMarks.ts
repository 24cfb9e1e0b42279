import type { DeviceEvent, DeviceEventLog } from '../../model/deviceEvent';
import { singleLine } from '../../model/displayText';
import type { ChartMark, ChartsContent } from '../../webview/instance/instanceMessages';
import { severityText } from '../eventLog/eventWords';
import { portOfInstance } from '../tree/networkFacts';
import type { ChartedInstance } from './shownInstance';

const longestText = 300;
/** More marks than that are no marks any more; the newest are kept. */
const mostMarks = 500;
/** Events of a device with many instances are many, and most of them are of the others. */
const mostOfDevice = 5_000;

/** What happened to an instance and to what explains its gaps: its port, its slot, its device. Times are milliseconds since the epoch. */
export function chartMarks(shown: ChartedInstance, events: Pick<DeviceEventLog, 'events'>, fromMs: number, toMs: number): Pick<ChartsContent, 'marks' | 'hasMoreMarks'> {
  const { address } = shown;
  const own = events.events({ ...address, fromMs, toMs, limit: mostMarks + 1 });
  // Asked for apart, so that other instances of a busy device do not push those of this one out.
  const ofDevice = events.events({ deviceId: address.deviceId, fromMs, toMs, limit: mostOfDevice });
  const found = [...own, ...ofDevice.filter((event) => concerns(shown, event))].sort((one, other) => one.at - other.at || one.id - other.id);
  return {
    marks: found.slice(-mostMarks).map((event) => markOf(event)),
    hasMoreMarks: found.length > mostMarks || ofDevice.length >= mostOfDevice,
  };
}

/** Whether it happened to the port, the slot or the device of the instance. */
function concerns({ address, slot, instance }: ChartedInstance, { subject: { slotId, instanceId, portId } }: DeviceEvent): boolean {
  if (instanceId !== undefined || (slotId !== undefined && slotId !== address.slotId)) {
    return false;
  }
  const port = slot === undefined || instance === undefined ? undefined : portOfInstance(slot, instance);
  // While nobody knows which port it is on, it may be any.
  return portId === undefined || port === undefined || port.id === portId;
}

function markOf({ id, at, severity, text, subject, subjectName }: DeviceEvent): ChartMark {
  const isOwn = subject.instanceId !== undefined;
  return { id, at, severity, severityWord: severityText(severity), text: singleLine(isOwn ? text : `${subjectName}: ${text}`, longestText) };
}
