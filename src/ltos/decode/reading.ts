import { isJsonObject, type Json } from '../../model/json';
import { member } from './jsonMember';

/** What came of reading one value. */
export type Reading<T> = { readonly is: 'read'; readonly value: T } | typeof absent | { readonly is: 'bad'; readonly expected: string };

/** The device says that there is no value. */
export const absent = { is: 'absent' } as const;

/** The value that was understood. */
export function read<T>(value: T): Reading<T> {
  return { is: 'read', value };
}

/** The value is not what it should be: `a whole number from 0 to 255`. */
export function expected(what: string): Reading<never> {
  return { is: 'bad', expected: what };
}

/** The value in `{"object-id": …, "value": …}`, be it `null`, else the value itself. */
export function unwrapped(value: Json): Json {
  const inner = isJsonObject(value) ? member(value, 'value') : undefined;
  return inner === undefined ? value : inner;
}
