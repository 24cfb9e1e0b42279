import type { BmcaAlgorithm, BmcaDataSet } from './bmca';
import type { PtpAddress } from './ptpAddress';
import { isMasterState } from './ptpPortState';
import { isReachable, type DeviceSnapshot, type PtpInstanceSnapshot, type SlotSnapshot } from './snapshot';

/** Why a PTP instance takes no part in choosing a master. */
export type AbstentionReason = 'missing' | 'notRunning' | 'portState' | 'slaveOnly' | 'noGrandmaster' | 'noPtp';

/** Instances are compared with those that they may meet: same domain, transport and algorithm. What a device does not say is absent. */
export interface BmcaScope {
  readonly domain?: number;
  /** `UDP/IPv4`, `UDP/IPv6`, `IEEE 802.3`. */
  readonly transport?: string;
  readonly algorithm: BmcaAlgorithm;
  /** The usual name of the profile, for the words of clock classes; does not tell scopes apart. */
  readonly profile?: string;
}

/** One PTP instance as the comparison of masters sees it. */
export interface BmcaEntrant {
  readonly address: PtpAddress;
  /** `GM-North / io3 / Blue`. */
  readonly name: string;
  readonly scope: BmcaScope;
  readonly portState: string;
  readonly clockIdentity?: string;
  /** `own`: it takes part with its own clock; `parent`: with the grandmaster that it follows; absent: it takes no part. */
  readonly source?: 'own' | 'parent';
  readonly abstention?: AbstentionReason;
  readonly dataSet: BmcaDataSet;
  /** The grandmaster that it names, when that is another clock. */
  readonly grandmaster?: BmcaDataSet & { readonly grandmasterIdentity: string };
  /** Its device does not answer now: when it last did, milliseconds since the epoch, 0 when that is not known. */
  readonly staleSince?: number;
}

const silentStates = new Set(['FAULTY', 'DISABLED', 'INITIALIZING', 'UNINITIALIZED']);
const followingStates = new Set(['SLAVE', 'UNCALIBRATED']);
const telecomProfiles = new Set(['ITU-T G.8275.1', 'ITU-T G.8275.2']);

/** All PTP instances of all devices, in their order. */
export function bmcaEntrants(devices: readonly DeviceSnapshot[]): readonly BmcaEntrant[] {
  return devices.flatMap((device) =>
    device.slots.flatMap((slot) => slot.ptpInstances.map((instance) => entrantOf(device, slot, instance))),
  );
}

/** The grandmaster that an instance names when it is not itself; its port state tells whether it follows it. */
export function foreignGrandmaster(instance: PtpInstanceSnapshot): string | undefined {
  const identity = instance.dataSets?.parent.grandmasterIdentity ?? instance.grandmasterIdentity;
  const own = ownIdentity(instance);
  // A master that does not say who it is may still say that it is no step away from its grandmaster.
  const isOwn = identity === own || (own === undefined && stepsRemoved(instance) === 0);
  return isOwn ? undefined : identity;
}

/** True when the instance gets its time from the grandmaster that it names. */
export function isFollowing(instance: PtpInstanceSnapshot): boolean {
  return followingStates.has(instance.portState) || (isMasterState(instance.portState) && foreignGrandmaster(instance) !== undefined);
}

/** The clock identity of an instance, from whichever of its data says it. */
export function ownIdentity(instance: PtpInstanceSnapshot): string | undefined {
  return instance.dataSets?.default.clockIdentity ?? instance.clockIdentity;
}

function stepsRemoved(instance: PtpInstanceSnapshot): number | undefined {
  return instance.dataSets?.current.stepsRemoved ?? instance.stepsRemoved;
}

function entrantOf(device: DeviceSnapshot, slot: SlotSnapshot, instance: PtpInstanceSnapshot): BmcaEntrant {
  const clockIdentity = ownIdentity(instance);
  const grandmasterIdentity = foreignGrandmaster(instance);
  const grandmaster = grandmasterIdentity === undefined ? undefined : { ...toldGrandmaster(instance), grandmasterIdentity };
  const source = isFollowing(instance) ? 'parent' : 'own';
  const abstention = abstentionOf(slot, instance, source, grandmaster);
  const staleSince = staleTime(device, slot);
  return {
    address: { deviceId: device.id, slotId: slot.slotId, instanceId: instance.id },
    name: `${device.name} / ${slot.slotId} / ${instance.name}`,
    scope: scopeOf(instance),
    portState: instance.portState,
    ...(clockIdentity === undefined ? {} : { clockIdentity }),
    ...(abstention === undefined ? { source } : { abstention }),
    dataSet: source === 'parent' ? followedDataSet(instance, grandmaster) : ownDataSet(instance),
    ...(grandmaster === undefined ? {} : { grandmaster }),
    ...(staleSince === undefined ? {} : { staleSince }),
  };
}

