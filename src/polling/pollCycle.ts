import type { FaultKind } from '../model/fault';
import type { DeviceSnapshot } from '../model/snapshot';
import { ChassisAnswers, type CycleRun, type DeadEnd, type ModuleWay, type PollCycleOptions } from './chassisAnswers';
import { WayMemory } from './chassisPaths';
import { CycleEnded, CycleOutcome, type CycleResult } from './cycleOutcome';
import { RestingPaths } from './restingPaths';
import { chooseSlots, type SlotChoice } from './slotChoice';

/** The slot list and the system are asked for this often: every sixth cycle at the usual interval. */
export const rarelyMs = 60_000;

/** Faults of a single path that do not even show that the device is there. */
const noAnswer: ReadonlySet<FaultKind> = new Set<FaultKind>(['timeout', 'truncated', 'internal']);

/**
 * What is asked for in one cycle of a device: the modules of its PSX cards each time, the slot list and the system
 * rarely. Remembers between cycles what the device knows and when it was asked. One request at a time.
 *
 * The first request is for the whole status: its path and shape are the only ones known for sure, and it tells the
 * system, the slots and all modules at once. From then on the slot list is preferred, as long as the device has it.
 */
export class PollCycle {
  readonly #options: PollCycleOptions;
  #listWays: WayMemory<'slots' | 'whole'> | undefined;
  readonly #moduleWays = new Map<string, WayMemory<ModuleWay>>();
  readonly #resting: RestingPaths;
  #isListKnown = false;
  #listAskedAt = Number.NEGATIVE_INFINITY;
  #systemToldAt = Number.NEGATIVE_INFINITY;
  /** Where the next cycle begins, so that a fault in the middle does not starve the slots behind it. */
  #nextSlotId: string | undefined;

  /** The choice of the last complete cycle. */
  #polledSlotIds: string | undefined;

  constructor(options: PollCycleOptions) {
    this.#options = options;
    this.#resting = new RestingPaths(options.clock);
  }

  /** Which slots are polled, as far as is known. */
  choice(device: DeviceSnapshot | undefined = this.#options.device()): SlotChoice {
    const { config, settings } = this.#options;
    return chooseSlots({
      chosen: config().slotIds,
      slots: device?.slots ?? [],
      autoDetect: settings().autoDetectSlots,
      isListKnown: this.#isListKnown,
    });
  }

  /** True when other slots should be polled than in the last cycle. */
  isChoiceStale(): boolean {
    return this.#polledSlotIds !== undefined && this.#polledSlotIds !== this.choice().slotIds.join('\n');
  }

  /** Never rejects. */
  async run(run: CycleRun): Promise<CycleResult> {
    const outcome = new CycleOutcome();
    try {
      await this.#ask(run, outcome);
      this.#polledSlotIds = this.choice().slotIds.join('\n');
      return outcome.result();
    } catch (error) {
      return outcome.result(CycleEnded.reason(error));
    }
  }

  async #ask(run: CycleRun, outcome: CycleOutcome): Promise<void> {
    const reading = new ChassisAnswers(this.#options, run, outcome);
    if (run.probeFirst) {
      await this.#probe(reading);
    }
    if (!this.#isListKnown || run.wantsList) {
      await this.#readList(reading, outcome);
    }
    await this.#readModules(reading, run, outcome);
    // Without a slot to read, the list is what tells that the device answers, and when a card comes back.
    if (!reading.isListRead && (this.#isListDue() || !reading.hasAsked)) {
      await this.#readList(reading, outcome);
      await this.#readModules(reading, run, outcome);
    }
    if (reading.systemTold) {
      this.#systemToldAt = this.#options.clock.elapsed();
    } else if (this.#options.clock.elapsed() - this.#systemToldAt >= rarelyMs) {
      this.#systemToldAt = this.#options.clock.elapsed();
      reading.note(await reading.system());
    }
  }

  /** Any answer will do, also that there is no such path or that it is forbidden. */
  async #probe(reading: ChassisAnswers): Promise<void> {
    const deadEnd = await reading.system();
    if (deadEnd !== undefined && noAnswer.has(deadEnd.failure.fault.kind)) {
      throw new CycleEnded({ ...deadEnd.failure, meaning: 'device' });
    }
  }

