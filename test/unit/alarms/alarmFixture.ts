import type { AlarmClock } from '../../../src/alarms/alarmClock';
import type { Alarm, AlarmChange } from '../../../src/model/alarm';
import type { DeviceEvent } from '../../../src/model/deviceEvent';
import type { Disposable } from '../../../src/model/event';
import type { Json } from '../../../src/model/json';
import type { NetworkPortSnapshot, PtpDataSets, TimePropertiesDataSet } from '../../../src/model/ptpDataSets';
import { severityOfInstance } from '../../../src/model/ptpSeverity';
import { worstSeverity } from '../../../src/model/severity';
import type { Communication, DeviceSnapshot, PtpInstanceSnapshot, SlotSnapshot } from '../../../src/model/snapshot';
import type { StateStore } from '../../../src/model/stateStore';

/** A clock that stands still until it is told to go on. */
export class FakeClock implements AlarmClock {
  #now = 1_000_000;
  readonly #timers = new Set<{ at: number; callback: () => void }>();

  get timers(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  setTimeout(callback: () => void, delayMs: number): object {
    const timer = { at: this.#now + delayMs, callback };
    this.#timers.add(timer);
    return timer;
  }

  clearTimeout(handle: object): void {
    this.#timers.delete(handle as { at: number; callback: () => void });
  }

  /** Lets time pass; timers ring at their time. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#timers.delete(next);
      this.#now = next.at;
      next.callback();
    }
    this.#now = end;
  }

  #next(end: number): { at: number; callback: () => void } | undefined {
    return [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}

/** What a device says in two answers, one right after the other: what the first one shows is confirmed. */
export function answeredTwice(snapshot: DeviceSnapshot, now: number, take: (answer: DeviceSnapshot) => void): void {
  for (const lastSuccess of [now - 1, now]) {
    const { communication } = snapshot;
    const isAnswer = communication.state === 'responding';
    const slots = snapshot.slots.map((slot) => ({ ...slot, ...(isAnswer && slot.missingSince === undefined && slot.severity !== 'timeout' ? { updatedAt: lastSuccess } : {}) }));
    take({ ...snapshot, slots, communication: isAnswer ? { ...communication, lastSuccess } : communication });
  }
}

/** The state store of several windows: what one writes, the others are told. Keeps texts, as a file does. */
export class SharedStates {
  readonly #values = new Map<string, Map<string, string>>();
  readonly #listeners = new Map<object, Set<() => void>>();
  puts = 0;

  window(): StateStore {
    const window = {};
    const listeners = new Set<() => void>();
    this.#listeners.set(window, listeners);
    return {
      entries: (kind) => new Map([...(this.#values.get(kind) ?? [])].map(([key, text]) => [key, JSON.parse(text) as Json])),
      put: (kind, values) => {
        this.puts++;
        const entries = this.#values.get(kind) ?? new Map<string, string>();
        this.#values.set(kind, entries);
        values.forEach((value, key) => (value === undefined ? entries.delete(key) : entries.set(key, JSON.stringify(value))));
        [...this.#listeners].filter(([other]) => other !== window).forEach(([, others]) => others.forEach((listener) => listener()));
      },
      onDidChangeElsewhere: (listener) => {
        listeners.add(listener);
        return { dispose: () => listeners.delete(listener) };
      },
    };
  }

  /** Writes what no window of this version would. */
  set(kind: string, key: string, value: Json): void {
    this.#values.set(kind, new Map([...(this.#values.get(kind) ?? []), [key, JSON.stringify(value)]]));
  }

  keys(kind: string): readonly string[] {
    return [...(this.#values.get(kind)?.keys() ?? [])];
  }
}

export const ownIdentity = 'EC-46-70-FF-FE-0A-03-21';
export const grandmaster = '00-1B-19-FF-FE-0B-2C-01';
export const otherGrandmaster = '00-1B-19-FF-FE-0B-2C-99';

export function dataSets(more: Partial<PtpDataSets> = {}, timeProperties: Partial<TimePropertiesDataSet> = {}): PtpDataSets {
  return {
    default: {},
    current: {},
    parent: {},
    timeProperties: { currentUtcOffsetSeconds: 37, currentUtcOffsetValid: true, leap59: false, leap61: false, timeTraceable: true, ptpTimescale: true, timeSource: 'GNSS', ...timeProperties },
    port: {},
    statistics: { messageCounters: [] },
    unicastClients: [],
    otherProperties: [],
    ...more,
  };
}

/** A slave that follows a grandmaster well. */
export function slave(more: Partial<PtpInstanceSnapshot> = {}): PtpInstanceSnapshot {
  return instance({ id: 'instance1', name: 'Red', portState: 'SLAVE', grandmasterIdentity: grandmaster, clockClass: 248, clockAccuracy: 0xfe, offsetFromMasterNs: 12, meanPathDelayNs: 1_842, ...more });
}

/** A grandmaster with a good reference. */
export function master(more: Partial<PtpInstanceSnapshot> = {}): PtpInstanceSnapshot {
  return instance({ id: 'instance0', name: 'Blue', portState: 'MASTER', grandmasterIdentity: ownIdentity, clockClass: 6, clockAccuracy: 0x21, offsetFromMasterNs: 0, meanPathDelayNs: 0, ...more });
}

function instance(more: Partial<PtpInstanceSnapshot> & Pick<PtpInstanceSnapshot, 'id' | 'name' | 'portState'>): PtpInstanceSnapshot {
  const whole = { running: true, domain: 44, clockIdentity: ownIdentity, priority1: 128, priority2: 128, dataSets: dataSets(), properties: [], ...more };
  return { ...whole, severity: more.severity ?? severityOfInstance(whole) };
}

export function port(id = 'port0', more: Partial<NetworkPortSnapshot> = {}): NetworkPortSnapshot {
  return { id, linkUp: true, ...more };
}

export function psx(ptpInstances: readonly PtpInstanceSnapshot[], more: Partial<SlotSnapshot> = {}): SlotSnapshot {
  return { slotId: 'io3', slotType: 'io', model: 'psx210', serialNumber: '041', isPsx: true, isEmpty: false, severity: worstSeverity(ptpInstances.map((own) => own.severity)), updatedAt: 1, ptpInstances, properties: [], ...more };
}

export const cpu: SlotSnapshot = { slotId: 'cpu', slotType: 'cpu', model: 'c05f1', isPsx: false, isEmpty: false, severity: 'normal', updatedAt: 1, ptpInstances: [], properties: [] };

export function device(slots: readonly SlotSnapshot[] = [], more: Partial<DeviceSnapshot> = {}): DeviceSnapshot {
  return { id: 'north', name: 'GM-North', baseUrl: 'https://north:443', communication: responding(), slots, ...more };
}

export function responding(lastSuccess = Number.MAX_SAFE_INTEGER): Communication {
  return { state: 'responding', since: 0, lastSuccess };
}

export const timedOut: Communication = {
  state: 'timeout',
  since: 0,
  lastSuccess: 0,
  error: { kind: 'timeout', message: 'The device did not answer for 30 s.', hint: 'Check its network.' },
};

/** `io3/instance1 portStateChanged SLAVE → MASTER` */
export function eventText({ subject, kind, before, after }: DeviceEvent): string {
  const place = [subject.slotId, subject.instanceId ?? subject.portId].filter((part) => part !== undefined).join('/');
  return [place, kind, before === undefined || after === undefined ? '' : `${before} → ${after}`].filter((part) => part !== '').join(' ');
}

/** `+major offsetFromMaster` for raised, `-` for cleared, `~` for changed. */
export class AlarmRecorder {
  readonly changes: string[] = [];
  readonly #subscription: Disposable;

  constructor(alarms: { onDidChange(listener: (change: AlarmChange) => void): Disposable }) {
    const text = (sign: string, { severity, parameter, subject }: Alarm): string => `${sign}${severity} ${[subject.instanceId ?? subject.portId ?? subject.slotId, parameter].filter((part) => part !== undefined).join(' ')}`;
    this.#subscription = alarms.onDidChange(({ raised, cleared, changed }) => {
      this.changes.push(...raised.map((alarm) => text('+', alarm)), ...cleared.map((alarm) => text('-', alarm)), ...changed.map((alarm) => text('~', alarm)));
    });
  }

  /** What was heard since the last time. */
  take(): string[] {
    return this.changes.splice(0);
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
