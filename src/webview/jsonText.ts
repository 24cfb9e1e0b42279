/** A number that JavaScript cannot hold exactly, e.g. a 64-bit identity: kept as it was written. */
export class WrittenNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A JSON value whose numbers are exact. */
export type ShownJson = null | boolean | number | string | WrittenNumber | JsonTree;

/** An object or a list. */
export type JsonTree = readonly ShownJson[] | JsonMembers;

interface JsonMembers {
  readonly [name: string]: ShownJson;
}

/** Reads an object or a list; `undefined` when the text is no JSON or only a single value, which reads better as it is. */
export function readJsonTree(text: string): JsonTree | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text, keepWriting);
  } catch (error) {
    // The reviver descends recursively, the plain parser does not: a very deep text is still readable without it.
    value = error instanceof RangeError ? parseOrUndefined(text) : undefined;
  }
  return typeof value === 'object' && value !== null && !(value instanceof WrittenNumber) ? (value as JsonTree) : undefined;
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function keepWriting(_name: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  return typeof value === 'number' && source !== undefined && String(value) !== source && isInexact(value, source) ? new WrittenNumber(source) : value;
}

/** True when the number is not just another way to write the same, as 1.50 or 1e3 are. */
function isInexact(value: number, source: string): boolean {
  if (!Number.isFinite(value)) {
    return true;
  }
  return /^-?\d+$/.test(source) ? !Number.isSafeInteger(value) : source.replace(/[-.eE+]/g, '').length > 15;
}
