import { isSecretName } from '../model/secretName';
import type { Json } from '../model/json';

/** Data of one communication, in two forms. */
export interface FrozenData {
  /** What the handler gets: a copy that nobody can change. */
  readonly whole: Json;
  readonly table: ShownData;
}

/** What the tables show of data: bounded, without the values of members whose names say that they are secrets. */
export interface ShownData {
  readonly shown: Json;
}

/** Characters of texts and names, and members of lists and objects, together. */
const largestData = 64 * 1024;
const largestShown = 8 * 1024;
const deepestData = 32;
/** Takes any text that is shown: three bytes of UTF-8 for a unit of UTF-16 at most. */
const scratch = Buffer.allocUnsafe(3 * largestShown);
const redacted = '[redacted]';

/**
 * Copies JSON data. `undefined` when they are too large (65,536 characters and members), too deep (32 levels) or no JSON: functions, class
 * instances, cycles, `NaN`. Never throws, even when reading a member does.
 */
export function frozenData(data: unknown): FrozenData | undefined {
  const copier = new Copier();
  try {
    const whole = copier.copy(data, 0);
    return whole === undefined ? undefined : { whole, table: copier.size > largestShown ? { shown: shownOf(whole) } : new LazilyShown(whole) };
  } catch {
    return undefined;
  }
}

/** What can be shown of data that were refused: if they cannot be copied, a text that says what they were. */
export function describedData(data: unknown): ShownData {
  return frozenData(data)?.table ?? { shown: `(${typeof data}, not shown)` };
}

class Copier {
  size = 0;

  copy(value: unknown, depth: number): Json | undefined {
    this.size += typeof value === 'string' ? value.length + 1 : 1;
    if (this.size > largestData || depth > deepestData) {
      return undefined;
    }
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        return Number.isFinite(value) ? value : undefined;
      case 'object':
        return value === null ? null : Array.isArray(value) ? this.#copyList(value, depth) : this.#copyObject(value, depth);
      default:
        return undefined;
    }
  }

  #copyList(list: readonly unknown[], depth: number): Json | undefined {
    const copy: Json[] = [];
    for (const item of list) {
      const copied = this.copy(item, depth + 1);
      if (copied === undefined) {
        return undefined;
      }
      copy.push(copied);
    }
    return Object.freeze(copy);
  }

  #copyObject(object: object, depth: number): Json | undefined {
    if (!isPlain(object)) {
      return undefined;
    }
    const copy: Record<string, Json> = {};
    for (const key of Object.keys(object)) {
      const member = (object as Readonly<Record<string, unknown>>)[key];
      if (member === undefined) {
        continue;
      }
      this.size += key.length;
      const copied = this.copy(member, depth + 1);
      if (copied === undefined) {
        return undefined;
      }
      addMember(copy, key, copied);
    }
    return Object.freeze(copy);
  }
}

/** Small data take little room: what is shown of them is made when somebody looks. */
class LazilyShown implements ShownData {
  readonly #whole: Json;
  #shown: Json | undefined;

  constructor(whole: Json) {
    this.#whole = whole;
  }

  get shown(): Json {
    this.#shown ??= shownOf(this.#whole);
    return this.#shown;
  }
}

function shownOf(whole: Json): Json {
  let left = largestShown;
  const show = (value: Json): Json => {
    left -= typeof value === 'string' ? value.length + 1 : 1;
    if (typeof value === 'string') {
      return left >= 0 ? value : cutText(value, Math.max(0, value.length + left));
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const shown = Array.isArray(value) ? showList(value as readonly Json[]) : showMembers(Object.entries(value as Readonly<Record<string, Json>>));
    return Object.freeze(shown);
  };
  const showList = (list: readonly Json[]): Json[] => {
    const shown: Json[] = [];
    for (const item of list) {
      if (left <= 0) {
        shown.push(`(${list.length - shown.length} more, not shown)`);
        break;
      }
      shown.push(show(item));
    }
    return shown;
  };
  const showMembers = (members: readonly [string, Json][]): Record<string, Json> => {
    const shown: Record<string, Json> = {};
    for (const [index, [key, member]] of members.entries()) {
      left -= key.length;
      if (left <= 0) {
        addMember(shown, '…', `(${members.length - index} more, not shown)`);
        break;
      }
      addMember(shown, key, isSecretName(key, member) ? redacted : show(member));
    }
    return shown;
  };
  return show(whole);
}

/** Through a buffer, since a mere slice would keep the whole text in memory. */
function cutText(text: string, length: number): string {
  const bytes = scratch.write(text.slice(0, length));
  return `${scratch.toString('utf8', 0, bytes)}… (${text.length} characters)`;
}

function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  // Also the objects of another realm, as of a script that runs in a context of its own.
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

function addMember(object: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true });
  } else {
    object[key] = value;
  }
}
