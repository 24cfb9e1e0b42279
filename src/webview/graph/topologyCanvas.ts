import type { TopologyEdge } from '../../model/topology';
import { setAttribute, svgElement } from '../elements';
import type { TopologyDrawing, TopologyNodeDrawing, Viewport } from './graphMessages';
import { NodeElement, type TextMeasure } from './nodeElement';
import { arrowLength, edgeShape, layOutTopology, type Box, type TopologyLayout } from './topologyLayout';

/** Half the width of an arrow. */
const arrowHalf = 4;

interface EdgeElement {
  readonly element: SVGGElement;
  readonly line: SVGPathElement;
  readonly arrow: SVGPathElement;
}

/** The drawing itself: nodes and lines by their ids, each of which is kept and changed in place. */
export class TopologyCanvas {
  readonly element = svgElement('svg', { class: 'topology', role: 'listbox', 'aria-label': 'Topology', tabindex: '-1' });
  readonly #world = svgElement('g', { class: 'world', role: 'presentation' });
  readonly #heads = svgElement('g', { 'aria-hidden': 'true' });
  readonly #frames = svgElement('g', { 'aria-hidden': 'true' });
  readonly #lines = svgElement('g', { 'aria-hidden': 'true' });
  readonly #nodes = svgElement('g', { role: 'presentation' });
  readonly #nodeElements = new Map<string, NodeElement>();
  readonly #edgeElements = new Map<string, EdgeElement>();
  readonly #frameElements = new Map<string, SVGRectElement>();
  #layout: TopologyLayout = layOutTopology([]);
  #layoutKey = '';
  #drawing: TopologyDrawing = { nodes: [], edges: [], summary: '' };
  #selectedId: string | undefined;

  constructor() {
    this.element.append(this.#world);
    this.#world.append(this.#heads, this.#frames, this.#lines, this.#nodes);
  }

  get layout(): TopologyLayout {
    return this.#layout;
  }

  get world(): SVGGElement {
    return this.#world;
  }

  get edges(): readonly TopologyEdge[] {
    return this.#drawing.edges;
  }

  node(id: string | undefined): TopologyNodeDrawing | undefined {
    return this.#drawing.nodes.find((node) => node.id === id);
  }

  elementOf(id: string): SVGGElement | undefined {
    return this.#nodeElements.get(id)?.element;
  }

  /** The node that an element of the page belongs to, and whether it is the sign that folds it. */
  hit(target: EventTarget | null): { readonly id: string; readonly isFold: boolean } | undefined {
    const id = target instanceof Element ? target.closest<SVGGElement>('.node')?.dataset.id : undefined;
    const node = id === undefined ? undefined : this.#nodeElements.get(id);
    return id === undefined || node === undefined ? undefined : { id, isFold: node.isFold(target) };
  }

  draw(drawing: TopologyDrawing): void {
    this.#drawing = drawing;
    const key = JSON.stringify(drawing.nodes.map(({ id, anchorId, isExpanded }) => [id, anchorId, isExpanded]));
    if (key !== this.#layoutKey) {
      this.#layoutKey = key;
      this.#layout = layOutTopology(drawing.nodes);
      this.#drawFrames();
    }
    this.#drawNodes();
    this.#drawEdges();
    this.#markSelection();
  }

  look({ x, y, scale }: Viewport): void {
    setAttribute(this.#world, 'transform', `scale(${scale}) translate(${-x} ${-y})`);
  }

  /** Marks a node, and the lines that end at it; it is the one that Tab leads to. */
  select(id: string | undefined): void {
    this.#selectedId = id;
    this.#markSelection();
  }

  #drawFrames(): void {
    this.element.classList.toggle('is-dense', this.#layout.isDense);
    this.#heads.replaceChildren(
      ...this.#layout.columns.map(({ label, x }) => {
        const head = svgElement('text', { class: 'column-head', x: String(x), y: '14' });
        head.textContent = label;
        return head;
      }),
    );
    keepOnly(this.#frameElements, this.#layout.frames, (frame) => frame.remove());
    for (const [id, { x, y, width, height }] of this.#layout.frames) {
      let frame = this.#frameElements.get(id);
      if (frame === undefined) {
        frame = svgElement('rect', { class: 'frame', rx: '4' });
        this.#frameElements.set(id, frame);
        this.#frames.append(frame);
      }
      for (const [name, value] of Object.entries({ x, y, width, height })) {
        setAttribute(frame, name, String(value));
      }
    }
  }

