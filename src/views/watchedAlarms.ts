import type { Alarm, AlarmChange, Alarms, MaskEnd } from '../model/alarm';
import { Emitter, type Disposable } from '../model/event';
import type { Subject } from '../model/ptpAddress';
import type { Severity } from '../model/severity';

const none: readonly Alarm[] = [];

/** The alarms of a watch that begins later: until then there are none, and nothing can be done about any. */
export class WatchedAlarms implements Alarms, Disposable {
  readonly #changed: Emitter<AlarmChange>;
  #alarms: Alarms | undefined;
  #subscription: Disposable | undefined;

  /** @param onListenerError Told about listeners that throw. */
  constructor(onListenerError: (error: unknown) => void) {
    this.#changed = new Emitter(onListenerError);
  }

  /** From now on these are the alarms. Those that there are already are told as changed: they are not news. */
  use(alarms: Alarms): void {
    this.#subscription?.dispose();
    this.#alarms = alarms;
    this.#subscription = alarms.onDidChange((change) => this.#changed.fire(change));
    if (alarms.alarms.length > 0) {
      this.#changed.fire({ raised: [], cleared: [], changed: alarms.alarms });
    }
  }

  get alarms(): readonly Alarm[] {
    return this.#alarms?.alarms ?? none;
  }

  onDidChange(listener: (change: AlarmChange) => void): Disposable {
    return this.#changed.event(listener);
  }

  acknowledge(id: string, comment?: string): void {
    this.#alarms?.acknowledge(id, comment);
  }

  unacknowledge(id: string): void {
    this.#alarms?.unacknowledge(id);
  }

  mask(id: string, until: MaskEnd): void {
    this.#alarms?.mask(id, until);
  }

  unmask(id: string): void {
    this.#alarms?.unmask(id);
  }

  comment(id: string, text: string): void {
    this.#alarms?.comment(id, text);
  }

  removeCleared(): void {
    this.#alarms?.removeCleared();
  }

  severityOf(subject: Subject, own: Severity): Severity {
    return this.#alarms?.severityOf(subject, own) ?? own;
  }

  dispose(): void {
    this.#subscription?.dispose();
    this.#changed.dispose();
  }
}
