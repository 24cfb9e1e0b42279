import type { PtpInstanceSnapshot, SlotSnapshot, DeviceSnapshot } from '../model/snapshot';

/** A slot or a PTP instance that came, went or is another one: what it was and what it is from now on. */
export type Discovery =
  | { readonly of: 'slot'; readonly slotId: string; readonly before: SlotSnapshot | undefined; readonly after: SlotSnapshot; readonly order: readonly string[] }
  | {
      readonly of: 'instance';
      readonly slotId: string;
      readonly instanceId: string;
      readonly before: PtpInstanceSnapshot | undefined;
      readonly after: PtpInstanceSnapshot;
      readonly order: readonly string[];
    };

/** What an update found, and the device with everything of it but that. */
export interface Discoveries {
  readonly held: DeviceSnapshot;
  readonly found: readonly Discovery[];
}

/**
 * Takes what came, went or changed its identity out of an updated device: a new slot is not there yet, one that is gone or holds another
 * module is as it was. Values of what was there before stay in. Slots that an update leaves out stay out.
 */
export function holdBack(before: DeviceSnapshot, after: DeviceSnapshot): Discoveries {
  const found: Discovery[] = [];
  const order = after.slots.map(({ slotId }) => slotId);
  const slots = after.slots.flatMap((slot) => {
    const previous = before.slots.find(({ slotId }) => slotId === slot.slotId);
    if (previous === undefined || !isSameModule(previous, slot)) {
      found.push({ of: 'slot', slotId: slot.slotId, before: previous, after: slot, order });
      return previous === undefined ? [] : [previous];
    }
    return [withKnownInstances(previous, slot, found)];
  });
  return { held: found.length === 0 ? after : { ...after, slots }, found };
}

/** The slot with only those instances that were there before; the others, and those that went, are found. */
export function withKnownInstances(previous: SlotSnapshot | undefined, slot: SlotSnapshot, found: Discovery[]): SlotSnapshot {
  const order = slot.ptpInstances.map(({ id }) => id);
  const foundBefore = found.length;
  const ptpInstances = slot.ptpInstances.flatMap((instance) => {
    const known = previous?.ptpInstances.find(({ id }) => id === instance.id);
    if (known !== undefined && isMissing(known) === isMissing(instance)) {
      return [instance];
    }
    found.push({ of: 'instance', slotId: slot.slotId, instanceId: instance.id, before: known, after: instance, order });
    return known === undefined ? [] : [known];
  });
  return found.length === foundBefore ? slot : { ...slot, ptpInstances };
}

/** Whether a slot is not another one now: it is there or not as before, and with the same module in it. */
function isSameModule(one: SlotSnapshot, other: SlotSnapshot): boolean {
  return isMissing(one) === isMissing(other) && one.isEmpty === other.isEmpty && one.model === other.model && one.serialNumber === other.serialNumber;
}

function isMissing({ missingSince }: { readonly missingSince?: number | undefined }): boolean {
  return missingSince !== undefined;
}

/** The members with `member` put in, at its place in `order`. */
export function placed<T>(members: readonly T[], member: T, order: readonly string[], idOf: (member: T) => string): readonly T[] {
  const others = members.filter((candidate) => idOf(candidate) !== idOf(member));
  const place = order.indexOf(idOf(member));
  const isBehind = (candidate: T): boolean => order.indexOf(idOf(candidate)) > place;
  const index = others.findIndex(isBehind);
  return others.toSpliced(index < 0 ? others.length : index, 0, member);
}
