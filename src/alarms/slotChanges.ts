import { singleLine } from '../model/displayText';
import type { PtpInstanceSnapshot, SlotSnapshot } from '../model/snapshot';
import type { Change } from './change';
import { versionChange, type Observed } from './deviceChanges';
import { observeInstance, observeUnlistedInstance } from './instanceChanges';
import { listUnlessEqual, unlessEqual, type KnownInstance, type KnownPort, type KnownSlot } from './knownDevice';
import { observePort, observeUnlistedPort } from './portChanges';

/** What else there is to know about a slot than what was last known of it. */
export interface SlotView {
  /** Nothing is known of the slots of this device yet, so that none of them is new. */
  readonly isFirstSight: boolean;
  /** The slot as it was when it was last looked at. */
  readonly before: SlotSnapshot | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly stepLimitNs: (instance: PtpInstanceSnapshot) => number;
}

const longestWord = 80;

/** Compares a slot that was read with what was last known of it: first the slot, then its ports, then its instances. */
export function observeSlot(known: KnownSlot | undefined, slot: SlotSnapshot, view: SlotView): Observed<KnownSlot> {
  const place = { part: { slotId: slot.slotId }, names: [slot.slotId] };
  if (slot.isEmpty || slot.missingSince !== undefined) {
    return observeVacantSlot(known, slot, view, place);
  }
  const changes: Change[] = [];
  if (known?.present === false || (known === undefined && !view.isFirstSight)) {
    changes.push({ kind: 'slotAdded', severity: 'normal', text: `The slot holds a module: ${moduleText(slot)}.`, ...place });
  } else if (known !== undefined && isOtherModule(known, slot)) {
    const [before, after] = [moduleText(known), moduleText(slot)];
    changes.push({ kind: 'moduleChanged', severity: 'warning', text: `Module changed from ${before} to ${after}.`, before, after, ...place });
  } else {
    changes.push(...versionChange('firmwareChanged', 'Software revision of the module', known?.softwareRevision, slot.softwareRevision, place));
  }
  const ports = observePorts(known?.ports ?? [], slot, view);
  const instances = observeInstances(known, slot, view);
  const model = slot.model ?? known?.model;
  const serialNumber = slot.serialNumber ?? known?.serialNumber;
  const softwareRevision = slot.softwareRevision ?? known?.softwareRevision;
  const next: KnownSlot = {
    id: slot.slotId,
    present: true,
    isPsx: slot.isPsx,
    ...(model === undefined ? {} : { model }),
    ...(serialNumber === undefined ? {} : { serialNumber }),
    ...(softwareRevision === undefined ? {} : { softwareRevision }),
    ports: ports.known,
    instances: instances.known,
  };
  return { known: unlessEqual(known, next), changes: [...changes, ...ports.changes, ...instances.changes] };
}

/** A slot that the device does not list any more. */
export function observeUnlistedSlot(known: KnownSlot, at: number): Observed<KnownSlot> {
  return known.present
    ? { known: { ...known, present: false, missingSince: at }, changes: [removed(known, { part: { slotId: known.id }, names: [known.id] })] }
    : { known, changes: [] };
}

/** Its ports and instances are gone with it: that is one event, not one for each. */
function observeVacantSlot(known: KnownSlot | undefined, slot: SlotSnapshot, { before, at }: SlotView, place: Pick<Change, 'part' | 'names'>): Observed<KnownSlot> {
  const wasForgotten = before?.missingSince !== undefined && slot.missingSince === undefined;
  if (known === undefined || wasForgotten) {
    const { slotId, isPsx, missingSince } = slot;
    const next = { id: slotId, present: false, ...(missingSince === undefined ? {} : { missingSince }), isPsx, ports: [], instances: [] };
    return { known: next, changes: [] };
  }
  if (!known.present) {
    return { known, changes: [] };
  }
  return { known: { ...known, present: false, missingSince: slot.missingSince ?? at }, changes: [removed(known, place)] };
}

function removed(slot: Pick<KnownSlot, 'model' | 'serialNumber' | 'isPsx'>, place: Pick<Change, 'part' | 'names'>): Change {
  return { kind: 'slotRemoved', severity: slot.isPsx ? 'major' : 'minor', text: `The module is gone: ${moduleText(slot)}.`, ...place };
}

/** Silence about all ports is no news: a list of slots may leave them out, so that they stay known. */
function observePorts(known: readonly KnownPort[], { slotId, ports: listedPorts }: SlotSnapshot, { before, at }: SlotView): Observed<readonly KnownPort[]> {
  const ports = listedPorts ?? [];
  const changes: Change[] = [];
  const listed = ports.map((port) => {
    const observed = observePort(
      known.find(({ id }) => id === port.id),
      port,
      { slotId, isFirstSight: known.length === 0 },
    );
    changes.push(...observed.changes);
    return observed.known;
  });
  // What was shown before and is not even shown as missing was taken off the list by a person, perhaps as the last of it.
  const wasForgotten = (id: string): boolean => before?.ports?.some((port) => port.id === id && (listedPorts !== undefined || port.missingSince !== undefined)) === true;
  const unlisted = known
    .filter(({ id }) => !ports.some((port) => port.id === id) && !wasForgotten(id))
    .map((port) => {
      const observed = listedPorts === undefined ? { known: port, changes: [] } : observeUnlistedPort(port, slotId, at);
      changes.push(...observed.changes);
      return observed.known;
    });
  return { known: listUnlessEqual(known, [...listed, ...unlisted]), changes };
}

function observeInstances(known: KnownSlot | undefined, slot: SlotSnapshot, view: SlotView): Observed<readonly KnownInstance[]> {
  const { slotId } = slot;
  const changes: Change[] = [];
  const listed = slot.ptpInstances.map((instance) => {
    const before = view.before?.ptpInstances.find(({ id }) => id === instance.id);
    const isFirstSight = known === undefined && view.isFirstSight;
    const observed = observeInstance(
      known?.instances.find(({ id }) => id === instance.id),
      instance,
      { slotId, isFirstSight, before, stepLimitNs: () => view.stepLimitNs(instance) },
    );
    changes.push(...observed.changes);
    return observed.known;
  });
  const unlisted = (known?.instances ?? [])
    .filter(({ id }) => !slot.ptpInstances.some((instance) => instance.id === id))
    .filter(({ id }) => view.before?.ptpInstances.some((instance) => instance.id === id) !== true)
    .map((instance) => {
      const observed = observeUnlistedInstance(instance, slotId, view.at);
      changes.push(...observed.changes);
      return observed.known;
    });
  return { known: listUnlessEqual(known?.instances ?? [], [...listed, ...unlisted]), changes };
}

function isOtherModule(known: KnownSlot, slot: SlotSnapshot): boolean {
  const differs = (was: string | undefined, is: string | undefined): boolean => was !== undefined && is !== undefined && was !== is;
  return differs(known.serialNumber, slot.serialNumber) || differs(known.model, slot.model);
}

/** `psx210, serial number 0411…` */
function moduleText({ model, serialNumber }: Pick<KnownSlot, 'model' | 'serialNumber'>): string {
  const name = model === undefined ? 'unknown module' : singleLine(model, longestWord);
  return serialNumber === undefined ? name : `${name}, serial number ${singleLine(serialNumber, longestWord)}`;
}