function abstentionOf(slot: SlotSnapshot, instance: PtpInstanceSnapshot, source: 'own' | 'parent', grandmaster: BmcaDataSet | undefined): AbstentionReason | undefined {
  if (instance.missingSince !== undefined || slot.missingSince !== undefined) {
    return 'missing';
  }
  if (instance.running === false) {
    return 'notRunning';
  }
  if (instance.dataSets?.mode?.startsWith('NTP') === true) {
    return 'noPtp';
  }
  if (silentStates.has(instance.portState)) {
    return 'portState';
  }
  if (source === 'parent') {
    return grandmaster === undefined ? 'noGrandmaster' : undefined;
  }
  return isSlaveOnly(instance) && !isMasterState(instance.portState) ? 'slaveOnly' : undefined;
}

/** As the device says, else by the class that IEEE 1588 keeps for it, else by a mode that leaves no other role. */
function isSlaveOnly({ dataSets, clockClass }: PtpInstanceSnapshot): boolean {
  return dataSets?.default.slaveOnly ?? ((dataSets?.default.clockClass ?? clockClass) === 255 || (dataSets?.mode?.endsWith(' slave') ?? false));
}

function scopeOf({ domain, profile, dataSets }: PtpInstanceSnapshot): BmcaScope {
  const domainNumber = dataSets?.default.domainNumber ?? domain;
  const transport = dataSets?.networkProtocol;
  return {
    ...(domainNumber === undefined ? {} : { domain: domainNumber }),
    ...(transport === undefined ? {} : { transport }),
    ...(profile === undefined ? {} : { profile }),
    algorithm: profile !== undefined && telecomProfiles.has(profile) ? 'telecom' : profile === 'ITU-T G.8265.1' ? 'frequency' : 'ieee1588',
  };
}

/** The own clock (D0 in the standard). A clock that is its own grandmaster says the same about itself in its parent data set. */
function ownDataSet(instance: PtpInstanceSnapshot): BmcaDataSet {
  const own = instance.dataSets?.default;
  const parent = foreignGrandmaster(instance) === undefined ? toldGrandmaster(instance) : {};
  const identity = ownIdentity(instance) ?? parent.grandmasterIdentity;
  return present({
    priority1: own?.priority1 ?? instance.priority1 ?? parent.priority1,
    clockClass: own?.clockClass ?? instance.clockClass ?? parent.clockClass,
    clockAccuracy: own?.clockAccuracy ?? instance.clockAccuracy ?? parent.clockAccuracy,
    offsetScaledLogVariance: own?.offsetScaledLogVariance ?? parent.offsetScaledLogVariance,
    priority2: own?.priority2 ?? instance.priority2 ?? parent.priority2,
    grandmasterIdentity: identity,
    stepsRemoved: 0,
    senderIdentity: identity,
    receiverIdentity: identity,
  });
}

function followedDataSet(instance: PtpInstanceSnapshot, grandmaster: BmcaDataSet | undefined): BmcaDataSet {
  return present({
    ...grandmaster,
    stepsRemoved: stepsRemoved(instance),
    senderIdentity: instance.dataSets?.parent.parentPortIdentity,
    receiverIdentity: instance.dataSets?.port.portIdentity,
  });
}

/** What an instance says about its grandmaster. */
function toldGrandmaster({ dataSets, grandmasterIdentity }: PtpInstanceSnapshot): BmcaDataSet {
  const parent = dataSets?.parent;
  return present({
    priority1: parent?.grandmasterPriority1,
    clockClass: parent?.grandmasterClockClass,
    clockAccuracy: parent?.grandmasterClockAccuracy,
    offsetScaledLogVariance: parent?.grandmasterOffsetScaledLogVariance,
    priority2: parent?.grandmasterPriority2,
    grandmasterIdentity: parent?.grandmasterIdentity ?? grandmasterIdentity,
  });
}

/** Values of a device, or a card, that does not answer are those of the last time it did. */
function staleTime({ communication }: DeviceSnapshot, slot: SlotSnapshot): number | undefined {
  const isFresh = isReachable(communication.state) && slot.severity !== 'timeout';
  return isFresh ? undefined : (slot.updatedAt ?? communication.lastSuccess ?? 0);
}

/** Without the members that are `undefined`, so that a spread of it hides nothing. */
function present(dataSet: { readonly [Field in keyof BmcaDataSet]: BmcaDataSet[Field] | undefined }): BmcaDataSet {
  return Object.fromEntries(Object.entries<number | string | undefined>(dataSet).filter(([, value]) => value !== undefined));
}
