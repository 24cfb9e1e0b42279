import * as vscode from 'vscode';
import { pickDevice } from '../commands/pickDevice';
import { followUpQuestion } from '../followUpQuestion';
import type { Services } from '../services';
import { scopeOfArgument, type DeviceScope } from './deviceScope';

/**
 * The scope that a command is about: its argument, the only device there is, or what the person picks. `undefined` when the person cancels or
 * there is no device (which is said). Rejects as {@link scopeOfArgument} throws.
 */
export async function askScope(services: Services, argument: unknown, placeHolder: string): Promise<DeviceScope | undefined> {
  const given = scopeOfArgument(services, argument);
  const { devices } = services.fleet;
  if (given !== undefined) {
    return given;
  }
  if (devices.length < 2) {
    const target = await pickDevice(services, undefined, placeHolder);
    return target === undefined ? undefined : { deviceId: target.deviceId };
  }
  const picked = await vscode.window.showQuickPick(
    [
      { label: '$(list-flat) All devices', deviceId: undefined },
      { label: '', kind: vscode.QuickPickItemKind.Separator, deviceId: undefined },
      ...devices.map(({ id, name, baseUrl }) => ({ label: name, description: new URL(baseUrl).host, deviceId: id })),
    ],
    { placeHolder, matchOnDescription: true, ...followUpQuestion },
  );
  return picked === undefined ? undefined : { deviceId: picked.deviceId };
}
