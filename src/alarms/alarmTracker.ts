import { alarmSeverities, type AlarmSeverity } from '../model/alarm';
import type { Violation } from './verdict';

/** How long a condition must last, and must be gone. Milliseconds. */
export interface AlarmTimes {
  readonly raiseAfterMs: number;
  readonly clearAfterMs: number;
}

/** One severity of a parameter: whether the parameter counts as at least that bad. */
interface Level {
  readonly severity: AlarmSeverity;
  isOn: boolean;
  /** Since when it has been at least that bad. */
  worseSince: number | undefined;
  /** Since when it has been better than that, while it is on. */
  betterSince: number | undefined;
  /** What was last found that is at least that bad. */
  last: Violation | undefined;
  /** When the device gave the first answer that would switch it; `undefined` once a later one has said the same. */
  awaitsAfter: number | undefined;
}

/**
 * The hysteresis of one parameter. Every severity goes on when the parameter has been at least that bad for the raise time, and off when it has been
 * better for the clear time; the severity of the alarm is the worst that is on. So an alarm rises and falls step by step, and one that flaps stays. A single
 * answer switches nothing, however long no other one comes, unless there is no time to wait for; a silence needs no answer.
 */
export class AlarmTracker {
  readonly #levels: readonly Level[];

  /** @param severity Of the alarm that is raised already. */
  constructor(severity?: AlarmSeverity) {
    const from = severity === undefined ? alarmSeverities.length : alarmSeverities.indexOf(severity);
    this.#levels = alarmSeverities.map((own, index) => ({ severity: own, isOn: index >= from, worseSince: undefined, betterSince: undefined, last: undefined, awaitsAfter: undefined }));
  }

  /** Severity of the alarm; `undefined` while there is none. */
  get severity(): AlarmSeverity | undefined {
    return this.#levels.find(({ isOn }) => isOn)?.severity;
  }

  /** Whether something was found that may raise or clear. */
  get isWaiting(): boolean {
    return this.#levels.some(({ isOn, worseSince, betterSince }) => (isOn ? betterSince : worseSince) !== undefined);
  }

  /** The sentence and the hint for the present severity; `undefined` when it is from before a reload. */
  words(): { readonly text: string; readonly hint: string } | undefined {
    const level = this.#levels.find(({ isOn }) => isOn);
    return level?.last === undefined ? undefined : { text: level.last.text(level.severity), hint: level.last.hint };
  }

  /** Takes in what was found: a violation, or that all is well. @param answeredAt When the device gave the answer that it was found in. */
  find(violation: Violation | undefined, now: number, answeredAt: number): void {
    const worst = violation === undefined ? alarmSeverities.length : alarmSeverities.indexOf(violation.severity);
    this.#levels.forEach((level, index) => {
      const isWorse = index >= worst;
      const wasWaiting = (isWorse ? level.worseSince : level.betterSince) !== undefined;
      if (violation !== undefined && isWorse) {
        // A computer's clock may be set back.
        level.worseSince = Math.min(level.worseSince ?? violation.since ?? now, now);
        level.betterSince = undefined;
        level.last = violation;
      } else {
        level.worseSince = undefined;
        level.betterSince = level.isOn ? Math.min(level.betterSince ?? now, now) : undefined;
      }
      if (!wasWaiting) {
        // What an earlier answer has shown already is confirmed by this one.
        level.awaitsAfter = Math.min((isWorse ? violation?.since : undefined) ?? answeredAt, answeredAt);
      }
      if (level.awaitsAfter !== undefined && (answeredAt > level.awaitsAfter || (isWorse && violation?.isSilence === true))) {
        level.awaitsAfter = undefined;
      }
    });
  }

  /** Nobody knows: what is raised stays, what was on its way is forgotten. */
  hold(): void {
    for (const level of this.#levels) {
      level.worseSince = undefined;
      level.betterSince = undefined;
    }
  }

  /** Ends the alarm at once. */
  end(): void {
    this.hold();
    for (const level of this.#levels) {
      level.isOn = false;
    }
  }

  /** Switches what is due. */
  advance(now: number, times: AlarmTimes): void {
    for (const level of this.#levels) {
      if ((dueAt(level, times) ?? Infinity) <= now) {
        level.isOn = !level.isOn;
        level.betterSince = undefined;
      }
    }
  }

  /** When something is due next, if nothing else is found until then. */
  nextAt(times: AlarmTimes): number | undefined {
    const due = this.#levels.map((level) => dueAt(level, times)).filter((at) => at !== undefined);
    return due.length === 0 ? undefined : Math.min(...due);
  }
}

/** `undefined` as long as nothing but another answer can switch it. */
function dueAt({ isOn, worseSince, betterSince, last, awaitsAfter }: Level, { raiseAfterMs, clearAfterMs }: AlarmTimes): number | undefined {
  const since = isOn ? betterSince : worseSince;
  const waitMs = isOn ? clearAfterMs : Math.max(raiseAfterMs, last?.minimumMs ?? 0);
  return since === undefined || (waitMs > 0 && awaitsAfter !== undefined) ? undefined : since + waitMs;
}
