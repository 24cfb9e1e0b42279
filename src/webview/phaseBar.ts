import { element } from './elements';
import type { RowDetail } from './pageMessages';

/** Colours there are classes for; more parts begin again with the first. */
const colourCount = 6;

/** Parts of a time: a bar to scale, and a legend that says the same in words. */
export function phaseBar(phases: NonNullable<RowDetail['phases']>): HTMLElement {
  const bar = element('div', { class: 'phase-bar', attributes: { 'aria-hidden': 'true' } });
  const legend = element('ul', { class: 'phase-legend', attributes: { 'aria-label': 'Phases' } });
  phases.forEach(({ label, ms, colour: number }, index) => {
    const colour = `phase-${(number ?? index) % colourCount}`;
    const words = `${label} ${ms.toLocaleString(undefined, { maximumFractionDigits: 1 })} ms`;
    const part = element('span', { class: `phase-part ${colour}`, attributes: { title: words } });
    part.style.flexGrow = String(Math.max(0, ms));
    part.classList.toggle('is-hidden', !(ms > 0));
    bar.append(part);
    legend.append(element('li', {}, [element('span', { class: `phase-swatch ${colour}`, attributes: { 'aria-hidden': 'true' } }), words]));
  });
  return element('div', { class: 'phases' }, [bar, legend]);
}
