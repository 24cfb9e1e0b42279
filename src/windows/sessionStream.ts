import { isPending } from '../model/httpSession';
import { withoutBodies, type RecordedSession } from '../sessions/recordedSession';

/** Where sessions are sent. */
export interface SessionSink {
  /** False while the other side is too slow for them. */
  readonly isOpen: () => boolean;
  readonly send: (session: RecordedSession) => void;
}

/**
 * The HTTP sessions as another window is told of them. While that one is slow they are left out, but for the end of each that it knows the beginning of: it
 * would be under way there for ever. An end that waits has no bodies, and no more wait than requests were under way at once.
 */
export class SessionStream {
  readonly #sink: SessionSink;
  /** The ids of the sessions whose beginning was sent, and not their end. */
  readonly #begun = new Set<number>();
  readonly #ends = new Map<number, RecordedSession>();

  constructor(sink: SessionSink) {
    this.#sink = sink;
  }

  /** A session has begun or ended. */
  add(session: RecordedSession): void {
    if (this.#sink.isOpen()) {
      this.#send(session);
    } else if (this.#begun.has(session.id)) {
      this.#ends.set(session.id, withoutBodies(session));
    }
  }

  /** Sends ends that wait, as far as possible; true when all are sent. */
  flush(): boolean {
    for (const [id, end] of this.#ends) {
      if (!this.#sink.isOpen()) {
        return false;
      }
      this.#ends.delete(id);
      this.#send(end);
    }
    return true;
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
