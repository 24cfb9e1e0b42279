import type { GraphState, TopologyView, Viewport } from './graphMessages';

/** The part of VS Code's API that keeps a value while the page is hidden or reloaded. */
export interface GraphStateKeeper {
  getState(): unknown;
  setState(state: GraphState): void;
}

/** What the page keeps. A state of another subject, or one that cannot be read, is as good as none. */
export class GraphStateStore {
  readonly #keeper: GraphStateKeeper;
  #state: GraphState;

  constructor(keeper: GraphStateKeeper, subject: string) {
    this.#keeper = keeper;
    this.#state = readGraphState(keeper.getState(), subject);
    // The host's serializer is given this, also when the user changed nothing.
    keeper.setState(this.#state);
  }

  get state(): GraphState {
    return this.#state;
  }

  keep(changes: Pick<GraphState, 'topology' | 'bmca'>): void {
    this.#state = { ...this.#state, ...changes };
    this.#keeper.setState(this.#state);
  }
}

/** Reads a kept state tolerantly: it may come from an older version of the page. */
export function readGraphState(value: unknown, subject: string): GraphState {
  if (!isRecord(value) || value.subject !== subject) {
    return { subject };
  }
  const { topology, bmca } = value;
  return {
    subject,
    ...(isRecord(topology) && { topology: readTopology(topology) }),
    ...(isRecord(bmca) && {
      bmca: { rowCounts: isRecord(bmca.rowCounts) ? onlyNumbers(bmca.rowCounts) : {}, closed: textsIn(bmca.closed) },
    }),
  };
}

function readTopology({ view, viewport, selectedId }: Readonly<Record<string, unknown>>): NonNullable<GraphState['topology']> {
  const read = isRecord(view) ? view : {};
  const kept: TopologyView = {
    deviceFilter: typeof read.deviceFilter === 'string' ? read.deviceFilter : '',
    problemsOnly: read.problemsOnly === true,
    toggled: textsIn(read.toggled),
  };
  return { view: kept, ...(isViewport(viewport) && { viewport: { x: viewport.x, y: viewport.y, scale: viewport.scale } }), ...(typeof selectedId === 'string' && { selectedId }) };
}

function isViewport(value: unknown): value is Viewport {
  return isRecord(value) && isFiniteNumber(value.x) && isFiniteNumber(value.y) && isFiniteNumber(value.scale) && value.scale > 0;
}

function onlyNumbers(record: Readonly<Record<string, unknown>>): Record<string, number> {
  return Object.fromEntries(Object.entries(record).filter((entry): entry is [string, number] => isFiniteNumber(entry[1])));
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((member) => typeof member === 'string') : [];
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
