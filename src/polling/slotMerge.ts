import type { ModuleReading, PtpInstanceReading, SlotReading } from '../ltos/decode/readings';
import type { NetworkPortSnapshot } from '../model/ptpDataSets';
import { severityOfInstance } from '../model/ptpSeverity';
import type { Severity } from '../model/severity';
import { severityOfSlot } from '../model/slotSeverity';
import type { PtpInstanceSnapshot, SlotSnapshot } from '../model/snapshot';

/** A PSX card or one of its PTP instances that was there and is gone is a major fault; another card a minor one. */
const missingPsxSeverity: Severity = 'major';
const missingCardSeverity: Severity = 'minor';

/** The slots after an answer that lists all of them: those not in it stay, as missing. */
export function mergeSlotList(before: readonly SlotSnapshot[], readings: readonly SlotReading[], at: number): readonly SlotSnapshot[] {
  // Without a single module, not even that of the CPU that answers, the list only names the slots.
  const tellsModules = readings.some(({ module }) => module !== undefined);
  const listed = firstOfEachId(readings).map((reading) => {
    const previous = before.find(({ slotId }) => slotId === reading.slotId);
    return tellsModules ? mergeListed(previous, reading, at) : mergeNamed(previous, reading);
  });
  const gone = before
    .filter((slot) => !readings.some(({ slotId }) => slotId === slot.slotId))
    // A slot without a card that is no longer listed is no loss.
    .map((slot) => (slot.isEmpty && slot.missingSince === undefined ? undefined : missingSlot(slot, at)));
  return keepPlaces(before, listed, gone.filter((slot) => slot !== undefined), ({ slotId }) => slotId);
}

/** The slot with the content that its own answer told. */
export function mergeModule(previous: SlotSnapshot | undefined, slotId: string, slotType: string, module: ModuleReading, at: number): SlotSnapshot {
  const present = module.ptpInstances.map((reading) => presentInstance(reading));
  const ptpInstances = keepMissing(previous?.ptpInstances ?? [], present, (instance) => missingInstance(instance, at));
  const ports = keepMissing(previous?.ports ?? [], module.ports ?? [], (port) => missingPort(port, at));
  const { model, serialNumber, softwareRevision, isPsx, properties } = module;
  const instanceSeverities = ptpInstances.map(({ severity }) => severity);
  return {
    slotId,
    slotType,
    ...(model === undefined ? {} : { model }),
    ...(serialNumber === undefined ? {} : { serialNumber }),
    ...(softwareRevision === undefined ? {} : { softwareRevision }),
    isPsx,
    isEmpty: false,
    severity: severityOfSlot({ isPsx, isEmpty: false, properties, instanceSeverities }),
    updatedAt: at,
    ptpInstances,
    ...(ports.length === 0 ? {} : { ports }),
    properties,
  };
}

/** A slot that says it holds nothing. What it held before stays visible as missing: a pulled card must show. */
export function emptiedSlot(previous: SlotSnapshot | undefined, slotId: string, slotType: string, at: number): SlotSnapshot {
  return previous === undefined || (previous.isEmpty && previous.missingSince === undefined)
    ? emptySlot(slotId, slotType)
    : { ...missingSlot({ ...previous, slotType }, at), isEmpty: true };
}

/** A slot that never held anything, as far as anybody remembers. */
export function emptySlot(slotId: string, slotType: string): SlotSnapshot {
  const condition = { isPsx: false, isEmpty: true, properties: [], instanceSeverities: [] };
  return { slotId, slotType, isPsx: false, isEmpty: true, severity: severityOfSlot(condition), ptpInstances: [], properties: [] };
}

/** A slot whose data are too old to be shown as current. */
export function staleSlot(slot: SlotSnapshot): SlotSnapshot {
  const ptpInstances = slot.ptpInstances.map((instance) => (instance.missingSince === undefined ? { ...instance, severity: 'timeout' as const } : instance));
  return slot.missingSince === undefined ? { ...slot, severity: 'timeout', ptpInstances } : slot;
}

/** The slot without the missing instance. */
export function withoutInstance(slot: SlotSnapshot, instanceId: string): SlotSnapshot {
  const ptpInstances = slot.ptpInstances.filter(({ id, missingSince }) => id !== instanceId || missingSince === undefined);
  if (ptpInstances.length === slot.ptpInstances.length || slot.missingSince !== undefined || slot.severity === 'timeout') {
    return { ...slot, ptpInstances };
  }
  return { ...slot, ptpInstances, severity: severityOfSlot({ ...slot, instanceSeverities: ptpInstances.map(({ severity }) => severity) }) };
}

