import { textButton } from '../controls';
import { element, setText, svgElement } from '../elements';
import { SeverityMark } from '../graph/severityMark';
import type { ChartMark, ChartsContent } from './instanceMessages';
import { KeyedChildren } from './keyedChildren';

/** More would be read by nobody; the newest stay. The event log has them all. */
const mostMarks = 100;

/** The events of the charts as a list, newest first. */
export class MarkList {
  readonly element: HTMLElement;
  readonly #summary = element('summary');
  readonly #list = element('ul', { class: 'mark-list' });
  readonly #items = new KeyedChildren<ChartMark>(this.#list, itemOf);

  constructor(onEventLog: () => void) {
    this.element = element('details', { class: 'marks' }, [this.#summary, this.#list, textButton('Show all in the event log', onEventLog)]);
  }

  show({ marks, hasMoreMarks }: Pick<ChartsContent, 'marks' | 'hasMoreMarks'>, timeText: (atMs: number) => string): void {
    setText(this.#summary, summaryText(marks.length, hasMoreMarks));
    this.#items.show(
      marks.slice(-mostMarks).toReversed(),
      ({ id }) => String(id),
      (item, { at }) => {
        const time = item.querySelector('time');
        if (time !== null) {
          setText(time, timeText(at));
        }
      },
    );
  }
}

function itemOf({ severity, severityWord, text }: ChartMark): HTMLElement {
  const mark = new SeverityMark();
  mark.show(severity);
  const drawing = svgElement('svg', { viewBox: '0 0 16 16', width: '12', height: '12', 'aria-hidden': 'true' });
  drawing.append(mark.element);
  return element('li', { class: `severity-${severity}` }, [drawing, element('time'), element('span', { class: 'mark-severity', text: severityWord }), element('span', { class: 'mark-text', text })]);
}

function summaryText(count: number, hasMore: boolean): string {
  if (count <= mostMarks && !hasMore) {
    return count === 1 ? '1 event in this time' : `${count} events in this time`;
  }
  return `The newest ${Math.min(count, mostMarks)} of ${hasMore ? 'more than ' : ''}${count} events in this time`;
}
