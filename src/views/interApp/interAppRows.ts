import type { InterAppCommunication } from '../../model/interApp';

/** Ids of the two tables. */
export const communicationsId = 'communications';
export const handlersId = 'handlers';

/** Key of a communication's row, and of its handler's: so one is found from the other. */
export function rowKey(communicationId: number): string {
  return String(communicationId);
}

/** Events have no reply that could have been missed, and what was executed must not be done twice. */
export function isRetryable({ kind, state }: InterAppCommunication): boolean {
  return kind === 'message' && state === 'failed';
}
