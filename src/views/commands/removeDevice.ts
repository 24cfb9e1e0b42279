import * as vscode from 'vscode';
import type { Services } from '../services';
import { asTarget } from '../target';
import { withoutLinks } from '../withoutLinks';
import { membersOf } from './commandArgument';
import { pickDevice } from './pickDevice';
import { refuseMoved } from './refuseMoved';

/** `psx.removeDevice {deviceId, forgetCredentials?}`: asks unless given both, and forgets the log-in and the certificate when told to. */
export function registerRemoveDevice(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('psx.removeDevice', async (argument: unknown): Promise<true | undefined> => {
    const given = givenAnswer(argument);
    const target = await pickDevice(services, argument, 'Remove which device?');
    const device = target === undefined ? undefined : services.device(target.deviceId);
    if (device === undefined) {
      return undefined;
    }
    const forget = given ?? (await askForget(device.name, device.origin));
    if (forget === undefined) {
      return undefined;
    }
    refuseMoved(services, device, 'Nothing was removed.');
    await services.devices.remove(device.id);
    if (forget) {
      await services.credentials.delete(device.origin);
      await services.pins.delete(device.origin);
    }
    return true;
  });
}

/** Only who names the device goes without the question: the only one that is configured may not be the one that was meant. */
function givenAnswer(argument: unknown): boolean | undefined {
  const { forgetCredentials } = membersOf(argument);
  if (forgetCredentials !== undefined && typeof forgetCredentials !== 'boolean') {
    throw new Error('The argument "forgetCredentials" of psx.removeDevice must be true or false.');
  }
  return asTarget(argument) === undefined ? undefined : forgetCredentials;
}

async function askForget(name: string, origin: string): Promise<boolean | undefined> {
  const removeAll = 'Remove and Forget Credentials';
  const remove = 'Remove Only';
  const answer = await vscode.window.showWarningMessage(
    withoutLinks(`Remove ${name}?`),
    { modal: true, detail: `It is taken out of the setting psx.devices. Credentials and the trusted certificate of ${origin} can be forgotten as well.` },
    removeAll,
    remove,
  );
  return answer === undefined ? undefined : answer === removeAll;
}
