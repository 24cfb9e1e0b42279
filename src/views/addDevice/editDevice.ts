import * as vscode from 'vscode';
import { parseDeviceAddress } from '../../model/deviceAddress';
import type { DeviceConfig } from '../../model/deviceConfig';
import type { DeviceEntry } from '../../model/deviceEntries';
import { pickDevice } from '../commands/pickDevice';
import type { Services } from '../services';
import { saveSecrets } from './addDevice';
import { draftEntry, draftOrigin, newDraft, type DeviceDraft } from './deviceDraft';
import { DeviceWizard } from './deviceWizard';

/**
 * `psx.editDevice {deviceId}`: the steps of adding, filled in. A device that moves to another origin asks for its log-in
 * anew: the old password is never sent to the new address. Returns true when something was changed.
 */
export function registerEdit(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('psx.editDevice', async (argument: unknown): Promise<true | undefined> => {
    const target = await pickDevice(services, argument, 'Edit which device?');
    const device = target === undefined ? undefined : services.device(target.deviceId);
    if (device === undefined) {
      return undefined;
    }
    const draft = draftOf(device);
    if (!(await new DeviceWizard(services, { title: `Edit ${device.name}`, draft, given: new Set(), edited: device }).run())) {
      return undefined;
    }
    const origin = draftOrigin(draft);
    const hasMoved = origin !== device.origin;
    const changes = changesOf(device, draft, hasMoved);
    if (Object.keys(changes).length === 0) {
      return undefined;
    }
    if (hasMoved) {
      await saveSecrets(services, origin, draft);
    }
    await services.devices.update(device.id, changes);
    if (hasMoved) {
      await offerToForget(services, device);
    }
    await services.reveal(device.id);
    return true;
  });
}

/** The device as the steps ask for it. Its log-in is not part of it: it belongs to the origin. */
function draftOf(device: DeviceConfig): DeviceDraft {
  const parsed = parseDeviceAddress(device.origin);
  const { scheme, hostname, port } = parsed.ok ? parsed.address : { scheme: 'https', hostname: device.name, port: 443 };
  return newDraft({
    host: `${scheme}://${hostname.includes(':') ? `[${hostname}]` : hostname}`,
    port,
    busAddress: device.busAddress,
    name: device.name === hostname ? '' : device.name,
    slotIds: device.slotIds,
  });
}

/** An entry that somebody wrote by hand keeps its spelling as long as it means the same. */
function changesOf(device: DeviceConfig, draft: DeviceDraft, hasMoved: boolean): Partial<DeviceEntry> {
  const before = draftEntry(draftOf(device));
  const { host, port, name, busAddress } = draftEntry(draft);
  return {
    ...(hasMoved ? { host, port } : {}),
    ...(name === before.name ? {} : { name }),
    ...(busAddress === before.busAddress ? {} : { busAddress }),
    ...(draft.slotIds.join() === device.slotIds.join() ? {} : { slotIds: draft.slotIds }),
  };
}

async function offerToForget(services: Services, { name, origin }: DeviceConfig): Promise<void> {
  const forget = 'Forget';
  const question = `${name} has moved. Forget the credentials and the trusted certificate of ${origin}?`;
  if ((await vscode.window.showInformationMessage(question, forget, 'Keep')) === forget) {
    await services.credentials.delete(origin);
    await services.pins.delete(origin);
  }
}
