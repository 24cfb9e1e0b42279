import * as vscode from 'vscode';
import { parseFingerprint } from '../certificateQuestion';
import type { Services } from '../services';
import { parseAddDeviceArgument, type AddDeviceArgument } from './addDeviceArgument';
import { draftAddress, draftEntry, draftOrigin, newDraft, type DeviceDraft } from './deviceDraft';
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

/** The device itself comes last, so that its first poll finds the log-in and the certificate. When it cannot be saved, these are as before. */
async function saveDevice(services: Services, draft: DeviceDraft): Promise<string> {
  const origin = draftOrigin(draft);
  const formerLogin = await services.credentials.get(origin).catch(() => undefined);
  const formerPin = services.pins.get(origin);
  try {
    await saveSecrets(services, origin, draft);
    return await services.devices.add({ ...draftEntry(draft), ...(draft.slotIds.length === 0 ? {} : { slotIds: draft.slotIds }) });
  } catch (error) {
    await Promise.allSettled([
      formerLogin === undefined ? services.credentials.delete(origin) : services.credentials.set(origin, formerLogin),
      formerPin === undefined ? services.pins.delete(origin) : services.pins.set(origin, formerPin),
    ]);
    throw error;
  }
}

/** Keeps what was given of pin and log-in, the pin first: a log-in never goes to a device before its certificate is decided on. */
export async function saveSecrets(services: Services, origin: string, secrets: Pick<AddDeviceArgument, 'user' | 'password' | 'fingerprint'>): Promise<void> {
  const { user, password, fingerprint } = secrets;
  if (fingerprint !== undefined) {
    await services.pins.set(origin, fingerprint);
  }
  if (user !== undefined && user !== '' && password !== undefined) {
    await services.credentials.set(origin, { user, password });
  }
}

async function updateDevice(services: Services, id: string, origin: string, given: AddDeviceArgument): Promise<string> {
  await saveSecrets(services, origin, given);
  const { name, busAddress, slotIds } = given;
  const changes = { ...(name === undefined ? {} : { name }), ...(busAddress === undefined ? {} : { busAddress }), ...(slotIds === undefined ? {} : { slotIds }) };
  if (Object.keys(changes).length > 0) {
    await services.devices.update(id, changes);
  }
  await services.reveal(id, { focus: false });
  return id;
}
