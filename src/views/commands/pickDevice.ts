import * as vscode from 'vscode';
import type { DeviceSnapshot } from '../../model/snapshot';
import type { Services } from '../services';
import { asTarget, type Target } from '../target';
import { stateWord } from '../tree/deviceItem';

/**
 * What a command is to act on: its argument, the only device there is, or the one that the person picks among those that
 * `isCandidate` accepts. `undefined` when the person cancels or there is none (which is said).
 */
export async function pickDevice(
  services: Services,
  argument: unknown,
  placeHolder: string,
  isCandidate: (device: DeviceSnapshot) => boolean = () => true,
): Promise<Target | undefined> {
  const target = asTarget(argument);
  if (target !== undefined) {
    if (services.fleet.get(target.deviceId) === undefined) {
      throw new Error(`There is no PSX device with the id "${target.deviceId}". See the setting psx.devices.`);
    }
    return target;
  }
  const candidates = services.fleet.devices.filter(isCandidate);
  const [only] = candidates;
  if (only === undefined) {
    await sayNoDevice(services);
    return undefined;
  }
  if (candidates.length === 1) {
    return { deviceId: only.id };
  }
  const picked = await vscode.window.showQuickPick(
    candidates.map((device) => ({ label: device.name, description: new URL(device.baseUrl).host, detail: stateWord(device), deviceId: device.id })),
    { placeHolder, matchOnDescription: true },
  );
  return picked === undefined ? undefined : { deviceId: picked.deviceId };
}

async function sayNoDevice(services: Services): Promise<void> {
  if (services.fleet.devices.length > 0) {
    await vscode.window.showInformationMessage('No PSX device is in a state for this command.');
    return;
  }
  const addDevice = 'Add a Device';
  if ((await vscode.window.showInformationMessage('No PSX device is configured yet.', addDevice)) === addDevice) {
    await vscode.commands.executeCommand('psx.addDevice');
  }
}
