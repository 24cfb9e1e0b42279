import * as vscode from 'vscode';
import { pickDevice } from '../commands/pickDevice';
import type { Services } from '../services';
import { scopeOfArgument, type SessionScope } from './sessionScope';

/**
 * The scope that a command is about: its argument, the only device there is, or what the person picks. `undefined` when the person cancels or
 * there is no device (which is said). Rejects when the argument names a device that there is not.
 */
export async function askScope(services: Services, argument: unknown, placeHolder: string): Promise<SessionScope | undefined> {
  const given = scopeOfArgument(argument);
  const { devices } = services.fleet;
  if (given !== undefined && given.deviceId === undefined) {
    return given;
  }
  if (given !== undefined || devices.length < 2) {
    const target = await pickDevice(services, argument, placeHolder);
    return target === undefined ? undefined : { deviceId: target.deviceId };
  }
  const picked = await vscode.window.showQuickPick(
    [
      { label: '$(list-flat) All devices', deviceId: undefined },
      { label: '', kind: vscode.QuickPickItemKind.Separator, deviceId: undefined },
      ...devices.map(({ id, name, baseUrl }) => ({ label: name, description: new URL(baseUrl).host, deviceId: id })),
    ],
    { placeHolder, matchOnDescription: true },
  );
  return picked === undefined ? undefined : { deviceId: picked.deviceId };
}
