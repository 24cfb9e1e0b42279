import type { ModuleReading, SlotReading } from '../ltos/decode/readings';
import type { Communication, DeviceSnapshot, SystemSnapshot } from '../model/snapshot';

/** What an answer says about the module of one slot. */
export interface ModuleUpdate {
  readonly slotId: string;
  readonly module: ModuleReading | 'empty';
}

/** News about one device: everything in it becomes visible at once. */
export interface DeviceUpdate {
  readonly deviceId: string;
  /** Where the news come from; those of an address that the device no longer has are dropped. */
  readonly origin: string;
  /** When they arrived, milliseconds since the epoch. */
  readonly at: number;
  readonly system?: SystemSnapshot;
  /** Every slot of the chassis: those not in it are missing from now on. */
  readonly slots?: readonly SlotReading[];
  /** The full content of single slots. */
  readonly modules?: readonly ModuleUpdate[];
  /** Slots whose data are too old to be shown as current although the device answers. */
  readonly staleSlotIds?: readonly string[];
  /** Computed from the device as it is with the rest of the update applied. */
  readonly communication?: (updated: DeviceSnapshot) => Communication;
}
