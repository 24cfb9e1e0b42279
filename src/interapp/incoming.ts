import type { InterAppCommunication, InterAppFailure } from '../model/interApp';
import { isJsonObject } from '../model/json';
import type { Accepted } from './accepted';
import { readAddress } from './address';
import { isOwnType, whatIsWrong } from './checks';
import { announcedByDeviceOnly, noDestination, notOf, unreadableData } from './failures';
import { frozenData } from './frozenData';

/** What came in, whatever it is. */
export interface Incoming {
  readonly name: unknown;
  readonly destination: unknown;
  readonly data: unknown;
}

/** Reads each member once: a sender cannot make it something else between two looks, and one that throws is none. */
export function readOnce(input: unknown): Incoming {
  try {
    if (isJsonObject(input)) {
      const { name, destination, data } = input;
      return { name, destination, data };
    }
    return { name: undefined, destination: undefined, data: input };
  } catch {
    return { name: undefined, destination: undefined, data: undefined };
  }
}

/** Checks and copies, or says why it cannot be let in. `isOutside`: comes from somebody who may not announce what only a device can. */
export function accept(incoming: Incoming, kind: InterAppCommunication['kind'], source: string, isOutside: boolean): Accepted | InterAppFailure {
  const { name, destination } = incoming;
  if (typeof name !== 'string' || typeof destination !== 'string') {
    return notOf(kind);
  }
  if (isOutside && kind === 'event' && isOwnType(kind, name)) {
    return announcedByDeviceOnly(name);
  }
  const read = readAddress(destination);
  if (read === undefined || read.address.kind === 'uri' || read.address.kind === 'user') {
    return noDestination(destination);
  }
  const data = incoming.data === undefined ? undefined : frozenData(incoming.data);
  if (incoming.data !== undefined && data === undefined) {
    return unreadableData;
  }
  return whatIsWrong(kind, name, read.address, data?.whole) ?? { kind, name, source, destination: read.canonical, address: read.address, data };
}
