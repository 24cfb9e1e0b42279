import type { ChassisReading, ModuleReading } from '../ltos/decode/readings';
import type { DeviceConfig } from '../model/deviceConfig';
import type { Fault } from '../model/fault';
import type { Json } from '../model/json';
import { normalKey } from '../model/normalKey';
import type { DeviceSnapshot } from '../model/snapshot';
import { chassisPaths } from './chassisPaths';
import type { Clock } from './clock';
import { CycleEnded, type CycleOutcome } from './cycleOutcome';
import type { Decoders } from './decoders';
import type { DeviceUpdate } from './deviceUpdate';
import { failureOf, type RequestFailure } from './faultPolicy';
import type { PollingSettings } from './pollingSettings';

/** What a good answer told. */
export type AnswerNews = Pick<DeviceUpdate, 'system' | 'slots' | 'modules'>;

/** What a cycle works with, whichever run it is. */
export interface PollCycleOptions {
  readonly config: () => DeviceConfig;
  readonly settings: () => PollingSettings;
  readonly device: () => DeviceSnapshot | undefined;
  readonly decoders: Decoders;
  readonly clock: Pick<Clock, 'elapsed'>;
}

/** One run of a cycle. */
export interface CycleRun {
  /** Rejects when the request failed, or when nobody wants the answer any more. */
  readonly get: (path: string) => Promise<Json>;
  readonly report: (news: AnswerNews) => void;
  /** Slots of which no fresh data could be had. */
  readonly reportUnread: (slotIds: readonly string[]) => void;
  /** First send one cheap request, and the others only if it is answered. */
  readonly probeFirst: boolean;
  /** Ask for the slot list even if it is not due. */
  readonly wantsList: boolean;
}

export type ModuleWay = 'module' | 'slot' | 'whole';

/** Why a way to the data did not lead there; `isElsewhere` when another way may. */
export interface DeadEnd {
  readonly failure: RequestFailure;
  readonly isElsewhere: boolean;
}

const noSlots: Fault = {
  kind: 'unexpectedShape',
  message: 'The answer lists no slots.',
  hint: 'Run PSX: Diagnose. If the device is a LANTIME chassis, please report this with a device report.',
};

const noModule: Fault = {
  kind: 'unexpectedShape',
  message: 'The answer does not hold the module that was asked for.',
  hint: 'Please report this with a device report (PSX: Copy Device Report).',
};

/** The answers of one cycle: each is reported as soon as it is there, and nothing is asked for twice. */
export class ChassisAnswers {
  readonly #options: PollCycleOptions;
  readonly #run: CycleRun;
  readonly #outcome: CycleOutcome;
  readonly #readSlots = new Set<string>();
  readonly #triedSlots = new Set<string>();
  #whole: ChassisReading | DeadEnd | undefined;
  isListRead = false;
  hasAsked = false;
  systemTold = false;

  constructor(options: PollCycleOptions, run: CycleRun, outcome: CycleOutcome) {
    this.#options = options;
    this.#run = run;
    this.#outcome = outcome;
  }

  /** True when nothing more is to be had about the slot in this cycle. */
  isDone(slotId: string): boolean {
    return this.#isRead(slotId) || this.#triedSlots.has(normalKey(slotId));
  }

  /** Keeps what was wrong for the end of the cycle. */
  note(deadEnd: DeadEnd | undefined): void {
    if (deadEnd !== undefined && this.#outcome.failed(deadEnd.failure)) {
      throw new CycleEnded(deadEnd.failure);
    }
  }

  async system(): Promise<DeadEnd | undefined> {
    const answer = await this.#ask(chassisPaths.system, () => ({}));
    return isDeadEnd(answer) ? answer : undefined;
  }

