/**
 * Whether the log-in that this window has for an origin is the one that was entered as `entry`, in this window or in one that shares its secrets.
 * True as well when that cannot be known: nobody else is to try it then. Never rejects.
 */
export type HoldsEntry = (origin: string, entry: string) => Promise<boolean>;
