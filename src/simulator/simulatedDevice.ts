import type { SimulatorFault } from './simulatorFault';
import type { VariantName } from './variantName';

/** One request as the simulated device saw it. Never holds a secret. */
export interface RequestRecord {
  readonly method: string;
  /** Path with its query, as sent. */
  readonly path: string;
  readonly authorization: 'none' | 'basic' | 'bearer';
  /** Status code sent; `undefined` while (or when never) answered. */
  readonly status: number | undefined;
  /** When its head arrived, milliseconds since the epoch. */
  readonly at: number;
  /** The TCP or TLS connection it came on, counted from 1. */
  readonly connectionId: number;
}

/** What a simulated chassis and a replayed one have in common: an HTTP(S) server with an error menu. */
export interface SimulatedDevice {
  /** `scheme://host:port`. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** The password in force; its own, good for nothing else. */
  readonly password: string;
  /** SHA-256 of the certificate as `AA:BB:…`; absent without HTTPS. */
  readonly fingerprint256?: string;
  /** Every request since the start or the last {@link clearRequests}, oldest first. */
  readonly requests: readonly RequestRecord[];
  clearRequests(): void;
  /** Switches the error menu; `undefined` is back to normal. Applies to requests that arrive from now on. */
  setFault(fault: SimulatorFault | undefined): void;
  /** The fault in force. */
  readonly fault: SimulatorFault | undefined;
  /** Changes the password; issued tokens end. */
  setPassword(password: string): void;
  /** Ends all tokens that were issued. */
  expireTokens(): void;
  /** New connections get a new self-signed certificate. Only with HTTPS. */
  renewCertificate(): Promise<void>;
  /** Closes the server and every connection. */
  stop(): Promise<void>;
}

/** The steps of a scenario. */
export const scenarioSteps = ['bmcaChange', 'offsetStep', 'clientJoins', 'holdover', 'instanceVanishes', 'recover'] as const;

/**
 * - `bmcaChange`: the first slave becomes master and its own grandmaster; once more: it is slave again
 * - `offsetStep`: the first slave's offset from master grows by 1.5 µs, until `recover`
 * - `clientJoins`: one more unicast client at the first master
 * - `holdover`: the antenna is lost, clock class 6 becomes 7
 * - `instanceVanishes`: the first PSX card no longer lists its last PTP instance; once more: it does again
 * - `recover`: as in the beginning; counters never go back
 */
export type ScenarioStep = (typeof scenarioSteps)[number];

/** A running simulated LANTIME M3000. */
export interface Simulator extends SimulatedDevice {
  setVariant(name: VariantName): void;
  step(name: ScenarioStep): void;
  /** Takes a slot out of the chassis, with its module. Throws for a slot id that the chassis never had. */
  removeSlot(slotId: string): void;
  restoreSlot(slotId: string): void;
  /** Takes a PTP instance off its card, e.g. `io3`, `instance1`. Throws for one that the chassis never had. */
  removeInstance(slotId: string, instanceId: string): void;
  restoreInstance(slotId: string, instanceId: string): void;
}
