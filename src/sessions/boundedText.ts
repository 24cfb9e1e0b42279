const encoder = new TextEncoder();

/**
 * The beginning of a text that has at most `limitBytes` bytes in UTF-8, cut between characters. It is a copy: a slice would keep the whole
 * text in memory. A text that is short enough is returned as it is.
 */
export function boundedText(text: string, limitBytes: number): string {
  // A UTF-16 unit has at most three bytes.
  if (text.length * 3 <= limitBytes || (text.length <= limitBytes && Buffer.byteLength(text) <= limitBytes)) {
    return text;
  }
  const bytes = Buffer.allocUnsafe(limitBytes);
  // No unit has less than one byte, and a text of megabytes need not be looked through.
  const { written } = encoder.encodeInto(text.slice(0, limitBytes), bytes);
  return bytes.toString('utf8', 0, written);
}
