import * as vscode from 'vscode';
import type { Services } from '../services';
import { pickDevice } from './pickDevice';

/** `psx.setCredentials {deviceId, user, password}` and `psx.forgetCredentials {deviceId}`. */
export function registerCredentials(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('psx.setCredentials', (argument: unknown) => setCredentials(services, argument)),
    vscode.commands.registerCommand('psx.forgetCredentials', (argument: unknown) => forgetCredentials(services, argument)),
  );
}

async function setCredentials(services: Services, argument: unknown): Promise<true | undefined> {
  const target = await pickDevice(services, argument, 'Enter the credentials of which device?');
  const device = target === undefined ? undefined : services.device(target.deviceId);
  if (device === undefined) {
    return undefined;
  }
  const given = (typeof argument === 'object' && argument !== null ? argument : {}) as Record<string, unknown>;
  const user = typeof given.user === 'string' ? given.user : await askUser(services, device.name, device.origin);
  if (user === undefined) {
    return undefined;
  }
  const password =
    typeof given.password === 'string'
      ? given.password
      : await vscode.window.showInputBox({ title: device.name, prompt: `Password of ${user} at ${device.origin}`, password: true, ignoreFocusOut: true });
  if (password === undefined) {
    return undefined;
  }
  await services.credentials.set(device.origin, { user, password });
  return true;
}

async function askUser(services: Services, name: string, origin: string): Promise<string | undefined> {
  const known = await services.credentials.get(origin).catch(() => undefined);
  return vscode.window.showInputBox({
    title: name,
    prompt: `User name at ${origin}. The level "info" is enough to read the status.`,
    ignoreFocusOut: true,
    ...(known === undefined ? {} : { value: known.user }),
    validateInput: (text) => (text.trim() === '' ? 'Enter the user name.' : undefined),
  });
}

async function forgetCredentials(services: Services, argument: unknown): Promise<true | undefined> {
  const target = await pickDevice(services, argument, 'Forget the credentials of which device?');
  const device = target === undefined ? undefined : services.device(target.deviceId);
  if (device === undefined) {
    return undefined;
  }
  await services.credentials.delete(device.origin);
  return true;
}
