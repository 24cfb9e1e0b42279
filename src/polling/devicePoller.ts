import type { LtosApi } from '../ltos/ltosApi';
import type { DeviceConfig } from '../model/deviceConfig';
import type { Fault } from '../model/fault';
import type { DeviceSnapshot } from '../model/snapshot';
import { BackOff } from './backOff';
import type { AnswerNews } from './chassisAnswers';
import type { Clock } from './clock';
import { nextCommunication, type ReachableState } from './communicationState';
import type { CycleResult } from './cycleOutcome';
import type { Decoders } from './decoders';
import { intervalMultiplier, type DemandLevel } from './demand';
import type { RefreshResult } from './deviceFeed';
import { DeviceRecord } from './deviceRecord';
import { DeviceRest } from './deviceRest';
import { internalFault, silentFault, type RequestFailure } from './faultPolicy';
import { PollCycle, rarelyMs } from './pollCycle';
import { PollLoop } from './pollLoop';
import type { PollingSettings } from './pollingSettings';
import type { DeviceNews } from './provisioning';
import { guardedGet } from './guardedGet';
import { SilenceWatch } from './silenceWatch';

export interface DevicePollerOptions {
  readonly config: DeviceConfig;
  readonly client: LtosApi;
  readonly store: DeviceNews;
  /** Must not throw. */
  readonly settings: () => PollingSettings;
  readonly decoders: Decoders;
  readonly clock: Clock;
  readonly demand: DemandLevel;
}

/** Even a device that takes all its interval to answer gets a rest, of this part of the interval. */
const restShare = 0.25;
/** How often it is checked whether an untrusted certificate or an unreadable password store is still what it was. */
const recheckMs = 60_000;

/**
 * Polls one device for ever: the next cycle is planned only when the one before has ended, however it ended.
 *
 * What stops it is a person (pause), a refused log-in, missing credentials or a changed certificate; each has its
 * call that starts it again. The state of the communication is kept in the store, and nowhere else.
 */
export class DevicePoller {
  readonly #options: DevicePollerOptions;
  readonly #clock: Clock;
  readonly #backOff: BackOff;
  readonly #settings: () => PollingSettings;
  readonly #record: DeviceRecord;
  readonly #rest = new DeviceRest();
  readonly #cycle: PollCycle;
  readonly #loop: PollLoop<CycleResult>;
  readonly #silence: SilenceWatch;
  #config: DeviceConfig;
  #demand: DemandLevel;
  /** When the last cycle began, while the next one is a regular one, so that a changed interval may move it. */
  #regularStart: number | undefined;
  /** What only a person, or for some faults time, can put right. */
  #obstacle: RequestFailure | undefined;
  #isPaused = false;
  #isDisposed = false;

