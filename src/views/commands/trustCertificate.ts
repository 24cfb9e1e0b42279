import * as vscode from 'vscode';
import { askTrust, parseFingerprint } from '../certificateQuestion';
import type { Services } from '../services';
import { textOf } from './commandArgument';
import { pickDevice } from './pickDevice';
import { refuseMoved } from './refuseMoved';

/** `psx.trustCertificate {deviceId, fingerprint}`: pins a certificate; without a fingerprint it shows the one in question and asks. */
export function registerTrustCertificate(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('psx.trustCertificate', async (argument: unknown): Promise<true | undefined> => {
    const given = textOf('psx.trustCertificate', argument, 'fingerprint');
    const givenFingerprint = given === undefined ? undefined : parseFingerprint(given);
    const isInQuestion = ['tlsUntrusted', 'tlsChanged'];
    const target = await pickDevice(services, argument, 'Review the certificate of which device?', ({ communication }) =>
      isInQuestion.includes(communication.error?.kind ?? ''),
    );
    const device = target === undefined ? undefined : services.device(target.deviceId);
    if (target === undefined || device === undefined) {
      return undefined;
    }
    const fingerprint = givenFingerprint ?? (await askAboutPresent(services, target.deviceId));
    if (fingerprint === undefined) {
      return undefined;
    }
    refuseMoved(services, device, 'Its certificate was not trusted.');
    await services.pins.set(device.origin, fingerprint);
    return true;
  });
}

async function askAboutPresent(services: Services, deviceId: string): Promise<string | undefined> {
  const device = services.fleet.get(deviceId);
  const error = device?.communication.error;
  if (device === undefined || error?.certificate === undefined) {
    await vscode.window.showInformationMessage('No certificate of this device waits for a decision.');
    return undefined;
  }
  return askTrust(device.name, error);
}
