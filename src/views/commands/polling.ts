import * as vscode from 'vscode';
import type { Services } from '../services';
import { asTarget } from '../target';
import { pickDevice } from './pickDevice';

/** `psx.refresh` (without an argument: every device), `psx.pausePolling`, `psx.resumePolling`. */
export function registerPolling(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('psx.refresh', async (argument: unknown) => {
      const target = asTarget(argument);
      const deviceIds = target === undefined ? services.fleet.devices.map(({ id }) => id) : [target.deviceId];
      await vscode.window.withProgress({ location: { viewId: 'psx.devices' } }, () =>
        Promise.all(deviceIds.map((deviceId) => services.feed.refresh(deviceId))),
      );
    }),
    vscode.commands.registerCommand('psx.pausePolling', async (argument: unknown) => {
      const target = await pickDevice(services, argument, 'Pause the polling of which device?', ({ communication }) => communication.state !== 'paused');
      if (target !== undefined) {
        services.feed.pause(target.deviceId);
      }
    }),
    vscode.commands.registerCommand('psx.resumePolling', async (argument: unknown) => {
      const target = await pickDevice(services, argument, 'Resume the polling of which device?', ({ communication }) => communication.state === 'paused');
      if (target !== undefined) {
        services.feed.resume(target.deviceId);
      }
    }),
  );
}
