import type { JsonObject } from '../model/json';
import { foreignClockIdentity } from './clockIdentity';
import type { PtpInstanceSpec } from './ptpInstanceSpec';

/** How long a unicast client's grant lasts. */
const grantSeconds = 300;

/** One unicast client of a master, as the card lists it. */
export function unicastClient(spec: PtpInstanceSpec, slotNumber: number, index: number, nowMs: number): JsonObject {
  // Clients renew at different moments.
  const elapsedSeconds = (Math.floor(nowMs / 1000) + 71 * index) % grantSeconds;
  return {
    'object-id': `client${index}`,
    address: clientAddress(index),
    'clock-identity': foreignClockIdentity(0xc00000 + slotNumber * 4096 + index),
    'log-sync-interval': spec.logSyncInterval,
    'log-announce-interval': spec.logAnnounceInterval,
    'log-delay-req-interval': spec.logMinDelayReqInterval,
    remaining: grantSeconds - elapsedSeconds,
  };
}

/** The documentation networks of RFC 5737, then a private one. */
const networks = ['192.0.2', '198.51.100', '203.0.113'] as const;
const hostsPerNetwork = 230;

function clientAddress(index: number): string {
  const network = Math.floor(index / hostsPerNetwork);
  return `${networks[network] ?? `10.0.${network}`}.${20 + (index % hostsPerNetwork)}`;
}
