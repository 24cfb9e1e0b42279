import tls from 'node:tls';
import { generate } from 'selfsigned';
import type { ServerCertificate } from '../../src/simulator';

/** What a certificate says; by default it is good for 127.0.0.1, now. */
export interface CertificateWish {
  readonly name?: string;
  readonly validFrom?: Date;
  readonly validTo?: Date;
}

/** A certificate authority that the tests trust. */
export class Authority {
  readonly #key: string;
  readonly #cert: string;
  readonly #context: tls.SecureContext;

  private constructor(key: string, cert: string) {
    this.#key = key;
    this.#cert = cert;
    this.#context = tls.createSecureContext({ ca: cert });
  }

  static async create(name = 'Test authority'): Promise<Authority> {
    const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
      keyType: 'ec',
      algorithm: 'sha256',
      notBeforeDate: new Date(Date.UTC(2000, 0, 1)),
      notAfterDate: new Date(Date.UTC(2100, 0, 1)),
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, digitalSignature: true, critical: true },
      ],
    });
    return new Authority(key, cert);
  }

  readonly trust = (): tls.SecureContext => this.#context;

  async issue({ name = '127.0.0.1', validFrom, validTo }: CertificateWish = {}): Promise<ServerCertificate> {
    const made = await generate([{ name: 'commonName', value: name }], {
      keyType: 'ec',
      algorithm: 'sha256',
      ca: { key: this.#key, cert: this.#cert },
      ...(validFrom && { notBeforeDate: validFrom }),
      ...(validTo && { notAfterDate: validTo }),
      extensions: [{ name: 'subjectAltName', altNames: name === '127.0.0.1' ? [{ type: 7, ip: name }] : [{ type: 2, value: name }] }],
    });
    return { key: made.private, cert: made.cert };
  }
}
