import { pushButton } from '../controls';
import { element, setText, svgElement } from '../elements';
import type { TopologyNodeDrawing } from './graphMessages';
import { SeverityMark } from './severityMark';

/** What can be done with the selected node. */
export interface NodeDetailHandlers {
  open(where: 'panel' | 'tree'): void;
  fold(): void;
}

/** The line below the drawing that says all about the selected node. */
export class NodeDetail {
  readonly element = element('section', { class: 'node-detail', attributes: { 'aria-label': 'Selected node' } });
  readonly #mark = new SeverityMark();
  readonly #severity = element('span', { class: 'detail-severity' });
  readonly #head = element('div', { class: 'detail-head-line' });
  readonly #name = element('span', { class: 'detail-name' });
  readonly #words = element('span', { class: 'detail-words' });
  readonly #open;
  readonly #reveal;
  readonly #fold;

  constructor(handlers: NodeDetailHandlers) {
    this.#open = pushButton('Open', () => handlers.open('panel'), { title: 'Open the panel of this PTP instance (Enter)' });
    this.#reveal = pushButton('Show in Tree', () => handlers.open('tree'), { title: 'Select its row in the tree of devices' });
    this.#fold = pushButton('Unfold', () => handlers.fold(), { title: 'Space' });
    const drawing = svgElement('svg', { class: 'detail-mark', viewBox: '0 0 16 16', width: '16', height: '16', 'aria-hidden': 'true' });
    drawing.append(this.#mark.element);
    this.#head.append(drawing, this.#name, this.#severity, this.#words);
    this.element.append(this.#head, element('div', { class: 'detail-buttons' }, [this.#open.element, this.#reveal.element, this.#fold.element]));
    this.show(undefined);
  }

  show(node: TopologyNodeDrawing | undefined): void {
    this.#head.classList.toggle('has-node', node !== undefined);
    this.#open.element.classList.toggle('is-hidden', node?.opens !== 'panel');
    this.#reveal.element.classList.toggle('is-hidden', node?.opens === undefined);
    this.#fold.element.classList.toggle('is-hidden', node?.isExpanded === undefined);
    if (node === undefined) {
      setText(this.#name, '');
      setText(this.#severity, '');
      setText(this.#words, 'Select a node to see more of it. Arrow keys go along the lines, Enter opens, Space folds, + and − zoom, 0 fits.');
      return;
    }
    this.#head.className = `detail-head-line has-node severity-${node.severity}`;
    this.#mark.show(node.severity);
    setText(this.#name, node.name);
    setText(this.#severity, node.severityWord);
    setText(this.#words, [node.what, node.condition].filter((words) => words !== '').join(' · '));
    this.#fold.label = node.isExpanded === true ? 'Fold' : 'Unfold';
  }
}
