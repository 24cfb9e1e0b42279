import type { InterAppCommunication } from '../model/interApp';
import type { ParsedAddress } from './address';
import type { FrozenData } from './frozenData';

/** A message or an event that was let in: checked, and copied so that its sender cannot change it any more. */
export interface Accepted {
  readonly kind: InterAppCommunication['kind'];
  readonly name: string;
  readonly source: string;
  /** In its one spelling, see `canonicalAddress`. */
  readonly destination: string;
  /** {@link destination} in its parts. */
  readonly address: ParsedAddress;
  readonly data: FrozenData | undefined;
  readonly retryOf?: number;
}
