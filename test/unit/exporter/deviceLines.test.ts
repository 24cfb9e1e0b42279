import { expect, it } from 'vitest';
import { deviceLines } from '../../../src/exporter/deviceLines';
import { faultKinds, type Fault } from '../../../src/model/fault';
import type { CommunicationState } from '../../../src/model/snapshot';
import { FleetStore } from '../../../src/polling/fleetStore';
import { timedOut } from '../../../src/ltos/faults';

interface WatchedFleet {
  readonly fleet: FleetStore;
  readonly lines: readonly string[];
  readonly become: (state: CommunicationState, fault?: Fault) => void;
}

function watchedFleet(): WatchedFleet {
  const fleet = new FleetStore();
  const lines: string[] = [];
  deviceLines(fleet, (line) => lines.push(line));
  const origin = 'https://10.0.4.20:443';
  fleet.setDevices([{ id: 'gm', name: 'GM', origin, busAddress: '', bypassProxy: false, slotIds: [] }]);
  return {
    fleet,
    lines,
    become: (state, error) => fleet.apply({ deviceId: 'gm', origin, at: 1, communication: () => ({ state, since: 1, ...(error === undefined ? {} : { error }) }) }),
  };
}

it('writes a line for each change of the state, and none for what stays', () => {
  const { fleet, lines, become } = watchedFleet();
  become('responding');
  become('responding');
  fleet.apply({ deviceId: 'gm', origin: 'https://10.0.4.20:443', at: 2, slots: [{ slotId: 'io1', slotType: 'io' }] });
  become('timeout', timedOut('10.0.4.20:443', 15_000));
  expect(lines).toEqual([
    'GM (https://10.0.4.20:443): connecting.',
    'GM (https://10.0.4.20:443): responding.',
    'GM (https://10.0.4.20:443): timeout. 10.0.4.20:443 did not answer within 15 s. Check the address, the power of the device and the firewall. A busy device may need a higher "polling.timeout".',
  ]);
});

it.each(faultKinds.filter((kind) => ['unauthorized', 'credentialsMissing', 'credentialsUnreadable', 'proxyFailed'].includes(kind)))('names no command of VS Code for %s', (kind) => {
  const { lines, become } = watchedFleet();
  become('timeout', { kind, message: 'It happened.', hint: 'Use "PSX: Set Credentials" or "http.proxy".' });
  expect(lines.at(-1)).toMatch(/^GM .*: timeout\. It happened\. \w+/);
  expect(lines.at(-1)).not.toMatch(/PSX: |http\.proxy/);
});
