import * as vscode from 'vscode';
import type { Services } from '../services';
import { pickDevice } from './pickDevice';

/** `psx.openWebInterface {deviceId}`: the device's own web page, in the browser. */
export function registerOpenWebInterface(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('psx.openWebInterface', async (argument: unknown) => {
    const target = await pickDevice(services, argument, 'Open the web interface of which device?');
    const device = target === undefined ? undefined : services.device(target.deviceId);
    return device === undefined ? undefined : vscode.env.openExternal(vscode.Uri.parse(device.origin));
  });
}
