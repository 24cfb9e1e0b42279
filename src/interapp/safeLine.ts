import { singleLine } from '../model/displayText';
import { redactText } from '../model/secretText';

/** A text of a handler for the tables and for errors: one line of at most `maxLength` UTF-16 units, without secrets. */
export function safeLine(text: string, maxLength: number): string {
  return singleLine(redactText(beginning(text, maxLength)), maxLength);
}

/** As much of a text as {@link safeLine} looks at: more than it shows, as line breaks and secrets may become shorter. */
export function beginning(text: string, maxLength: number): string {
  // Through a buffer, since a mere slice would keep the whole text in memory.
  return text.length > 4 * maxLength ? Buffer.from(text.slice(0, 4 * maxLength)).toString() : text;
}
