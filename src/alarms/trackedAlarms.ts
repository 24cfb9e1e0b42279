import type { AlarmParameter } from '../model/alarm';
import type { Subject } from '../model/ptpAddress';
import { alarmId } from './alarmRecord';
import type { AlarmTracker } from './alarmTracker';

/** A parameter of a subject that is, or may soon be, an alarm. */
export interface TrackedAlarm {
  readonly id: string;
  readonly subject: Subject;
  readonly parameter: AlarmParameter;
  readonly tracker: AlarmTracker;
  /** Of the subject, from the device downwards. */
  names: readonly string[];
  /** Absent until the settings were looked at for it. */
  isMaskedBySettings?: boolean;
}

/** What is tracked, by device and subject. Parameters that are in order are not in it. */
export class TrackedAlarms {
  readonly #devices = new Map<string, Map<string, Map<AlarmParameter, TrackedAlarm>>>();
  readonly #dueAt = new Map<TrackedAlarm, number>();

  /** @param key The key of the subject. */
  get(deviceId: string, key: string, parameter: AlarmParameter): TrackedAlarm | undefined {
    return this.#devices.get(deviceId)?.get(key)?.get(parameter);
  }

  ofSubject(deviceId: string, key: string): readonly TrackedAlarm[] {
    return [...(this.#devices.get(deviceId)?.get(key)?.values() ?? [])];
  }

  ofDevice(deviceId: string): readonly TrackedAlarm[] {
    return [...(this.#devices.get(deviceId)?.values() ?? [])].flatMap((parameters) => [...parameters.values()]);
  }

  /** In the place of what was tracked for the same parameter. */
  add(key: string, { subject, parameter, ...rest }: Omit<TrackedAlarm, 'id'>): TrackedAlarm {
    this.#forget(this.get(subject.deviceId, key, parameter), key);
    const tracked: TrackedAlarm = { id: alarmId(subject, parameter), subject, parameter, ...rest };
    const device = this.#devices.get(subject.deviceId) ?? new Map<string, Map<AlarmParameter, TrackedAlarm>>();
    this.#devices.set(subject.deviceId, device);
    const parameters = device.get(key) ?? new Map<AlarmParameter, TrackedAlarm>();
    device.set(key, parameters);
    parameters.set(parameter, tracked);
    return tracked;
  }

  remove(deviceId: string, key: string, parameter: AlarmParameter): void {
    this.#forget(this.get(deviceId, key, parameter), key);
  }

  removeDevice(deviceId: string): void {
    for (const tracked of this.ofDevice(deviceId)) {
      this.#dueAt.delete(tracked);
    }
    this.#devices.delete(deviceId);
  }

  /** Remembers when something is due, milliseconds since the epoch; `undefined`: nothing is. */
  setDue(tracked: TrackedAlarm, at: number | undefined): void {
    if (at === undefined) {
      this.#dueAt.delete(tracked);
    } else {
      this.#dueAt.set(tracked, at);
    }
  }

  /** What is due at this time. */
  due(now: number): readonly TrackedAlarm[] {
    return [...this.#dueAt].filter(([, at]) => at <= now).map(([tracked]) => tracked);
  }

  /** When the next is due. */
  nextAt(): number | undefined {
    let next: number | undefined;
    for (const at of this.#dueAt.values()) {
      next = next === undefined ? at : Math.min(next, at);
    }
    return next;
  }

  #forget(tracked: TrackedAlarm | undefined, key: string): void {
    if (tracked === undefined) {
      return;
    }
    const { deviceId } = tracked.subject;
    this.#dueAt.delete(tracked);
    const device = this.#devices.get(deviceId);
    const parameters = device?.get(key);
    parameters?.delete(tracked.parameter);
    if (parameters?.size === 0) {
      device?.delete(key);
    }
  }
}
