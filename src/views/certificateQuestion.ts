import * as vscode from 'vscode';
import type { Fault } from '../model/fault';
import { withoutLinks } from './withoutLinks';

/**
 * Asks whether to trust the certificate of a fault (`tlsUntrusted`, `tlsChanged`); `name`: what the person calls the device. Resolves with
 * its SHA-256 fingerprint, or with `undefined` when the person does not trust it or the fault carries none.
 */
export async function askTrust(name: string, { kind, certificate }: Pick<Fault, 'kind' | 'certificate'>): Promise<string | undefined> {
  if (certificate === undefined) {
    return undefined;
  }
  const hasChanged = kind === 'tlsChanged';
  const trust = hasChanged ? 'Trust the New Certificate' : 'Trust This Certificate';
  const message = hasChanged ? `The certificate of ${name} is not the one that was trusted before.` : `${name} uses its own certificate.`;
  const advice = hasChanged
    ? 'Trust the new one only if you know why it changed. Compare the SHA-256 with the device\'s own page.'
    : 'Compare the SHA-256 with the device\'s own page before you trust it.';
  const lines = [
    `Subject: ${certificate.subject}`,
    `Issuer: ${certificate.issuer}`,
    `Valid from ${certificate.validFrom}`,
    `Valid to ${certificate.validTo}`,
    `SHA-256: ${certificate.fingerprint256}`,
  ];
  const answer = await vscode.window.showWarningMessage(withoutLinks(message), { modal: true, detail: `${advice}\n\n${lines.join('\n')}` }, trust);
  return answer === trust ? certificate.fingerprint256 : undefined;
}

/** Reads a SHA-256 fingerprint with or without colons, in any letter case. Throws a sentence when it is none. */
export function parseFingerprint(text: string): string {
  const digits = text.replace(/[^0-9a-f]/gi, '').toUpperCase();
  if (digits.length !== 64) {
    throw new Error('The fingerprint must be a SHA-256 of 64 hexadecimal digits, e.g. AA:BB:….');
  }
  return (digits.match(/../g) ?? []).join(':');
}
