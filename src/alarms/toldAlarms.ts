import { alarmSeverities, type Alarm, type AlarmSeverity } from '../model/alarm';
import type { Disposable } from '../model/event';
import { isJsonObject, type Json } from '../model/json';
import type { StateStore } from '../model/stateStore';

/** Kind and key of the state store. */
const kind = 'toldAlarms';
const key = 'recent';

/** An alarm that was told comes and goes: it is not told again before it has stayed away, or has been there again, for so long, unless it is worse then. */
const quietMs = 600_000;

/** One alarm that a person was told of. Times are milliseconds since the epoch. */
interface Told {
  readonly severity: AlarmSeverity;
  readonly at: number;
  /** When this window last saw it clear after that. */
  readonly clearedAt?: number;
}

/**
 * What a person was told of late, in whichever window: several windows watch for themselves, and one of them tells. Who has told writes it down, so that none
 * tells the same after it.
 */
export class ToldAlarms implements Disposable {
  readonly #states: StateStore;
  readonly #told = new Map<string, Told>();
  readonly #subscription: Disposable;

  /** @param onDidTellElsewhere Called after another window has told something. */
  constructor(states: StateStore, onDidTellElsewhere: () => void) {
    this.#states = states;
    this.#read();
    this.#subscription = states.onDidChangeElsewhere(() => {
      if (this.#read()) {
        onDidTellElsewhere();
      }
    });
  }

  /**
   * From when on the alarm may be told: at once, after the quiet time when it has been away meanwhile, `never` when it was there all the time and the person
   * knows it.
   */
  tellableAt({ id, severity }: Alarm, now: number): number | 'never' {
    const told = this.#told.get(id);
    // A computer's clock may be set back: what was told later than now says nothing.
    if (told === undefined || told.at > now || quietUntil(told) <= now || isWorse(severity, told.severity)) {
      return now;
    }
    return told.clearedAt === undefined ? 'never' : quietUntil(told);
  }

  /** This window has told them. */
  add(alarms: readonly Alarm[], now: number): void {
    this.assume(alarms, now);
    const recent = [...this.#told].filter(([, { at }]) => at <= now && now - at < quietMs);
    this.#states.put(kind, new Map([[key, recent.map(([id, { severity, at }]) => ({ id, severity, at }))]]));
  }

  /** They count as told, although no window has said that it did. */
  assume(alarms: readonly Alarm[], now: number): void {
    alarms.forEach(({ id, severity }) => this.#told.set(id, { severity, at: now }));
  }

  /** The alarm is over: its time away begins now. */
  clear(id: string, now: number): void {
    const told = this.#told.get(id);
    if (told !== undefined) {
      this.#told.set(id, { ...told, clearedAt: now });
    }
  }

  /** Forgets what has been away for long enough. */
  prune(now: number, isRaised: (id: string) => boolean): void {
    for (const [id, told] of this.#told) {
      if (quietUntil(told) <= now && !isRaised(id)) {
        this.#told.delete(id);
      }
    }
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** True when another window has told something that is not known here. */
  #read(): boolean {
    let isNews = false;
    const stored = this.#states.entries(kind).get(key);
    for (const json of Array.isArray(stored) ? (stored as readonly Json[]) : []) {
      const { id, severity, at } = isJsonObject(json) ? json : {};
      const known = alarmSeverities.find((candidate) => candidate === severity);
      if (typeof id === 'string' && typeof at === 'number' && known !== undefined && at > (this.#told.get(id)?.at ?? Number.NEGATIVE_INFINITY)) {
        const clearedAt = this.#told.get(id)?.clearedAt;
        this.#told.set(id, { severity: known, at, ...(clearedAt === undefined || clearedAt < at ? {} : { clearedAt }) });
        isNews = true;
      }
    }
    return isNews;
  }
}

function quietUntil({ at, clearedAt = at }: Told): number {
  return Math.max(at, clearedAt) + quietMs;
}

export function isWorse(a: AlarmSeverity, b: AlarmSeverity): boolean {
  return alarmSeverities.indexOf(a) < alarmSeverities.indexOf(b);
}
