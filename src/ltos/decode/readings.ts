import type { NetworkPortSnapshot } from '../../model/ptpDataSets';
import type { Property, PtpInstanceSnapshot, SystemSnapshot } from '../../model/snapshot';

/** A PTP instance as one answer shows it; what depends on time or on rules is added by the store. */
export type PtpInstanceReading = Omit<PtpInstanceSnapshot, 'severity' | 'missingSince'>;

/** A network port as one answer shows it. */
export type NetworkPortReading = Omit<NetworkPortSnapshot, 'missingSince'>;

/** The module of a slot as one answer shows it. */
export interface ModuleReading {
  readonly model?: string;
  readonly serialNumber?: string;
  readonly softwareRevision?: string;
  /** By the model text (`psx210`, `IMS-PSX210`, …), else by PTP instances found in a module without a model. */
  readonly isPsx: boolean;
  readonly ptpInstances: readonly PtpInstanceReading[];
  /** Of a PSX; absent when the answer lists none. */
  readonly ports?: readonly NetworkPortReading[];
  /** Every leaf of the module, those of its PTP instances as well. */
  readonly properties: readonly Property[];
}

/** One slot of the chassis as one answer shows it. */
export interface SlotReading {
  readonly slotId: string;
  readonly slotType: string;
  /** Absent: the slot is empty. */
  readonly module?: ModuleReading;
}

/** What an answer that describes the whole chassis (`/api`, `/api/status`, the slot list) holds. */
export interface ChassisReading {
  readonly system?: SystemSnapshot;
  /** In the order of their position in the chassis. */
  readonly slots: readonly SlotReading[];
}
