import type { CustomName, EventName, InterAppFailure, MessageName } from '../model/interApp';
import { isJsonObject, type Json, type JsonObject } from '../model/json';
import type { ParsedAddress } from './address';

/** Says what is wrong with the data, or `undefined`. */
type DataCheck = (data: Json | undefined) => string | undefined;

interface TypeCheck {
  readonly destinations: readonly ParsedAddress['kind'][];
  readonly data: DataCheck;
}

const everyDevicePart = ['chassis', 'card', 'ptp'] as const;
const longestText = 1000;

const nothing: DataCheck = (data) => (data === undefined || data === null ? undefined : 'takes no data');

const messages: Readonly<Record<MessageName, TypeCheck>> = {
  refresh: { destinations: everyDevicePart, data: nothing },
  getSnapshot: { destinations: everyDevicePart, data: nothing },
  setSlotId: { destinations: ['chassis'], data: members({ slotIds: listOfTexts }) },
  setPollingInterval: { destinations: ['chassis'], data: members({ intervalSeconds: numberBetween(1, 3600) }) },
  pause: { destinations: everyDevicePart, data: nothing },
  resume: { destinations: everyDevicePart, data: nothing },
  diagnose: { destinations: ['chassis'], data: nothing },
  listSessions: { destinations: everyDevicePart, data: optional(members({ limit: optional(wholeNumberBetween(1, 10_000)) })) },
  getRawData: { destinations: everyDevicePart, data: optional(members({ path: optional(text) })) },
};

const identity = members({ model: optional(text), serialNumber: optional(text) });

const events: Readonly<Record<EventName, TypeCheck>> = {
  slotAdded: { destinations: ['card'], data: members({ slotType: text, model: optional(text) }) },
  slotRemoved: { destinations: ['card'], data: members({ model: optional(text) }) },
  moduleChanged: { destinations: ['card'], data: members({ before: identity, after: identity }) },
  apiVersionChanged: { destinations: ['chassis', 'card'], data: members({ before: text, after: text }) },
  deviceUnreachable: { destinations: ['chassis', 'card'], data: members({ kind: text, message: text }) },
  deviceReachable: { destinations: ['chassis', 'card'], data: members({ unreachableSince: optional(numberBetween(0, Number.MAX_SAFE_INTEGER)) }) },
  instanceAdded: { destinations: ['ptp'], data: members({ name: text }) },
  instanceRemoved: { destinations: ['ptp'], data: members({ name: text }) },
  portStateChanged: { destinations: ['ptp'], data: members({ before: text, after: text }) },
  grandmasterChanged: { destinations: ['ptp'], data: members({ before: optional(text), after: optional(text) }) },
};

const types: Readonly<Record<'message' | 'event', Readonly<Record<string, TypeCheck>>>> = { message: messages, event: events };

const customName = /^custom:[\w.:/-]{1,100}$/;
/** What follows `custom:` in a name. */
export const customNameRule = '1 to 100 letters a to z, digits and signs of _ . : / -';

/** True for the name of something that extensions tell each other. */
export function isCustomName(name: unknown): name is CustomName {
  return typeof name === 'string' && customName.test(name);
}

/** True for a type that this extension itself serves or announces. */
export function isOwnType(kind: 'message' | 'event', name: string): boolean {
  return Object.hasOwn(types[kind], name);
}

/** What is wrong with a communication of this kind and name to this destination, or `undefined`. */
export function whatIsWrong(
  kind: 'message' | 'event',
  name: string,
  destination: ParsedAddress,
  data: Json | undefined,
): InterAppFailure | undefined {
  if (isCustomName(name)) {
    return destination.kind === 'extension' ? undefined : customToDevice(name);
  }
  const check = isOwnType(kind, name) ? types[kind][name] : undefined;
  if (check === undefined) {
    return unknownType(kind, name);
  }
  if (!check.destinations.includes(destination.kind)) {
    return wrongDestination(name, destination, check);
  }
  const problem = check.data(data);
  return problem === undefined ? undefined : wrongData(name, problem);
}

function customToDevice(name: string): InterAppFailure {
  return {
    code: 'unknownDestination',
    message: `"${name}" can be sent to other extensions only.`,
    hint: 'Send it to extension/<id of the extension>.',
  };
}

function unknownType(kind: 'message' | 'event', name: string): InterAppFailure {
  return {
    code: 'unknownType',
    message: `There is no ${kind} "${name.slice(0, 100)}".`,
    hint: `Use one of: ${Object.keys(types[kind]).join(', ')}; or custom:<name> between extensions, with a name of ${customNameRule}.`,
  };
}

function wrongDestination(name: string, { kind }: ParsedAddress, { destinations }: TypeCheck): InterAppFailure {
  return {
    code: 'unknownDestination',
    message: `"${name}" does not go to a destination of the kind ${kind}.`,
    hint: `Send it to: ${destinations.join(', ')}.`,
  };
}

function wrongData(name: string, problem: string): InterAppFailure {
  return { code: 'malformed', message: `The data of "${name}" are wrong: ${problem}.`, hint: 'See the types in the description of the API.' };
}

function text(data: Json | undefined): string | undefined {
  return typeof data === 'string' && data.length <= longestText ? undefined : `a text of at most ${longestText} characters is expected`;
}

function listOfTexts(data: Json | undefined): string | undefined {
  const isListItem = (item: Json): boolean => typeof item === 'string' && item.trim() !== '' && item.length <= 100;
  return Array.isArray(data) && data.length <= 100 && (data as readonly Json[]).every(isListItem)
    ? undefined
    : 'a list of at most 100 texts is expected, each of 1 to 100 characters';
}

function numberBetween(min: number, max: number): DataCheck {
  return (data) => (typeof data === 'number' && data >= min && data <= max ? undefined : `a number from ${min} to ${max} is expected`);
}

function wholeNumberBetween(min: number, max: number): DataCheck {
  return (data) => (Number.isInteger(data) ? numberBetween(min, max)(data) : `a whole number from ${min} to ${max} is expected`);
}

function optional(check: DataCheck): DataCheck {
  return (data) => (data === undefined || data === null ? undefined : check(data));
}

/** An object with these members; others are let pass. */
function members(checks: Readonly<Record<string, DataCheck>>): DataCheck {
  const keys = Object.entries(checks);
  return (data) => {
    if (!isJsonObject(data)) {
      return 'an object is expected';
    }
    const object: JsonObject = data;
    for (const [key, check] of keys) {
      const problem = check(object[key]);
      if (problem !== undefined) {
        return `"${key}": ${problem}`;
      }
    }
    return undefined;
  };
}
