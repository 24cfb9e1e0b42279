import { singleLine } from '../model/displayText';
import { redactText } from '../model/secretText';

/** A text of a handler for the tables and for errors: one line of at most `maxLength` UTF-16 units, without secrets. */
export function safeLine(text: string, maxLength: number): string {
  // Through a buffer, since a mere slice would keep the whole text in memory. More than is shown, as line breaks and secrets may become shorter.
  const head = text.length > 4 * maxLength ? Buffer.from(text.slice(0, 4 * maxLength)).toString() : text;
  return singleLine(redactText(head), maxLength);
}
