import type { DeviceConfig } from '../model/deviceConfig';
import type { Disposable } from '../model/event';
import { isReachable, type CommunicationState, type DeviceSnapshot } from '../model/snapshot';
import type { DeviceFeed } from '../polling/deviceFeed';
import type { PollingFeed } from '../polling/pollingFeed';
import type { HandOverWishes } from './handOverWishes';
import type { HoldsEntry } from './holdsEntry';
import type { EnteredLogin, OwnLogin, OwnLogins } from './ownLogins';
import { lacksLogin, type PolledDevice } from './polledDevices';

export interface RestDevicesOptions {
  /** What polls them. */
  readonly polling: Pick<PollingFeed, 'limitTo' | 'takeOver' | 'polls' | 'checkAccess'> & Pick<DeviceFeed, 'pause' | 'resume' | 'credentialsChanged'>;
  readonly wishes: Pick<HandOverWishes, 'tellPauses' | 'tellAccessChanges' | 'accessDone'>;
  /** How long a device is nobody's before this window polls it: a change of the settings reaches windows at different moments. */
  readonly settleMs: number;
  /** How long the other window may take to say that it has looked at a log-in. Less than what `HandOverWishes` remembers. */
  readonly lookMs: number;
  /** Each until a window that polls is let in, or this one is refused. They outlive the window that polled. */
  readonly ownLogins: OwnLogins;
  readonly holdsEntry: HoldsEntry;
  /** The state of the communication as this window shows it. */
  readonly state: (deviceId: string) => CommunicationState | undefined;
  /** The own log-in of the device is used no more: it is the other window's, unless that one does not poll it at all. */
  readonly onGiveUp: (deviceId: string) => void;
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
  /** The origins of those that the other window has last said to have no log-in for, by id. */
  readonly #lacking = new Map<string, string>();
  /** The origins of those that nobody else polls, by id; and of them those that this window polls. */
  #rest: ReadonlyMap<string, string>;
  readonly #polled: Map<string, string>;
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
    const { polling, ownLogins, state } = options;
    // A request with one may be under way: when it was given up another one would send the log-in again.
    this.#rest = ownLogins.keep((deviceId) => polling.polls(deviceId) && state(deviceId) !== 'unauthorized');
    this.#polled = new Map(this.#rest);
    polling.limitTo(this.polledIds);
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

  /**
   * Whether this window polls the device with its own log-in, and another one was not entered. That one is kept, unless what is stored is another: that is
   * not tried here, as another window that shares it may do so.
   */
  keepsOwnLogin(deviceId: string, entry?: string): boolean {
    const own = this.#ownLogin(deviceId);
    if (own?.entry === undefined || (entry !== undefined && entry !== own.entry)) {
      return false;
    }
    void this.#checkOwnLogin(deviceId, own, own.entry);
    return true;
  }

  /** The device has refused a log-in. When it was the own one it is not tried again, here or elsewhere. */
  refused(deviceId: string): void {
    if (this.#ownLogin(deviceId) !== undefined) {
      this.#giveUp(deviceId);
    }
  }

  /** Whether it is known who polls the device, or that nobody has it. */
  isSettled(deviceId: string): boolean {
    return this.#isDisposed || this.#polled.has(deviceId) || (this.#told !== undefined && !this.#rest.has(deviceId));
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
    const isFirst = this.#told === undefined;
    this.#keepGood(devices);
    this.#told = new Map(devices.map(({ deviceId, origin }) => [deviceId, origin]));
    this.#update();
    if (isFirst && this.#polled.size > 0) {
      // It does not know yet what has been polled here since before.
      this.#options.onDidChange();
    }
  }

