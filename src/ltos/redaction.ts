import type { IncomingHttpHeaders } from 'node:http';

/** Shorter ones would tear holes into innocent text. */
const shortestSecret = 8;
const secretHeaders: ReadonlySet<string> = new Set(['set-cookie', 'authorization', 'proxy-authorization', 'authentication-info']);

/** The text without the given secrets: a server may well echo what it was sent. */
export function redact(text: string, secrets: readonly string[]): string {
  let result = text;
  for (const secret of secrets) {
    if (secret.length >= shortestSecret && result.includes(secret)) {
      result = result.replaceAll(secret, '[redacted]');
    }
  }
  return result;
}

/** Headers for a record: one text each, without cookies and the given secrets. */
export function redactHeaders(headers: Readonly<IncomingHttpHeaders>, secrets: readonly string[]): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) {
      result[name] = secretHeaders.has(name.toLowerCase()) ? '[redacted]' : redact(Array.isArray(value) ? value.join(', ') : value, secrets);
    }
  }
  return result;
}
