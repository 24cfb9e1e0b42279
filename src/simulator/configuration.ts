import type { JsonObject } from '../model/json';
import type { PtpInstanceSpec } from './ptpInstanceSpec';

/** `/api/configuration`: a small part of it, enough to read what is set on a PSX card. */
export function configuration(
  psxSlots: readonly { readonly slotId: string; readonly instances: readonly PtpInstanceSpec[] }[],
): JsonObject {
  return {
    system: { 'rest-api': { enabled: true }, hostname: 'lantime-sim', contact: '', location: '' },
    chassis0: {
      slots: psxSlots.map(({ slotId, instances }) => ({
        'object-id': slotId,
        'slot-id': slotId,
        module: { ptp: { instances: instances.map(instanceConfiguration) } },
      })),
    },
  };
}

function instanceConfiguration(spec: PtpInstanceSpec): JsonObject {
  return {
    'object-id': spec.objectId,
    alias: spec.alias,
    enabled: true,
    interface: `${spec.port}:0`,
    profile: spec.profile,
    mode: spec.mode,
    'network-protocol': spec.networkProtocol,
    'delay-mechanism': 'e2e',
    'domain-number': spec.domainNumber,
    'vlan-id': spec.vlanId,
    priority1: 128,
    priority2: spec.role === 'passive' ? 129 : 128,
    'log-announce-interval': spec.logAnnounceInterval,
    'log-sync-interval': spec.logSyncInterval,
    'log-min-delay-req-interval': spec.logMinDelayReqInterval,
    'announce-receipt-timeout': 3,
  };
}
