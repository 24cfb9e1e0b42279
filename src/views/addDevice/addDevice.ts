import * as vscode from 'vscode';
import { parseFingerprint } from '../certificateQuestion';
import type { Services } from '../services';
import { parseAddDeviceArgument, type AddDeviceArgument } from './addDeviceArgument';
import { draftAddress, draftEntry, draftOrigin, newDraft, type DeviceDraft } from './deviceDraft';
import { refuseHalfLogin, refuseTwin, saveWithSecrets } from './deviceSecrets';
import { DeviceWizard } from './deviceWizard';

/**
 * `psx.addDevice {host, port?, busAddress?, name?, slotIds?, user?, password?, fingerprint?}`: asks for what is not given,
 * and nothing when host, user and password are. Returns the device's id. A device that is configured already under the
 * same origin gets what was given. Rejects with a sentence when an argument is unusable.
 */
export function registerAdd(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('psx.addDevice', async (argument: unknown): Promise<string | undefined> => {
    const parsed = parseAddDeviceArgument(argument);
    const given = parsed.fingerprint === undefined ? parsed : { ...parsed, fingerprint: parseFingerprint(parsed.fingerprint) };
    const draft = newDraft(given);
    if (given.host !== undefined) {
      const address = draftAddress(draft);
      if ('problem' in address) {
        throw new Error(address.problem);
      }
      const known = services.devices.configs.find(({ origin }) => origin === address.origin);
      if (known !== undefined) {
        return updateDevice(services, known.id, address.origin, given);
      }
    }
    const isComplete = given.host !== undefined && given.user !== undefined && given.password !== undefined;
    if (!isComplete && !(await new DeviceWizard(services, { title: 'Add a PSX device', draft, given: new Set(Object.keys(given)) }).run())) {
      return undefined;
    }
    const id = await saveDevice(services, draft);
    await services.reveal(id, { focus: !isComplete });
    return id;
  });
}

function saveDevice(services: Services, draft: DeviceDraft): Promise<string> {
  const origin = draftOrigin(draft);
  refuseTwin(services, origin);
  const entry = { ...draftEntry(draft), ...(draft.slotIds.length === 0 ? {} : { slotIds: draft.slotIds }) };
  return saveWithSecrets(services, origin, draft, () => services.devices.add(entry));
}

async function updateDevice(services: Services, id: string, origin: string, given: AddDeviceArgument): Promise<string> {
  refuseHalfLogin('psx.addDevice', given);
  const { name, busAddress, slotIds } = given;
  const changes = { ...(name === undefined ? {} : { name }), ...(busAddress === undefined ? {} : { busAddress }), ...(slotIds === undefined ? {} : { slotIds }) };
  await saveWithSecrets(services, origin, given, () => services.devices.update(id, changes));
  await services.reveal(id, { focus: false });
  return id;
}
