import { cardAddress, chassisAddress, ptpAddress } from '../interapp/address';
import type { InterAppBus } from '../interapp/interAppBus';
import type { Address, InterAppMessage, MessageName, MessageTypes } from '../model/interApp';
import type { Target } from './target';

/** A device may have seconds for each of the requests that a refresh or a diagnosis takes, and others may be before us in its queue. */
const patienceMs = 300_000;

/** What is asked of a device, a slot or a PTP instance, and on whose behalf. */
export type DeviceQuestion<N extends MessageName> = { readonly name: N; readonly target: Target; readonly source: Address } & (undefined extends MessageTypes[N]['data']
  ? { readonly data?: MessageTypes[N]['data'] }
  : { readonly data: MessageTypes[N]['data'] });

export interface AskOptions {
  readonly signal?: AbortSignal;
  /** Default: five minutes. */
  readonly timeoutMs?: number;
}

/** The answer of a device and the GUID of the communication it came by. */
export interface DeviceAnswer<N extends MessageName> {
  readonly guid: string;
  readonly result: MessageTypes[N]['result'];
}

/** Sends a message of this extension's own parts over the bus, where it can be watched. Rejects with what the bus rejects with. */
export async function askDevice<N extends MessageName>(
  bus: Pick<InterAppBus, 'send'>,
  { target, ...message }: DeviceQuestion<N>,
  { timeoutMs = patienceMs, signal }: AskOptions = {},
): Promise<DeviceAnswer<N>> {
  // The compiler cannot tell that a name and the data of the same type parameter belong together; DeviceQuestion has seen to it.
  const sent = { ...message, destination: addressOf(target) } as unknown as InterAppMessage;
  const { guid, result } = await bus.send(sent, { timeoutMs, ...(signal === undefined ? {} : { signal }) });
  return { guid, result: result as MessageTypes[N]['result'] };
}

/** The address of a device, or of the slot or the PTP instance that is named. */
export function addressOf({ deviceId, slotId, instanceId }: Target): Address {
  if (slotId === undefined) {
    return chassisAddress(deviceId);
  }
  return instanceId === undefined ? cardAddress(deviceId, slotId) : ptpAddress(deviceId, slotId, instanceId);
}
