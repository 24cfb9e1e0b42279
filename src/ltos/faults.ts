import type { CertificateSummary, Fault } from '../model/fault';

const restApiHint = 'Enable "REST API" on the device\'s web interface: System page, general settings.';
const askAgainHint = 'Nothing to do: it is tried again. If it lasts, check the network and the load of the device.';

/** `host:port` of an origin, as messages name a device. */
export function whereIs(origin: string): string {
  const { hostname, port, protocol } = new URL(origin);
  return `${hostname}:${port === '' ? (protocol === 'https:' ? 443 : 80) : port}`;
}

/*
 * The sentence and the hint of every kind of fault. `where` is the device's `host:port`. No text takes a header, a URL with a log-in or the
 * message of an error as it is, so that none can hold a secret.
 */

export const cannotResolve = (where: string): Fault => ({
  kind: 'cannotResolve',
  message: `The name in ${where} is not known.`,
  hint: 'Check the spelling, the DNS server and the VPN, or use the IP address of the device.',
});

export const refused = (where: string): Fault => ({
  kind: 'refused',
  message: `${where} refused the connection.`,
  hint: `Check the port. ${restApiHint} HTTPS (or HTTP) must be enabled on the network interface too.`,
});

export const unreachable = (where: string, code: string): Fault => ({
  kind: 'unreachable',
  message: `There is no way to ${where} (${code}).`,
  hint: 'Check the network cable, the VPN and the route to the device.',
});

export const timedOut = (where: string, timeoutMs: number): Fault => ({
  kind: 'timeout',
  message: `${where} did not answer within ${timeoutMs / 1000} s.`,
  hint: 'Check the address, the power of the device and the firewall. A busy device may need a higher "psx.polling.timeout".',
});

/** An operating system's own timeout of the connection, which is not ours to count. */
export const connectTimedOut = (where: string): Fault => ({
  kind: 'timeout',
  message: `${where} did not accept a connection in time.`,
  hint: 'Check the address, the power of the device and the firewall in between.',
});

export const connectionLost = (where: string): Fault => ({
  kind: 'connectionLost',
  message: `${where} closed the connection without an answer.`,
  hint: askAgainHint,
});

export const tlsUntrusted = (where: string, certificate: CertificateSummary, reason: string): Fault => ({
  kind: 'tlsUntrusted',
  message: `The certificate of ${where} is not trusted: ${reason}. Nothing was sent.`,
  hint: "Compare its SHA-256 fingerprint with the one on the device's own page; if they are equal, trust it.",
  certificate,
});

export const tlsChanged = (where: string, certificate: CertificateSummary): Fault => ({
  kind: 'tlsChanged',
  message: `The certificate of ${where} is not the one that was trusted. Nothing was sent.`,
  hint: "The certificate changed: ask who renewed it, compare its SHA-256 fingerprint with the one on the device's own page, and only then trust the new one.",
  certificate,
});

export const tlsFailed = (where: string, reason: string, hint: string): Fault => ({
  kind: 'tlsFailed',
  message: `No encrypted connection to ${where}: ${reason}.`,
  hint,
});

export const unauthorized = (where: string): Fault => ({
  kind: 'unauthorized',
  message: `${where} does not accept the user name or the password. Polling stopped, so that the device does not ban the user.`,
  hint: 'Enter user name and password again ("PSX: Set Credentials").',
});

/** @param againAfterMs After so long the same log-in is sent once more. */
export const justRefused = (where: string, againAfterMs: number): Fault => ({
  kind: 'unauthorized',
  message: `${where} has just refused this user name and password, so they were not sent again.`,
  hint: `Correct them; or put the user right on the device, and enter them once more ${Math.round(againAfterMs / 1000)} s after they were refused.`,
});

export const credentialsMissing = (where: string): Fault => ({
  kind: 'credentialsMissing',
  message: `No user name and password are stored for ${where}, so nothing was sent.`,
  hint: 'Enter user name and password ("PSX: Set Credentials").',
});

