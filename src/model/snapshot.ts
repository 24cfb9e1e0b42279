import type { Fault } from './fault';
import type { NetworkPortSnapshot, PtpDataSets } from './ptpDataSets';
import type { Severity } from './severity';

/** The states of the communication with a device, each with a cause that the user can act on. */
export const communicationStates = [
  'responding',
  'retrying',
  'timeout',
  'slowPoll',
  'paused',
  'waitingForCredentials',
  'unauthorized',
  'waitingForSlotId',
  'connecting',
] as const;

export type CommunicationState = (typeof communicationStates)[number];

/** The states of a device that answers. */
export type ReachableState = Extract<CommunicationState, 'responding' | 'waitingForSlotId'>;

/** Whether a device in this state answers. */
export function isReachable(state: CommunicationState): state is ReachableState {
  return state === 'responding' || state === 'waitingForSlotId';
}

/** State of the communication with one device. Times are milliseconds since the epoch. */
export interface Communication {
  readonly state: CommunicationState;
  readonly since: number;
  /** When the last good answer arrived; absent before the first. */
  readonly lastSuccess?: number;
  readonly error?: Fault;
}

/** One leaf of what the device returned, understood or not. */
export interface Property {
  /** Keys from the module downwards, joined by `.`; list elements by their object-id, or their index. */
  readonly path: string;
  readonly value: string | number | boolean | null;
}

/** What the envelope of an answer says about the chassis. */
export interface SystemSnapshot {
  readonly hostname: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly firmware: string;
  readonly apiVersion: string;
  /** `verified` for API generation 17, the one this extension was written for. */
  readonly compatibility: 'verified' | 'unverified';
}

/** One PTP instance of a PSX card. Everything optional is absent when the device does not say it. */
export interface PtpInstanceSnapshot {
  /** The device's object-id, else the position in its list. Unique within the slot. */
  readonly id: string;
  /** The alias that the operator gave, else the id. */
  readonly name: string;
  /** IEEE 1588-2019 table 20 name (`MASTER`, `SLAVE`, …), `n (unknown)` for other numbers, `unknown` when absent. */
  readonly portState: string;
  /** False when the device says that the instance is stopped: its other values are then not valid. */
  readonly running?: boolean;
  readonly domain?: number;
  readonly profile?: string;
  /** EUI-64 as `EC-46-70-FF-FE-00-11-22`. */
  readonly clockIdentity?: string;
  readonly grandmasterIdentity?: string;
  /** Own clockClass (defaultDS). */
  readonly clockClass?: number;
  /** Own clockAccuracy code (defaultDS), IEEE 1588-2019 table 5: 0x21 is 100 ns. */
  readonly clockAccuracy?: number;
  readonly priority1?: number;
  readonly priority2?: number;
  readonly stepsRemoved?: number;
  readonly offsetFromMasterNs?: number;
  readonly meanPathDelayNs?: number;
  /** Everything that was decoded, one member per data set. */
  readonly dataSets?: PtpDataSets;
  readonly severity: Severity;
  /** Milliseconds since the epoch: since when the device no longer lists it. */
  readonly missingSince?: number;
  readonly properties: readonly Property[];
}

/** One slot of the chassis. */
export interface SlotSnapshot {
  readonly slotId: string;
  readonly slotType: string;
  readonly model?: string;
  readonly serialNumber?: string;
  readonly softwareRevision?: string;
  readonly isPsx: boolean;
  /** True when the slot holds no module. */
  readonly isEmpty: boolean;
  readonly severity: Severity;
  readonly missingSince?: number;
  /** When the module's data last arrived, milliseconds since the epoch. */
  readonly updatedAt?: number;
  readonly ptpInstances: readonly PtpInstanceSnapshot[];
  /** The network ports of a PSX card; absent where none are listed. */
  readonly ports?: readonly NetworkPortSnapshot[];
  readonly properties: readonly Property[];
}

/** One configured device as it was last seen: frozen, and replaced as a whole when something changes. */
export interface DeviceSnapshot {
  readonly id: string;
  readonly name: string;
  /** `scheme://host:port`. */
  readonly baseUrl: string;
  readonly communication: Communication;
  readonly system?: SystemSnapshot;
  readonly slots: readonly SlotSnapshot[];
}
