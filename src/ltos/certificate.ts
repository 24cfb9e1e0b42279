import type tls from 'node:tls';
import type { CertificateSummary } from '../model/fault';
import { presentedCertificate } from './certificateSummary';
import { openSocket, startTls } from './connection';
import { Deadline } from './deadline';
import { cancelled, internal, timedOut, tlsFailed, whereIs } from './faults';
import { hostOfOrigin } from './originParts';
import { LtosError } from './ltosError';
import { proxyRoute } from './proxy';
import { systemTrust } from './trust';

/** How a certificate is fetched. */
export interface InspectOptions {
  readonly timeoutMs: number;
  /** The proxy in the way, see `resolveProxy`. */
  readonly proxy?: URL | undefined;
  /** Value of the Proxy-Authorization header; default: from the user info of {@link proxy}. */
  readonly proxyAuthorization?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The authorities to trust; default: this computer's. */
  readonly trust?: () => tls.SecureContext;
}

/** The certificate that a device presents. */
export interface InspectedCertificate {
  readonly certificate: CertificateSummary;
  /** True when this computer trusts it without a pin. */
  readonly trusted: boolean;
  /** Why it is not trusted, as a clause: `it is self-signed`. */
  readonly reason?: string;
}

/** Fetches the certificate of an HTTPS device (`https://host:port`); no HTTP is sent. Rejects with {@link LtosError} only. */
export async function inspectCertificate(origin: string, options: InspectOptions): Promise<InspectedCertificate> {
  const where = whereIs(origin);
  if (!origin.startsWith('https:')) {
    throw new LtosError(tlsFailed(where, 'its address is http://', 'Only HTTPS devices have a certificate.'));
  }
  const deadline = new Deadline(options.timeoutMs, options.signal);
  const trust = options.trust ?? systemTrust;
  const route = options.proxy === undefined ? undefined : proxyRoute(options.proxy, options.proxyAuthorization);
  const connect = { origin, route, signal: deadline.signal, trust };
  try {
    const socket = await startTls(connect, await openSocket(connect), trust());
    const presented = presentedCertificate(socket, hostOfOrigin(origin));
    socket.destroy();
    if (presented === undefined) {
      throw new LtosError(tlsFailed(where, 'it presented no certificate', 'Check that the port is the one of the web interface.'));
    }
    return { ...presented, trusted: presented.reason === undefined };
  } catch (error) {
    if (deadline.end !== undefined) {
      throw new LtosError(deadline.end === 'timeout' ? timedOut(where, options.timeoutMs) : cancelled());
    }
    throw error instanceof LtosError ? error : new LtosError(internal('an unexpected failure'), { cause: error });
  } finally {
    deadline.clear();
  }
}
