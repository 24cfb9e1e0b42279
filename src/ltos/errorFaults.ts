import type { Fault } from '../model/fault';
import { cannotResolve, connectionLost, connectTimedOut, notJson, refused, tlsFailed, truncated, unreachable, whereIs } from './faults';

/** Node's code of an error; `unknown` when it has none. */
export function errorCode(error: unknown): string {
  const { code, errors } = (typeof error === 'object' && error !== null ? error : {}) as { code?: unknown; errors?: unknown };
  if (typeof code === 'string') {
    return code;
  }
  // Several addresses were tried: the first failure speaks for all.
  return Array.isArray(errors) && errors.length > 0 ? errorCode(errors[0]) : 'unknown';
}

/** Fault of a TCP connection that did not come about. */
export function connectionFault(where: string, code: string): Fault {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'EAI_NODATA':
    case 'EAI_NONAME':
      return cannotResolve(where);
    case 'ECONNREFUSED':
      return refused(where);
    case 'ETIMEDOUT':
      return connectTimedOut(where);
    case 'ECONNRESET':
    case 'EPIPE':
      return connectionLost(where);
    default:
      return unreachable(where, code);
  }
}

/** Fault of a TLS handshake, or of a TLS connection that broke later. */
export function tlsFault(origin: string, error: unknown): Fault {
  const where = whereIs(origin);
  const code = errorCode(error);
  const httpHint = `Check the port. If the device speaks plain HTTP there, enter http://${where}.`;
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return tlsFailed(where, 'the connection was closed during the TLS handshake', httpHint);
  }
  // Also as an alert of the other side. Not the device's settings, so before all that would be.
  if (/BAD_RECORD_MAC|DECRYPT|DIGEST_CHECK|BAD_SIGNATURE/.test(code)) {
    return tlsFailed(where, `what arrives is not what was sent (${code})`, 'Check what is in between: a faulty switch, firewall or proxy changes the data.');
  }
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|HTTP_REQUEST|UNKNOWN_PROTOCOL|UNEXPECTED_MESSAGE|BAD_RECORD|RECORD_LAYER/.test(code)) {
    return tlsFailed(where, 'what answers there is not TLS', httpHint);
  }
  if (/ALERT|UNSUPPORTED_PROTOCOL|NO_CIPHERS|HANDSHAKE_FAILURE|INAPPROPRIATE_FALLBACK|DH_KEY_TOO_SMALL/.test(code)) {
    return tlsFailed(where, `the two sides have no TLS version or cipher in common (${code})`, 'Enable TLS 1.2 or later on the device, or update its firmware.');
  }
  return tlsFailed(where, `the TLS handshake failed (${code})`, httpHint);
}

/** The parser's codes of what does not even begin as HTTP. */
const notHttp: ReadonlySet<string> = new Set(['HPE_INVALID_CONSTANT', 'HPE_INVALID_VERSION']);

/** True when what came was not what HTTP allows. */
export function isHttpError(error: unknown): boolean {
  return errorCode(error).startsWith('HPE_');
}

/** Fault of an HTTP exchange on an open connection; `hasAnswer`: the head of an answer had arrived. */
export function exchangeFault(origin: string, error: unknown, hasAnswer: boolean): Fault {
  const where = whereIs(origin);
  const code = errorCode(error);
  if (isHttpError(error)) {
    if (hasAnswer || !notHttp.has(code)) {
      return notJson(where, 'its HTTP is faulty');
    }
    return origin.startsWith('https:')
      ? notJson(where, 'it is not even HTTP')
      : tlsFailed(where, 'what answers there is not plain HTTP', `If the device speaks HTTPS there, enter https://${where}.`);
  }
  if (hasAnswer) {
    return code.startsWith('Z_') || code.startsWith('ERR_BROTLI') || code.startsWith('ERR__ERROR_FORMAT')
      ? notJson(where, 'it cannot be unpacked')
      : truncated(where);
  }
  if (code.startsWith('ERR_SSL_')) {
    return tlsFault(origin, error);
  }
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'unknown' || code.startsWith('ERR_STREAM') ? connectionLost(where) : connectionFault(where, code);
}
