import { isPending } from '../model/httpSession';
import type { RecordedSession } from '../sessions/recordedSession';

/** Longer than the requests that are under way, and than those that a later one can repeat. */
const mostKnown = 5_000;

/** Gives the HTTP sessions of the window that polls ids of this window, which has and had sessions of its own. */
export class ForeignSessions {
  readonly #nextId: () => number;
  readonly #take: (session: RecordedSession) => void;
  readonly #ids = new Map<number, number>();
  readonly #pending = new Map<number, RecordedSession>();

  /** `take`: adds a session, or puts it in the place of the one with its id. */
  constructor(nextId: () => number, take: (session: RecordedSession) => void) {
    this.#nextId = nextId;
    this.#take = take;
  }

  add(foreign: RecordedSession): void {
    const { repeatOf, ...rest } = foreign;
    const original = repeatOf === undefined ? undefined : this.#ids.get(repeatOf);
    const session = { ...rest, id: this.#idOf(foreign.id), ...(original === undefined ? {} : { repeatOf: original }) };
    if (isPending(session)) {
      this.#pending.set(session.id, session);
    } else {
      this.#pending.delete(session.id);
    }
    this.#take(session);
  }

  /** Whether the beginning of the session, whose id is that of the other window, was taken, and not its end. */
  isUnderWay(foreignId: number): boolean {
    const id = this.#ids.get(foreignId);
    return id !== undefined && this.#pending.has(id);
  }

  /** The other window is gone: nobody knows what became of the requests that it had sent. @param now Milliseconds since the epoch. */
  end(now: number): void {
    for (const session of this.#pending.values()) {
      this.#take({
        ...session,
        timing: { queuedMs: 0, reusedSocket: false },
        waitedMs: Math.max(0, now - session.requestTime),
        error: {
          kind: 'cancelled',
          message: 'The window that sent this request has ended before the answer came.',
          hint: 'Nothing to do: another window polls from now on.',
        },
      });
    }
    this.#pending.clear();
    this.#ids.clear();
  }

  #idOf(foreignId: number): number {
    const known = this.#ids.get(foreignId);
    if (known !== undefined) {
      return known;
    }
    const id = this.#nextId();
    this.#ids.set(foreignId, id);
    const [oldest] = this.#ids.keys();
    if (this.#ids.size > mostKnown && oldest !== undefined) {
      this.#ids.delete(oldest);
    }
    return id;
  }
}
