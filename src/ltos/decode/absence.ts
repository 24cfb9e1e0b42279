/** What LTOS sends where there is no value, in lower case. */
const absentTexts = new Set(['', '-', '--', 'n/a', 'na', 'none', 'null', 'unknown', 'never', 'unspecified', 'not-available', 'not available', 'notavailable', '00:00:00:00:00:00']);

/** How those begin: most texts need no closer look. */
const mayBeAbsent = /^(?:[\s\-nu0]|$)/i;

/** True for `N/A`, `-`, an empty text and the like. */
export function isAbsentText(text: string): boolean {
  return text.length <= 20 && mayBeAbsent.test(text) && absentTexts.has(text.trim().toLowerCase());
}

/** The text without blanks around it (serial numbers are padded), `undefined` when it stands for no value. */
export function presentText(value: unknown): string | undefined {
  return typeof value !== 'string' || isAbsentText(value) ? undefined : value.trim();
}
