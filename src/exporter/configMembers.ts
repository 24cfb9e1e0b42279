/** Takes note of what is wrong with a member, named by its path, e.g. `devices[0].host`. */
export type Report = (field: string, message: string) => void;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reports each member that nobody knows: most are slips of the pen, and ignoring one would leave its default in place unseen. */
export function reportUnknown(members: Readonly<Record<string, unknown>>, known: readonly string[], prefix: string, report: Report): void {
  for (const name of Object.keys(members).filter((member) => !known.includes(member))) {
    report(`${prefix}${name}`, `This is not known. Known are ${known.join(', ')}.`);
  }
}
