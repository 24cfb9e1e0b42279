import tls from 'node:tls';
import { generate } from 'selfsigned';
import type { KeyPair } from './testServer';

/** A self-signed certificate for 127.0.0.1, with the options given. */
export async function selfSigned(options: { readonly name?: string; readonly notAfterDate?: Date } = {}): Promise<KeyPair> {
  const { name = '127.0.0.1', notAfterDate = new Date(Date.now() + 86_400_000) } = options;
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Math.min(Date.now(), notAfterDate.getTime()) - 86_400_000),
    notAfterDate,
    extensions: [{ name: 'subjectAltName', altNames: name === '127.0.0.1' ? [{ type: 7, ip: name }] : [{ type: 2, value: name }] }],
  });
  return { key, cert };
}

/** A certificate authority and a certificate that it issued for `name`. */
export async function issued(name = '127.0.0.1'): Promise<{ readonly keyPair: KeyPair; readonly trust: () => tls.SecureContext }> {
  const authority = await generate([{ name: 'commonName', value: 'Test authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, digitalSignature: true, critical: true },
    ],
  });
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    extensions: [{ name: 'subjectAltName', altNames: name === '127.0.0.1' ? [{ type: 7, ip: name }] : [{ type: 2, value: name }] }],
  });
  const context = tls.createSecureContext({ ca: authority.cert });
  return { keyPair: { key, cert }, trust: () => context };
}
