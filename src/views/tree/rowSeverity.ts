import type { Alarms } from '../../model/alarm';
import type { NetworkPortSnapshot } from '../../model/ptpDataSets';
import { worstSeverity, type Severity } from '../../model/severity';
import type { DeviceSnapshot, PtpInstanceSnapshot, SlotSnapshot } from '../../model/snapshot';
import { portsOf } from './networkFacts';

type SeveritySource = Pick<Alarms, 'severityOf'>;

/** Snapshots never change, and all of them are asked about whenever one is replaced. */
const severities = new WeakMap<DeviceSnapshot, Severity>();

/** How bad the state of a device is, without alarms: its communication first, then the worst of its slots. */
export function deviceSeverity(device: DeviceSnapshot): Severity {
  const known = severities.get(device) ?? severityOfState(device);
  severities.set(device, known);
  return known;
}

function severityOfState(device: DeviceSnapshot): Severity {
  const { state, error } = device.communication;
  if (error?.kind === 'tlsChanged') {
    return 'critical';
  }
  switch (state) {
    case 'timeout':
    case 'slowPoll':
      return 'timeout';
    case 'unauthorized':
      return 'critical';
    case 'retrying':
    case 'waitingForCredentials':
    case 'waitingForSlotId':
      return 'warning';
    case 'paused':
      return 'masked';
    case 'connecting':
      return error === undefined ? 'information' : 'warning';
    case 'responding':
      return worstSeverity(['normal', ...device.slots.map((slot) => slot.severity)]);
  }
}

/** How bad a device is, by its state and its alarms. */
export function severityOfDevice(alarms: SeveritySource, device: DeviceSnapshot): Severity {
  return alarms.severityOf({ deviceId: device.id }, deviceSeverity(device));
}

/** How bad a slot is, by its state and its alarms. */
export function severityOfSlot(alarms: SeveritySource, deviceId: string, { slotId, severity }: SlotSnapshot): Severity {
  return alarms.severityOf({ deviceId, slotId }, severity);
}

/** How bad a PTP instance is, by its state and its alarms. */
export function severityOfInstance(alarms: SeveritySource, deviceId: string, slotId: string, { id, severity }: PtpInstanceSnapshot): Severity {
  return alarms.severityOf({ deviceId, slotId, instanceId: id }, severity);
}

/** How bad a port is: a link that is down is for the alarms to judge, as a port that nobody uses has none. */
export function severityOfPort(alarms: SeveritySource, deviceId: string, slotId: string, { id, linkUp, missingSince }: NetworkPortSnapshot): Severity {
  const own = missingSince !== undefined ? 'major' : linkUp === true ? 'normal' : 'information';
  return alarms.severityOf({ deviceId, slotId, portId: id }, own);
}

/** How bad the network side of a card is: the worst of its ports. */
export function severityOfPorts(alarms: SeveritySource, deviceId: string, slot: SlotSnapshot): Severity {
  return worstSeverity(portsOf(slot).map((port) => severityOfPort(alarms, deviceId, slot.slotId, port)));
}
