/**
 * What `activate` returns, for other extensions:
 *
 * ```ts
 * const psx = await vscode.extensions.getExtension<PsxExplorerApi>('psx-tools.psx-explorer')?.activate();
 * for (const device of psx?.devices ?? []) {
 *   console.log(device.name, device.communication.state);
 * }
 * ```
 *
 * Reading {@link PsxExplorerApi.devices} and the sessions needs nobody's leave. Messages act on devices, so the first one of an extension asks the
 * user, once for that extension: *Allow Once*, *Always Allow* or *Deny*. Every message shows in the Inter App panel.
 *
 * ```ts
 * const source = 'extension/acme.clock';
 * try {
 *   await psx.send({ name: 'refresh', destination: `chassis/${encodeURIComponent(device.id)}`, source }, { timeoutMs: 60_000 });
 * } catch (error) {
 *   const { code, message, hint } = error as InterAppFailure;
 *   if (code !== 'denied') {
 *     void vscode.window.showErrorMessage(`${message} ${hint}`);
 *   }
 * }
 * ```
 *
 * Extensions can talk to each other as well, with names of their own, and without asking the user, as no device is involved:
 *
 * ```ts
 * context.subscriptions.push(
 *   psx.registerHandler('extension/acme.clock', {
 *     names: ['custom:leapSecond'],
 *     handle: ({ data }) => ({ known: true }),
 *   }),
 * );
 * // elsewhere
 * const { result } = await psx.send({ name: 'custom:leapSecond', destination: 'extension/acme.clock', source: 'extension/other.one', data: { year: 2026 } });
 * ```
 */
import type { Disposable, Event } from './model/event';
import type { HttpSession } from './model/httpSession';
import type { CustomName, InterAppCommunication, InterAppEvent, InterAppHandler, InterAppMessage, InterAppReply } from './model/interApp';
import type { Json } from './model/json';
import type { DeviceSnapshot } from './model/snapshot';

export type { Disposable, Event } from './model/event';
export type { CertificateSummary, Fault, FaultKind } from './model/fault';
export type { RequestTiming } from './model/httpRequest';
export type { HttpSession } from './model/httpSession';
export type {
  Address,
  CustomName,
  DiagnosisStepResult,
  EventName,
  EventTypes,
  InterAppCommunication,
  InterAppErrorCode,
  InterAppEvent,
  InterAppFailure,
  InterAppHandler,
  InterAppMessage,
  InterAppReply,
  InterAppState,
  MessageName,
  MessageTypes,
} from './model/interApp';
export type { Json } from './model/json';
export type { RefreshResult } from './model/refreshResult';
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
  /** The events and messages that are kept, newest first: frozen, without secrets, replaced when their states change. */
  readonly communications: readonly InterAppCommunication[];
  /** What served them, newest first: exactly one for each communication. */
  readonly handlers: readonly InterAppHandler[];
  /**
   * Sends a message and resolves with its reply, which carries the message's GUID. The messages of an extension to one destination are served in
   * the order in which they were sent.
   *
   * `source` is `extension/<id>`, perhaps with more parts, of the extension that calls; without one the caller is found out. The call stack
   * must not show another extension. This is no protection against an extension that means harm, as all share one process: it keeps mistakes
   * from being made in another's name.
   *
   * Rejects with an `Error` that is an {@link InterAppFailure} and has the `guid`; the code is `timeout` when no reply came within `timeoutMs`
   * (default 30 s; 5 min while the user is asked), `denied` when the user does not let the extension act or `source` is not its own.
   */
  send(message: InterAppMessage, options?: { readonly timeoutMs?: number }): Promise<InterAppReply>;
  /**
   * Announces something to other extensions, `custom:…`; what devices announce comes from themselves only. `source` as with {@link send}, and
   * throws when it is not the caller's. Whatever else is wrong with an event shows among the {@link communications}, where it is failed.
   */
  publish(event: InterAppEvent): void;
  /**
   * Serves messages and events to an address of the calling extension: `extension/<id>`, or below it. What a handler throws, or that it takes too
   * long, fails the one message. Throws an `Error` that is an {@link InterAppFailure} when the address is not the caller's or is served already.
   */
  registerHandler(address: `extension/${string}`, handler: ExtensionHandler): Disposable;
}

/** Serves an extension's own messages and events. */
export interface ExtensionHandler {
  /** Those that it serves; any other fails with `notHandled`. */
  readonly names: readonly CustomName[];
  /** Returns what the reply holds, or a promise of it; nothing counts for an event. */
  handle(request: ExtensionRequest): Json | undefined | Promise<Json | undefined>;
}

/** One message or event to an extension; frozen. */
export interface ExtensionRequest {
  readonly guid: string;
  readonly kind: 'message' | 'event';
  readonly name: CustomName;
  /** Address of the sender. */
  readonly source: string;
  readonly destination: string;
  readonly data?: Json;
  /** Aborted when nobody waits for the reply any more. */
  readonly signal: AbortSignal;
}
