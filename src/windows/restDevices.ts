import type { DeviceConfig } from '../model/deviceConfig';
import type { Disposable } from '../model/event';
import type { DeviceSnapshot } from '../model/snapshot';
import { isReachable } from '../polling/communicationState';
import type { DeviceFeed } from '../polling/deviceFeed';
import type { PollingFeed } from '../polling/pollingFeed';
import type { HandOverWishes } from './handOverWishes';
import type { PolledDevice } from './polledDevices';

export interface RestDevicesOptions {
  /** What polls them. */
  readonly polling: Pick<PollingFeed, 'limitTo' | 'takeOver'> & Pick<DeviceFeed, 'pause' | 'resume' | 'credentialsChanged'>;
  readonly wishes: Pick<HandOverWishes, 'tellPauses' | 'tellAccessChanges'>;
  /** How long a device is nobody's before this window polls it: a change of the settings reaches windows at different moments. */
  readonly settleMs: number;
  /** How long the other window may take to say that it has looked at a log-in. Less than what `HandOverWishes` remembers. */
  readonly lookMs: number;
  /**
   * The origins of devices by id whose log-in was entered here while the window that polled was refused with its own, until one that polls is let in. Kept
   * here, and outlives that window.
   */
  readonly ownLogins: Map<string, string>;
  /** These are the other window's from now on, whether they were polled here or by nobody yet. */
  readonly onLeave: (deviceIds: readonly string[]) => void;
  /** Other devices are polled here from now on. */
  readonly onDidChange: () => void;
}

/**
 * Of the devices of a window that follows, those that the window that polls does not ask: it has other settings, lacks a log-in, or was refused with its own
 * while a person entered one here. They are polled here. Nothing is, as long as it is not known what the other window polls.
 *
 * Windows that follow do not know of each other: a device, or a log-in, that several of them have and the window that polls lacks is polled by each of them.
 * One of them tells of its alarms, and the history has it once.
 */
export class RestDevices implements Disposable {
  readonly #options: RestDevicesOptions;
  #configs: readonly DeviceConfig[] = [];
  /** The origins of what the other window polls, by id. */
  #told: ReadonlyMap<string, string> | undefined;
  /** The origins of those that nobody else polls, by id; and of them those that this window polls. */
  #rest: ReadonlyMap<string, string> = new Map();
  readonly #polled = new Map<string, string>();
  /** Those that wait for {@link RestDevicesOptions.settleMs}. */
  readonly #settling = new Set<string>();
  #settleTimer: NodeJS.Timeout | undefined;
  /** Those whose log-in the other window looks at, each until it has answered, or takes too long. */
  readonly #looking = new Map<string, NodeJS.Timeout>();
  /** Those who wait until it is known who polls a device, by its id. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #isDisposed = false;

  constructor(options: RestDevicesOptions) {
    this.#options = options;
    options.polling.limitTo(new Set());
  }

  /** Whether the device is none of the other window's. */
  has(deviceId: string): boolean {
    return this.#rest.has(deviceId);
  }

