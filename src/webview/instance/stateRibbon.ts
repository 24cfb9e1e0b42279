import { element, setAttribute, setText } from '../elements';
import type { ChartSpan } from './instanceMessages';
import { KeyedChildren } from './keyedChildren';

/** More cannot be told apart, and would only make the page slow; the longest stay. */
const mostSpans = 500;
/** Narrower spans have no room for a word. */
const leastShareForWord = 0.08;

/** The port's states over time, below the charts. */
export class StateRibbon {
  readonly element = element('div', { class: 'ribbon', attributes: { role: 'img' } });
  readonly #parts = new KeyedChildren<ChartSpan>(this.element, ({ severity }) => element('div', { class: `ribbon-span severity-${severity}` }));

  show(spans: readonly ChartSpan[], fromMs: number, toMs: number, timeText: (atMs: number) => string): void {
    const length = Math.max(1, toMs - fromMs);
    const inSight = spans.filter(({ from, to }) => to > fromMs && from < toMs);
    const kept = inSight.length <= mostSpans ? inSight : inSight.toSorted((one, other) => other.to - other.from - (one.to - one.from)).slice(0, mostSpans);
    this.#parts.show(
      kept,
      // The first one is cut where the window begins, which goes on with time.
      ({ from, portState }) => (from <= fromMs ? portState : `${portState} ${from}`),
      (part, { from, to, words, portState }) => {
        const [start, end] = [Math.max(from, fromMs), Math.min(to, toMs)];
        const share = (end - start) / length;
        setText(part, share >= leastShareForWord ? portState : '');
        part.style.left = `${((start - fromMs) / length) * 100}%`;
        part.style.width = `${share * 100}%`;
        // A tooltip that is being read stays.
        if (!part.matches(':hover')) {
          setAttribute(part, 'title', `${words}, ${timeText(from)} to ${timeText(to)}`);
        }
      },
    );
    setAttribute(this.element, 'aria-label', summary(inSight, timeText));
  }
}

function summary(spans: readonly ChartSpan[], timeText: (atMs: number) => string): string {
  const last = spans.at(-1);
  if (last === undefined) {
    return 'Port state: nothing was recorded in this time';
  }
  const changes = spans.length - 1;
  return `Port state: ${last.words} since ${timeText(last.from)}; ${changes === 0 ? 'no change' : changes === 1 ? '1 change' : `${changes} changes`} in this time`;
}
