import { singleLine } from '../../model/displayText';

/** Characters of a long text that a cell shows. */
const longestCell = 200;
/** Enough of a text to find so many among its blanks. */
const longestBeginning = 2_000;

/** The beginning of a text in one line, safe to show. JSON may come indented: its first line alone would be a bracket. */
export function cellText(text: string): string {
  return singleLine(text.slice(0, longestBeginning).replace(/\s+/g, ' ').trimStart(), longestCell);
}
