import type { DeviceConfig } from '../model/deviceConfig';
import type { DeviceSnapshot } from '../model/snapshot';

/** A device that the window that polls asks itself. */
export interface PolledDevice {
  readonly deviceId: string;
  /** `scheme://host:port`. */
  readonly origin: string;
}

/**
 * The devices that a window asks itself: all of its own, but for those whose log-in it lacks while another window may have it. Not so a device that refused
 * a log-in: it is not asked with another one unless a person wants it.
 */
export function polledDevices(configs: readonly DeviceConfig[], device: (deviceId: string) => DeviceSnapshot | undefined): readonly PolledDevice[] {
  return configs.filter(({ id }) => !lacksLogin(device(id))).map(({ id, origin }) => ({ deviceId: id, origin }));
}

/** Whether a window that says this of a device has no log-in for it. */
export function lacksLogin(device: DeviceSnapshot | undefined): boolean {
  return device?.communication.state === 'waitingForCredentials' && device.communication.error?.kind === 'credentialsMissing';
}

export function areSameDevices(ones: readonly PolledDevice[], others: readonly PolledDevice[]): boolean {
  return ones.length === others.length && ones.every(({ deviceId, origin }, index) => deviceId === others[index]?.deviceId && origin === others[index].origin);
}
