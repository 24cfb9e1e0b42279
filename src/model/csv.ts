/** What a spreadsheet takes for a formula, in any width and behind characters that it skips, and tabs and breaks, after which it may look for one. */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫−]|^\s*[\t\r\n]/u;
const plainNumber = /^[+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?$/i;
/** Also what separates fields where the comma does not, so that a field stays one everywhere. */
const needsQuotes = /[",;|\t\r\n]|^\s|\s$/;

/**
 * A table as CSV (RFC 4180: commas, CRLF, quotes doubled), a chunk for each line, the labels of the columns first. A cell that a spreadsheet
 * would run as a formula begins with an apostrophe; plain numbers do not need it. No byte order mark: the text is UTF-8.
 */
export function* csvChunks(columns: readonly string[], rows: Iterable<readonly string[]>): Generator<string> {
  yield csvLine(columns);
  for (const row of rows) {
    yield csvLine(row);
  }
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** The text of a cell, with an apostrophe before what a spreadsheet would run as a formula. */
export function harmlessCell(cell: string): string {
  return formula.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell;
}

function csvCell(cell: string): string {
  const safe = harmlessCell(cell);
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
