import type { AlarmClock } from '../alarms/alarmClock';
import type { AlarmSettings } from '../alarms/alarmSettings';
import type { DataLoss } from '../alarms/deviceRules';
import { Watch, type WatchedFleet } from '../alarms/watch';
import type { History } from '../history/history';
import { TrendRecorder, type RecordedFleet } from '../history/trendRecorder';
import type { Alarms } from '../model/alarm';
import type { Disposable, Event } from '../model/event';
import { WatchedAlarms } from './watchedAlarms';

export interface WatchingOptions {
  readonly fleet: WatchedFleet & RecordedFleet;
  /** Not opened yet. */
  readonly history: Pick<History, 'open' | 'opened' | 'record' | 'append' | 'entries' | 'put' | 'onDidChangeElsewhere'>;
  readonly settings: { readonly value: AlarmSettings; readonly onDidChange: Event<void> };
  readonly dataLoss: (deviceId: string) => DataLoss | undefined;
  readonly clock: AlarmClock;
  /** Alarms cannot be watched for now, as what is known of them cannot be read. Told once; it is tried again. */
  readonly onFault: (error: unknown) => void;
  /** Told about listeners that throw. */
  readonly onListenerError: (error: unknown) => void;
}

const retryMs = 10_000;

/** Records and watches the devices from the first one on: as long as there is none, no history is opened and no alarm is looked for. */
export class Watching implements Disposable {
  readonly #options: WatchingOptions;
  readonly #alarms: WatchedAlarms;
  readonly #subscriptions: readonly Disposable[];
  #hasBegun = false;
  #isDisposed = false;
  #hasToldFault = false;
  #retry: object | undefined;
  #watch: Watch | undefined;

  constructor(options: WatchingOptions) {
    this.#options = options;
    const { fleet, history, settings, onListenerError } = options;
    this.#alarms = new WatchedAlarms(onListenerError);
    this.#subscriptions = [
      new TrendRecorder(fleet, (samples) => history.record(samples)),
      fleet.onDidChange(() => this.#begin()),
      settings.onDidChange(() => this.#watch?.lookAgain()),
      this.#alarms,
    ];
    this.#begin();
  }

  /** None until the devices are watched. */
  get alarms(): Alarms {
    return this.#alarms;
  }

  /** Forgets what is known of a device, which a person has removed. */
  forgetDevice(deviceId: string): void {
    this.#watch?.forgetDevice(deviceId);
  }

  dispose(): void {
    this.#isDisposed = true;
    if (this.#retry !== undefined) {
      this.#options.clock.clearTimeout(this.#retry);
    }
    this.#watch?.dispose();
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }

  #begin(): void {
    const { fleet, history } = this.#options;
    if (this.#hasBegun || fleet.devices.length === 0) {
      return;
    }
    this.#hasBegun = true;
    history.open();
    // What was known before a reload is read first: an alarm would be raised twice else.
    void history.opened.then(() => this.#beginWatch());
  }

  #beginWatch(): void {
    if (this.#isDisposed) {
      return;
    }
    const { fleet, history, settings, dataLoss, clock, onFault, onListenerError } = this.#options;
    try {
      this.#watch = new Watch({ fleet, log: history, states: history, clock, settings: () => settings.value, dataLoss, onListenerError });
      this.#alarms.use(this.#watch.alarms);
    } catch (error) {
      if (!this.#hasToldFault) {
        this.#hasToldFault = true;
        onFault(error);
      }
      this.#retry = clock.setTimeout(() => this.#beginWatch(), retryMs);
    }
  }
}