  #isListDue(): boolean {
    const { clock, config, settings } = this.#options;
    const halfAnInterval = (config().intervalMs ?? settings().intervalMs) / 2;
    return clock.elapsed() - this.#listAskedAt >= rarelyMs - Math.min(halfAnInterval, rarelyMs / 10);
  }

  async #readList(reading: ChassisAnswers, outcome: CycleOutcome): Promise<void> {
    this.#listAskedAt = this.#options.clock.elapsed();
    const ways = this.#listWays?.order ?? (['whole', 'slots'] as const);
    const awake = ways.filter((way) => this.#resting.faultOf(listKey(way)) === undefined);
    const [restFault] = ways.map((way) => this.#resting.faultOf(listKey(way)));
    if (awake.length === 0 && restFault !== undefined && (reading.hasAsked || this.#isAnySlotAwake())) {
      outcome.leftOut(restFault);
      return;
    }
    let last: DeadEnd | undefined;
    // Something must be asked for, to know whether the device answers.
    for (const way of awake.length > 0 ? awake : ways) {
      last = await this.#orRest(listKey(way), () => reading.list(way));
      if (last === undefined) {
        this.#isListKnown = true;
        // The first whole status is no sign that the device does not have the list.
        if (this.#listWays === undefined) {
          this.#listWays = new WayMemory(['slots', 'whole'], this.#options.clock);
        } else {
          this.#listWays.worked(way);
        }
        return;
      }
    }
    reading.note(last);
  }

  #isAnySlotAwake(): boolean {
    return this.choice().readable.some((slotId) => this.#resting.faultOf(slotId) === undefined);
  }

  async #readModules(reading: ChassisAnswers, run: CycleRun, outcome: CycleOutcome): Promise<void> {
    const wanted = this.choice().readable.filter((slotId) => !reading.isDone(slotId));
    const start = Math.max(0, wanted.indexOf(this.#nextSlotId ?? ''));
    const queue = [...wanted.slice(start), ...wanted.slice(0, start)];
    const unread: string[] = [];
    try {
      for (const [index, slotId] of queue.entries()) {
        const throttling = this.#resting.faultOf(slotId);
        if (throttling !== undefined) {
          unread.push(slotId);
          outcome.leftOut(throttling);
          continue;
        }
        try {
          const deadEnd = await this.#orRest(slotId, () => this.#readModule(reading, slotId));
          if (deadEnd !== undefined) {
            unread.push(slotId);
            reading.note(deadEnd);
          }
        } catch (error) {
          // The next cycle continues with this slot when it was throttled, else behind it.
          const isThrottled = CycleEnded.reason(error).meaning === 'throttle';
          this.#nextSlotId = isThrottled ? slotId : queue[(index + 1) % queue.length];
          throw error;
        }
      }
      this.#nextSlotId = undefined;
    } finally {
      if (unread.length > 0) {
        run.reportUnread(unread);
      }
    }
  }

  /** Remembers whether it was throttled. */
  async #orRest<T>(key: string, read: () => Promise<T>): Promise<T> {
    try {
      const result = await read();
      this.#resting.worked(key);
      return result;
    } catch (error) {
      const failure = CycleEnded.reason(error);
      if (failure.meaning === 'throttle') {
        this.#resting.throttled(key, failure);
      }
      throw error;
    }
  }

  async #readModule(reading: ChassisAnswers, slotId: string): Promise<DeadEnd | undefined> {
    const ways = this.#moduleWays.get(slotId) ?? new WayMemory<ModuleWay>(['module', 'slot', 'whole'], this.#options.clock);
    this.#moduleWays.set(slotId, ways);
    let first: DeadEnd | undefined;
    for (const way of ways.order) {
      const told = await reading.module(way, slotId);
      if (told === 'read') {
        ways.worked(way);
        return undefined;
      }
      if (told === 'gone') {
        return undefined;
      }
      first ??= told;
      if (!told.isElsewhere) {
        return told;
      }
    }
    return first;
  }
}

/** No slot is called like this. */
function listKey(way: 'slots' | 'whole'): string {
  return `/${way}`;
}
