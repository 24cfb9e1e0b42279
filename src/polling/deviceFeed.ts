import type { DeviceConfig } from '../model/deviceConfig';
import type { Disposable } from '../model/event';
import type { RefreshResult } from '../model/refreshResult';
import type { DemandLevel } from './demand';

/** Something of a device that is no longer there: an instance or a port, a slot, or all that is missing. */
export interface MissingRef {
  readonly deviceId: string;
  readonly slotId?: string | undefined;
  readonly instanceId?: string | undefined;
  readonly portId?: string | undefined;
}

/**
 * Whoever feeds the store with news about the devices: the pollers of this window, or another window that polls.
 * Calls about unknown devices do nothing, except that the demand is kept.
 */
export interface DeviceFeed extends Disposable {
  /** Feeds again after {@link stop}. A new feed runs from the start, and does nothing as long as it has no devices. */
  start(): void;
  /** Sends nothing more; devices and data stay. */
  stop(): void;
  /** Makes these the devices, also in the store. Devices that did not change go on undisturbed. */
  setDevices(configs: readonly DeviceConfig[]): void;
  /** Fetches at once; resolves when news asked for after this call are in the store, or could not be had, with what became of it. Never rejects. */
  refresh(deviceId: string): Promise<RefreshResult>;
  pause(deviceId: string): void;
  resume(deviceId: string): void;
  /** How much is looked at in this window. */
  setDemand(level: DemandLevel): void;
  /**
   * How much is looked at of one device, when that is more: `panel` while a panel shows it. It holds until `undefined` is told, also while the
   * device is not configured: a panel outlives a device that is removed and comes back.
   */
  setDeviceDemand(deviceId: string, level: DemandLevel | undefined): void;
  /**
   * The credentials of a device, or the certificates trusted for it, may have changed.
   * @param entry A random name for the log-in, when a person has entered it in this window.
   */
  credentialsChanged(deviceId: string, entry?: string): void;
  /** Takes what is missing off the list, as the store does. */
  forgetMissing(missing: MissingRef): void;
  /** The polling settings may have changed. */
  settingsChanged(): void;
}
