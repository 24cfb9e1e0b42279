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
    address: `192.0.2.${20 + index}`,
    'clock-identity': foreignClockIdentity(0xc00000 + slotNumber * 256 + index),
    'log-sync-interval': spec.logSyncInterval,
    'log-announce-interval': spec.logAnnounceInterval,
    'log-delay-req-interval': spec.logMinDelayReqInterval,
    remaining: grantSeconds - elapsedSeconds,
  };
}
