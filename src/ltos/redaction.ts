import type { IncomingHttpHeaders } from 'node:http';
import type { Json } from '../model/json';
import { wellFormed } from '../model/wellFormed';

/** Shorter ones would tear holes into innocent text. */
const shortestSecret = 8;
const secretHeaders: ReadonlySet<string> = new Set(['set-cookie', 'authorization', 'proxy-authorization', 'authentication-info']);

/** A secret as texts hold it: as it is, in JSON, with and without other letters than those of ASCII, in an address and in a form. */
export function formsOf(secret: string): readonly string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inAscii = inJson.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const safe = wellFormed(secret);
  return [...new Set([secret, inJson, inAscii, encodeURIComponent(safe), new URLSearchParams({ '': safe }).toString().slice(1)])];
}

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

/**
 * Takes the given secrets out of the texts and the names of `body`, which was just read from `text` and is nobody else's yet. What is shown and kept of a
 * device is made of it. Numbers stay, also where somebody has chosen one as password.
 */
export function redactBody(body: Json, text: string, secrets: readonly string[]): void {
  // An escape could spell any character.
  if (!text.includes('\\') && redact(text, secrets) === text) {
    return;
  }
  const waiting: Json[] = [body];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node !== 'object' || node === null) {
      continue;
    }
    for (const [name, value] of Object.entries(node as Readonly<Record<string, Json>>)) {
      const safeName = redact(name, secrets);
      const safeValue = typeof value === 'string' ? redact(value, secrets) : value;
      if (safeName !== name) {
        Reflect.deleteProperty(node, name);
      }
      if (safeName !== name || safeValue !== value) {
        Object.defineProperty(node, safeName, { value: safeValue, enumerable: true, configurable: true, writable: true });
      }
      waiting.push(safeValue);
    }
  }
}
