import { alarmSeverities, type Alarm, type AlarmChange, type Alarms, type AlarmSeverity } from '../model/alarm';
import type { Disposable } from '../model/event';
import type { StateStore } from '../model/stateStore';
import type { AlarmClock } from './alarmClock';
import { OneTimer } from './oneTimer';
import { isWorse, ToldAlarms } from './toldAlarms';

/** One message for a person. */
export interface AlarmNotification {
  /** `GM-North / io3 / Blue: Offset from master is 1.5 µs; major from 1 µs.` or `5 alarms: 2 critical on GM-North, 3 minor on 2 devices` */
  readonly text: string;
  /** The worst of {@link alarms}. */
  readonly severity: AlarmSeverity;
  /** Worst first, never empty. */
  readonly alarms: readonly Alarm[];
}

export interface AlarmNotifierOptions {
  readonly alarms: Pick<Alarms, 'alarms' | 'onDidChange'>;
  /** Where windows let each other know what they have told. */
  readonly states: StateStore;
  readonly clock: AlarmClock;
  /** Alarms that are milder are not told; `none`: no alarm is. */
  readonly atLeast: () => AlarmSeverity | 'none';
  /** What a device is called. */
  readonly deviceName: (deviceId: string) => string;
  /** Whether it is this window that tells of the alarms of a device; of several only one does. */
  readonly isNotifier: (deviceId: string) => boolean;
  readonly show: (notification: AlarmNotification) => void;
  /** At most one message in this time. Default: {@link defaultNotificationIntervalMs}. */
  readonly intervalMs?: number;
}

export const defaultNotificationIntervalMs = 30_000;

/** What has one cause is raised within moments: it is one message. */
const gatherMs = 1_000;

/** What is another window's to tell is tried again in this time: what that one has told is known here by then. */
const retryMs = 5_000;
/** A window that ended is followed by another one before this time; afterwards another one has told, and could not say so. */
const giveUpMs = 30_000;
const longestDeviceList = 2;

/** An alarm that is to be told. Times are milliseconds since the epoch. */
interface Waiting {
  readonly from: number;
  /** Absent as long as no other window was left to tell it. */
  readonly until?: number;
}

/**
 * Tells a person of alarms that reach a severity: those that were raised, and those that became worse. Never more than one message in a while; what comes
 * meanwhile is in the next one, unless it is over, masked or acknowledged by then. An alarm that comes and goes is told once, and again when it has come to
 * stay. What another window should tell waits for a moment, in case that one ends before it has.
 */
export class AlarmNotifier implements Disposable {
  readonly #options: AlarmNotifierOptions;
  readonly #timer: OneTimer;
  readonly #told: ToldAlarms;
  readonly #subscription: Disposable;
  /** The severity that each raised alarm was last seen with. */
  readonly #seen = new Map<string, AlarmSeverity>();
  readonly #waiting = new Map<string, Waiting>();
  #silentUntil = Number.NEGATIVE_INFINITY;

  constructor(options: AlarmNotifierOptions) {
    this.#options = options;
    this.#timer = new OneTimer(options.clock, () => this.#tell());
    this.#told = new ToldAlarms(options.states, () => this.#leaveToldOut());
    this.#subscription = options.alarms.onDidChange((change) => this.#take(change));
    this.#remember(options.alarms.alarms);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#told.dispose();
    this.#timer.dispose();
  }

  #take({ raised, cleared, changed }: AlarmChange): void {
    const now = this.#options.clock.now();
    for (const { id } of cleared) {
      this.#seen.delete(id);
      this.#waiting.delete(id);
      this.#told.clear(id, now);
    }
    this.#told.prune(now, (id) => this.#seen.has(id));
    const worse = changed.filter(({ id, severity }) => {
      const seen = this.#seen.get(id);
      // An alarm that was not seen before is from before a reload, or from another window, which told it.
      return seen !== undefined && isWorse(severity, seen);
    });
    this.#remember([...raised, ...changed]);
    for (const alarm of [...raised, ...worse]) {
      const from = this.#told.tellableAt(alarm, now);
      if (from !== 'never' && this.#isWorthTelling(alarm)) {
        this.#waiting.set(alarm.id, { from });
      }
    }
    this.#schedule();
  }

  #remember(alarms: readonly Alarm[]): void {
    for (const { id, severity, state } of alarms) {
      if (state === 'cleared') {
        this.#seen.delete(id);
      } else {
        this.#seen.set(id, severity);
      }
    }
  }

  #schedule(): void {
    if (this.#waiting.size > 0) {
      const first = Math.min(...[...this.#waiting.values()].map(({ from }) => from));
      this.#timer.ringAt(Math.max(first + gatherMs, this.#silentUntil));
    }
  }

  #tell(): void {
    const { clock, alarms, deviceName, isNotifier, show, intervalMs = defaultNotificationIntervalMs } = this.#options;
    const now = clock.now();
    const due = new Map([...this.#waiting].filter(([, { from }]) => from <= now && now >= this.#silentUntil));
    due.forEach((_, id) => this.#waiting.delete(id));
    const listed = alarms.alarms.filter((alarm) => due.has(alarm.id) && alarm.state === 'active' && this.#isWorthTelling(alarm));
    const own = listed.filter(({ subject }) => isNotifier(subject.deviceId));
    const [worst] = own;
    if (worst !== undefined) {
      show({ text: notificationText(own, deviceName), severity: worst.severity, alarms: own });
      this.#silentUntil = now + intervalMs;
      this.#told.add(own, now);
    }
    this.#leaveToOther(listed.filter((alarm) => !own.includes(alarm)), due, now);
    this.#schedule();
  }

  #leaveToOther(listed: readonly Alarm[], due: ReadonlyMap<string, Waiting>, now: number): void {
    for (const alarm of listed) {
      const until = due.get(alarm.id)?.until ?? now + giveUpMs;
      if (now < until) {
        this.#waiting.set(alarm.id, { from: now + retryMs, until });
      } else {
        this.#told.assume([alarm], now);
      }
    }
  }

  /** What another window has told is not told here, or later. */
  #leaveToldOut(): void {
    const now = this.#options.clock.now();
    for (const alarm of this.#options.alarms.alarms) {
      const waiting = this.#waiting.get(alarm.id);
      const from = this.#told.tellableAt(alarm, now);
      if (waiting !== undefined && from === 'never') {
        this.#waiting.delete(alarm.id);
      } else if (waiting !== undefined && from !== 'never' && from > waiting.from) {
        this.#waiting.set(alarm.id, { ...waiting, from });
      }
    }
  }

  #isWorthTelling({ severity, maskedUntil }: Alarm): boolean {
    const atLeast = this.#options.atLeast();
    return atLeast !== 'none' && maskedUntil === undefined && !isWorse(atLeast, severity);
  }
}

/** @param alarms Worst first, at least one. */
export function notificationText(alarms: readonly Alarm[], deviceName: (deviceId: string) => string): string {
  const [first, second] = alarms;
  if (first !== undefined && second === undefined) {
    return `${first.subjectName}: ${first.text}`;
  }
  const groups = alarmSeverities.flatMap((severity) => {
    const ofSeverity = alarms.filter((alarm) => alarm.severity === severity);
    const devices = [...new Set(ofSeverity.map(({ subject }) => subject.deviceId))];
    const places = devices.length <= longestDeviceList ? devices.map(deviceName).join(' and ') : `${devices.length} devices`;
    return ofSeverity.length === 0 ? [] : [`${ofSeverity.length} ${severity} on ${places}`];
  });
  return `${alarms.length} alarms: ${groups.join(', ')}`;
}
