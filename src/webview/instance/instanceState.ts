import { defaultWindow, type TimeWindow } from './timeWindow';

/** What the page keeps while it is hidden or reloaded; `subject` tells the host's serializer which instance it is of. */
export interface InstanceState {
  readonly subject: string;
  readonly window: TimeWindow;
  /** Then the window has an end. */
  readonly isPaused: boolean;
  /** Ids of the parts that are folded open. */
  readonly open: readonly string[];
}

/** The part of VS Code's API that keeps a value while the page is hidden or reloaded. */
export interface InstanceStateKeeper {
  getState(): unknown;
  setState(state: InstanceState): void;
}

/** What is open before anybody has chosen. */
const openAtFirst = ['profile', 'rates'];

/** Keeps the state; one of another subject, or one that cannot be read, is as good as none. */
export class InstanceStateStore {
  readonly #keeper: InstanceStateKeeper;
  #state: InstanceState;

  constructor(keeper: InstanceStateKeeper, subject: string) {
    this.#keeper = keeper;
    this.#state = readInstanceState(keeper.getState(), subject);
    // The host's serializer is given this, also when the user changed nothing.
    keeper.setState(this.#state);
  }

  get state(): InstanceState {
    return this.#state;
  }

  keep(changes: Partial<Omit<InstanceState, 'subject'>>): void {
    this.#state = { ...this.#state, ...changes };
    this.#keeper.setState(this.#state);
  }
}

/** Reads a kept state tolerantly: it may come from an older version of the page. */
export function readInstanceState(value: unknown, subject: string): InstanceState {
  const first: InstanceState = { subject, window: defaultWindow, isPaused: false, open: openAtFirst };
  if (!isRecord(value) || value.subject !== subject) {
    return first;
  }
  const { window: kept, isPaused, open } = value;
  const window = readWindow(kept) ?? first.window;
  return {
    subject,
    window,
    // Without its end nobody knows what was paused.
    isPaused: isPaused === true && window.toMs !== undefined,
    open: Array.isArray(open) ? open.filter((id) => typeof id === 'string') : first.open,
  };
}

function readWindow(value: unknown): TimeWindow | undefined {
  if (!isRecord(value) || !isPositive(value.spanMs)) {
    return undefined;
  }
  return { spanMs: value.spanMs, ...(isPositive(value.toMs) && { toMs: value.toMs }) };
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
