import { isJsonObject, type Json, type JsonObject } from '../model/json';
import { watchedValueNames, type WatchedValue, type WatchedValueName, type WatchedValues } from './watchedValues';

/** How the communication with a device stood when it was last reported. */
export const knownConditions = ['reachable', 'unreachable', 'unauthorized', 'certificateChanged'] as const;

export type KnownCondition = (typeof knownConditions)[number];

/**
 * What was last known of a device, kept over a reload, so that a change is reported once and only once. Lists, not records by id: ids come from
 * devices. Times are milliseconds since the epoch.
 */
export interface KnownDevice {
  readonly baseUrl: string;
  /** When something of it last changed. */
  readonly at: number;
  /** Absent until the device answered, or failed to, for the first time. */
  readonly condition?: KnownCondition;
  readonly serialNumber?: string;
  readonly firmware?: string;
  readonly apiVersion?: string;
  readonly slots: readonly KnownSlot[];
}

export interface KnownSlot {
  readonly id: string;
  /** There is a card in it. */
  readonly present: boolean;
  readonly missingSince?: number;
  readonly isPsx: boolean;
  readonly model?: string;
  readonly serialNumber?: string;
  readonly softwareRevision?: string;
  readonly ports: readonly KnownPort[];
  readonly instances: readonly KnownInstance[];
}

export interface KnownPort {
  readonly id: string;
  /** Absent while the device lists it. */
  readonly missingSince?: number;
  readonly linkUp?: boolean;
  /** Its link was up at some time. */
  readonly wasUp?: boolean;
}

export interface KnownInstance {
  readonly id: string;
  readonly name: string;
  readonly present: boolean;
  readonly missingSince?: number;
  readonly running?: boolean;
  /** The last grandmaster that it followed, other than itself. */
  readonly followed?: string;
  readonly values: WatchedValues;
}

/** `previous` itself when every member of `next` is equal to it, so that what is unchanged is not written again. */
export function unlessEqual<T extends object>(previous: T | undefined, next: T): T {
  const keys = Object.keys(next) as (keyof T)[];
  return previous !== undefined && keys.length === Object.keys(previous).length && keys.every((key) => previous[key] === next[key]) ? previous : next;
}

/** The same for lists. */
export function listUnlessEqual<T>(previous: readonly T[], next: readonly T[]): readonly T[] {
  return previous.length === next.length && next.every((member, index) => member === previous[index]) ? previous : next;
}

/** Reads what was stored; `undefined` for what is no such record. */
export function parseKnownDevice(json: Json | undefined): KnownDevice | undefined {
  if (!isJsonObject(json) || typeof json.baseUrl !== 'string' || typeof json.at !== 'number') {
    return undefined;
  }
  return {
    baseUrl: json.baseUrl,
    at: json.at,
    ...conditionIn(json),
    ...textsIn(json, ['serialNumber', 'firmware', 'apiVersion']),
    slots: members(json.slots).flatMap(parseSlot),
  };
}

export function knownDeviceJson(known: KnownDevice): Json {
  // A record of plain values: the type only lacks the index signature.
  return known as unknown as Json;
}

function parseSlot(json: JsonObject): KnownSlot[] {
  return typeof json.id !== 'string'
    ? []
    : [
        {
          id: json.id,
          present: json.present === true,
          ...missingSinceIn(json),
          isPsx: json.isPsx === true,
          ...textsIn(json, ['model', 'serialNumber', 'softwareRevision']),
          ports: members(json.ports).flatMap(parsePort),
          instances: members(json.instances).flatMap(parseInstance),
        },
      ];
}

function parsePort(json: JsonObject): KnownPort[] {
  return typeof json.id !== 'string'
    ? []
    : [
        {
          id: json.id,
          ...missingSinceIn(json),
          ...(typeof json.linkUp === 'boolean' ? { linkUp: json.linkUp } : {}),
          ...(json.wasUp === true ? { wasUp: true } : {}),
        },
      ];
}

function parseInstance(json: JsonObject): KnownInstance[] {
  return typeof json.id !== 'string'
    ? []
    : [
        {
          id: json.id,
          name: typeof json.name === 'string' ? json.name : json.id,
          present: json.present === true,
          ...missingSinceIn(json),
          ...(typeof json.running === 'boolean' ? { running: json.running } : {}),
          ...textsIn(json, ['followed']),
          values: parseValues(json.values),
        },
      ];
}

function parseValues(json: Json | undefined): WatchedValues {
  const values: Partial<Record<WatchedValueName, WatchedValue>> = {};
  if (isJsonObject(json)) {
    for (const name of watchedValueNames) {
      const value = json[name];
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
        values[name] = value;
      }
    }
  }
  return values;
}

function members(json: Json | undefined): readonly JsonObject[] {
  return Array.isArray(json) ? (json as readonly Json[]).filter(isJsonObject) : [];
}

function conditionIn(json: JsonObject): { readonly condition?: KnownCondition } {
  const condition = knownConditions.find((candidate) => candidate === json.condition);
  return condition === undefined ? {} : { condition };
}

function textsIn<K extends string>(json: JsonObject, names: readonly K[]): Readonly<Partial<Record<K, string>>> {
  const texts: Partial<Record<K, string>> = {};
  for (const name of names) {
    const text = json[name];
    if (typeof text === 'string') {
      texts[name] = text;
    }
  }
  return texts;
}

function missingSinceIn({ missingSince }: JsonObject): { readonly missingSince?: number } {
  return typeof missingSince === 'number' ? { missingSince } : {};
}
