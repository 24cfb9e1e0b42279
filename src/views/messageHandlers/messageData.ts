import { intervalRangeSeconds } from '../../model/deviceEntries';
import { malformed } from './messageFault';
import { isReadablePath } from './rawDataPath';

const sessionLimit = { default: 100, max: 10_000 } as const;

/** `{slotIds}` of `setSlotId`: each once, without spaces around. Throws a fault. */
export function slotIdsOf(data: unknown): readonly string[] {
  const slotIds = memberOf(data, 'slotIds');
  if (!Array.isArray(slotIds) || !slotIds.every((slotId): slotId is string => typeof slotId === 'string' && slotId.trim() !== '')) {
    throw malformed('"slotIds" is not a list of slot IDs.', 'Send texts such as ["io3"]; an empty list polls all PSX cards that are found.');
  }
  return [...new Set(slotIds.map((slotId) => slotId.trim()))];
}

/** `{intervalSeconds}` of `setPollingInterval`. Throws a fault. */
export function intervalSecondsOf(data: unknown): number {
  const seconds = memberOf(data, 'intervalSeconds');
  const { min, max } = intervalRangeSeconds;
  if (typeof seconds !== 'number' || !(seconds >= min && seconds <= max)) {
    throw malformed('"intervalSeconds" is not a polling interval.', `Send a number of seconds from ${min} to ${max}.`);
  }
  return seconds;
}

/** `{limit?}` of `listSessions`. Throws a fault. */
export function limitOf(data: unknown): number {
  const limit = memberOf(data, 'limit');
  if (limit === undefined || limit === null) {
    return sessionLimit.default;
  }
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > sessionLimit.max) {
    throw malformed('"limit" is not a number of sessions.', `Send a whole number from 1 to ${sessionLimit.max}.`);
  }
  return limit;
}

/** `{path?}` of `getRawData`; `undefined`: that of the destination. Throws a fault. */
export function rawDataPathOf(data: unknown): string | undefined {
  const path = memberOf(data, 'path');
  if (path === undefined || path === null) {
    return undefined;
  }
  if (typeof path !== 'string' || !isReadablePath(path)) {
    throw malformed('"path" is not one that may be read.', 'Send "/api/status" or a path below it, such as "/api/status/system".');
  }
  return path;
}

function memberOf(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>)[name] : undefined;
}
