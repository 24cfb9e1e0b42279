import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { multiLine, singleLine } from '../../../src/model/displayText';

describe('a text of a device for the screen', () => {
  it.each([
    ['plain', 'plain'],
    ['two\r\nlines\nand\tmore', 'two⏎lines⏎and␉more'],
    ['nul\0 bell\u0007 del\u007f', 'nul␀ bell␇ del␡'],
    ['evil\u202etxt.exe', 'evil‹U+202E›txt.exe'],
    ['zero\u200bwidth', 'zero‹U+200B›width'],
    ['half\ud800', 'half‹U+D800›'],
    ['👩\u200d🔧 می\u200cخواهم', '👩\u200d🔧 می\u200cخواهم'],
    ['שלום', 'שלום'],
    [`e${'\u0301'.repeat(50)}`, `e${'\u0301'.repeat(8)}…`],
  ])('%j on one line', (text, expected) => {
    expect(singleLine(text, 100)).toBe(expected);
  });

  it('keeps lines and tabs where there is room for them', () => {
    expect(multiLine('a\r\nb\rc\td\u0001')).toBe('a\nb\nc\td␁');
  });

  it('is cut between characters and says so', () => {
    expect(singleLine('abcdef', 6)).toBe('abcdef');
    expect(singleLine('abcdef', 5)).toBe('abcd…');
    expect(singleLine('abc👩\u200d🔧', 6)).toBe('abc…');
  });

  it('never is longer than asked, never has lines, controls or overrides', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 1, max: 120 }), (text, maxLength) => {
        const line = singleLine(text, maxLength);
        expect(line.length).toBeLessThanOrEqual(maxLength);
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        expect(line).not.toMatch(/\p{Cs}/u);
        expect(multiLine(text)).not.toMatch(/(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  it('looks only at the beginning of a very long one', () => {
    const line = singleLine('\u202e'.repeat(16 * 1024 * 1024), 50);
    expect(line.length).toBeLessThanOrEqual(50);
  });
});
