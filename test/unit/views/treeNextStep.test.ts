import { describe, expect, it } from 'vitest';
import { faultKinds, type FaultKind } from '../../../src/model/fault';
import type { CommunicationState, DeviceSnapshot } from '../../../src/model/snapshot';
import { nextStep } from '../../../src/views/tree/nextStepItem';

const message = 'Slot io2 is empty.';

function device(state: CommunicationState, kind?: FaultKind): DeviceSnapshot {
  const error = kind === undefined ? {} : { error: { kind, message, hint: 'Unlock the keyring.' } };
  return { id: 'north', name: 'GM-North', baseUrl: 'https://gm:443', communication: { state, since: 0, ...error }, slots: [] };
}

describe('the next step for a device', () => {
  it.each<[CommunicationState, FaultKind | undefined, string | undefined, string | undefined]>([
    ['responding', undefined, undefined, undefined],
    ['connecting', undefined, undefined, undefined],
    ['paused', undefined, 'psx.resumePolling', 'Resume polling'],
    ['connecting', 'tlsUntrusted', 'psx.trustCertificate', 'Review the certificate…'],
    ['timeout', 'tlsChanged', 'psx.trustCertificate', 'Review the changed certificate…'],
    ['waitingForCredentials', 'credentialsMissing', 'psx.setCredentials', 'Enter user name and password…'],
    ['waitingForCredentials', 'credentialsUnreadable', 'psx.setCredentials', 'Unlock the keyring.'],
    ['unauthorized', 'unauthorized', 'psx.setCredentials', 'Correct user name and password…'],
    ['responding', 'forbidden', 'psx.setCredentials', `${message} Use another user…`],
    ['waitingForSlotId', 'notFound', 'psx.setSlotId', 'Choose a slot…'],
    ['responding', 'notFound', 'psx.setSlotId', `${message} Choose another slot…`],
    ['retrying', 'notFound', 'psx.diagnose', `${message} Diagnose…`],
    ['retrying', 'apiDisabled', 'psx.openWebInterface', `${message} Enable it in the web interface…`],
    ['retrying', 'redirected', 'psx.editDevice', `${message} Edit the device…`],
    ['retrying', 'throttled', undefined, undefined],
    ['retrying', 'cancelled', 'psx.refresh', `${message} Refresh`],
    ['responding', 'internal', 'psx.copyDeviceReport', `${message} Copy a device report…`],
    ['timeout', 'timeout', 'psx.diagnose', `${message} Diagnose…`],
  ])('%s, %s: %s', (state, kind, command, label) => {
    expect(nextStep(device(state, kind))).toEqual(command === undefined ? undefined : { command, label });
  });

  it('is there for every kind of fault but the one that only needs time', () => {
    expect(faultKinds.filter((kind) => nextStep(device('retrying', kind)) === undefined)).toEqual(['throttled']);
  });
});