  /** The devices that this window polls. */
  get polledIds(): ReadonlySet<string> {
    return new Set(this.#polled.keys());
  }

  get polled(): readonly PolledDevice[] {
    return [...this.#polled].map(([deviceId, origin]) => ({ deviceId, origin }));
  }

  isPolled(deviceId: string): boolean {
    return this.#polled.has(deviceId);
  }

  /** Whether this window polls the device with a log-in that was entered here, while the other one was refused with its own. */
  usesOwnLogin(deviceId: string): boolean {
    return this.#polled.has(deviceId) && this.#options.ownLogins.get(deviceId) === this.#polled.get(deviceId);
  }

  /** Whether it is known who polls the device, or that nobody has it. */
  isSettled(deviceId: string): boolean {
    return this.#isDisposed || (this.#told !== undefined && (!this.#rest.has(deviceId) || this.#polled.has(deviceId)));
  }

  /** Resolves when it {@link isSettled}. Never rejects. */
  settled(deviceId: string): Promise<void> {
    return new Promise((resolve) => {
      if (this.isSettled(deviceId)) {
        resolve();
      } else {
        this.#waiting.set(deviceId, [...(this.#waiting.get(deviceId) ?? []), resolve]);
      }
    });
  }

  setDevices(configs: readonly DeviceConfig[]): void {
    this.#configs = configs;
    this.#update();
  }

  /** The window that polls asks these devices, and no others. */
  tell(devices: readonly PolledDevice[]): void {
    this.#told = new Map(devices.map(({ deviceId, origin }) => [deviceId, origin]));
    this.#update();
  }

  /** The other window says this of the device: what lets that one in again is polled there. */
  hear({ id, baseUrl, communication }: DeviceSnapshot): void {
    if (this.#options.ownLogins.get(id) === baseUrl && isReachable(communication.state)) {
      this.#options.ownLogins.delete(id);
      this.#update();
    }
  }

  /** The device is nobody's for a moment: the other window may have been told of it. */
  settleAnew(deviceId: string): void {
    if (this.#polled.delete(deviceId)) {
      this.#settle([deviceId]);
      this.#poll();
    }
  }

  /** The other window is asked to look at the log-in of the device: until {@link looked} nobody else tries it. */
  look(deviceId: string): void {
    clearTimeout(this.#looking.get(deviceId));
    this.#looking.set(deviceId, setTimeout(() => this.looked(deviceId), this.#options.lookMs));
    if (this.#polled.delete(deviceId)) {
      this.#poll();
    }
  }

  /** The other window has looked, and has told what it polls then. @param isRefused It has not the log-in that was entered here, and was refused with its own. */
  looked(deviceId: string, isRefused = false): void {
    clearTimeout(this.#looking.get(deviceId));
    if (this.#looking.delete(deviceId)) {
      if (isRefused) {
        this.#useOwnLogin(deviceId);
      } else {
        this.#take();
      }
    }
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#tellSettled();
    clearTimeout(this.#settleTimer);
    this.#looking.forEach((timer) => clearTimeout(timer));
  }

  #update(): void {
    const told = this.#told;
    const before = this.#rest;
    const { ownLogins } = this.#options;
    const isRest = ({ id, origin }: DeviceConfig): boolean => told !== undefined && (told.get(id) !== origin || ownLogins.get(id) === origin);
    const rest = new Map(this.#configs.filter(isRest).map(({ id, origin }) => [id, origin]));
    this.#rest = rest;
    const gone = [...this.#polled].filter(([id, origin]) => rest.get(id) !== origin);
    gone.forEach(([id]) => this.#polled.delete(id));
    const added = [...rest].filter(([id, origin]) => before.get(id) !== origin);
    if (added.length > 0) {
      this.#settle(added.map(([id]) => id));
    }
    if (gone.length > 0) {
      this.#poll();
    }
    const left = [...before.keys()].filter((id) => !rest.has(id));
    if (left.length > 0) {
      this.#options.onLeave(left);
    }
    this.#tellSettled();
  }

  #useOwnLogin(deviceId: string): void {
    const origin = this.#configs.find(({ id }) => id === deviceId)?.origin;
    if (origin !== undefined) {
      this.#options.ownLogins.set(deviceId, origin);
      this.#update();
      // The other window has had its time for it.
      this.#settling.delete(deviceId);
      this.#take();
      // It goes on where the other window was stopped, until it is told of the log-in.
      this.#options.polling.credentialsChanged(deviceId);
    }
  }

  #settle(deviceIds: readonly string[]): void {
    deviceIds.forEach((deviceId) => this.#settling.add(deviceId));
    clearTimeout(this.#settleTimer);
    this.#settleTimer = setTimeout(() => {
      this.#settling.clear();
      this.#take();
    }, this.#options.settleMs);
  }

  /** Polls what the other window has had its time for. */
  #take(): void {
    const added = [...this.#rest].filter(([id]) => !this.#polled.has(id) && !this.#settling.has(id) && !this.#looking.has(id));
    added.forEach(([id, origin]) => this.#polled.set(id, origin));
    if (added.length > 0) {
      this.#poll();
    }
    this.#tellSettled();
  }

  #tellSettled(): void {
    for (const [deviceId, resolves] of [...this.#waiting].filter(([id]) => this.isSettled(id))) {
      this.#waiting.delete(deviceId);
      resolves.forEach((resolve) => resolve());
    }
  }

  /** Goes on where the other window does not poll the device any more. */
  #poll(): void {
    const { polling, wishes, onDidChange } = this.#options;
    const isPolled = (deviceId: string): boolean => this.isPolled(deviceId);
    polling.takeOver();
    wishes.tellPauses(polling, isPolled);
    polling.limitTo(this.polledIds);
    wishes.tellAccessChanges(polling, isPolled);
    onDidChange();
  }
}
