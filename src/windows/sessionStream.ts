import { isPending } from '../model/httpSession';
import { withoutBodies, type RecordedSession } from '../sessions/recordedSession';

/** Where sessions are sent. */
export interface SessionSink {
  /** False while the other side is too slow for them. */
  readonly isOpen: () => boolean;
  readonly send: (session: RecordedSession) => void;
}

/** Those of a window that hangs for as long as it is waited for, and of the largest fleet. */
const mostWaiting = 5_000;

/**
 * The HTTP sessions as another window is told of them. While that one is slow they wait, without their bodies, and are sent as they are then. Of too many the
 * oldest are left out, but for the end of each that it knows the beginning of: it would be under way there for ever.
 */
export class SessionStream {
  readonly #sink: SessionSink;
  /** The ids of the sessions whose beginning was sent, and not their end. */
  readonly #begun = new Set<number>();
  /** By their ids, in the order in which they came. */
  readonly #waiting = new Map<number, RecordedSession>();

  constructor(sink: SessionSink) {
    this.#sink = sink;
  }

  /** A session has begun or ended. */
  add(session: RecordedSession): void {
    if (this.flush() && this.#sink.isOpen()) {
      this.#send(session);
      return;
    }
    this.#waiting.set(session.id, withoutBodies(session));
    if (this.#waiting.size > mostWaiting) {
      this.#leaveOutOldest();
    }
  }

  /** Sends those that wait, as far as possible; true when all are sent. */
  flush(): boolean {
    for (const [id, session] of this.#waiting) {
      if (!this.#sink.isOpen()) {
        return false;
      }
      this.#waiting.delete(id);
      this.#send(session);
    }
    return true;
  }

  #leaveOutOldest(): void {
    for (const id of this.#waiting.keys()) {
      if (!this.#begun.has(id)) {
        this.#waiting.delete(id);
        return;
      }
    }
  }

  #send(session: RecordedSession): void {
    if (isPending(session)) {
      this.#begun.add(session.id);
    } else {
      this.#begun.delete(session.id);
    }
    this.#sink.send(session);
  }
}
