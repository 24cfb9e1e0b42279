/** One device as configured, everything defaulted and checked. */
export interface DeviceConfig {
  /** Stable: from the entry, else derived from the origin. */
  readonly id: string;
  readonly name: string;
  /** `scheme://host:port`, the port always written out; the key of secrets and certificate pins. */
  readonly origin: string;
  /** As typed, kept and shown. `bypassproxy` (any case, spaces ignored, `;value` tolerated) means no proxy. */
  readonly busAddress: string;
  readonly bypassProxy: boolean;
  /** The slots that the user chose; empty: not chosen yet. */
  readonly slotIds: readonly string[];
  /** Own polling interval, else the setting's. */
  readonly intervalMs?: number;
}
