import { expect, it } from 'vitest';
import type { CertificatePinStore } from '../../../src/views/certificatePinStore';
import { ClientRegistry } from '../../../src/views/clientRegistry';
import type { CredentialStore } from '../../../src/views/credentialStore';
import { deviceConfig } from './commandFixture';

const pins = { get: () => undefined } as unknown as CertificatePinStore;
const registry = () => new ClientRegistry({ get: () => Promise.resolve(undefined) } as unknown as CredentialStore, pins, () => undefined);

it('lets go of the client of a removed device', () => {
  const clients = registry();
  const client = clients.create(deviceConfig('gm1'));
  expect(clients.get('gm1')).toBeDefined();
  client.dispose();
  expect(clients.get('gm1')).toBeUndefined();
});

it('keeps the new client of a device that has moved', () => {
  const clients = registry();
  const former = clients.create(deviceConfig('gm1'));
  const atFirst = clients.get('gm1');
  clients.create(deviceConfig('gm1', { origin: 'https://other:443' }));
  former.dispose();
  expect(clients.get('gm1')).toBeDefined();
  expect(clients.get('gm1')).not.toBe(atFirst);
});
