import type { Accepted } from './accepted';

/**
 * The queue that a communication joins: one for each destination and party. What the user sends does not wait behind what extensions sent, nor
 * what a device announces behind either; and a party that sends too much fills its own queues only.
 */
export function laneOf({ source, destination }: Pick<Accepted, 'source' | 'destination'>): string {
  return `${partyOf(source)} ${destination}`;
}

/** `extension/<id>` whatever follows, `user`, `uri`, or `device` for all parts of devices. */
export function partyOf(source: string): string {
  const [kind = '', id = ''] = source.split('/');
  switch (kind) {
    case 'extension':
      return `extension/${id.toLowerCase()}`;
    case 'user':
    case 'uri':
      return kind;
    default:
      return 'device';
  }
}
