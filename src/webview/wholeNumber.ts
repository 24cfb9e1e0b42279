/** A typed whole number within limits; `undefined` when it is none. Blanks and separators of thousands are let through. */
export function readWholeNumber(text: string, min: number, max: number): number | undefined {
  const digits = text.replace(/[\s,.'’\u00a0\u202f](?=\d{3}(\D|$))/g, '').trim();
  if (!/^-?\d{1,15}$/.test(digits)) {
    return undefined;
  }
  const value = Number(digits);
  return value >= min && value <= max ? value : undefined;
}
