import type { FaultKind } from '../../model/fault';

/** Why a request failed, in a word or two, for a cell of the table. */
export const faultWords: Readonly<Record<FaultKind, string>> = {
  cannotResolve: 'name not found',
  refused: 'connection refused',
  unreachable: 'unreachable',
  timeout: 'timeout',
  connectionLost: 'connection lost',
  tlsUntrusted: 'certificate not trusted',
  tlsChanged: 'certificate changed',
  tlsFailed: 'TLS failed',
  unauthorized: 'log-in refused',
  forbidden: 'forbidden',
  apiDisabled: 'REST API disabled',
  notFound: 'not found',
  redirected: 'redirected',
  throttled: 'throttled',
  serverError: 'server error',
  notJson: 'not JSON',
  truncated: 'cut short',
  tooLarge: 'too large',
  unexpectedShape: 'unexpected form',
  proxyFailed: 'proxy failed',
  credentialsMissing: 'no credentials',
  credentialsUnreadable: 'credentials unreadable',
  cancelled: 'cancelled',
  internal: 'internal error',
};
