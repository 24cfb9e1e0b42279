/** Joins the facts that are known: absent and empty ones leave no separator behind. */
export function joinFacts(facts: readonly (string | undefined)[], separator = ' · '): string {
  return facts.filter((fact) => fact !== undefined && fact !== '').join(separator);
}

/** A time of day in the editor's locale; with the date when it is not today's. */
export function timeOfDay(epochMs: number): string {
  const time = new Date(epochMs);
  return time.toDateString() === new Date().toDateString() ? time.toLocaleTimeString() : time.toLocaleString();
}

/** `1 instance`, `2 instances`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
