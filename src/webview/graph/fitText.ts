/** Cuts a text to a width, with `…` at its end. `widthOf` measures a text. */
export function fitText(text: string, width: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= width) {
    return text;
  }
  const characters = Array.from(text);
  let [fits, tooLong] = [0, characters.length];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (widthOf(`${characters.slice(0, middle).join('')}…`) <= width) {
      fits = middle;
    } else {
      tooLong = middle;
    }
  }
  return `${characters.slice(0, fits).join('').trimEnd()}…`;
}
