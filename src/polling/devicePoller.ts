import type { PolledApi } from '../ltos/ltosApi';
import type { DeviceConfig } from '../model/deviceConfig';
import type { RefreshResult } from '../model/refreshResult';
import type { DeviceSnapshot } from '../model/snapshot';
import type { AnswerNews } from './chassisAnswers';
import type { Clock } from './clock';
import { nextCommunication } from './communicationState';
import { CycleConclusions, stateFor } from './cycleConclusions';
import type { CycleResult } from './cycleOutcome';
import type { Decoders } from './decoders';
import { intervalMultiplier, type DemandLevel } from './demand';
import { DeviceRecord } from './deviceRecord';
import { failureFor, internalFault, isHalting } from './faultPolicy';
import { PollCycle } from './pollCycle';
import { PollLoop } from './pollLoop';
import type { PollingSettings } from './pollingSettings';
import type { DeviceNews } from './provisioning';
import { guardedGet } from './guardedGet';
import { SilenceWatch } from './silenceWatch';

export interface DevicePollerOptions {
  readonly config: DeviceConfig;
  readonly client: PolledApi;
  readonly store: DeviceNews;
  /** Must not throw. */
  readonly settings: () => PollingSettings;
  readonly decoders: Decoders;
  readonly clock: Clock;
  readonly demand: DemandLevel;
}

/**
 * Polls one device for ever: the next cycle is planned only when the one before has ended, however it ended.
 *
 * What stops it is a person (pause), a refused log-in, missing credentials or a changed certificate; each has its
 * call that starts it again. The state of the communication is kept in the store, and nowhere else.
 */
export class DevicePoller {
  readonly #options: DevicePollerOptions;
  readonly #clock: Clock;
  readonly #settings: () => PollingSettings;
  readonly #record: DeviceRecord;
  readonly #cycle: PollCycle;
  readonly #loop: PollLoop<CycleResult>;
  readonly #silence: SilenceWatch;
  readonly #conclusions: CycleConclusions;
  #config: DeviceConfig;
  #demand: DemandLevel;
  #isPaused = false;
  #isDisposed = false;
  /** One check at a time: the next one finds what came of the one before. */
  #accessChecked: Promise<void> = Promise.resolve();

