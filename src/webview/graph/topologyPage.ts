import { checkbox, pushButton, textField } from '../controls';
import { element, setText } from '../elements';
import { isTyping } from './isTyping';
import type { GraphParts } from './graphParts';
import type { TopologyDrawing, TopologyView, Viewport } from './graphMessages';
import { NodeDetail } from './nodeDetail';
import { panByPointer } from './panByPointer';
import { svgFile } from './svgExport';
import { TopologyCanvas } from './topologyCanvas';
import { moveTarget, type MoveKey } from './topologyMoves';
import { fitAll, fitWidth, panned, revealing, zoomed, type ViewSize } from './viewports';

/** Typing in the filter asks for a new drawing after this pause. */
const filterPauseMs = 200;
const zoomStep = 1.25;
/** CSS pixels for each key press. */
const panStep = 80;
/** A drawing that fits only smaller than this is shown from its top instead, at its width. */
const legibleScale = 0.5;
const moveKeys: readonly string[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'] satisfies readonly MoveKey[];

/** The page of the panel "Topology". */
export class TopologyPage {
  readonly element: HTMLElement;
  readonly #parts: GraphParts;
  readonly #canvas = new TopologyCanvas();
  readonly #detail: NodeDetail;
  readonly #stage = element('div', { class: 'stage' }, [this.#canvas.element]);
  readonly #empty = element('p', { class: 'empty-text is-hidden' });
  readonly #summary = element('span', { class: 'row-count' });
  readonly #hint = element('p', { class: 'drawing-hint is-hidden' });
  readonly #filter;
  #view: TopologyView;
  #viewport: Viewport | undefined;
  #selectedId: string | undefined;
  #filterTimer: ReturnType<typeof setTimeout> | undefined;
  #lastRequest = 0;

  constructor(title: string, parts: GraphParts) {
    this.#parts = parts;
    const kept = parts.state.state.topology;
    this.#view = kept?.view ?? { deviceFilter: '', problemsOnly: false, toggled: [] };
    this.#viewport = kept?.viewport;
    this.#selectedId = kept?.selectedId;
    this.#detail = new NodeDetail({ open: (where) => this.#open(where), fold: () => this.#fold(this.#selectedId) });
    this.#filter = textField('Filter devices', { placeholder: 'Filter devices', title: 'Part of the name of a device (Ctrl+F or /)' }, { onInput: (text) => this.#onFilter(text) });
    this.#filter.value = this.#view.deviceFilter;
    this.#filter.element.classList.add('filter-text');
    const problems = checkbox('Only with problems', (problemsOnly) => this.#change({ problemsOnly }));
    problems.value = this.#view.problemsOnly;
    this.element = element('div', { class: 'topology-page' }, [
      element('div', { class: 'toolbar' }, [
        element('h1', { class: 'page-title', text: title }),
        element('div', { class: 'toolbar-buttons' }, [
          pushButton('−', () => this.#zoom(1 / zoomStep), { title: 'Zoom out (−)' }).element,
          pushButton('+', () => this.#zoom(zoomStep), { title: 'Zoom in (+)' }).element,
          pushButton('Fit', () => this.#fit(), { title: 'Show all of it (0)' }).element,
          pushButton('Export…', () => void this.#export(), { title: 'Save the drawing as SVG' }).element,
        ]),
      ]),
      element('div', { class: 'filter-bar', attributes: { role: 'search', 'aria-label': 'Filter devices' } }, [this.#filter.element, problems.element, this.#summary]),
      this.#hint,
      this.#stage,
      this.#empty,
      this.#detail.element,
    ]);
    this.#listen();
  }

  /** Asks for the first drawing; the page has to be in the document. */
  start(): void {
    void this.#ask();
  }

  show(drawing: TopologyDrawing): void {
    const hadFocus = this.#stage.contains(document.activeElement);
    this.#canvas.draw(drawing);
    this.#canvas.select(this.#selectedId);
    setText(this.#summary, drawing.summary);
    const dense = this.#canvas.layout.isDense ? 'There are many devices: lines between them are drawn for the selected node only.' : '';
    const hint = `${drawing.hint ?? ''} ${dense}`.trim();
    setText(this.#hint, hint);
    this.#hint.classList.toggle('is-hidden', hint === '');
    setText(this.#empty, drawing.emptyText ?? '');
    this.#empty.classList.toggle('is-hidden', drawing.emptyText === undefined);
    this.#stage.classList.toggle('is-hidden', drawing.emptyText !== undefined);
    this.#detail.show(this.#canvas.node(this.#selectedId));
    if (this.#viewport === undefined && drawing.nodes.length > 0) {
      this.#fit();
    } else if (this.#viewport !== undefined) {
      this.#canvas.look(this.#viewport);
    }
    if (hadFocus && !this.#stage.contains(document.activeElement)) {
      // The node with the focus is gone: the keyboard goes on from the first one.
      this.#canvas.element.querySelector<SVGGElement>('.node[tabindex="0"]')?.focus({ preventScroll: true });
    }
  }

  #listen(): void {
    const svg = this.#canvas.element;
    this.#stage.addEventListener('keydown', (event) => this.#onKey(event));
    svg.addEventListener('focusin', (event) => {
      const id = this.#canvas.hit(event.target)?.id;
      this.#select(id);
      // A pointer is where it wants to be; only the keyboard may land on what is out of sight.
      if (id !== undefined && event.target instanceof Element && event.target.matches(':focus-visible')) {
        this.#reveal(id);
      }
    });
    svg.addEventListener('dblclick', (event) => (this.#canvas.hit(event.target)?.isFold === false ? this.#open('panel') : undefined));
    svg.addEventListener('click', (event) => {
      const hit = this.#canvas.hit(event.target);
      if (hit?.isFold === true) {
        this.#fold(hit.id);
      }
    });
    this.#stage.addEventListener('wheel', (event) => this.#onWheel(event), { passive: false });
    panByPointer(this.#stage, (x, y) => this.#pan(x, y));
    document.addEventListener('keydown', (event) => {
      const isFind = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (isFind || (event.key === '/' && !isTyping())) {
        event.preventDefault();
        this.#filter.selectAll();
      }
    });
  }

  #onFilter(deviceFilter: string): void {
    clearTimeout(this.#filterTimer);
    this.#filterTimer = setTimeout(() => this.#change({ deviceFilter }), filterPauseMs);
  }

  #onWheel(event: WheelEvent): void {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) {
      const { left, top } = this.#stage.getBoundingClientRect();
      this.#zoom(Math.exp(-event.deltaY / 300), { x: event.clientX - left, y: event.clientY - top });
    } else if (event.shiftKey && event.deltaX === 0) {
      this.#pan(event.deltaY, 0);
    } else {
      this.#pan(event.deltaX, event.deltaY);
    }
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#doKey(event)) {
      return;
    }
    event.preventDefault();
  }

  /** False when the key is none of ours. */
  #doKey({ key, shiftKey }: KeyboardEvent): boolean {
    if (shiftKey && key.startsWith('Arrow')) {
      this.#pan(key === 'ArrowLeft' ? -panStep : key === 'ArrowRight' ? panStep : 0, key === 'ArrowUp' ? -panStep : key === 'ArrowDown' ? panStep : 0);
      return true;
    }
    if (isMoveKey(key)) {
      this.#move(key);
      return true;
    }
    switch (key) {
      case '+':
      case '=':
        this.#zoom(zoomStep);
        return true;
      case '-':
      case '−':
        this.#zoom(1 / zoomStep);
        return true;
      case '0':
        this.#fit();
        return true;
      case '1':
        this.#zoom(1 / (this.#viewport?.scale ?? 1));
        return true;
      case 'PageUp':
      case 'PageDown':
        this.#pan(0, (key === 'PageUp' ? -0.9 : 0.9) * this.#size().height);
        return true;
      case 'Enter':
        this.#open('panel');
        return true;
      case ' ':
        this.#fold(this.#selectedId);
        return true;
      default:
        return false;
    }
  }

  #move(key: MoveKey): void {
    const { layout, edges } = this.#canvas;
    const current = this.#selectedId ?? this.#canvas.hit(document.activeElement)?.id ?? '';
    const target = moveTarget({ boxes: layout.boxes, edges }, current, key);
    if (target !== undefined) {
      this.#canvas.elementOf(target)?.focus({ preventScroll: true });
      this.#reveal(target);
    }
  }

  #reveal(id: string): void {
    const box = this.#canvas.layout.boxes.get(id);
    if (box !== undefined) {
      this.#look(revealing(this.#current(), box, this.#size()));
    }
  }

  #select(id: string | undefined): void {
    if (id !== undefined && id !== this.#selectedId) {
      this.#selectedId = id;
      this.#canvas.select(id);
      this.#detail.show(this.#canvas.node(id));
      this.#keep();
    }
  }

  #open(where: 'panel' | 'tree'): void {
    const node = this.#canvas.node(this.#selectedId);
    if (node?.opens === undefined) {
      // A group of clients has nothing to open but itself.
      this.#fold(node?.id);
      return;
    }
    void this.#parts.run('open', this.#parts.link.request({ kind: 'open', key: node.id, where: node.opens === 'tree' ? 'tree' : where }));
  }

  #fold(id: string | undefined): void {
    const node = this.#canvas.node(id);
    if (node?.isExpanded === undefined) {
      return;
    }
    const toggled = this.#view.toggled.includes(node.id) ? this.#view.toggled.filter((other) => other !== node.id) : [...this.#view.toggled, node.id];
    this.#change({ toggled }, node.id);
  }

  /** `steadyId`: a node that stays where it is on the screen. */
  #change(changes: Partial<TopologyView>, steadyId?: string): void {
    this.#view = { ...this.#view, ...changes };
    this.#keep();
    void this.#ask(steadyId);
  }

  async #ask(steadyId?: string): Promise<void> {
    this.#lastRequest += 1;
    const request = this.#lastRequest;
    const before = steadyId === undefined ? undefined : this.#canvas.layout.boxes.get(steadyId);
    try {
      const drawing = await this.#parts.link.request({ kind: 'topologyView', view: this.#view });
      // Of two requests on the way, only the later one counts.
      if (request !== this.#lastRequest) {
        return;
      }
      this.#parts.statusLine.clear('view');
      this.show(drawing);
      const after = steadyId === undefined ? undefined : this.#canvas.layout.boxes.get(steadyId);
      if (before !== undefined && after !== undefined) {
        const { x, y, scale } = this.#current();
        this.#look({ scale, x: x + after.x - before.x, y: y + after.y - before.y });
      }
    } catch (error) {
      this.#parts.statusLine.showFailure('view', error);
    }
  }

  async #export(): Promise<void> {
    // What is selected means nothing to who looks at the file.
    this.#canvas.select(undefined);
    const svg = svgFile(this.#canvas.world, this.#canvas.layout);
    this.#canvas.select(this.#selectedId);
    await this.#parts.run('export', this.#parts.link.request({ kind: 'export', svg }));
  }

  #zoom(factor: number, at = { x: this.#size().width / 2, y: this.#size().height / 2 }): void {
    this.#look(zoomed(this.#current(), factor, at));
  }

  #pan(x: number, y: number): void {
    this.#look(panned(this.#current(), { x, y }, this.#canvas.layout, this.#size()));
  }

  #fit(): void {
    const all = fitAll(this.#canvas.layout, this.#size());
    const isTooSmall = this.#viewport === undefined && all.scale < legibleScale;
    this.#look(isTooSmall ? fitWidth(this.#canvas.layout, this.#size()) : all);
  }

  #look(viewport: Viewport): void {
    this.#viewport = viewport;
    this.#canvas.look(viewport);
    this.#keep();
  }

  #current(): Viewport {
    return this.#viewport ?? { x: 0, y: 0, scale: 1 };
  }

  #size(): ViewSize {
    const { width, height } = this.#stage.getBoundingClientRect();
    return { width: Math.max(1, width), height: Math.max(1, height) };
  }

  #keep(): void {
    this.#parts.state.keep({
      topology: {
        view: this.#view,
        ...(this.#viewport === undefined ? {} : { viewport: this.#viewport }),
        ...(this.#selectedId === undefined ? {} : { selectedId: this.#selectedId }),
      },
    });
  }
}

function isMoveKey(key: string): key is MoveKey {
  return moveKeys.includes(key);
}
