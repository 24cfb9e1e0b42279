import { membersOf } from '../commands/commandArgument';
import { givenTarget } from '../commands/pickDevice';
import type { Services } from '../services';

/** What a panel, an export or a clearing is about: what concerns one device, or all of them. */
export type DeviceScope = { readonly deviceId: string } | { readonly deviceId: undefined };

const devicePrefix = 'device:';
/** The text of the scope of all devices. */
export const allSubject = 'all';

/** The scope as the text that a page keeps. */
export function subjectOf({ deviceId }: DeviceScope): string {
  return deviceId === undefined ? allSubject : `${devicePrefix}${deviceId}`;
}

/** Reads what {@link subjectOf} wrote; `undefined` for anything else. */
export function scopeOf(subject: string): DeviceScope | undefined {
  if (subject === allSubject) {
    return { deviceId: undefined };
  }
  return subject.startsWith(devicePrefix) ? { deviceId: subject.slice(devicePrefix.length) } : undefined;
}

/**
 * Reads a command's argument: `{deviceId}` (also a tree node) is about that device, `{all: true}` about all of them; without either the person is to
 * be asked (`undefined`). Throws a sentence for what cannot be meant.
 */
export function scopeOfArgument(services: Pick<Services, 'fleet'>, argument: unknown): DeviceScope | undefined {
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
