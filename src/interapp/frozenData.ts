import { isSecretName } from '../model/secretName';
import type { Json } from '../model/json';

/** Data of one communication, in two forms. */
export interface FrozenData {
  /** What the handler gets: a copy that nobody can change. */
  readonly whole: Json;
  /** What the tables show: the same without secrets. */
  readonly shown: Json;
}

/** Characters of texts and members of lists and objects, together. */
const largestData = 64 * 1024;
const deepestData = 32;
const redacted = '[redacted]';

/** Copies JSON data; `undefined` when they are too large, too deep, or no JSON (functions, cycles, `NaN`). */
export function frozenData(data: unknown): FrozenData | undefined {
  const copier = new Copier();
  const whole = copier.copy(data, 0);
  if (whole === undefined) {
    return undefined;
  }
  return { whole, shown: copier.hasSecrets ? withoutSecrets(whole) : whole };
}

/** What can be shown of data that were refused: a text that says what they were. */
export function describedData(data: unknown): Json {
  const frozen = frozenData(data);
  return frozen === undefined ? `(${typeof data}, not shown)` : frozen.shown;
}

class Copier {
  #size = 0;
  hasSecrets = false;

  copy(value: unknown, depth: number): Json | undefined {
    this.#size += typeof value === 'string' ? value.length + 1 : 1;
    if (this.#size > largestData || depth > deepestData) {
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
    const copy: Record<string, Json> = {};
    for (const [key, member] of Object.entries(object) as [string, unknown][]) {
      if (member === undefined) {
        continue;
      }
      this.#size += key.length;
      const copied = this.copy(member, depth + 1);
      if (copied === undefined) {
        return undefined;
      }
      this.hasSecrets ||= isSecretName(key);
      Object.defineProperty(copy, key, { value: copied, enumerable: true, writable: false, configurable: false });
    }
    return Object.freeze(copy);
  }
}

function withoutSecrets(value: Json): Json {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return Object.freeze((value as readonly Json[]).map(withoutSecrets));
  }
  const members = Object.entries(value as Readonly<Record<string, Json>>);
  return Object.freeze(Object.fromEntries(members.map(([key, member]) => [key, isSecretName(key) ? redacted : withoutSecrets(member)])));
}
