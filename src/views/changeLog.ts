import type { LogOutputChannel } from 'vscode';
import type { HandledRequest } from '../interapp/handlerRegistry';
import type { InterAppBus } from '../interapp/interAppBus';
import type { Disposable } from '../model/event';
import type { EventTypes } from '../model/interApp';
import type { FleetStore } from '../polling/fleetStore';
import { timeOfDay } from './words';

type LoggedEvent = 'deviceUnreachable' | 'deviceReachable' | 'apiVersionChanged' | 'portStateChanged' | 'grandmasterChanged';

/** The sentence about each event, and whether somebody should look at it. */
const sentences: { readonly [N in LoggedEvent]: (data: EventTypes[N]) => { readonly text: string; readonly isWarning?: true } } = {
  deviceUnreachable: ({ message }) => ({ text: `is out of reach. ${message}`, isWarning: true }),
  deviceReachable: ({ unreachableSince }) => ({ text: unreachableSince === undefined ? 'is in reach again.' : `is in reach again; it was not since ${timeOfDay(unreachableSince)}.` }),
  apiVersionChanged: ({ before, after }) => ({ text: `has another REST API: ${before} → ${after}.` }),
  portStateChanged: ({ before, after }) => ({ text: `port state ${before} → ${after}.`, isWarning: true }),
  grandmasterChanged: ({ before = 'none', after = 'none' }) => ({ text: `grandmaster ${before} → ${after}.`, isWarning: true }),
};

/** Handles what cards and PTP instances are told about changes of their state: each is a line of the log. */
export function logChanges(bus: Pick<InterAppBus, 'register'>, fleet: Pick<FleetStore, 'get'>, log: Pick<LogOutputChannel, 'info' | 'warn'>): Disposable {
  const handle = ({ address, name, data }: HandledRequest): string => {
    const sentence = sentences[name as LoggedEvent] as (data: unknown) => { readonly text: string; readonly isWarning?: true };
    const { text, isWarning } = sentence(data);
    const line = `${[...namesOf(fleet, address)].join(' / ')}: ${text}`;
    if (isWarning === true) {
      log.warn(line);
    } else {
      log.info(line);
    }
    return 'Logged';
  };
  const registrations = [
    bus.register('card', { name: 'card log', names: ['deviceUnreachable', 'deviceReachable', 'apiVersionChanged'], handle }),
    bus.register('ptp', { name: 'instance log', names: ['portStateChanged', 'grandmasterChanged'], handle }),
  ];
  return { dispose: () => registrations.forEach((registration) => void registration.dispose()) };
}

/** What people call the destination, from the device downwards. */
function* namesOf(fleet: Pick<FleetStore, 'get'>, address: HandledRequest['address']): Generator<string> {
  if (!('deviceId' in address)) {
    return;
  }
  const device = fleet.get(address.deviceId);
  yield device?.name ?? address.deviceId;
  if ('slotId' in address) {
    yield address.slotId;
  }
  if ('instanceId' in address) {
    const slot = device?.slots.find(({ slotId }) => slotId === address.slotId);
    yield slot?.ptpInstances.find(({ id }) => id === address.instanceId)?.name ?? address.instanceId;
  }
}
