/**
 * What `activate` returns, for other extensions:
 *
 * ```ts
 * const psx = await vscode.extensions.getExtension<PsxExplorerApi>('psx-tools.psx-explorer')?.activate();
 * for (const device of psx?.devices ?? []) {
 *   console.log(device.name, device.communication.state);
 * }
 * ```
 */
import type { Event } from './model/event';
import type { HttpSession } from './model/httpSession';
import type { DeviceSnapshot } from './model/snapshot';

export type { Disposable, Event } from './model/event';
export type { CertificateSummary, Fault, FaultKind } from './model/fault';
export type { RequestTiming } from './model/httpRequest';
export type { HttpSession } from './model/httpSession';
export type { Severity } from './model/severity';
export type {
  Communication,
  CommunicationState,
  DeviceSnapshot,
  Property,
  PtpInstanceSnapshot,
  SlotSnapshot,
  SystemSnapshot,
} from './model/snapshot';

/** Version 1 of the interface. Members are added, never changed or removed, while `apiVersion` stays. */
export interface PsxExplorerApi {
  readonly apiVersion: 1;
  /** Every configured device, in the order of the setting: frozen snapshots, replaced when something changes. */
  readonly devices: readonly DeviceSnapshot[];
  /** Fires with the new {@link devices} after each change. */
  readonly onDidChangeDevices: Event<readonly DeviceSnapshot[]>;
  /**
   * The requests of a device that are kept, newest first: frozen, without secrets. Empty for an unknown device; nothing is added while
   * the setting `psx.httpSessions.enabled` is off.
   */
  httpSessions(deviceId: string): readonly HttpSession[];
}
