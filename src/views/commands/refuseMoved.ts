import type { DeviceConfig } from '../../model/deviceConfig';
import type { Services } from '../services';
import { withoutLinks } from '../withoutLinks';

/**
 * For a command that has asked the person something: meanwhile somebody may have removed the device or moved it to another origin. Then throws
 * a sentence that ends with what did not happen.
 */
export function refuseMoved(services: Pick<Services, 'device'>, { id, name, origin }: DeviceConfig, consequence: string): void {
  if (services.device(id)?.origin !== origin) {
    throw new Error(withoutLinks(`${name} was removed or moved to another address meanwhile. ${consequence}`));
  }
}
