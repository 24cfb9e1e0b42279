/** U+2060, the word joiner: takes no room, and no line breaks at it. */
const wordJoiner = '\u2060';

/**
 * A text for a notification, the title of a progress, the prompt or the message of an input box. VS Code makes `[label](command:…)` in such a text a link
 * that runs the command, and a device, a setting or another extension may have written it; here it stays text and looks the same.
 */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', `]${wordJoiner}(`);
}
