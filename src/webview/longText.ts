import { element } from './elements';
import { appendMoreButton } from './jsonTree';
import { endOfCut } from './shortText';

/** Characters laid out at once: a line of a megabyte would block the page for seconds. */
const chunkSize = 20_000;

/** A text as it is, in parts when it is long. */
export function longText(text: string): HTMLElement {
  const shown = element('div', { class: 'long-text' });
  const appendFrom = (start: number) => {
    const end = endOfCut(text, start, chunkSize);
    shown.append(element('pre', { text: text.slice(start, end) }));
    if (end < text.length) {
      appendMoreButton(shown, `Show more, ${(text.length - end).toLocaleString()} characters left`, () => appendFrom(end));
    }
  };
  appendFrom(0);
  return shown;
}
