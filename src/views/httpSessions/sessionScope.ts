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
 * Reads a command's argument: an object with a `deviceId` (also a tree node) is about that device, one without is about all of them, and
 * without an argument the person is to be asked (`undefined`).
 */
export function scopeOfArgument(argument: unknown): SessionScope | undefined {
  if (typeof argument !== 'object' || argument === null) {
    return undefined;
  }
  return { deviceId: 'deviceId' in argument && typeof argument.deviceId === 'string' ? argument.deviceId : undefined };
}
