import type { HandledRequest } from '../../interapp/handlerRegistry';
import type { InterAppBus } from '../../interapp/interAppBus';
import type { Disposable } from '../../model/event';
import type { MessageName } from '../../model/interApp';
import { findDestination, type DestinationPath } from './destination';
import { messageActions, type ActionServices } from './messageActions';
import { unknownDestination } from './messageFault';

export { DeviceDiagnoses } from './deviceDiagnoses';

const levels = ['chassis', 'card', 'ptp'] as const;

/**
 * Registers what serves the messages to devices, cards and PTP instances: finds the destination, checks what came with the message, acts
 * and replies. A card or an instance acts for its device.
 */
export function registerMessageHandlers(bus: Pick<InterAppBus, 'register'>, services: ActionServices): Disposable {
  const registrations = Object.entries(messageActions).flatMap(([name, action]) =>
    levels
      .filter((level) => level === 'chassis' || action.isChassisOnly !== true)
      .map((level) => bus.register(level, { name: `${level} ${name}`, names: [name], handle: (request) => serve(services, name as MessageName, request) })),
  );
  return { dispose: () => registrations.forEach((registration) => void registration.dispose()) };
}

function serve(services: ActionServices, name: MessageName, request: HandledRequest): unknown {
  return messageActions[name].act(services, findDestination(services.fleet, pathOf(request)), request);
}

function pathOf({ address, destination }: HandledRequest): DestinationPath {
  if (address.kind === 'chassis' || address.kind === 'card' || address.kind === 'ptp') {
    return address;
  }
  throw unknownDestination(`"${destination}" is not the address of a device, a card or a PTP instance.`, 'Send to chassis/<device>, card/<device>/<slot> or ptp/<device>/<slot>/<instance>.');
}
