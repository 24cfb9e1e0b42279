/** What a value of the device is as the value of a field. */
export type Reading<T> =
  | { readonly is: 'read'; readonly value: T }
  /** The device says that there is no value. */
  | { readonly is: 'absent' }
  /** The value is not one that the field may have; `what` says which ones it may. */
  | { readonly is: 'unfit'; readonly what: string };

export const absent: Reading<never> = Object.freeze({ is: 'absent' });

export function read<T>(value: T): Reading<T> {
  return { is: 'read', value };
}

/** `what` completes the sentence "Expected …". */
export function unfit(what: string): Reading<never> {
  return { is: 'unfit', what };
}
