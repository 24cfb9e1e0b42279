import type { Fault } from '../model/fault';
import type { ReachableState } from '../model/snapshot';
import { BackOff } from './backOff';
import type { Clock } from './clock';
import type { CycleResult } from './cycleOutcome';
import type { DeviceRecord } from './deviceRecord';
import { DeviceRest } from './deviceRest';
import { internalFault, isHalting, silentFault, type HaltingFailure, type RequestFailure } from './faultPolicy';
import { rarelyMs, type PollCycle } from './pollCycle';
import type { PollLoop } from './pollLoop';
import type { PollingSettings } from './pollingSettings';
import type { SilenceWatch } from './silenceWatch';
import type { SlotChoice } from './slotChoice';

/** What the conclusions are drawn from, and whom they are told. */
export interface CycleConclusionsOptions {
  readonly clock: Clock;
  readonly settings: () => PollingSettings;
  readonly record: DeviceRecord;
  readonly cycle: Pick<PollCycle, 'choice'>;
  readonly loop: Pick<PollLoop<CycleResult>, 'schedule'>;
  readonly silence: SilenceWatch;
  /** From the start of one cycle to the start of the next, as far as the demand tells. */
  readonly intervalMs: () => number;
}

/** Even a device that takes all its interval to answer gets a rest, of this part of the interval. */
const restShare = 0.25;
/** How often it is checked whether an untrusted certificate or an unreadable password store is still what it was. */
const recheckMs = 60_000;
/** For so long the same log-in is not tried again: all windows have told by then that it was entered, and nobody has put it right on the device and entered it again. */
export const toldAgainMs = 10_000;

/** Draws the conclusions from the cycles of a device: the state of the communication, and when the next one begins. Times are those of `Clock.elapsed`. */
export class CycleConclusions {
  readonly #parts: CycleConclusionsOptions;
  readonly #backOff: BackOff;
  readonly #rest = new DeviceRest();
  /** When the last cycle began, while the next one is a regular one, so that a changed interval may move it. */
  #regularStart: number | undefined;
  #obstacle: HaltingFailure | undefined;
  #haltedAt = Number.NEGATIVE_INFINITY;
  #answeredAt = Number.NEGATIVE_INFINITY;

  constructor(parts: CycleConclusionsOptions) {
    this.#parts = parts;
    this.#backOff = new BackOff(parts.clock);
  }

  /** What only a person, or for some faults time, can put right. */
  get obstacle(): HaltingFailure | undefined {
    return this.#obstacle;
  }

  /** True when a person who gives the same log-in or certificate again means that it is to be tried again. */
  get mayTryAgain(): boolean {
    return this.#obstacle !== undefined && this.#parts.clock.elapsed() - this.#haltedAt >= toldAgainMs;
  }

  /** True while the device asked to be left alone. */
  get isResting(): boolean {
    return this.#rest.current !== undefined;
  }

  /** When the next cycle is due with the interval as it is now; `undefined` when it is not a regular one. */
  get regularDueAt(): number | undefined {
    return this.#regularStart === undefined ? undefined : this.#regularStart + this.#interval();
  }

  cycleBegins(): void {
    this.#regularStart = undefined;
    this.#rest.end();
  }

  /** A good answer arrived, now or at this time. */
  answered(at = this.#parts.clock.elapsed()): void {
    this.#answeredAt = at;
    this.dropObstacle();
  }

  /** Another window was stopped by this, and the device is not asked again, or not before the given time when it may have gone away by itself. */
  stayHalted(obstacle: HaltingFailure, recheckAfterMs: number): void {
    this.#obstacle = obstacle;
    this.#parts.silence.disarm();
    if (obstacle.meaning === 'recheck') {
      this.#parts.loop.schedule(recheckAfterMs);
    }
  }

  /** What stood in the way is, or may be, gone. */
  dropObstacle(): void {
    this.#obstacle = undefined;
  }

  /** Polling begins anew. */
  forget(): void {
    this.#obstacle = undefined;
    this.#regularStart = undefined;
    this.#rest.forget();
    this.#backOff.succeeded();
  }

