/** Most requests repeat the same few texts: paths, header values, the time of the second. */
const maxTexts = 2_000;
const longestText = 128;
const texts = new Map<string, string>();

/** The same text; the same object each time as long as it is among the last ones, so that thousands of rows share it. */
export function repeatedText(text: string): string {
  if (text.length > longestText) {
    return text;
  }
  const known = texts.get(text);
  if (known !== undefined) {
    return known;
  }
  if (texts.size >= maxTexts) {
    texts.clear();
  }
  texts.set(text, text);
  return text;
}
