import { expect } from 'vitest';
import { jsonText, planted } from './inputs';

/** JSON throughout: no number that is none, nothing that only JavaScript knows. */
export function expectPlain(value: unknown): void {
  const odd: unknown[] = [];
  const waiting: unknown[] = [value];
  for (let node = waiting.pop(); waiting.length > 0 || node !== undefined; node = waiting.pop()) {
    if (typeof node === 'object' && node !== null) {
      waiting.push(...(Object.values(node) as unknown[]).filter((member) => member !== undefined));
    } else if ((typeof node === 'number' && !Number.isFinite(node)) || !['string', 'number', 'boolean', 'object', 'undefined'].includes(typeof node)) {
      odd.push(node);
    }
  }
  expect(odd).toEqual([]);
}

/** One sentence or more that a person can read, without the password. */
export function expectSentence(text: unknown): void {
  expect(typeof text).toBe('string');
  expect(String(text).trim()).not.toBe('');
  expectNoSecret(text);
}

/** What was planted is nowhere in it, as it is or as JSON, a link or a log-in would hold it. */
export function expectNoSecret(value: unknown): void {
  const text = typeof value === 'string' ? value : jsonText(value);
  for (const form of [planted, encodeURIComponent(planted), Buffer.from(planted).toString('base64')]) {
    expect(text).not.toContain(form);
  }
}
