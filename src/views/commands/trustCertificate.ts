import * as vscode from 'vscode';
import type { CertificateSummary } from '../../model/fault';
import type { Services } from '../services';
import { pickDevice } from './pickDevice';

/** `psx.trustCertificate {deviceId, fingerprint}`: pins a certificate; without a fingerprint it shows the one in question and asks. */
export function registerTrustCertificate(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('psx.trustCertificate', async (argument: unknown): Promise<true | undefined> => {
    const isInQuestion = ['tlsUntrusted', 'tlsChanged'];
    const target = await pickDevice(services, argument, 'Review the certificate of which device?', ({ communication }) =>
      isInQuestion.includes(communication.error?.kind ?? ''),
    );
    const device = target === undefined ? undefined : services.device(target.deviceId);
    if (target === undefined || device === undefined) {
      return undefined;
    }
    const given = (argument as { fingerprint?: unknown } | undefined)?.fingerprint;
    const fingerprint = typeof given === 'string' ? parseFingerprint(given) : await askTrust(services, target.deviceId);
    if (fingerprint === undefined) {
      return undefined;
    }
    await services.pins.set(device.origin, fingerprint);
    return true;
  });
}

/** Reads a SHA-256 fingerprint with or without colons, in any letter case. Throws a sentence when it is none. */
export function parseFingerprint(text: string): string {
  const digits = text.replace(/[^0-9a-f]/gi, '').toUpperCase();
  if (digits.length !== 64) {
    throw new Error('The fingerprint must be a SHA-256 of 64 hexadecimal digits, e.g. AA:BB:….');
  }
  return (digits.match(/../g) ?? []).join(':');
}

async function askTrust(services: Services, deviceId: string): Promise<string | undefined> {
  const device = services.fleet.get(deviceId);
  const error = device?.communication.error;
  const certificate = error?.certificate;
  if (device === undefined || error === undefined || certificate === undefined) {
    await vscode.window.showInformationMessage('No certificate of this device waits for a decision.');
    return undefined;
  }
  const hasChanged = error.kind === 'tlsChanged';
  const trust = hasChanged ? 'Trust the New Certificate' : 'Trust This Certificate';
  const message = hasChanged
    ? `The certificate of ${device.name} has changed. Trust the new one only if you know why.`
    : `${device.name} uses a certificate that this computer does not know. Compare the SHA-256 with the device's before you trust it.`;
  const answer = await vscode.window.showWarningMessage(message, { modal: true, detail: certificateText(certificate) }, trust);
  return answer === trust ? certificate.fingerprint256 : undefined;
}

/** The lines that a person compares with what the device's own pages show. */
export function certificateText(certificate: CertificateSummary): string {
  return [
    `Subject: ${certificate.subject}`,
    `Issuer: ${certificate.issuer}`,
    `Valid from ${certificate.validFrom}`,
    `Valid to ${certificate.validTo}`,
    `SHA-256: ${certificate.fingerprint256}`,
  ].join('\n');
}
