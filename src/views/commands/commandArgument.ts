import { singleLine } from '../../model/displayText';

const longestQuoted = 60;

/** The members of a command's argument, whatever it is; none for what is no object. */
export function membersOf(argument: unknown): Readonly<Record<string, unknown>> {
  return (typeof argument === 'object' && argument !== null ? argument : {}) as Readonly<Record<string, unknown>>;
}

/** The text that an argument has under a key; `undefined` for none. Throws a sentence for anything else. */
export function textOf(command: string, argument: unknown, key: string): string | undefined {
  const value = membersOf(argument)[key];
  if (value === undefined || typeof value === 'string') {
    return value;
  }
  // The value itself is left out: it may be a password.
  throw new Error(`The argument "${key}" of ${command} must be a text.`);
}

/** A value that an argument has and may not have, for a sentence: only a text is shown, since others may be anything. */
export function quotedValue(value: unknown): string {
  return typeof value === 'string' ? `"${singleLine(value, longestQuoted)}"` : `a ${value === null ? 'null' : typeof value}`;
}