  #drawNodes(): void {
    const measure = textMeasure(this.element);
    const wanted = new Map(this.#drawing.nodes.map((node) => [node.id, node]));
    keepOnly(this.#nodeElements, wanted, ({ element }) => element.remove());
    let before: Element | undefined;
    for (const node of this.#drawing.nodes) {
      const box = this.#layout.boxes.get(node.id);
      if (box === undefined) {
        continue;
      }
      let drawn = this.#nodeElements.get(node.id);
      if (drawn === undefined) {
        drawn = new NodeElement();
        this.#nodeElements.set(node.id, drawn);
      }
      drawn.draw(node, box, measure);
      // The order of the elements is the one that a screen reader goes by. Moving an element costs it the focus, so only those out of place move.
      const next: Element | null = before === undefined ? this.#nodes.firstElementChild : before.nextElementSibling;
      if (next !== drawn.element) {
        this.#nodes.insertBefore(drawn.element, next);
      }
      before = drawn.element;
    }
  }

  #drawEdges(): void {
    const wanted = new Map(this.#drawing.edges.map((edge) => [edge.id, edge]));
    keepOnly(this.#edgeElements, wanted, ({ element }) => element.remove());
    for (const edge of this.#drawing.edges) {
      const [from, to] = [this.#layout.boxes.get(edge.from), this.#layout.boxes.get(edge.to)];
      if (from !== undefined && to !== undefined) {
        this.#drawEdge(edge, from, to);
      }
    }
  }

  #drawEdge({ id, kind, severity }: TopologyEdge, from: Box, to: Box): void {
    let drawn = this.#edgeElements.get(id);
    if (drawn === undefined) {
      drawn = { element: svgElement('g', {}), line: svgElement('path', { class: 'edge-line' }), arrow: svgElement('path', { class: 'edge-arrow' }) };
      drawn.element.append(drawn.line, drawn.arrow);
      this.#edgeElements.set(id, drawn);
      this.#lines.append(drawn.element);
    }
    const { path, tip } = edgeShape(from, to);
    setAttribute(drawn.element, 'class', `edge kind-${kind} severity-${severity}`);
    setAttribute(drawn.line, 'd', path);
    setAttribute(drawn.arrow, 'd', `M${tip.x} ${tip.y}l${-tip.towards * arrowLength} ${-arrowHalf}v${2 * arrowHalf}z`);
  }

  #markSelection(): void {
    const selected = this.#selectedId !== undefined && this.#nodeElements.has(this.#selectedId) ? this.#selectedId : undefined;
    const focusable = selected ?? this.#drawing.nodes[0]?.id;
    for (const [id, { element }] of this.#nodeElements) {
      setAttribute(element, 'aria-selected', String(id === selected));
      setAttribute(element, 'tabindex', id === focusable ? '0' : '-1');
    }
    for (const { id, from, to } of this.#drawing.edges) {
      this.#edgeElements.get(id)?.element.classList.toggle('is-linked', selected !== undefined && (from === selected || to === selected));
    }
  }
}

/** Measures with the fonts that the page uses now. */
function textMeasure(svg: SVGSVGElement): TextMeasure {
  const context = document.createElement('canvas').getContext('2d');
  const { fontFamily, fontSize } = getComputedStyle(svg);
  const cache = new Map<string, number>();
  const widthOf = (font: string, text: string): number => {
    const key = `${font} ${text}`;
    let width = cache.get(key);
    if (width === undefined && context !== null) {
      context.font = font;
      width = context.measureText(text).width;
      cache.set(key, width);
    }
    return width ?? text.length * 7;
  };
  const size = Number.parseFloat(fontSize);
  return {
    name: (text) => widthOf(`600 ${size}px ${fontFamily}`, text),
    condition: (text) => widthOf(`${size - 2}px ${fontFamily}`, text),
  };
}

function keepOnly<T>(held: Map<string, T>, wanted: ReadonlyMap<string, unknown>, drop: (member: T) => void): void {
  for (const [id, member] of held) {
    if (!wanted.has(id)) {
      held.delete(id);
      drop(member);
    }
  }
}

