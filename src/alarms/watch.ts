import type { Alarm, Alarms } from '../model/alarm';
import type { DeviceEventLog } from '../model/deviceEvent';
import type { Disposable } from '../model/event';
import type { DeviceSnapshot, PtpInstanceSnapshot, SlotSnapshot } from '../model/snapshot';
import type { StateStore } from '../model/stateStore';
import { AlarmBook } from './alarmBook';
import type { AlarmClock } from './alarmClock';
import { alarmEvents } from './alarmEvents';
import type { AlarmSettings } from './alarmSettings';
import { isUnlisted } from './deviceJudge';
import { DeviceObserver } from './deviceEvents';
import type { DataLoss } from './deviceRules';
import { KnownDevices } from './knownDevices';
import { rulesFor } from './subjectRules';
import { UnlistedDevices } from './unlistedDevices';

/** The part of the fleet's changes that is of interest here. */
export interface WatchedChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly devices: readonly { readonly deviceId: string }[];
}

/** Where the devices are. */
export interface WatchedFleet {
  readonly devices: readonly DeviceSnapshot[];
  get(deviceId: string): DeviceSnapshot | undefined;
  onDidChange(listener: (change: WatchedChange) => void): Disposable;
}

export interface WatchOptions {
  readonly fleet: WatchedFleet;
  readonly log: Pick<DeviceEventLog, 'append'>;
  readonly states: StateStore;
  readonly clock: AlarmClock;
  /** The settings as they are now: the same object until they change. */
  readonly settings: () => AlarmSettings;
  /** Of the last 100 requests to a device; `undefined` when none are recorded. */
  readonly dataLoss: (deviceId: string) => DataLoss | undefined;
  /** Told about listeners that throw. */
  readonly onListenerError?: (error: unknown) => void;
}

/** A step is what would be a major offset; where none is, one of a microsecond. */
const usualStepNs = 1_000;

/** Watches the fleet: what happens goes to the event log, what is wrong becomes an alarm. Looks at a device only when something of it changed. */
export class Watch implements Disposable {
  readonly #options: WatchOptions;
  readonly #book: AlarmBook;
  readonly #known: KnownDevices;
  readonly #unlisted: UnlistedDevices;
  readonly #observers = new Map<string, DeviceObserver>();
  readonly #subscriptions: readonly Disposable[];
  /** What the alarms then tell is nothing that a person did. */
  #isLooking = false;

  constructor(options: WatchOptions) {
    this.#options = options;
    const { fleet, states, clock, onListenerError } = options;
    this.#known = new KnownDevices(states);
    this.#unlisted = new UnlistedDevices(states);
    this.#book = new AlarmBook({ states, clock, ...(onListenerError === undefined ? {} : { onListenerError }) });
    this.#subscriptions = [
      this.#book.onDidChange((change) => {
        const events = alarmEvents(change);
        if (events.length > 0) {
          options.log.append(events);
        }
        if (!this.#isLooking) {
          change.changed.forEach((alarm) => this.#takeNote(alarm));
        }
      }),
      fleet.onDidChange(({ added, removed, devices }) => {
        removed.forEach((deviceId) => this.#unlist(deviceId));
        new Set([...added, ...devices.map(({ deviceId }) => deviceId)]).forEach((deviceId) => this.#look(fleet.get(deviceId)));
      }),
    ];
    this.#known.ids.filter((deviceId) => fleet.get(deviceId) === undefined).forEach((deviceId) => this.#unlist(deviceId));
    this.lookAgain();
  }

  get alarms(): Alarms {
    return this.#book;
  }

  /** Looks at all devices, as the settings have changed. */
  lookAgain(): void {
    for (const device of this.#options.fleet.devices) {
      this.#look(device);
    }
  }

  /** Forgets what is known of a device, which a person has removed. */
  forgetDevice(deviceId: string): void {
    this.#observers.delete(deviceId);
    this.#known.remove(deviceId);
    this.#unlisted.remove(deviceId);
    this.#book.removeDevice(deviceId);
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#book.dispose();
  }

  #look(device: DeviceSnapshot | undefined): void {
    if (device === undefined) {
      return;
    }
    const { settings, dataLoss, clock, log } = this.#options;
    this.#unlisted.remove(device.id);
    const observer = this.#observer(device.id);
    if (observer.isSame(device) === false) {
      // Another chassis at another address under the same id: nothing of the former is true of it.
      this.#book.removeDevice(device.id);
    }
    const events = observer.observe(device, { at: clock.now(), stepLimitNs: (slot, instance) => this.#stepLimitNs(device, slot, instance) });
    const { known } = observer;
    if (known !== undefined) {
      this.#known.put(device.id, known);
    }
    if (events.length > 0) {
      log.append(events);
    }
    const loss = dataLoss(device.id);
    this.#isLooking = true;
    try {
      this.#book.update(device, { settings: settings(), ...(known === undefined ? {} : { known }), ...(loss === undefined ? {} : { dataLoss: loss }) });
    } finally {
      this.#isLooking = false;
    }
  }

  /** A device that is taken out of the settings may come back in a moment: what people did about its alarms is kept for a while. */
  #unlist(deviceId: string): void {
    const now = this.#options.clock.now();
    this.#observers.delete(deviceId);
    this.#book.hideDevice(deviceId);
    this.#unlisted.add(deviceId, now);
    this.#unlisted.expired(now).forEach((expired) => this.forgetDevice(expired));
  }

  #observer(deviceId: string): DeviceObserver {
    const observer = this.#observers.get(deviceId) ?? new DeviceObserver(this.#known.get(deviceId));
    this.#observers.set(deviceId, observer);
    return observer;
  }

  #stepLimitNs(device: DeviceSnapshot, { slotId }: SlotSnapshot, instance: PtpInstanceSnapshot): number {
    return rulesFor(this.#options.settings(), { device, slotId, instance }).limits.offsetFromMaster?.major ?? usualStepNs;
  }

  /** What is gone since before a reload is not in the tree any more, and cannot be taken off it: acknowledging its alarm does that. */
  #takeNote({ parameter, state, subject }: Alarm): void {
    const device = this.#options.fleet.get(subject.deviceId);
    const observer = this.#observers.get(subject.deviceId);
    if (parameter === 'presence' && state === 'acknowledged' && device !== undefined && observer?.known !== undefined && isUnlisted(device, observer.known, subject)) {
      observer.forget(subject);
      this.#look(device);
    }
  }
}
