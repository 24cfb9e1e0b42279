import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvChunks } from '../../../src/model/csv';

const csv = (columns: readonly string[], ...rows: readonly (readonly string[])[]): string => [...csvChunks(columns, rows)].join('');

/** RFC 4180 by its grammar, for texts that were written by one. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;
  while (field.lastIndex < text.length) {
    const [, inQuotes, bare, end] = field.exec(text) ?? [];
    rows.at(-1)?.push(inQuotes?.replaceAll('""', '"') ?? bare ?? '');
    if (end === '\r\n' && field.lastIndex < text.length) {
      rows.push([]);
    }
  }
  return rows;
}

describe('a table as CSV', () => {
  it('has commas, CRLF and doubled quotes', () => {
    expect(csv(['a', 'b'], ['1', 'x "y", z'], ['', 'two\nlines'])).toBe('a,b\r\n1,"x ""y"", z"\r\n,"two\nlines"\r\n');
  });

  it.each(['=1+1', '@SUM(A1)', '+cmd', '-2+3', '\t=1', ' =1', '\u200b=1', '＝1', '\ufeff ＋1', '﹦1', '﹫x', '−1+2', '\tx', '\rx', ' \tx', '\nx', '-1;=2', '--5', '-5\n'])('makes %j harmless to spreadsheets', (cell) => {
    expect(readCsv(csv(['c'], [cell]))[1]).toEqual([`'${cell}`]);
  });

  it.each(['-5', '+1.5', '-0,25', '-1.5e-7', '12.345', 'a=b', 'a\t=b', 'x'])('leaves %j as it is', (cell) => {
    expect(readCsv(csv(['c'], [cell]))[1]).toEqual([cell]);
  });

  it('is read back as it was written', () => {
    const cell = fc.string({ unit: 'grapheme' }).filter((text) => !/^[\s\p{Cc}\p{Cf}]*(?:[=+\-@＝＋－＠﹦﹢﹣﹫−]|$)|^\s*[\t\r\n]/u.test(text) && text !== '');
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 5 }), (rows) => {
        expect(readCsv(csv(['one', 'two'], ...rows))).toEqual([['one', 'two'], ...rows]);
      }),
    );
  });
});
