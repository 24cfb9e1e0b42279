/** The text with `\uFFFD` instead of halves of characters, which nothing that is percent-encoded can hold. Devices and people may send them as `"\ud800"`. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\uFFFD');
}
