import { X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';
import type { ServerCertificate } from './simulatorOptions';

/** What a self-signed certificate says; everything has a default that suits `localhost`. */
export interface CertificateRequest {
  readonly commonName?: string;
  /** IP addresses in the subject alternative name; default `127.0.0.1`. */
  readonly addresses?: readonly string[];
  readonly validFrom?: Date;
  readonly validTo?: Date;
}

/** A new key pair with a self-signed certificate, the normal case at a LANTIME. */
export async function createCertificate(request: CertificateRequest = {}): Promise<ServerCertificate> {
  const commonName = request.commonName ?? 'localhost';
  const addresses = request.addresses ?? ['127.0.0.1'];
  const made = await generate([{ name: 'commonName', value: commonName }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    ...(request.validFrom && { notBeforeDate: request.validFrom }),
    ...(request.validTo && { notAfterDate: request.validTo }),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      {
        name: 'subjectAltName',
        altNames: [{ type: 2, value: commonName }, ...addresses.map((ip) => ({ type: 7 as const, ip }))],
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}

/** SHA-256 of a PEM certificate's DER form, as `AA:BB:…`. */
export function fingerprint256(certificate: ServerCertificate): string {
  return new X509Certificate(certificate.cert).fingerprint256;
}
