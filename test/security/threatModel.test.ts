import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const document = readFileSync(path.join(root, 'SECURITY.md'), 'utf8');
const rows = document.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| threat'));
const proofs = [...document.matchAll(/`(test\/[^`]+\.ts)` “([^”]+)”/g)].map(([, file = '', title = '']) => [file, title] as const);

describe('the threat model', () => {
  it.each(['Hostile workspace', 'Hostile device', 'Hostile network', 'Curious extension', 'Stolen settings', 'Shared screen'])('knows the %s', (threat) => {
    expect(rows.some((row) => row.startsWith(`| **${threat}**`))).toBe(true);
  });

  it('has a defence and a test for each threat', () => {
    expect(rows.length).toBeGreaterThan(15);
    for (const row of rows) {
      const [, threat = '', defence = '', tests = ''] = row.split(' | ').length === 3 ? ['', ...row.split(' | ')] : [];
      expect([threat, defence].map((text) => text.trim().length > 10), row).toEqual([true, true]);
      expect(tests, row).toMatch(/^(`test\/[^`]+\.ts` “[^”]+”(; )?)+ \|$/);
    }
  });

  it.each(proofs)('names tests that there are: %s, %s', (file, title) => {
    expect(existsSync(path.join(root, file))).toBe(true);
    // As the first argument of a test, also of one with many rows.
    const text = readFileSync(path.join(root, file), 'utf8');
    expect(["it('", "test('", "fuzz('", ")('"].some((call) => text.includes(`${call}${title.replaceAll("'", "\\'")}'`))).toBe(true);
  });
});
