/**
 * Work that is done in short steps, one with each `next`: the event loop has a turn wherever it yields. What the steps have done until then is sound, whether
 * the others follow, are done again from the first one, or never come.
 */
export type Steps<T> = Generator<undefined, T, undefined>;
