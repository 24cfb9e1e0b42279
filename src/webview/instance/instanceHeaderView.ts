import { textButton } from '../controls';
import { element, setAttribute, setText, svgElement } from '../elements';
import { SeverityMark } from '../graph/severityMark';
import type { InstanceHeader, LinkTarget } from './instanceMessages';
import { ValueList } from './valueList';

const links: readonly { readonly target: LinkTarget; readonly label: string }[] = [
  { target: 'tree', label: 'Show in tree' },
  { target: 'eventLog', label: 'Event log' },
  { target: 'bmca', label: 'Who wins and why' },
  { target: 'rawData', label: 'Raw data' },
];

/** What the instance is, how it is, and how old that is. */
export class InstanceHeaderView {
  readonly element = element('header', { class: 'instance-header' });
  readonly #mark = new SeverityMark();
  readonly #severity = element('span', { class: 'instance-mark', attributes: { role: 'img' } });
  readonly #name = element('h1');
  readonly #place = element('span', { class: 'instance-place' });
  readonly #state = element('span', { class: 'instance-state' });
  readonly #age = element('span', { class: 'instance-age' });
  readonly #problem = element('p', { class: 'instance-problem', attributes: { role: 'status' } });
  readonly #facts = new ValueList();
  #ageMs: number | undefined;
  /** By the clock of the page, which may not be that of the host. */
  #receivedAt = 0;

  constructor(onLink: (target: LinkTarget) => void) {
    const drawing = svgElement('svg', { viewBox: '0 0 16 16', width: '20', height: '20', 'aria-hidden': 'true' });
    drawing.append(this.#mark.element);
    this.#severity.append(drawing);
    const nav = element('nav', { class: 'instance-links', attributes: { 'aria-label': 'More about this instance' } }, links.map(({ target, label }) => textButton(label, () => onLink(target))));
    this.element.append(element('div', { class: 'instance-title' }, [this.#severity, this.#name, this.#place, this.#state, this.#age]), this.#problem, this.#facts.element, nav);
    setInterval(() => this.#showAge(), 1_000);
  }

  show({ name, place, severity, severityWord, state, facts, ageMs, problem }: InstanceHeader): void {
    this.element.className = `instance-header severity-${severity}`;
    this.#mark.show(severity);
    setAttribute(this.#severity, 'aria-label', `Severity: ${severityWord}`);
    setAttribute(this.#severity, 'title', severityWord);
    setText(this.#name, name);
    setText(this.#place, place);
    setText(this.#state, state);
    setText(this.#problem, problem === undefined ? '' : `${problem.message} ${problem.hint}`);
    this.#facts.show(facts);
    this.#ageMs = ageMs;
    this.#receivedAt = performance.now();
    this.#showAge();
  }

  #showAge(): void {
    setText(this.#age, this.#ageMs === undefined ? 'no data yet' : `data ${ageText(this.#ageMs + performance.now() - this.#receivedAt)} old`);
  }
}

/** `3 s`, `5 min`, `2 h`, `4 d` */
export function ageText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 120) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 120 ? `${minutes} min` : minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60 / 24)} d`;
}
