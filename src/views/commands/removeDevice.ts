import * as vscode from 'vscode';
import type { Services } from '../services';
import { pickDevice } from './pickDevice';

/** `psx.removeDevice {deviceId, forgetCredentials?}`: asks, and forgets the log-in and the certificate when told to. */
export function registerRemoveDevice(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('psx.removeDevice', async (argument: unknown): Promise<true | undefined> => {
    const target = await pickDevice(services, argument, 'Remove which device?');
    const device = target === undefined ? undefined : services.device(target.deviceId);
    if (device === undefined) {
      return undefined;
    }
    const given = (argument as { forgetCredentials?: unknown } | undefined)?.forgetCredentials;
    const forget = typeof given === 'boolean' ? given : await askForget(device.name, device.origin);
    if (forget === undefined) {
      return undefined;
    }
    await services.devices.remove(device.id);
    if (forget) {
      await services.credentials.delete(device.origin);
      await services.pins.delete(device.origin);
    }
    return true;
  });
}

async function askForget(name: string, origin: string): Promise<boolean | undefined> {
  const removeAll = 'Remove and Forget Credentials';
  const remove = 'Remove Only';
  const answer = await vscode.window.showWarningMessage(
    `Remove ${name}?`,
    { modal: true, detail: `It is taken out of the setting psx.devices. Credentials and the trusted certificate of ${origin} can be forgotten as well.` },
    removeAll,
    remove,
  );
  return answer === undefined ? undefined : answer === removeAll;
}
