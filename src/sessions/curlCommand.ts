import { redacted } from '../model/secretText';
import type { RecordedSession } from './recordedSession';

/** What curl writes itself. */
const ownHeaders: ReadonlySet<string> = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding', 'user-agent']);

/**
 * The request as a command line for POSIX shells, without secrets: `USERNAME` stands for the user's name, and curl asks for the password.
 * A comment before it says when the body is not whole.
 */
export function curlCommand({ origin, method, uri, requestHeaders = {}, requestData, requestDataCut }: RecordedSession): string {
  const url = `${origin}${uri}`;
  // Else brackets and braces would be ranges to curl.
  const words = /[[\]{}]/.test(url) ? ['curl', '--globoff'] : ['curl'];
  if (method === 'HEAD') {
    words.push('--head');
  } else if (method !== 'GET' || requestData !== undefined) {
    words.push('--request', quoted(method));
  }
  for (const [name, value] of Object.entries(requestHeaders)) {
    const isAuthorization = name.toLowerCase() === 'authorization';
    if (isAuthorization) {
      words.push('--user', 'USERNAME');
    } else if (name.toLowerCase() === 'accept-encoding') {
      words.push('--compressed');
    } else if (!ownHeaders.has(name.toLowerCase()) && value !== redacted) {
      words.push('--header', quoted(`${name}: ${value}`));
    }
  }
  if (requestData !== undefined) {
    words.push('--data-raw', quoted(requestData));
  }
  words.push(quoted(url));
  return `${requestDataCut === undefined ? '' : cutNotes[requestDataCut]}${words.join(' ')}`;
}

const cutNotes = {
  rowLimit: '# The request body was cut when it was recorded.\n',
  totalLimit: '# The request body is not kept any more.\n',
} as const;

/** Within single quotes a POSIX shell takes everything as it is; a NUL cannot be part of an argument. */
function quoted(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", `'\\''`)}'`;
}
