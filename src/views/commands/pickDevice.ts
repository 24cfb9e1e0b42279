import * as vscode from 'vscode';
import type { DeviceSnapshot } from '../../model/snapshot';
import { followUpQuestion } from '../followUpQuestion';
import type { Services } from '../services';
import { asTarget, type Target } from '../target';
import { stateWord } from '../tree/deviceItem';
import { membersOf } from './commandArgument';

/**
 * What the argument of a command names: by its ids, or as a row of the tree; `undefined` when it names nothing. Throws a sentence for an
 * argument that cannot name anything, and for an unknown device: taken for none, it would make the command act on what nobody meant.
 */
export function givenTarget({ fleet }: Pick<Services, 'fleet'>, argument: unknown): Target | undefined {
  if (Array.isArray(argument) || (typeof argument !== 'object' && argument !== undefined)) {
    throw new Error('A command of PSX Explorer takes one object, such as {"deviceId": "…"}.');
  }
  const members = membersOf(argument);
  const wrong = ['deviceId', 'slotId', 'instanceId'].find((key) => members[key] !== undefined && typeof members[key] !== 'string');
  if (wrong !== undefined) {
    throw new Error(`The argument "${wrong}" must be a text.`);
  }
  const target = asTarget(argument);
  if (target !== undefined && fleet.get(target.deviceId) === undefined) {
    throw new Error(`There is no PSX device with the id "${target.deviceId}". See the setting psx.devices.`);
  }
  return target;
}

/**
 * What a command is to act on: its argument, the only device there is, or the one that the person picks among those that
 * `isCandidate` accepts. `undefined` when the person cancels or there is none (which is said). Throws as {@link givenTarget} does.
 */
export async function pickDevice(
  services: Services,
  argument: unknown,
  placeHolder: string,
  isCandidate: (device: DeviceSnapshot) => boolean = () => true,
): Promise<Target | undefined> {
  const target = givenTarget(services, argument);
  if (target !== undefined) {
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
    { placeHolder, matchOnDescription: true, ...followUpQuestion },
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
