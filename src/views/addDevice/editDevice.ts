import * as vscode from 'vscode';
import { parseDeviceAddress } from '../../model/deviceAddress';
import type { DeviceConfig } from '../../model/deviceConfig';
import type { DeviceEntry } from '../../model/deviceEntries';
import { parseFingerprint } from '../certificateQuestion';
import { pickDevice } from '../commands/pickDevice';
import { refuseMoved } from '../commands/refuseMoved';
import type { Services } from '../services';
import { withoutLinks } from '../withoutLinks';
import { parseAddDeviceArgument, type AddDeviceArgument } from './addDeviceArgument';
import { draftAddress, draftEntry, draftOrigin, newDraft, type DeviceDraft } from './deviceDraft';
import { refuseHalfLogin, refuseTwin, saveWithSecrets } from './deviceSecrets';
import { DeviceWizard } from './deviceWizard';

/**
 * `psx.editDevice {deviceId, host?, port?, busAddress?, name?, slotIds?, user?, password?, fingerprint?}`: the steps of adding, filled in; when
 * one of the members is given, only what it makes necessary is asked. A device that moves to another origin asks for its log-in anew: the old
 * password is never sent to the new address. Returns true when something was changed.
 */
export function registerEdit(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('psx.editDevice', async (argument: unknown): Promise<true | undefined> => {
    const given = givenChanges(argument);
    const target = await pickDevice(services, argument, 'Edit which device?');
    const device = target === undefined ? undefined : services.device(target.deviceId);
    if (device === undefined) {
      return undefined;
    }
    const isAsked = Object.keys(given).length === 0;
    const draft = changedDraft(device, given);
    const address = draftAddress(draft);
    if ('problem' in address) {
      throw new Error(address.problem);
    }
    refuseTwin(services, address.origin, device);
    if (address.origin === device.origin) {
      refuseHalfLogin('psx.editDevice', given);
    }
    const needsLogin = address.origin !== device.origin && (given.user === undefined || given.password === undefined);
    const known = new Set(isAsked ? [] : [...members, ...Object.keys(given)]);
    if ((isAsked || needsLogin) && !(await new DeviceWizard(services, { title: `Edit ${device.name}`, draft, given: known, edited: device }).run())) {
      return undefined;
    }
    const origin = draftOrigin(draft);
    const hasMoved = origin !== device.origin;
    const changes = changesOf(device, draft, hasMoved);
    const isLoginGiven = given.user !== undefined || given.fingerprint !== undefined;
    if (Object.keys(changes).length === 0 && !isLoginGiven) {
      return undefined;
    }
    refuseMoved(services, device, 'Nothing was changed.');
    refuseTwin(services, origin, device);
    const secrets = hasMoved || isLoginGiven ? draft : {};
    await saveWithSecrets(services, origin, secrets, () => services.devices.update(device.id, changes));
    if (hasMoved) {
      offerToForget(services, device);
    }
    await services.reveal(device.id, { focus: isAsked });
    return true;
  });
}

/** What the steps ask about the device itself, beside its log-in. */
const members = ['host', 'port', 'busAddress', 'name'];

function givenChanges(argument: unknown): AddDeviceArgument {
  const parsed = parseAddDeviceArgument(argument, 'psx.editDevice');
  return parsed.fingerprint === undefined ? parsed : { ...parsed, fingerprint: parseFingerprint(parsed.fingerprint) };
}

/** The device with what was given. Another host has its own port. */
function changedDraft(device: DeviceConfig, given: AddDeviceArgument): DeviceDraft {
  const draft = { ...draftOf(device), fingerprint: given.fingerprint, user: given.user ?? '', password: given.password ?? '' };
  return {
    ...draft,
    ...(given.host === undefined ? {} : { host: given.host, port: '' }),
    ...(given.port === undefined ? {} : { port: String(given.port) }),
    ...(given.name === undefined ? {} : { name: given.name }),
    ...(given.busAddress === undefined ? {} : { busAddress: given.busAddress }),
    ...(given.slotIds === undefined ? {} : { slotIds: given.slotIds }),
  };
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

/** Nobody has to answer: the device is edited by then. */
function offerToForget(services: Services, { name, origin }: DeviceConfig): void {
  const forget = 'Forget';
  const question = `${name} has moved. Forget the credentials and the trusted certificate of ${origin}?`;
  void vscode.window.showInformationMessage(withoutLinks(question), forget, 'Keep').then(async (answer) => {
    // By then another device may be there.
    if (answer === forget && !services.devices.configs.some((config) => config.origin === origin)) {
      await services.credentials.delete(origin);
      await services.pins.delete(origin);
    }
  });
}
