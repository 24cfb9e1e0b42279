import type { HttpSession } from '../model/httpSession';
import { redacted } from '../model/secretText';

/** What curl writes itself. */
const ownHeaders: ReadonlySet<string> = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding', 'user-agent']);

/**
 * The request as a command line for POSIX shells, without secrets: `USERNAME` stands for the user's name, and curl asks for the password.
 * `origin`: e.g. `https://10.0.4.20:8443`.
 */
export function curlCommand({ method, uri, requestHeaders = {}, requestData }: HttpSession, origin: string): string {
  const words = ['curl'];
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
  // Brackets would be ranges to curl.
  words.push(quoted(`${origin}${uri}`.replaceAll('[', '%5B').replaceAll(']', '%5D')));
  return words.join(' ');
}

/** Within single quotes a POSIX shell takes everything as it is; a NUL cannot be part of an argument. */
function quoted(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", `'\\''`)}'`;
}
