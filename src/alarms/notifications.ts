import { alarmSeverities, type Alarm, type AlarmChange, type Alarms, type AlarmSeverity } from '../model/alarm';
import type { Disposable } from '../model/event';
import type { AlarmClock } from './alarmClock';
import { OneTimer } from './oneTimer';

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
  readonly clock: AlarmClock;
  /** Alarms that are milder are not told; `none`: no alarm is. */
  readonly atLeast: () => AlarmSeverity | 'none';
  /** What a device is called. */
  readonly deviceName: (deviceId: string) => string;
  readonly show: (notification: AlarmNotification) => void;
  /** At most one message in this time. Default: {@link defaultNotificationIntervalMs}. */
  readonly intervalMs?: number;
}

export const defaultNotificationIntervalMs = 30_000;

/** An alarm that was told comes and goes: it is not told again before it has stayed away for so long, unless it is worse then. */
const quietMs = 600_000;

/** What has one cause is raised within moments: it is one message. */
const gatherMs = 1_000;
const longestDeviceList = 2;

/**
 * Tells a person of alarms that reach a severity: those that were raised, and those that became worse. Never more than one message in a while; what comes
 * meanwhile is in the next one, unless it is over, masked or acknowledged by then. An alarm that comes and goes is told once.
 */
export class AlarmNotifier implements Disposable {
  readonly #options: AlarmNotifierOptions;
  readonly #timer: OneTimer;
  readonly #subscription: Disposable;
  /** The severity that each raised alarm was last seen with. */
  readonly #seen = new Map<string, AlarmSeverity>();
  readonly #waiting = new Set<string>();
  /** What was told of late, with the worst severity it was told with, and when it was told, or was last cleared. */
  readonly #told = new Map<string, { readonly severity: AlarmSeverity; readonly at: number }>();
  #silentUntil = Number.NEGATIVE_INFINITY;

  constructor(options: AlarmNotifierOptions) {
    this.#options = options;
    this.#timer = new OneTimer(options.clock, () => this.#tell());
    this.#subscription = options.alarms.onDidChange((change) => this.#take(change));
    this.#remember(options.alarms.alarms);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#timer.dispose();
  }

  #take({ raised, cleared, changed }: AlarmChange): void {
    const now = this.#options.clock.now();
    for (const { id } of cleared) {
      this.#seen.delete(id);
      this.#waiting.delete(id);
      this.#postpone(id, now);
    }
    const worse = changed.filter(({ id, severity }) => {
      const seen = this.#seen.get(id);
      // An alarm that was not seen before is from before a reload, or from another window, which told it.
      return seen !== undefined && isWorse(severity, seen);
    });
    this.#remember([...raised, ...changed]);
    for (const alarm of [...raised, ...worse]) {
      if (this.#isWorthTelling(alarm) && !this.#isFlapping(alarm)) {
        this.#waiting.add(alarm.id);
      }
    }
    if (this.#waiting.size > 0) {
      this.#timer.ringAt(Math.max(this.#options.clock.now() + gatherMs, this.#silentUntil));
    }
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

  #tell(): void {
    const { clock, alarms, deviceName, show, intervalMs = defaultNotificationIntervalMs } = this.#options;
    const told = alarms.alarms.filter((alarm) => this.#waiting.has(alarm.id) && alarm.state === 'active' && this.#isWorthTelling(alarm));
    this.#waiting.clear();
    const [worst] = told;
    if (worst !== undefined) {
      this.#silentUntil = clock.now() + intervalMs;
      told.forEach(({ id, severity }) => this.#told.set(id, { severity, at: clock.now() }));
      show({ text: notificationText(told, deviceName), severity: worst.severity, alarms: told });
    }
  }

  /** Whether it was told, has been away for a short time at most since, and is not worse now. */
  #isFlapping({ id, severity }: Alarm): boolean {
    const told = this.#told.get(id);
    return told !== undefined && this.#options.clock.now() - told.at < quietMs && !isWorse(severity, told.severity);
  }

  /** Its time away begins now. Forgets what has been away for long enough. */
  #postpone(clearedId: string, now: number): void {
    const told = this.#told.get(clearedId);
    if (told !== undefined) {
      this.#told.set(clearedId, { ...told, at: now });
    }
    for (const [id, { at }] of this.#told) {
      if (now - at >= quietMs && !this.#seen.has(id)) {
        this.#told.delete(id);
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

function isWorse(a: AlarmSeverity, b: AlarmSeverity): boolean {
  return alarmSeverities.indexOf(a) < alarmSeverities.indexOf(b);
}
