import { KeyMemo } from './keyMemo';

/** Names one PTP instance of one configured device. */
export interface PtpAddress {
  readonly deviceId: string;
  readonly slotId: string;
  readonly instanceId: string;
}

/** What an event or an alarm is about: a device, one of its slots, or a PTP instance or a network port of a slot. */
export interface Subject {
  readonly deviceId: string;
  readonly slotId?: string;
  readonly instanceId?: string;
  readonly portId?: string;
}

/** Each subject is asked for at every answer. */
const encoded = new KeyMemo(encodeURIComponent);

/** The same text for the same subject, and for no other; parts are percent-encoded, so that an id may hold anything. */
export function subjectKey({ deviceId, slotId = '', instanceId, portId }: Subject): string {
  const instance = instanceId === undefined ? '' : `/ptp/${encoded.get(instanceId)}`;
  const port = portId === undefined ? '' : `/port/${encoded.get(portId)}`;
  return `${encoded.get(deviceId)}/${encoded.get(slotId)}${instance}${port}`;
}
