import { setAttribute, setText, svgElement } from '../elements';
import { fitText } from './fitText';
import type { TopologyNodeDrawing } from './graphMessages';
import { SeverityMark } from './severityMark';
import type { Box } from './topologyLayout';

const markSize = 16;
const padding = 8;
const foldSize = 14;
/** Corners by kind: what is outside of the devices is round. */
const cornerOf: Readonly<Record<TopologyNodeDrawing['kind'], number>> = {
  device: 3,
  reference: 21,
  clock: 3,
  card: 3,
  instance: 3,
  grandmaster: 12,
  client: 21,
  clients: 21,
};

/** Measures texts in the fonts of the drawing. */
export interface TextMeasure {
  name(text: string): number;
  condition(text: string): number;
}

/** One node of the drawing; a change redraws what is different. */
export class NodeElement {
  readonly element = svgElement('g', { role: 'option', tabindex: '-1', 'aria-selected': 'false' });
  readonly #shape = svgElement('rect', { class: 'node-shape' });
  readonly #name = svgElement('text', { class: 'node-name' });
  readonly #condition = svgElement('text', { class: 'node-condition' });
  readonly #fold = svgElement('path', { class: 'node-fold' });
  readonly #mark = new SeverityMark();
  #drawn = '';

  constructor() {
    // The label says it all, and in whole; the space keeps the two texts apart for who reads what is seen.
    this.element.append(this.#shape, this.#mark.element, this.#name, ' ', this.#condition, this.#fold);
  }

  /** The sign that folds and unfolds. */
  isFold(target: EventTarget | null): boolean {
    return target === this.#fold;
  }

  draw(node: TopologyNodeDrawing, box: Box, measure: TextMeasure): void {
    const drawn = JSON.stringify([node, box]);
    if (drawn === this.#drawn) {
      return;
    }
    this.#drawn = drawn;
    const isHead = node.kind === 'device' && node.isExpanded === true;
    setAttribute(this.element, 'class', `node kind-${node.kind} severity-${node.severity}${isHead ? ' is-head' : ''}`);
    setAttribute(this.element, 'data-id', node.id);
    setAttribute(this.element, 'transform', `translate(${box.x} ${box.y})`);
    setAttribute(this.element, 'aria-label', labelOf(node));
    const corner = Math.min(cornerOf[node.kind], box.height / 2);
    for (const [name, value] of Object.entries({ width: box.width, height: box.height, rx: corner })) {
      setAttribute(this.#shape, name, String(value));
    }
    this.#mark.show(node.severity);
    const left = padding + corner / 4;
    setAttribute(this.#mark.element, 'transform', `translate(${left} ${(box.height - markSize) / 2})`);
    this.#drawTexts(node, box, left + markSize + 7, isHead, measure);
    this.#drawFold(node, box);
  }

  #drawTexts({ name, condition, isExpanded }: TopologyNodeDrawing, { width, height }: Box, left: number, isHead: boolean, measure: TextMeasure): void {
    const room = width - left - padding - (isExpanded === undefined ? 0 : foldSize + padding);
    const hasTwoLines = condition !== '' && !isHead;
    const shownName = fitText(name, isHead && condition !== '' ? room / 2 : room, (text) => measure.name(text));
    setText(this.#name, shownName);
    setAttribute(this.#name, 'x', String(left));
    setAttribute(this.#name, 'y', String(hasTwoLines ? height / 2 - 4 : height / 2 + 4.5));
    const conditionLeft = isHead ? left + measure.name(shownName) + 12 : left;
    setText(this.#condition, fitText(condition, isHead ? left + room - conditionLeft : room, (text) => measure.condition(text)));
    setAttribute(this.#condition, 'x', String(conditionLeft));
    setAttribute(this.#condition, 'y', String(isHead ? height / 2 + 4.5 : height / 2 + 12));
  }

  #drawFold({ isExpanded }: TopologyNodeDrawing, { width, height }: Box): void {
    setAttribute(this.#fold, 'visibility', isExpanded === undefined ? 'hidden' : undefined);
    const [x, y] = [width - padding - foldSize, (height - foldSize) / 2];
    // A square with a minus, or a plus.
    setAttribute(this.#fold, 'd', `M${x} ${y}h${foldSize}v${foldSize}h${-foldSize}zM${x + 3.5} ${y + 7}h7${isExpanded === true ? '' : `M${x + 7} ${y + 3.5}v7`}`);
  }
}

/** What a screen reader says of a node. */
function labelOf({ what, name, condition, severityWord, isExpanded }: TopologyNodeDrawing): string {
  const fold = isExpanded === undefined ? '' : isExpanded ? 'unfolded' : 'folded';
  return [`${name} ${condition}`.trim(), what, severityWord, fold].filter((part) => part !== '').join(', ');
}