  async list(way: 'slots' | 'whole'): Promise<DeadEnd | undefined> {
    const answer = await (way === 'whole' ? this.#wholeStatus() : this.#chassis(chassisPaths.slots));
    return isDeadEnd(answer) ? answer : undefined;
  }

  /** `gone`: the device says that there is no card in the slot. */
  async module(way: ModuleWay, slotId: string): Promise<'read' | 'gone' | DeadEnd> {
    this.#triedSlots.add(normalKey(slotId));
    if (way === 'whole') {
      const status = await this.#wholeStatus();
      return isDeadEnd(status) ? status : this.#isRead(slotId) ? 'read' : this.#fromWhole(status, slotId);
    }
    const path = way === 'module' ? chassisPaths.module(slotId) : chassisPaths.slot(slotId);
    let told: ModuleReading | 'empty' | undefined;
    const answer = await this.#ask(path, (body) => {
      told = this.#moduleIn(body, slotId, way);
      return told === undefined ? undefined : { modules: [{ slotId, module: told }] };
    });
    return isDeadEnd(answer) ? answer : told === 'empty' ? 'gone' : 'read';
  }

  #isRead(slotId: string): boolean {
    return this.#readSlots.has(normalKey(slotId));
  }

  #moduleIn(body: Json, slotId: string, way: ModuleWay): ModuleReading | 'empty' | undefined {
    const { decoders, settings } = this.#options;
    const { offsetUnit, raw } = settings();
    if (way === 'slot') {
      const { slots } = decoders.decodeChassis(body, { offsetUnit, raw }).value;
      const slot = slots.find((candidate) => normalKey(candidate.slotId) === normalKey(slotId));
      if (slot !== undefined) {
        return slot.module ?? 'empty';
      }
    }
    const module = decoders.decodeModule(body, { slotId, offsetUnit, raw }).value;
    return module.properties.length === 0 && module.ptpInstances.length === 0 && module.model === undefined ? undefined : module;
  }

  /** The list part of the answer has been reported already; this makes its word about the one slot final. */
  #fromWhole(status: ChassisReading, slotId: string): 'read' | 'gone' {
    const module = status.slots.find((slot) => normalKey(slot.slotId) === normalKey(slotId))?.module;
    if (module === undefined) {
      return 'gone';
    }
    this.#run.report({ modules: [{ slotId, module }] });
    return 'read';
  }

  async #wholeStatus(): Promise<ChassisReading | DeadEnd> {
    this.#whole ??= await this.#chassis(chassisPaths.whole);
    return this.#whole;
  }

  async #chassis(path: string): Promise<ChassisReading | DeadEnd> {
    const { decoders, settings } = this.#options;
    let chassis: ChassisReading | undefined;
    const answer = await this.#ask(path, (body) => {
      const { offsetUnit, raw } = settings();
      const { value } = decoders.decodeChassis(body, { offsetUnit, raw });
      if (value.slots.length === 0) {
        // It is an answer all the same: the system that it tells is worth showing.
        return value.system === undefined ? undefined : { system: value.system };
      }
      chassis = value;
      return { slots: value.slots, ...(value.system === undefined ? {} : { system: value.system }) };
    });
    if (isDeadEnd(answer)) {
      return answer;
    }
    if (chassis === undefined) {
      return { failure: { fault: noSlots, meaning: 'path' }, isElsewhere: true };
    }
    this.isListRead = true;
    for (const { slotId, module } of chassis.slots) {
      // Only a module that shows its instances is certainly shown in full.
      if (module !== undefined && module.ptpInstances.length > 0) {
        this.#readSlots.add(normalKey(slotId));
      }
    }
    return chassis;
  }

  async #ask(path: string, decode: (body: Json) => AnswerNews | undefined): Promise<'told' | DeadEnd> {
    this.hasAsked = true;
    try {
      const body = await this.#run.get(path);
      const news = decode(body);
      if (news === undefined) {
        return { failure: { fault: noModule, meaning: 'path' }, isElsewhere: true };
      }
      const system = news.system ?? this.#options.decoders.decodeSystem(body);
      this.systemTold ||= system !== undefined;
      this.#outcome.answered();
      this.#run.report(system === undefined ? news : { ...news, system });
      return 'told';
    } catch (error) {
      const failure = failureOf(error);
      if (failure.meaning !== 'path') {
        throw new CycleEnded(failure);
      }
      return { failure, isElsewhere: failure.fault.kind === 'notFound' };
    }
  }
}

function isDeadEnd(answer: unknown): answer is DeadEnd {
  return typeof answer === 'object' && answer !== null && 'isElsewhere' in answer;
}
