import * as vscode from 'vscode';
import type { Services } from '../services';
import { asTarget } from '../target';
import { pickDevice } from './pickDevice';

/** `psx.refresh` (without an argument: every device), `psx.pausePolling`, `psx.resumePolling`. */
export function registerPolling(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('psx.refresh', async (argument: unknown) => {
      const target = asTarget(argument) === undefined ? undefined : await pickDevice(services, argument, '');
      if (target !== undefined) {
        offerToResume(services, target.deviceId);
      }
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

/** A paused device is not refreshed: it must not look as if it were. Nobody has to answer. */
function offerToResume({ feed, fleet }: Services, deviceId: string): void {
  const device = fleet.get(deviceId);
  if (device?.communication.state !== 'paused') {
    return;
  }
  const resume = 'Resume Polling';
  void vscode.window.showInformationMessage(`${device.name} is paused, so nothing was asked.`, resume).then((answer) => {
    if (answer === resume) {
      feed.resume(deviceId);
    }
  });
}
