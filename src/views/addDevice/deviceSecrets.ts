import type { DeviceConfig } from '../../model/deviceConfig';
import type { Services } from '../services';
import { withoutLinks } from '../withoutLinks';
import type { AddDeviceArgument } from './addDeviceArgument';

type Secrets = Pick<AddDeviceArgument, 'user' | 'password' | 'fingerprint'>;

/**
 * Keeps what was given of pin and log-in for the origin and then saves the device, so that its first poll finds both: the pin first, as a
 * log-in never goes to a device before its certificate is decided on. Rejects when one of the steps fails; pin and log-in are then as before.
 */
export async function saveWithSecrets<T>({ pins, credentials }: Services, origin: string, secrets: Secrets, save: () => Promise<T>): Promise<T> {
  const { user, password, fingerprint } = secrets;
  const undo: (() => Promise<void>)[] = [];
  try {
    if (fingerprint !== undefined) {
      const former = pins.get(origin);
      undo.push(() => (former === undefined ? pins.delete(origin) : pins.set(origin, former)));
      await pins.set(origin, fingerprint);
    }
    if (user !== undefined && user !== '' && password !== undefined) {
      const former = await credentials.get(origin).catch(() => undefined);
      undo.push(() => (former === undefined ? credentials.delete(origin) : credentials.set(origin, former)));
      await credentials.set(origin, { user, password });
    }
    return await save();
  } catch (error) {
    await Promise.allSettled(undo.map((step) => step()));
    throw error;
  }
}

/** Throws a sentence when another device than `edited` has the origin: two entries for one origin would poll one device twice. */
export function refuseTwin({ devices }: Services, origin: string, edited?: DeviceConfig): void {
  const twin = devices.configs.find((config) => config.origin === origin && config.id !== edited?.id);
  if (twin !== undefined) {
    throw new Error(withoutLinks(`${origin} is configured already as "${twin.name}". Edit that device instead.`));
  }
}

/** Throws a sentence when only one half of a log-in was given to a command that asks for neither. */
export function refuseHalfLogin(command: string, { user, password }: Secrets): void {
  if ((user === undefined) !== (password === undefined)) {
    const [given, missing] = user === undefined ? ['password', 'user'] : ['user', 'password'];
    throw new Error(`${command} was given a ${given} without a ${missing}. Give both.`);
  }
}
