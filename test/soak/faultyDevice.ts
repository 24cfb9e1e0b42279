import { startSimulator, type SimulatedDevice } from '../../src/simulator';
import { bodyFaults, statusFaults } from '../faults/answerFaults';
import { connectionFaults } from '../faults/connectionFaults';
import { FaultProxy } from '../faults/faultProxy';

/** A simulated chassis behind a proxy that does harm. */
export interface FaultyDevice {
  readonly id: string;
  readonly device: SimulatedDevice;
  readonly proxy: FaultProxy;
}

/** A fault that is over by itself when it ends. */
export interface SoakFault {
  readonly name: string;
  begin(device: FaultyDevice): void | Promise<void>;
  end(device: FaultyDevice): void | Promise<void>;
}

/** Those of the table of faults that need no person, no name service and no setup of their own. */
export const soakFaults: readonly SoakFault[] = [connectionFaults, statusFaults, bodyFaults]
  .flatMap(({ cases }) => cases)
  .filter(({ person, setup, concernsAll }) => person === undefined && setup === undefined && concernsAll !== true)
  // They ask no more of the bench than the device and the proxy, as the faults of these groups do that have no setup.
  .map(({ name, begin, end }) => ({ name, begin: (device) => begin(device as never), end: (device) => end(device as never) }));

export async function startFaultyDevice(id: string, password: string): Promise<FaultyDevice> {
  const device = await startSimulator({ password, psxCards: 2, instancesPerCard: 4, autoScenario: true });
  return { id, device, proxy: await FaultProxy.start(device.port) };
}

export async function stopFaultyDevice({ device, proxy }: FaultyDevice): Promise<void> {
  proxy.cut();
  await proxy.stop();
  await device.stop();
}
