import { isIP, Socket } from 'node:net';
import tls from 'node:tls';
import type { Fault } from '../model/fault';
import { presentedCertificate, presentedFingerprint } from './certificateSummary';
import { hostOfOrigin, portOfOrigin } from './originParts';
import { LtosError } from './ltosError';
import { connectionFault, errorCode, tlsFault } from './errorFaults';
import { proxyFailed, tlsChanged, tlsFailed, tlsUntrusted, whereIs } from './faults';
import { proxyName, proxyPort, type ProxyRoute } from './proxy';
import { ignoreLateErrors, waitForEvent } from './socketEvents';
import { pinnedTrust } from './trust';
import { openTunnel } from './tunnel';

/** What a connection needs to know. */
export interface ConnectOptions {
  /** `scheme://host:port`. */
  readonly origin: string;
  readonly route: ProxyRoute | undefined;
  /** Gives up the connection. */
  readonly signal: AbortSignal;
  /** The authorities to trust, built when needed. */
  readonly trust: () => tls.SecureContext;
  /** Receives the durations of the phases as they end. */
  readonly timing?: ConnectTiming;
}

/** Durations in milliseconds, filled in while connecting. */
export interface ConnectTiming {
  dnsMs?: number;
  tcpMs?: number;
  tlsMs?: number;
}

/**
 * Opens a connection over which HTTP may be sent. An HTTPS device's certificate has been checked by then: it has the pinned fingerprint, or,
 * without a pin, this computer trusts it. Rejects with {@link LtosError}, or with any error once `signal` has aborted.
 */
export async function openConnection(options: ConnectOptions, pin: string | undefined): Promise<Socket> {
  const socket = await openSocket(options);
  if (!options.origin.startsWith('https:')) {
    return socket;
  }
  const before = performance.now();
  const secured = await startTls(options, socket, pin === undefined ? options.trust() : pinnedTrust());
  const fault = certificateFault(options.origin, secured, pin);
  if (fault !== undefined) {
    secured.destroy();
    throw new LtosError(fault);
  }
  if (options.timing !== undefined) {
    options.timing.tlsMs = (options.timing.tlsMs ?? 0) + performance.now() - before;
  }
  return secured;
}

/** Opens the TCP connection, with an HTTPS device through the proxy's tunnel, with an HTTP device to the proxy itself. */
export async function openSocket(options: ConnectOptions): Promise<Socket> {
  const { origin, route, signal } = options;
  if (route === undefined) {
    return openTcp(options, hostOfOrigin(origin), portOfOrigin(origin), (code) => connectionFault(whereIs(origin), code));
  }
  const where = whereIs(origin);
  const proxy = proxyName(route.url);
  if (route.url.protocol !== 'http:' && route.url.protocol !== 'https:') {
    throw new LtosError(proxyFailed(where, proxy, `proxies of the type ${route.url.protocol.replace(':', '')} are not supported`));
  }
  const hostname = route.url.hostname.replace(/^\[|\]$/g, '');
  const tcp = await openTcp(options, hostname, proxyPort(route.url), (code) => proxyFailed(where, proxy, `it cannot be reached (${code})`));
  const before = performance.now();
  const socket = route.url.protocol === 'https:' ? await startProxyTls(options, tcp, hostname, proxy) : tcp;
  if (!origin.startsWith('https:')) {
    return socket;
  }
  let reason: string | undefined;
  let status: number | undefined;
  try {
    ({ reason, status } = await openTunnel(socket, where, route.authorization, signal));
  } catch (error) {
    throw signal.aborted ? error : new LtosError(proxyFailed(where, proxy, 'it closed the connection'));
  }
  if (reason !== undefined) {
    socket.destroy();
    throw new LtosError(proxyFailed(where, proxy, reason, status), status === undefined ? {} : { status });
  }
  if (options.timing !== undefined) {
    options.timing.tlsMs = performance.now() - before;
  }
  return socket;
}

/** Does the TLS handshake with a device and leaves the judgement of its certificate to the caller. */
export async function startTls(options: ConnectOptions, socket: Socket, context: tls.SecureContext): Promise<tls.TLSSocket> {
  const secured = tlsClient(socket, hostOfOrigin(options.origin), context);
  try {
    await waitForEvent(secured, 'secureConnect', options.signal);
    return secured;
  } catch (error) {
    socket.destroy();
    throw options.signal.aborted ? error : new LtosError(tlsFault(options.origin, error), { cause: error });
  }
}

async function openTcp(options: ConnectOptions, host: string, port: number, toFault: (code: string) => Fault): Promise<Socket> {
  const { signal, timing } = options;
  // Not net.connect: VS Code replaces that one too, and its socket connects even after it was destroyed.
  const socket = new Socket();
  ignoreLateErrors(socket);
  const before = performance.now();
  let resolved = before;
  socket.once('lookup', () => {
    resolved = performance.now();
  });
  try {
    const connected = waitForEvent(socket, 'connect', signal);
    if (!signal.aborted) {
      socket.setNoDelay(true);
      socket.connect({ host, port });
    }
    await connected;
  } catch (error) {
    throw signal.aborted ? error : new LtosError(toFault(errorCode(error)), { cause: error });
  }
  if (timing !== undefined) {
    timing.dnsMs = resolved - before;
    timing.tcpMs = performance.now() - resolved;
  }
  return socket;
}

async function startProxyTls(options: ConnectOptions, socket: Socket, hostname: string, proxy: string): Promise<tls.TLSSocket> {
  const secured = tlsClient(socket, hostname, options.trust());
  try {
    await waitForEvent(secured, 'secureConnect', options.signal);
  } catch (error) {
    socket.destroy();
    throw options.signal.aborted ? error : new LtosError(proxyFailed(whereIs(options.origin), proxy, 'the TLS handshake with it failed'), { cause: error });
  }
  const reason = untrustedReason(secured, hostname);
  if (reason !== undefined) {
    secured.destroy();
    throw new LtosError(proxyFailed(whereIs(options.origin), proxy, `its certificate is not trusted: ${reason}`));
  }
  return secured;
}

function tlsClient(socket: Socket, hostname: string, secureContext: tls.SecureContext): tls.TLSSocket {
  const secured = tls.connect({
    socket,
    secureContext,
    // Node must hand over untrusted connections too, for their certificate; the caller judges it before any HTTP.
    rejectUnauthorized: false,
    host: hostname,
    // VS Code's own tls.connect would add its certificates to the shared context at every call, unless it sees a `ca`.
    ca: [''],
    ALPNProtocols: ['http/1.1'],
    ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
  });
  ignoreLateErrors(secured);
  return secured;
}

function certificateFault(origin: string, socket: tls.TLSSocket, pin: string | undefined): Fault | undefined {
  if (pin !== undefined && presentedFingerprint(socket) === pin) {
    return undefined;
  }
  const where = whereIs(origin);
  const presented = presentedCertificate(socket, hostOfOrigin(origin));
  if (presented === undefined) {
    return tlsFailed(where, 'it presented no certificate', 'Check that the port is the one of the web interface.');
  }
  if (pin !== undefined) {
    return tlsChanged(where, presented.certificate);
  }
  return presented.reason === undefined ? undefined : tlsUntrusted(where, presented.certificate, presented.reason);
}

function untrustedReason(socket: tls.TLSSocket, hostname: string): string | undefined {
  const presented = presentedCertificate(socket, hostname);
  return presented === undefined ? 'it presented none' : presented.reason;
}
