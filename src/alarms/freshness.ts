import type { DeviceSnapshot, SlotSnapshot } from '../model/snapshot';

/**
 * How far the data of a device can be judged:
 * - `fresh`: it answers, they are true
 * - `waiting`: it is being asked; nothing new is known yet, and what was judged holds
 * - `old`: nobody knows how things are now
 */
export type Freshness = 'fresh' | 'waiting' | 'old';

export function freshnessOf({ communication }: DeviceSnapshot): Freshness {
  switch (communication.state) {
    case 'responding':
    case 'waitingForSlotId':
      return 'fresh';
    case 'retrying':
      return 'waiting';
    default:
      return 'old';
  }
}

/** True for a slot that could not be read although the device answers. */
export function isStale(slot: SlotSnapshot): boolean {
  return slot.severity === 'timeout' && slot.missingSince === undefined;
}

/** True when the slot list was read: it names cards that nobody polls as well. */
export function isListRead(slots: readonly Pick<SlotSnapshot, 'isPsx'>[]): boolean {
  return slots.some(({ isPsx }) => !isPsx);
}

/**
 * When the slot list was last read, milliseconds since the epoch, as far as the cards tell that nobody polls: they are read with it. `undefined` when they
 * do not tell.
 */
export function listReadAt(slots: readonly Pick<SlotSnapshot, 'isPsx' | 'updatedAt'>[]): number | undefined {
  const times = slots.flatMap(({ isPsx, updatedAt }) => (isPsx || updatedAt === undefined ? [] : [updatedAt]));
  return times.length === 0 ? undefined : Math.max(...times);
}

/** True when an answer about the slot is there, is current, and has been taken in with all its instances: the time of the last good answer is set last. */
export function isWhole(slot: SlotSnapshot, { communication: { lastSuccess } }: DeviceSnapshot): boolean {
  const isTold = slot.updatedAt !== undefined || slot.isEmpty || slot.missingSince !== undefined;
  return isTold && !isStale(slot) && (slot.updatedAt === undefined || lastSuccess === undefined || slot.updatedAt <= lastSuccess);
}
