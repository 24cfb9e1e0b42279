import { element, setText } from '../elements';
import type { ChartMark } from './instanceMessages';

/** More would be read by nobody; the newest stay. The event log has them all. */
const mostMarks = 100;

/** The events of the charts as a list, newest first. */
export class MarkList {
  readonly element: HTMLElement;
  readonly #summary = element('summary');
  readonly #list = element('ul', { class: 'mark-list' });

  constructor() {
    this.element = element('details', { class: 'marks' }, [this.#summary, this.#list]);
  }

  show(marks: readonly ChartMark[], timeText: (atMs: number) => string): void {
    setText(this.#summary, marks.length === 1 ? '1 event in this time' : `${marks.length} events in this time`);
    this.#list.replaceChildren(
      ...marks
        .slice(-mostMarks)
        .toReversed()
        .map(({ at, severity, text }) => element('li', { class: `severity-${severity}` }, [element('time', { text: timeText(at) }), ' ', element('span', { text })])),
    );
  }
}