  /** A cycle has ended. */
  draw({ answered, ended, error }: CycleResult, startedAt: number): void {
    if (ended !== undefined && isHalting(ended)) {
      this.#halt(ended);
      return;
    }
    this.#obstacle = undefined;
    if (ended?.meaning === 'throttle') {
      this.#wasThrottled(ended, answered);
    } else if (answered && ended === undefined) {
      this.#completed(startedAt, error);
    } else {
      this.#failed(ended?.fault ?? error ?? internalFault('A cycle ended without any answer.'));
    }
  }

  #completed(startedAt: number, error: Fault | undefined): void {
    this.#backOff.succeeded();
    const at = this.#parts.clock.elapsed();
    this.#tellCompleted(error ?? this.#parts.cycle.choice().fault ?? this.#rest.recentFault(at));
    const interval = this.#interval();
    const due = Math.max(startedAt + interval, at + interval * restShare);
    this.#regularStart = due - interval;
    this.#parts.loop.schedule(due - at);
    this.#parts.silence.expectAt(due);
  }

  #tellCompleted(error: Fault | undefined): void {
    const at = this.#parts.clock.now();
    const state = stateFor(this.#parts.cycle.choice());
    this.#parts.record.tell({ type: 'completed', at, state, ...(error === undefined ? {} : { error }) });
  }

  #failed(fault: Fault): void {
    this.#parts.record.tell({ type: 'failed', at: this.#parts.clock.now(), error: fault });
    const wait = this.#backOff.afterFailure(this.#interval());
    const isSlow = this.#parts.record.device?.communication.state === 'slowPoll';
    this.#parts.loop.schedule(isSlow ? Math.max(wait, this.#parts.settings().slowPollIntervalMs) : wait);
    this.#parts.silence.arm();
  }

  /** A device that asks for rest is there: it is neither silent nor, while its data are fresh, in trouble. */
  #wasThrottled({ fault, retryAfterMs }: RequestFailure, answered: boolean): void {
    const at = this.#parts.clock.elapsed();
    const wait = this.#backOff.afterThrottle(retryAfterMs);
    const until = at + wait;
    this.#rest.begin({ fault, since: at, until });
    this.#parts.loop.schedule(wait);
    const isFresh = answered || at - this.#answeredAt < this.#parts.settings().elementTimeoutMs;
    if (answered) {
      this.#tellCompleted(fault);
    } else {
      this.#parts.record.tell({ type: 'throttled', at: this.#parts.clock.now(), error: fault, isFresh });
    }
    if (isFresh) {
      this.#parts.silence.arm();
    } else {
      this.#parts.silence.restart(until);
    }
  }

  /** No good answer for longer than the element timeout. */
  drawFromSilence(): void {
    const at = this.#parts.clock.now();
    const rest = this.#rest.current;
    if (rest !== undefined) {
      this.#parts.record.tell({ type: 'throttled', at, error: rest.fault, isFresh: false });
      this.#parts.silence.restart(rest.until);
    } else {
      this.#parts.record.tell({ type: 'silent', at, error: silentFault(this.#parts.settings().elementTimeoutMs) });
    }
  }

  #halt(obstacle: HaltingFailure): void {
    this.#haltedAt = this.#parts.clock.elapsed();
    this.stayHalted(obstacle, recheckMs);
    this.#parts.record.tell({ type: 'halted', at: this.#parts.clock.now(), error: obstacle.fault });
  }

  /** Without a slot to poll there is nothing to be fast about. */
  #interval(): number {
    const intervalMs = this.#parts.intervalMs();
    return this.#parts.record.device?.communication.state === 'waitingForSlotId' ? Math.max(intervalMs, rarelyMs) : intervalMs;
  }
}

/** The state of a device that answers. */
export function stateFor({ slotIds }: Pick<SlotChoice, 'slotIds'>): ReachableState {
  return slotIds.length === 0 ? 'waitingForSlotId' : 'responding';
}
