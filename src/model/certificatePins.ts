/**
 * The certificates that a person has decided to trust, by origin (`https://host:port`).
 * Fingerprints are SHA-256 as `AA:BB:…`.
 */
export interface CertificatePins {
  get(origin: string): string | undefined;
}
