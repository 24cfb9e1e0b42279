/** A log-in to a device. Only ever held in memory and in the editor's secret storage. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/**
 * Where credentials are looked up, by origin (`scheme://host:port`).
 * `undefined`: none are stored, ask. A rejected promise: the store could not be read, say so.
 */
export type CredentialsSource = (origin: string) => Promise<Credentials | undefined>;
