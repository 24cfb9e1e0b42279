/** Ids of the two tables. */
export const communicationsId = 'communications';
export const handlersId = 'handlers';

/** Key of a communication's row, and of its handler's: so one is found from the other. */
export function rowKey(communicationId: number): string {
  return String(communicationId);
}
