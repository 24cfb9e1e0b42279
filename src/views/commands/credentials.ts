import * as vscode from 'vscode';
import { justRefused, whereIs } from '../../ltos/faults';
import type { Credentials } from '../../model/credentials';
import type { DeviceConfig } from '../../model/deviceConfig';
import { toldAgainMs } from '../../polling/cycleConclusions';
import { showFault } from '../faultText';
import type { Services } from '../services';
import { userOf, userProblem } from '../addDevice/addDeviceArgument';
import { withoutLinks } from '../withoutLinks';
import { textOf } from './commandArgument';
import { pickDevice } from './pickDevice';
import { refuseMoved } from './refuseMoved';

/** `psx.setCredentials {deviceId, user, password}` and `psx.forgetCredentials {deviceId}`. */
export function registerCredentials(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('psx.setCredentials', (argument: unknown) => setCredentials(services, argument)),
    vscode.commands.registerCommand('psx.forgetCredentials', (argument: unknown) => forgetCredentials(services, argument)),
  );
}

async function setCredentials(services: Services, argument: unknown): Promise<true | undefined> {
  const givenUser = userOf('psx.setCredentials', textOf('psx.setCredentials', argument, 'user'));
  const givenPassword = textOf('psx.setCredentials', argument, 'password');
  const target = await pickDevice(services, argument, 'Enter the credentials of which device?');
  const device = target === undefined ? undefined : services.device(target.deviceId);
  if (device === undefined) {
    return undefined;
  }
  const user = givenUser ?? (await askUser(services, device.name, device.origin));
  if (user === undefined) {
    return undefined;
  }
  const password =
    givenPassword ??
    (await vscode.window.showInputBox({ title: device.name, prompt: withoutLinks(`Password of ${user} at ${device.origin}`), password: true, ignoreFocusOut: true }));
  if (password === undefined) {
    return undefined;
  }
  // Otherwise a log-in would be kept that nobody needs, and nobody can forget.
  refuseMoved(services, device, 'Its credentials were not stored.');
  const isIgnored = isJustRefused(services, device) && (await isStored(services, device, { user, password }));
  if (isIgnored) {
    // Not stored either: that would be told to all windows as something to be tried.
    showFault(services, `The credentials of ${device.name} were not tried`, justRefused(whereIs(device.origin), toldAgainMs), device.id);
  } else {
    await services.credentials.set(device.origin, { user, password });
  }
  return true;
}

/** The device is not asked with the same log-in again so soon: one act of a person may be told by several windows. */
function isJustRefused({ fleet }: Services, { id }: DeviceConfig): boolean {
  const communication = fleet.get(id)?.communication;
  const agoMs = Date.now() - (communication?.since ?? Number.NaN);
  return communication?.state === 'unauthorized' && agoMs >= 0 && agoMs < toldAgainMs;
}

async function isStored({ credentials }: Services, { origin }: DeviceConfig, { user, password }: Credentials): Promise<boolean> {
  const known = await credentials.get(origin).catch(() => undefined);
  return known?.user === user && known.password === password;
}

async function askUser(services: Services, name: string, origin: string): Promise<string | undefined> {
  const known = await services.credentials.get(origin).catch(() => undefined);
  return vscode.window.showInputBox({
    title: name,
    prompt: withoutLinks(`User name at ${origin}. The level "info" is enough to read the status.`),
    ignoreFocusOut: true,
    ...(known === undefined ? {} : { value: known.user }),
    validateInput: userProblem,
  });
}

async function forgetCredentials(services: Services, argument: unknown): Promise<true | undefined> {
  const target = await pickDevice(services, argument, 'Forget the credentials of which device?');
  const device = target === undefined ? undefined : services.device(target.deviceId);
  if (device === undefined) {
    return undefined;
  }
  if (isFromTheUser(argument) && !(await confirmsForgetting(device.name, device.origin))) {
    return undefined;
  }
  await services.credentials.delete(device.origin);
  return true;
}

/** A tree node or the palette: a person, who may have slipped. Whoever gives a plain object means it. */
function isFromTheUser(argument: unknown): boolean {
  return typeof argument !== 'object' || argument === null || 'kind' in argument;
}

async function confirmsForgetting(name: string, origin: string): Promise<boolean> {
  const forget = 'Forget';
  const detail = `User name and password of ${origin} are deleted from the secret storage. Polling stops until they are entered again.`;
  return (await vscode.window.showWarningMessage(withoutLinks(`Forget the credentials of ${name}?`), { modal: true, detail }, forget)) === forget;
}
