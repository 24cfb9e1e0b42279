import type { FinishedRequest } from '../../../src/model/httpRequest';
import type { DeviceSnapshot, PtpInstanceSnapshot, SlotSnapshot } from '../../../src/model/snapshot';

export function instance(id: string, more: Partial<PtpInstanceSnapshot> = {}): PtpInstanceSnapshot {
  return { id, name: `Name of ${id}`, portState: 'SLAVE', severity: 'normal', properties: [], ...more };
}

export function slot(ptpInstances: readonly PtpInstanceSnapshot[], more: Partial<SlotSnapshot> = {}): SlotSnapshot {
  return { slotId: 'io3', slotType: 'io', isPsx: true, isEmpty: false, severity: 'normal', updatedAt: 1_700_000_000_250, ptpInstances, properties: [], ...more };
}

export function device(slots: readonly SlotSnapshot[], more: Partial<DeviceSnapshot> = {}): DeviceSnapshot {
  return {
    id: 'gm-1',
    name: 'GM-1',
    baseUrl: 'https://10.0.4.20:443',
    communication: { state: 'responding', since: 1_700_000_000_000, lastSuccess: 1_700_000_000_500 },
    slots,
    ...more,
  };
}

let lastRequestId = 0;

/** A request that is over, answered with 200 unless said otherwise. */
export function request(more: Partial<FinishedRequest> = {}): FinishedRequest {
  lastRequestId += 1;
  return {
    id: lastRequestId,
    deviceId: 'gm-1',
    origin: 'https://10.0.4.20:443',
    method: 'GET',
    uri: '/api/status',
    requestTime: 1_700_000_000_000,
    requestHeaders: {},
    timing: { queuedMs: 500, reusedSocket: true },
    timeSpanMs: 300,
    status: 200,
    bytes: 1000,
    ...more,
  };
}
