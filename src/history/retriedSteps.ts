/**
 * Work that is done in short steps, one with each `next`, as `Steps` are. Nothing of a step that throws is done: the next one does it again, if need be with some
 * before it.
 */
export interface RetriedSteps<T> {
  next(): IteratorResult<undefined, T>;
}
