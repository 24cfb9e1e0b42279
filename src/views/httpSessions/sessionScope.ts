import { membersOf } from '../commands/commandArgument';
import { givenTarget } from '../commands/pickDevice';
import type { Services } from '../services';

/** What a panel, an export or a clearing is about: the sessions of one device, or of all. */
export type SessionScope = { readonly deviceId: string } | { readonly deviceId: undefined };

const devicePrefix = 'device:';
const allDevices = 'all';

/** The scope as the text that a page keeps. */
export function subjectOf({ deviceId }: SessionScope): string {
  return deviceId === undefined ? allDevices : `${devicePrefix}${deviceId}`;
}

/** Reads what {@link subjectOf} wrote; `undefined` for anything else. */
export function scopeOf(subject: string): SessionScope | undefined {
  if (subject === allDevices) {
    return { deviceId: undefined };
  }
  return subject.startsWith(devicePrefix) ? { deviceId: subject.slice(devicePrefix.length) } : undefined;
}

/**
 * Reads a command's argument: `{deviceId}` (also a tree node) is about that device, `{all: true}` about all of them; without either the person is to
 * be asked (`undefined`). Throws a sentence for what cannot be meant.
 */
export function scopeOfArgument(services: Pick<Services, 'fleet'>, argument: unknown): SessionScope | undefined {
  const { all } = membersOf(argument);
  if (all !== undefined && typeof all !== 'boolean') {
    throw new Error('The argument "all" must be true or false.');
  }
  const target = givenTarget(services, argument);
  if (target !== undefined && all === true) {
    throw new Error('Give either "deviceId" or "all": true.');
  }
  return target !== undefined ? { deviceId: target.deviceId } : all === true ? { deviceId: undefined } : undefined;
}