export const credentialsUnreadable = (where: string): Fault => ({
  kind: 'credentialsUnreadable',
  message: `The password store could not be read, so nothing was sent to ${where}.`,
  hint: 'Unlock the keyring of the operating system, then refresh; or enter user name and password again.',
});

export const forbidden = (where: string, path: string): Fault => ({
  kind: 'forbidden',
  message: `${where} does not allow this user to read ${path}.`,
  hint: 'Use a user whose access level is at least "info", or ask the administrator of the device.',
});

export const apiDisabled = (where: string, found: string): Fault => ({
  kind: 'apiDisabled',
  message: `${where} answers, but not with its REST API: ${found}.`,
  hint: restApiHint,
});

export const notFound = (where: string, path: string): Fault => ({
  kind: 'notFound',
  message: `${where} does not know ${path}.`,
  hint: 'Check the slot ID. Older firmware does not know every path.',
});

export const redirected = (where: string, target: string | undefined, httpsOrigin?: string): Fault => ({
  kind: 'redirected',
  message: target === undefined ? `${where} redirects in circles or to nowhere.` : `${where} redirects to ${target}. It was not followed, so that the log-in stays here.`,
  hint:
    httpsOrigin === undefined
      ? 'Enter the address of the device itself.'
      : `The device wants HTTPS: change its address to ${httpsOrigin}.`,
});

export const throttled = (where: string, status: number, retryAfterMs: number | undefined): Fault => ({
  kind: 'throttled',
  message:
    (status === 503 ? `${where} is not available for the moment (503)` : `${where} asks for fewer requests (${status})`) +
    (retryAfterMs === undefined ? '.' : ` and wants ${Math.ceil(retryAfterMs / 1000)} s of rest.`),
  hint: 'Nothing to do: the polling slows down. If it lasts, raise "psx.polling.interval" or stop other programs that ask the device.',
});

export const serverError = (where: string, status: number): Fault => ({
  kind: 'serverError',
  message: `${where} could not answer (status ${status}).`,
  hint: 'Nothing to do: it is tried again. If it lasts, look into the log of the device.',
});

export const unexpectedStatus = (where: string, status: number): Fault => ({
  kind: 'serverError',
  message: `${where} answered with the unexpected status ${status}.`,
  hint: 'Check that the address is the one of a LANTIME.',
});

export const notJson = (where: string, found: string): Fault => ({
  kind: 'notJson',
  message: `The answer of ${where} is not JSON: ${found}.`,
  hint: 'Check that the address and the port are the ones of a LANTIME.',
});

export const truncated = (where: string): Fault => ({
  kind: 'truncated',
  message: `The answer of ${where} ends too early.`,
  hint: askAgainHint,
});

export const tooLarge = (where: string, limitBytes: number): Fault => ({
  kind: 'tooLarge',
  message: `The answer of ${where} is larger than ${Math.floor(limitBytes / 1024 / 1024)} MiB.`,
  hint: 'Check that the address is the one of a LANTIME.',
});

export const unexpectedShape = (where: string): Fault => ({
  kind: 'unexpectedShape',
  message: `The answer of ${where} is JSON, but neither an object nor a list.`,
  hint: 'Check that the address is the one of a LANTIME with LTOS 7.04 or later.',
});

/** `proxy` is the proxy's `host:port`, without its log-in. */
export const proxyFailed = (where: string, proxy: string, reason: string, status?: number): Fault => ({
  kind: 'proxyFailed',
  message: `The proxy ${proxy} did not connect to ${where}: ${reason}.`,
  hint:
    status === 407
      ? 'Put the log-in into "http.proxy" or "http.proxyAuthorization"; or set the bus address of the device to "bypassproxy".'
      : 'Check "http.proxy"; or list the device in "http.noProxy", or set its bus address to "bypassproxy".',
});

export const cancelled = (): Fault => ({
  kind: 'cancelled',
  message: 'The request was cancelled.',
  hint: 'Start it again when you like.',
});

export const internal = (detail: string): Fault => ({
  kind: 'internal',
  message: `The request could not be made: ${detail}.`,
  hint: 'Report it, with the log of PSX Explorer.',
});
