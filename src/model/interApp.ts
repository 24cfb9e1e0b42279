import type { HttpSession } from './httpSession';
import type { Json } from './json';
import type { RefreshResult } from './refreshResult';
import type { DeviceSnapshot, PtpInstanceSnapshot, SlotSnapshot } from './snapshot';

/**
 * Who talks to whom. The parts between slashes are percent-encoded (`encodeURIComponent`), so that an id may hold anything.
 * - `chassis/<deviceId>`: a configured device
 * - `card/<deviceId>/<slotId>`: a card in one of its slots
 * - `ptp/<deviceId>/<slotId>/<instanceId>`: a PTP instance of a card
 * - `extension/<extension id>`, perhaps with more parts: another extension, for which it registers a handler
 * - `uri`, `user`: a link that was opened, a command; only as a source
 */
export type Address =
  | `chassis/${string}`
  | `card/${string}/${string}`
  | `ptp/${string}/${string}/${string}`
  | `extension/${string}`
  | 'uri'
  | 'user';

/** The messages that devices, cards and instances serve: what comes with each, and what its reply holds. A card or an instance acts for its device. */
export interface MessageTypes {
  /** Polls at once; the reply comes when the news are there, or says why the device was not asked. */
  readonly refresh: { readonly data: undefined; readonly result: RefreshResult };
  /** What is known of the destination: a device, a slot or an instance. */
  readonly getSnapshot: { readonly data: undefined; readonly result: DeviceSnapshot | SlotSnapshot | PtpInstanceSnapshot };
  /** Chassis only. Slots to poll; none: all PSX cards that are found. Writes the setting. */
  readonly setSlotId: { readonly data: { readonly slotIds: readonly string[] }; readonly result: undefined };
  /** Chassis only. Writes the setting; 1 to 3600 seconds. */
  readonly setPollingInterval: { readonly data: { readonly intervalSeconds: number }; readonly result: undefined };
  readonly pause: { readonly data: undefined; readonly result: undefined };
  readonly resume: { readonly data: undefined; readonly result: undefined };
  /** Chassis only. From name resolution to PTP instances. */
  readonly diagnose: { readonly data: undefined; readonly result: readonly DiagnosisStepResult[] };
  /** Newest first; `limit` at most, 100 by default. */
  readonly listSessions: { readonly data: { readonly limit?: number } | undefined; readonly result: readonly HttpSession[] };
  /** What the device answers for the path, by default that of the destination. Only below `/api/status`. */
  readonly getRawData: { readonly data: { readonly path?: string } | undefined; readonly result: { readonly path: string; readonly body: Json } };
}

export interface DiagnosisStepResult {
  readonly step: string;
  readonly state: 'ok' | 'fault' | 'skipped';
  /** What was found, or what to do. */
  readonly text: string;
}

/** What is announced: only changes, never periodic results. Each has at least one side absent when there was or is none. */
export interface EventTypes {
  /** Chassis to card. */
  readonly slotAdded: { readonly slotType: string; readonly model?: string };
  readonly slotRemoved: { readonly model?: string };
  readonly moduleChanged: { readonly before: ModuleIdentity; readonly after: ModuleIdentity };
  readonly apiVersionChanged: { readonly before: string; readonly after: string };
  readonly deviceUnreachable: { readonly kind: string; readonly message: string };
  readonly deviceReachable: { readonly unreachableSince?: number };
  /** Card to PTP instance. */
  readonly instanceAdded: { readonly name: string };
  readonly instanceRemoved: { readonly name: string };
  readonly portStateChanged: { readonly before: string; readonly after: string };
  readonly grandmasterChanged: { readonly before?: string; readonly after?: string };
}

export interface ModuleIdentity {
  readonly model?: string;
  readonly serialNumber?: string;
}

export type MessageName = keyof MessageTypes;
export type EventName = keyof EventTypes;
/** What extensions agree on among themselves; only to and from addresses of extensions. After `custom:` 1 to 100 letters a to z, digits and signs of `_.:/-`. */
export type CustomName = `custom:${string}`;

type DataMember<T> = undefined extends T ? { readonly data?: T } : { readonly data: T };

/** A request with a reply. `source` is filled in for extensions. */
export type InterAppMessage =
  | { readonly [N in MessageName]: { readonly name: N; readonly destination: Address; readonly source?: Address } & DataMember<MessageTypes[N]['data']> }[MessageName]
  | { readonly name: CustomName; readonly destination: `extension/${string}`; readonly source?: Address; readonly data?: Json };

/** An announcement without a reply. */
export type InterAppEvent =
  | { readonly [N in EventName]: { readonly name: N; readonly destination: Address; readonly source?: Address; readonly data: EventTypes[N] } }[EventName]
  | { readonly name: CustomName; readonly destination: `extension/${string}`; readonly source?: Address; readonly data?: Json };

/** The answer to a message. */
export interface InterAppReply<Result = unknown> {
  /** Of the message. */
  readonly guid: string;
  readonly result: Result;
}

/** Stable codes that programs may compare. */
export const interAppErrorCodes = [
  'unknownType',
  'malformed',
  'unknownDestination',
  'notHandled',
  'queueFull',
  'timeout',
  'cancelled',
  'handlerFailed',
  'denied',
  'disposed',
] as const;

export type InterAppErrorCode = (typeof interAppErrorCodes)[number];

/** Why a communication failed: one sentence, and what to do next. Holds no secret. */
export interface InterAppFailure {
  readonly code: InterAppErrorCode;
  readonly message: string;
  readonly hint: string;
}

/** Waiting to be processed, being processed, executed successfully, failed. */
export type InterAppState = 'waiting' | 'processing' | 'executed' | 'failed';

/** One event or message and what became of it. Frozen, and replaced when its state changes. Times are milliseconds since the epoch. */
export interface InterAppCommunication {
  /** Increasing. */
  readonly id: number;
  readonly guid: string;
  readonly kind: 'event' | 'message';
  readonly name: string;
  readonly source: string;
  readonly destination: string;
  readonly created: number;
  readonly started?: number;
  readonly finished?: number;
  /** From start to finish; with fractions. */
  readonly durationMs?: number;
  readonly state: InterAppState;
  readonly error?: InterAppFailure;
  /** As it came, bounded; secrets never. */
  readonly data?: Json;
  /** The id of the message that this one tries again. */
  readonly retryOf?: number;
}

/** The handler of one communication: there is exactly one for each. Frozen, and replaced when its state changes. */
export interface InterAppHandler {
  readonly id: number;
  /** What acts, e.g. `chassis refresh`, `extension acme.clock`, `refusal` where nothing does. */
  readonly handler: string;
  readonly communicationId: number;
  readonly state: InterAppState;
  readonly started?: number;
  readonly finished?: number;
  readonly durationMs?: number;
  /** In words, short. */
  readonly result?: string;
  readonly error?: InterAppFailure;
}
