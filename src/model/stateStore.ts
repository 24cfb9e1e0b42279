import type { Disposable } from './event';
import type { Json } from './json';

/** Small states that must survive a reload: alarms, last known values, acknowledgements. Shared by all windows. Values hold no secret. */
export interface StateStore {
  /** All values of one kind by their keys. A value that cannot be read is left out. */
  entries(kind: string): ReadonlyMap<string, Json>;
  /** Writes values soon, `undefined` removes one. */
  put(kind: string, values: ReadonlyMap<string, Json | undefined>): void;
  /** Another window wrote. */
  onDidChangeElsewhere(listener: () => void): Disposable;
}
