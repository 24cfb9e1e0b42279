/** The longest text of a cell or tooltip: more can be seen in the detail, and a line of megabytes would stop the page. */
const maxChars = 1000;

/** The text, cut between characters when it is too long for a cell. */
export function shortText(text: string): string {
  return text.length <= maxChars ? text : `${cutText(text, maxChars)}…`;
}

/** The first `count` UTF-16 units at most, without half a character at the end. */
export function cutText(text: string, count: number): string {
  const end = endOfCut(text, 0, count);
  return text.slice(0, end);
}

/** Where a part of `count` UTF-16 units from `start` ends, so that no character is torn. */
export function endOfCut(text: string, start: number, count: number): number {
  const end = Math.min(text.length, start + count);
  const isTorn = end < text.length && /[\uD800-\uDBFF]/.test(text.charAt(end - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(end));
  return isTorn && end - 1 > start ? end - 1 : end;
}