  constructor(options: DevicePollerOptions) {
    this.#options = options;
    const { clock } = options;
    this.#clock = clock;
    this.#config = options.config;
    this.#demand = options.demand;
    this.#settings = options.settings;
    const settings = this.#settings;
    this.#record = new DeviceRecord(options.store, () => this.#config);
    const device = (): DeviceSnapshot | undefined => this.#record.device;
    this.#cycle = new PollCycle({ config: () => this.#config, settings, device, decoders: options.decoders, clock });
    this.#loop = new PollLoop({
      clock,
      mayRun: () => this.#maySend(),
      run: (signal, isRequested) => this.#run(signal, isRequested),
      conclude: (result, startedAt) => this.#conclusions.draw(result, startedAt),
      onBroken: (error) => this.#record.tell({ type: 'failed', at: clock.now(), error: internalFault(error) }),
    });
    this.#silence = new SilenceWatch({
      clock,
      settings,
      communication: () => (this.#conclusions.obstacle !== undefined ? undefined : device()?.communication),
      onSilent: () => this.#conclusions.drawFromSilence(),
      onSlow: () => {
        this.#record.tell({ type: 'slowed', at: clock.now() });
        this.#loop.postpone(settings().slowPollIntervalMs);
      },
    });
    this.#conclusions = new CycleConclusions({
      clock,
      settings,
      record: this.#record,
      cycle: this.#cycle,
      loop: this.#loop,
      silence: this.#silence,
      intervalMs: () => (this.#config.intervalMs ?? settings().intervalMs) * intervalMultiplier(this.#demand),
    });
  }

  /** Sends the first request after the given time. */
  start(delayMs: number): void {
    this.#restart(delayMs);
  }

  /**
   * Goes on where another window has ended: the state stays until something else is known, also that nothing is sent until a person acts;
   * but for a log-in that was missing there it looks itself.
   */
  takeOver(delayMs: number): void {
    const communication = this.#record.device?.communication;
    if (communication === undefined || communication.state === 'paused') {
      this.#restart(delayMs);
      return;
    }
    const { error, lastSuccess } = communication;
    const failure = error === undefined ? undefined : failureFor(error);
    if (failure !== undefined && isHalting(failure)) {
      // Secrets may belong to one window only. Without any the client sends nothing.
      this.#conclusions.stayHalted(failure.fault.kind === 'credentialsMissing' ? { ...failure, meaning: 'recheck' } : failure, delayMs);
      return;
    }
    const at = this.#clock.elapsed();
    const answeredAt = lastSuccess === undefined ? at : at - Math.max(0, this.#clock.now() - lastSuccess);
    if (lastSuccess !== undefined) {
      this.#conclusions.answered(answeredAt);
    }
    this.#silence.restart(at + delayMs, answeredAt);
    this.#loop.schedule(delayMs);
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
    const { obstacle } = this.#conclusions;
    if (obstacle?.meaning === 'stop') {
      this.#record.tell({ type: 'halted', at: this.#clock.now(), error: obstacle.fault });
    } else {
      this.#restart(0);
    }
  }

  /**
   * Credentials or trusted certificates may have changed: then what stood in the way may be gone. One act of a person may be told several times,
   * by each window: what the device has just refused is not tried again. Never rejects.
   */
  credentialsChanged(): Promise<void> {
    return this.#checkInTurn((isChanged) => isChanged !== false || this.#conclusions.mayTryAgain);
  }

  /** Looks whether they have: a refused log-in is not tried again for what may have changed elsewhere only. Never rejects. */
  checkAccess(): Promise<void> {
    return this.#checkInTurn((isChanged) => isChanged ?? this.#conclusions.obstacle?.fault.kind !== 'unauthorized');
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
    const { regularDueAt, isResting } = this.#conclusions;
    if (this.#cycle.isChoiceStale() && !isResting) {
      this.#loop.runSoon();
    } else if (regularDueAt !== undefined && !this.#loop.isRunning) {
      const due = regularDueAt - this.#clock.elapsed();
      const delay = due > 0 ? due : this.#clock.random() * spreadMs;
      this.#loop.schedule(delay);
      this.#silence.expectAt(this.#clock.elapsed() + delay);
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
    return !this.#isDisposed && !this.#isPaused && this.#conclusions.obstacle?.meaning !== 'stop';
  }

  #checkInTurn(isToBeTried: (isChanged: boolean | undefined) => boolean): Promise<void> {
    this.#accessChecked = this.#accessChecked
      .then(() => this.#checkAccess(isToBeTried))
      // Whoever was told could not take it in: the cycle says it again.
      .catch(() => this.#loop.runSoon());
    return this.#accessChecked;
  }

  async #checkAccess(isToBeTried: (isChanged: boolean | undefined) => boolean): Promise<void> {
    const isChanged = await this.#options.client.isAccessChanged();
    if (this.#isDisposed || !isToBeTried(isChanged)) {
      return;
    }
    this.#options.client.reset();
    const wasStopped = this.#conclusions.obstacle !== undefined;
    this.#conclusions.dropObstacle();
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

  #restart(delayMs: number): void {
    if (this.#isDisposed) {
      return;
    }
    this.#conclusions.forget();
    this.#record.tell({ type: 'started', at: this.#clock.now() });
    this.#silence.restart(this.#clock.elapsed() + delayMs);
    if (delayMs > 0) {
      this.#loop.schedule(delayMs);
    } else {
      this.#loop.runSoon();
    }
  }

  #run(signal: AbortSignal, isRequested: boolean): Promise<CycleResult> {
    const { client } = this.#options;
    this.#conclusions.cycleBegins();
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

  #answered(news: AnswerNews): void {
    const at = this.#clock.now();
    this.#conclusions.answered();
    this.#record.apply({
      ...news,
      at,
      communication: (device) =>
        nextCommunication(device.communication, { type: 'answered', at, state: stateFor(this.#cycle.choice(device)) }),
    });
    this.#silence.restart(this.#clock.elapsed());
  }
}