  constructor(options: DevicePollerOptions) {
    this.#options = options;
    const { clock } = options;
    this.#clock = clock;
    this.#config = options.config;
    this.#demand = options.demand;
    this.#settings = options.settings;
    this.#backOff = new BackOff(clock);
    const settings = this.#settings;
    this.#record = new DeviceRecord(options.store, () => this.#config);
    const device = (): DeviceSnapshot | undefined => this.#record.device;
    this.#cycle = new PollCycle({ config: () => this.#config, settings, device, decoders: options.decoders, clock });
    this.#loop = new PollLoop({
      clock,
      mayRun: () => this.#maySend(),
      run: (signal, isRequested) => this.#run(signal, isRequested),
      conclude: (result, startedAt) => this.#conclude(result, startedAt),
      onBroken: (error) => this.#record.tell({ type: 'failed', at: clock.now(), error: internalFault(error) }),
    });
    this.#silence = new SilenceWatch({
      clock,
      settings,
      communication: () => (this.#obstacle !== undefined ? undefined : device()?.communication),
      onSilent: () => this.#wasSilent(),
      onSlow: () => {
        this.#record.tell({ type: 'slowed', at: clock.now() });
        this.#loop.postpone(settings().slowPollIntervalMs);
      },
    });
  }

  /** Sends the first request after the given time. */
  start(delayMs: number): void {
    this.#restart(delayMs);
  }

  /**
   * Polls at once, the slot list as well. Resolves when a cycle that began after this call has ended, well or not;
   * several calls share one. Resolves without sending anything while the device is paused, or stopped until a person
   * has acted. Never rejects.
   */
  async refresh(): Promise<Exclude<RefreshResult, 'unknown'>> {
    if (await this.#loop.request()) {
      return 'asked';
    }
    return this.#isDisposed ? 'notPolled' : this.#isPaused ? 'paused' : 'waiting';
  }

  /** Stops at once; the answer to a request under way is not wanted any more. */
  pause(): void {
    if (this.#isDisposed || this.#isPaused) {
      return;
    }
    this.#isPaused = true;
    this.#loop.halt();
    this.#silence.disarm();
    this.#record.tell({ type: 'paused', at: this.#clock.now() });
  }

  /** Goes on at once; a device that was stopped before is stopped again. */
  resume(): void {
    if (!this.#isPaused) {
      return;
    }
    this.#isPaused = false;
    if (this.#obstacle?.meaning === 'stop') {
      this.#record.tell({ type: 'halted', at: this.#clock.now(), error: this.#obstacle.fault });
    } else {
      this.#restart(0);
    }
  }

  /** Credentials or trusted certificates changed: what stood in the way may be gone. */
  credentialsChanged(): void {
    if (this.#isDisposed) {
      return;
    }
    this.#options.client.reset();
    const wasStopped = this.#obstacle !== undefined;
    this.#obstacle = undefined;
    this.#loop.abandon();
    if (this.#isPaused) {
      return;
    }
    if (wasStopped) {
      this.#restart(0);
    } else {
      this.#loop.runSoon();
    }
  }

  /** Takes over a configuration for the same origin; other slots are asked for at once. */
  configure(config: DeviceConfig): void {
    this.#config = config;
    this.replan(0);
  }

  setDemand(demand: DemandLevel, spreadMs: number): void {
    if (demand !== this.#demand) {
      this.#demand = demand;
      this.replan(spreadMs);
    }
  }

  /**
   * Follows changed settings: other slots to poll are polled at once, and the next regular cycle is planned anew. One
   * that would be overdue begins at random within `spreadMs`. A device that asked for rest is asked after it.
   */
  replan(spreadMs: number): void {
    if (!this.#maySend()) {
      return;
    }
    if (this.#cycle.isChoiceStale() && this.#rest.current === undefined) {
      this.#loop.runSoon();
    } else if (this.#regularStart !== undefined && !this.#loop.isRunning) {
      const due = this.#regularStart + this.#interval() - this.#clock.now();
      const delay = due > 0 ? due : this.#clock.random() * spreadMs;
      this.#loop.schedule(delay);
      this.#silence.expectAt(this.#clock.now() + delay);
    } else {
      this.#silence.arm();
    }
  }

  /** Leaves no timer and no request behind. The client belongs to whoever made it. */
  dispose(): void {
    this.#isDisposed = true;
    this.#record.close();
    this.#loop.halt();
    this.#silence.disarm();
  }

  #maySend(): boolean {
    return !this.#isDisposed && !this.#isPaused && this.#obstacle?.meaning !== 'stop';
  }

  #restart(delayMs: number): void {
    if (this.#isDisposed) {
      return;
    }
    this.#obstacle = undefined;
    this.#rest.forget();
    this.#regularStart = undefined;
    this.#backOff.succeeded();
    this.#record.tell({ type: 'started', at: this.#clock.now() });
    this.#silence.restart(this.#clock.now() + delayMs);
    if (delayMs > 0) {
      this.#loop.schedule(delayMs);
    } else {
      this.#loop.runSoon();
    }
  }

  #run(signal: AbortSignal, isRequested: boolean): Promise<CycleResult> {
    const { client } = this.#options;
    this.#regularStart = undefined;
    this.#rest.end();
    return this.#cycle.run({
      get: (path) => guardedGet(client, path, { signal, timeoutMs: this.#settings().timeoutMs, clock: this.#clock }),
      report: (news) => {
        if (!signal.aborted) {
          this.#answered(news);
        }
      },
      reportUnread: (slotIds) => {
        if (!signal.aborted) {
          this.#record.markStale(slotIds, this.#clock.now(), this.#settings().elementTimeoutMs);
        }
      },
      probeFirst: this.#record.device?.communication.state === 'slowPoll',
      wantsList: isRequested,
    });
  }

  /** Draws the conclusion from a cycle: the state of the communication and when the next one begins. */
  #conclude({ answered, ended, error }: CycleResult, startedAt: number): void {
    if (ended?.meaning === 'stop' || ended?.meaning === 'recheck') {
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
    const at = this.#clock.now();
    this.#tellCompleted(at, error ?? this.#cycle.choice().fault ?? this.#rest.recentFault(at));
    const interval = this.#interval();
    const due = Math.max(startedAt + interval, at + interval * restShare);
    this.#regularStart = due - interval;
    this.#loop.schedule(due - at);
    this.#silence.expectAt(due);
  }

  #tellCompleted(at: number, error: Fault | undefined): void {
    const state = stateFor(this.#cycle.choice().slotIds);
    this.#record.tell({ type: 'completed', at, state, ...(error === undefined ? {} : { error }) });
  }

  #failed(fault: Fault): void {
    this.#record.tell({ type: 'failed', at: this.#clock.now(), error: fault });
    const wait = this.#backOff.afterFailure(this.#interval());
    const isSlow = this.#record.device?.communication.state === 'slowPoll';
    this.#loop.schedule(isSlow ? Math.max(wait, this.#settings().slowPollIntervalMs) : wait);
    this.#silence.arm();
  }

  /** A device that asks for rest is there: it is neither silent nor, while its data are fresh, in trouble. */
  #wasThrottled({ fault, retryAfterMs }: RequestFailure, answered: boolean): void {
    const at = this.#clock.now();
    const wait = this.#backOff.afterThrottle(retryAfterMs);
    const until = at + wait;
    this.#rest.begin({ fault, since: at, until });
    this.#loop.schedule(wait);
    const { lastSuccess = Number.NEGATIVE_INFINITY } = this.#record.device?.communication ?? {};
    const isFresh = answered || at - lastSuccess < this.#settings().elementTimeoutMs;
    if (answered) {
      this.#tellCompleted(at, fault);
    } else {
      this.#record.tell({ type: 'throttled', at, error: fault, isFresh });
    }
    if (isFresh) {
      this.#silence.arm();
    } else {
      this.#silence.restart(until);
    }
  }

  #wasSilent(): void {
    const at = this.#clock.now();
    const rest = this.#rest.current;
    if (rest !== undefined) {
      this.#record.tell({ type: 'throttled', at, error: rest.fault, isFresh: false });
      this.#silence.restart(rest.until);
    } else {
      this.#record.tell({ type: 'silent', at, error: silentFault(this.#settings().elementTimeoutMs) });
    }
  }

  #halt(obstacle: RequestFailure): void {
    this.#obstacle = obstacle;
    this.#silence.disarm();
    if (obstacle.meaning === 'recheck') {
      this.#loop.schedule(recheckMs);
    }
    this.#record.tell({ type: 'halted', at: this.#clock.now(), error: obstacle.fault });
  }

  #answered(news: AnswerNews): void {
    const at = this.#clock.now();
    this.#obstacle = undefined;
    this.#record.apply({
      ...news,
      at,
      communication: (device) =>
        nextCommunication(device.communication, { type: 'answered', at, state: stateFor(this.#cycle.choice(device).slotIds) }),
    });
    this.#silence.restart(at);
  }

  /** Without a slot to poll there is nothing to be fast about. */
  #interval(): number {
    const interval = (this.#config.intervalMs ?? this.#settings().intervalMs) * intervalMultiplier(this.#demand);
    return this.#record.device?.communication.state === 'waitingForSlotId' ? Math.max(interval, rarelyMs) : interval;
  }
}

function stateFor(slotIds: readonly string[]): ReachableState {
  return slotIds.length === 0 ? 'waitingForSlotId' : 'responding';
}
