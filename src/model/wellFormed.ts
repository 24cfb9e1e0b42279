/** Hardly any text has one, whole or not. */
const surrogate = /[\uD800-\uDFFF]/;

/** The text with `\uFFFD` instead of halves of characters, which nothing that is percent-encoded can hold. Devices and people may send them as `"\ud800"`. */
export function wellFormed(text: string): string {
  return surrogate.test(text) ? text.replace(/\p{Cs}/gu, '\uFFFD') : text;
}