  /** The other window says this of the device: what lets that one in again is polled there. */
  hear(device: DeviceSnapshot): void {
    const { id, baseUrl, communication } = device;
    const { ownLogins } = this.#options;
    if (lacksLogin(device)) {
      this.#lacking.set(id, baseUrl);
    } else {
      this.#lacking.delete(id);
    }
    if (ownLogins.get(id)?.origin === baseUrl && isReachable(communication.state)) {
      ownLogins.drop(id);
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
    this.#stopLooking(deviceId);
    this.#looking.set(deviceId, setTimeout(() => this.#endLook(deviceId), this.#options.lookMs));
    if (this.#polled.delete(deviceId)) {
      this.#poll();
    }
  }

  /** The other window has looked, and has told what it polls then. @param lacked What was entered here: it has it not, and was refused with its own. */
  looked(deviceId: string, lacked?: EnteredLogin): void {
    const look = this.#looking.get(deviceId);
    if (look === undefined) {
      return;
    }
    if (lacked !== undefined) {
      void this.#tryOwnLogin(deviceId, lacked, look);
      return;
    }
    this.#endLook(deviceId);
    if (!this.#rest.has(deviceId)) {
      // It has acted on it: whoever polls after it is not told again.
      this.#options.wishes.accessDone(deviceId);
    }
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#tellSettled();
    clearTimeout(this.#settleTimer);
    this.#looking.forEach((timer) => clearTimeout(timer));
    this.#looking.clear();
  }

  #update(): void {
    const told = this.#told;
    const before = this.#rest;
    const { ownLogins } = this.#options;
    const isRest = ({ id, origin }: DeviceConfig): boolean => ownLogins.get(id)?.origin === origin || (told !== undefined && told.get(id) !== origin);
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

  /** The own log-in that this window polls the device with. */
  #ownLogin(deviceId: string): OwnLogin | undefined {
    const own = this.#options.ownLogins.get(deviceId);
    return own !== undefined && own.origin === this.#polled.get(deviceId) ? own : undefined;
  }

  /** What the other window has just been given a log-in for may be refused to it: what works here goes on until that one is let in. */
  #keepGood(devices: readonly PolledDevice[]): void {
    const { ownLogins, state } = this.#options;
    const isGood = ({ deviceId, origin }: PolledDevice): boolean => {
      const shown = state(deviceId);
      return this.#polled.get(deviceId) === origin && this.#lacking.get(deviceId) === origin && shown !== undefined && isReachable(shown);
    };
    devices.filter((device) => isGood(device) && ownLogins.get(device.deviceId) === undefined).forEach(({ deviceId, origin }) => ownLogins.use(deviceId, { origin }));
  }

  async #checkOwnLogin(deviceId: string, own: OwnLogin, entry: string): Promise<void> {
    const isStored = await this.#options.holdsEntry(own.origin, entry);
    if (this.#isDisposed || this.#ownLogin(deviceId) !== own) {
      return;
    }
    if (isStored === false) {
      this.#giveUp(deviceId);
    } else if (isStored === true) {
      // Another certificate may be trusted.
      await this.#options.polling.checkAccess(deviceId);
    }
  }

  /** Nothing but what was entered for this look is tried: it may have been stored over, or be that of another host by now. */
  async #tryOwnLogin(deviceId: string, login: EnteredLogin, look: NodeJS.Timeout): Promise<void> {
    const { ownLogins, holdsEntry, wishes } = this.#options;
    const isStored = (await holdsEntry(login.origin, login.entry)) === true;
    if (this.#looking.get(deviceId) !== look) {
      return;
    }
    const isHere = this.#configs.some(({ id, origin }) => id === deviceId && origin === login.origin);
    if (!isStored || !isHere || ownLogins.wasTried(deviceId, login)) {
      this.#endLook(deviceId);
      return;
    }
    this.#stopLooking(deviceId);
    ownLogins.use(deviceId, login);
    wishes.accessDone(deviceId);
    this.#update();
    // The other window has had its time for it.
    this.#settling.delete(deviceId);
    this.#polled.set(deviceId, login.origin);
    this.#poll(deviceId);
    this.#tellSettled();
  }

  /** What is stored now is nobody's own: it is the other window that decides about it. */
  #endLook(deviceId: string): void {
    this.#stopLooking(deviceId);
    this.#giveUp(deviceId);
    this.#take();
  }

  #stopLooking(deviceId: string): void {
    clearTimeout(this.#looking.get(deviceId));
    this.#looking.delete(deviceId);
  }

  #giveUp(deviceId: string): void {
    if (this.#options.ownLogins.drop(deviceId)) {
      this.#update();
      this.#options.onGiveUp(deviceId);
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

  /** Goes on where the other window does not poll the device any more. @param anew See `PollingFeed.takeOver`. */
  #poll(anew?: string): void {
    const { polling, wishes, onDidChange } = this.#options;
    const isPolled = (deviceId: string): boolean => this.isPolled(deviceId);
    polling.takeOver(anew);
    wishes.tellPauses(polling, isPolled);
    polling.limitTo(this.polledIds);
    wishes.tellAccessChanges(polling, isPolled);
    onDidChange();
  }
}
