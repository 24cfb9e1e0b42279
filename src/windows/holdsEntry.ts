/**
 * Whether the log-in that this window has for an origin is the one that was entered as `entry`, in this window or in one that shares its secrets.
 * `undefined` when that cannot be known: then nobody is to try it who would not do so anyway. Never rejects.
 */
export type HoldsEntry = (origin: string, entry: string) => Promise<boolean | undefined>;