/** The slot without its missing network ports, or without the one that is named. */
export function withoutMissingPorts(slot: SlotSnapshot, portId?: string): SlotSnapshot {
  const ports = slot.ports?.filter(({ id, missingSince }) => missingSince === undefined || (portId !== undefined && id !== portId)) ?? [];
  // The store leaves out members that are undefined.
  return { ...slot, ports: ports.length === 0 ? undefined : ports };
}

/** A second chassis may number its slots alike; rows need ids of their own. */
function firstOfEachId(readings: readonly SlotReading[]): readonly SlotReading[] {
  return readings.filter((reading, index) => readings.findIndex(({ slotId }) => slotId === reading.slotId) === index);
}

function mergeListed(previous: SlotSnapshot | undefined, { slotId, slotType, module }: SlotReading, at: number): SlotSnapshot {
  if (module === undefined) {
    return emptiedSlot(previous, slotId, slotType, at);
  }
  // A list may show less of a module than the module's own path: silence about the instances is no news there.
  const tellsLess = module.ptpInstances.length === 0 && previous?.ptpInstances.some(({ missingSince }) => missingSince === undefined);
  return tellsLess === true && previous !== undefined && module.isPsx && !previous.isEmpty
    ? { ...withoutMissing(previous), slotType }
    : mergeModule(previous, slotId, slotType, { ...module, ports: module.ports ?? (module.isPsx ? presentPorts(previous) : []) }, at);
}

function mergeNamed(previous: SlotSnapshot | undefined, { slotId, slotType }: SlotReading): SlotSnapshot {
  return previous === undefined
    ? { slotId, slotType, isPsx: false, isEmpty: false, severity: 'normal', ptpInstances: [], properties: [] }
    : { ...(previous.isEmpty ? previous : withoutMissing(previous)), slotType };
}

function withoutMissing(slot: SlotSnapshot): SlotSnapshot {
  if (slot.missingSince === undefined) {
    return slot;
  }
  const severity = severityOfSlot({ ...slot, instanceSeverities: slot.ptpInstances.map((instance) => instance.severity) });
  // The store leaves out members that are undefined.
  return { ...slot, severity, missingSince: undefined };
}

function missingSlot(slot: SlotSnapshot, at: number): SlotSnapshot {
  return {
    ...slot,
    severity: slot.isPsx ? missingPsxSeverity : missingCardSeverity,
    missingSince: slot.missingSince ?? at,
    ptpInstances: slot.ptpInstances.map((instance) => missingInstance(instance, at)),
    ...(slot.ports === undefined ? {} : { ports: slot.ports.map((port) => missingPort(port, at)) }),
  };
}

function missingInstance(instance: PtpInstanceSnapshot, at: number): PtpInstanceSnapshot {
  return { ...instance, severity: missingPsxSeverity, missingSince: instance.missingSince ?? at };
}

function missingPort(port: NetworkPortSnapshot, at: number): NetworkPortSnapshot {
  return { ...port, missingSince: port.missingSince ?? at };
}

/** What a list that says nothing about ports leaves as it was. */
function presentPorts(slot: SlotSnapshot | undefined): readonly NetworkPortSnapshot[] {
  return slot?.ports?.filter(({ missingSince }) => missingSince === undefined) ?? [];
}

function presentInstance(reading: PtpInstanceReading): PtpInstanceSnapshot {
  return { ...reading, severity: severityOfInstance(reading) };
}

/** The present members, and those that were there before as `missing` makes them. */
function keepMissing<T extends { readonly id: string }>(before: readonly T[], present: readonly T[], missing: (member: T) => T): readonly T[] {
  const gone = before.filter(({ id }) => !present.some((member) => member.id === id)).map(missing);
  return keepPlaces(before, present, gone, ({ id }) => id);
}

/** The present members in their order, each missing one behind the member that it stood behind before. */
function keepPlaces<T>(before: readonly T[], present: readonly T[], gone: readonly T[], idOf: (member: T) => string): readonly T[] {
  const merged = [...present];
  for (const member of gone) {
    const place = before.findIndex((candidate) => idOf(candidate) === idOf(member));
    const predecessor = before[place - 1];
    const index = predecessor === undefined ? -1 : merged.findIndex((candidate) => idOf(candidate) === idOf(predecessor));
    merged.splice(index + 1, 0, member);
  }
  return merged;
}
