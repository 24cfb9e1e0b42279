import type { DeviceEvent, DeviceEventLog } from '../../model/deviceEvent';
import type { Disposable } from '../../model/event';
import type { Fault } from '../../model/fault';

/** Rows that a page shows at most; the log itself may hold more. */
export const mostEventRows = 10_000;

/**
 * The newest events of one device, or of all, as a table wants them: the same array until the log changes, and the same object for the same event. The log is
 * read when the rows are asked for, so that a page that nobody sees costs nothing.
 */
export class EventRows {
  readonly #log: DeviceEventLog;
  readonly #deviceId: string | undefined;
  readonly #onProblem: (error: unknown) => void;
  #rows: readonly DeviceEvent[] = [];
  #isOld = true;
  #problem: Pick<Fault, 'message' | 'hint'> | undefined;

  /** @param onProblem Told when the log cannot be read. */
  constructor(log: DeviceEventLog, deviceId: string | undefined, onProblem: (error: unknown) => void) {
    this.#log = log;
    this.#deviceId = deviceId;
    this.#onProblem = onProblem;
  }

  /** Newest first. When the log cannot be read, those that were read last. */
  get rows(): readonly DeviceEvent[] {
    if (this.#isOld) {
      this.#read();
      // Reading may write what waits, which is a change that was read already.
      this.#isOld = false;
    }
    return this.#rows;
  }

  /** Why {@link rows} are not those of the log; a new attempt is made when the log changes. */
  get problem(): Pick<Fault, 'message' | 'hint'> | undefined {
    return this.#problem;
  }

  onDidChange(listener: () => void): Disposable {
    return this.#log.onDidChange(() => {
      this.#isOld = true;
      listener();
    });
  }

  #read(): void {
    try {
      const known = new Map(this.#rows.map((event) => [event.id, event]));
      const events = this.#log.events({ ...(this.#deviceId === undefined ? {} : { deviceId: this.#deviceId }), limit: mostEventRows });
      const rows = events.map((event) => {
        const before = known.get(event.id);
        return before !== undefined && isSame(before, event) ? before : event;
      });
      if (rows.length !== this.#rows.length || rows.some((event, index) => event !== this.#rows[index])) {
        this.#rows = rows;
      }
      this.#problem = undefined;
    } catch (error) {
      this.#problem = hasHint(error) ? error : { message: 'The event log could not be read.', hint: 'See the log of PSX Explorer for details.' };
      this.#onProblem(error);
    }
  }
}

/** In a log that was started anew, an id names another event. */
function isSame(one: DeviceEvent, other: DeviceEvent): boolean {
  return one.at === other.at && one.kind === other.kind && one.subjectName === other.subjectName && one.text === other.text;
}

function hasHint(error: unknown): error is Error & { readonly hint: string } {
  return error instanceof Error && 'hint' in error && typeof error.hint === 'string';
}
