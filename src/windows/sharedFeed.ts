import type { LtosApi } from '../ltos/ltosApi';
import { Emitter, type Event } from '../model/event';
import type { DeviceConfig } from '../model/deviceConfig';
import type { RefreshResult } from '../model/refreshResult';
import type { DemandLevel } from '../polling/demand';
import type { DeviceFeed, MissingRef } from '../polling/deviceFeed';
import type { PollingFeed } from '../polling/pollingFeed';
import type { SessionLogs } from '../sessions/sessionLogs';
import { Followers } from './followers';
import { FollowingWindow, type FollowingWindowOptions } from './followingWindow';
import { HandOverWishes } from './handOverWishes';
import type { HoldsEntry } from './holdsEntry';
import { OwnLogins } from './ownLogins';
import { PollerElection, type PollerElectionOptions, type WindowRole } from './pollerElection';
import { polledDevices } from './polledDevices';
import { WindowDemand } from './windowDemand';

export interface SharedFeedOptions
  extends Pick<PollerElectionOptions, 'folder' | 'version' | 'times'>, Pick<FollowingWindowOptions, 'store' | 'news' | 'client' | 'settleMs' | 'lookMs'> {
  /** What polls when this window is the one that does. It is stopped and started, and disposed of in the end. */
  readonly polling: PollingFeed;
  readonly holdsEntry: HoldsEntry;
  readonly sessions: Pick<SessionLogs, 'onDidRecord' | 'adopt'>;
  /** Told about listeners that throw. */
  readonly onListenerError?: (error: unknown) => void;
}

/** `electing`: not known yet. */
export type SharedFeedState = 'electing' | WindowRole['state'];

/**
 * Of all windows of a person one polls the devices and feeds the others. When it ends, another one goes on. A device that it does not poll, another window polls
 * for itself. Nothing is begun before there is a device.
 */
export class SharedFeed implements DeviceFeed {
  readonly #options: SharedFeedOptions;
  readonly #polling: PollingFeed;
  readonly #demand: WindowDemand;
  readonly #followers: Followers;
  readonly #wishes: HandOverWishes;
  /** See `RestDevicesOptions`. */
  readonly #ownLogins = new OwnLogins();
  readonly #deviceDemand = new Map<string, DemandLevel>();
  readonly #changed: Emitter<void>;
  readonly #subscriptions;
  #election: PollerElection | undefined;
  /** While another window polls. */
  #following: FollowingWindow | undefined;
  #role: WindowRole | undefined;
  #configs: readonly DeviceConfig[] = [];
  #ownDemand: DemandLevel = 'tree';
  #isRunning = true;
  #isDisposed = false;
  #elected: () => void = () => undefined;
  readonly #hasRole: Promise<void>;

  /** Fires when another window, or this one, polls from now on, or when {@link restIds} are others. */
  readonly onDidChangeState: Event<void>;

  constructor(options: SharedFeedOptions) {
    this.#options = options;
    this.#polling = options.polling;
    this.#polling.stop();
    this.#demand = new WindowDemand(options.polling);
    this.#demand.setDemand(this, this.#ownDemand);
    this.#wishes = new HandOverWishes(options.store);
    this.#changed = new Emitter(options.onListenerError);
    this.onDidChangeState = this.#changed.event;
    this.#hasRole = new Promise((resolve) => (this.#elected = resolve));
    const { store, client, holdsEntry } = options;
    this.#followers = new Followers({
      feed: this.#polling,
      demand: this.#demand,
      devices: () => store.devices,
      polled: () => polledDevices(this.#configs, (deviceId) => store.get(deviceId)),
      device: (deviceId) => store.get(deviceId),
      client,
      holdsEntry,
    });
    this.#subscriptions = [
      store.onDidChange(({ devices, added, removed }) => this.#followers.devicesChanged([...added, ...removed, ...devices.map(({ deviceId }) => deviceId)])),
      options.sessions.onDidRecord((session) => this.#followers.sessionChanged(session)),
    ];
  }

  get state(): SharedFeedState {
    return this.#role?.state ?? 'electing';
  }

  /** Why the windows do not share, when they do not. */
  get reasonForBeingAlone(): string | undefined {
    return this.#role?.state === 'alone' ? this.#role.reason : undefined;
  }

  /** The devices that this window polls itself although another one polls: that one does not know them, or not their log-in, or was refused with its own. */
  get restIds(): ReadonlySet<string> {
    return this.#following?.rest.polledIds ?? new Set();
  }

  /** Whether this window alone sees the device, while another one polls. */
  isRest(deviceId: string): boolean {
    return this.#following?.rest.isPolled(deviceId) === true;
  }

  /** Whether it is this window that tells the person of alarms of the device: the one in the focus, else the one that polls; or one of those that alone see it. */
  isNotifierOf(deviceId: string): boolean {
    switch (this.state) {
      case 'leading':
        return (this.#demand.focused ?? this) === this;
      case 'following':
        return this.#following?.isNotifierOf(deviceId) === true;
      case 'electing':
        return false;
      case 'alone':
        return true;
    }
  }

  /** The client of a device, wherever it is: whoever asks shares its queue. */
  client(deviceId: string): LtosApi | undefined {
    return this.#following === undefined ? this.#options.client(deviceId) : this.#following.client(deviceId, () => this.client(deviceId));
  }

  start(): void {
    this.#isRunning = true;
    if (this.#role !== undefined) {
      this.#polling.start();
    }
    this.#following?.feed.start();
  }

  stop(): void {
    this.#isRunning = false;
    this.#polling.stop();
    this.#following?.feed.stop();
  }

  setDevices(configs: readonly DeviceConfig[]): void {
    this.#configs = configs;
    // First: none that has moved is asked here when the other window may be about to.
    this.#following?.rest.setDevices(configs);
    // What it is not to poll it does nothing but remember.
    this.#polling.setDevices(configs);
    this.#following?.feed.setDevices(configs);
    if (configs.length > 0 && !this.#isDisposed) {
      this.#election ??= this.#elect();
    }
  }

  /** Asks anew when the window that was asked ends, or leaves the device to another one meanwhile. */
  async refresh(deviceId: string): Promise<RefreshResult> {
    if (this.#configs.length > 0 && !this.#isDisposed) {
      await this.#hasRole;
      await this.#following?.rest.settled(deviceId);
    }
    const role = this.#role;
    const feed = this.#feedOf(deviceId);
    const result = await (feed ?? this.#polling).refresh(deviceId);
    const isElsewhere = role !== this.#role || feed !== this.#feedOf(deviceId) || this.#following?.rest.isSettled(deviceId) === false;
    return result === 'notPolled' && isElsewhere && !this.#isDisposed ? this.refresh(deviceId) : result;
  }

  pause(deviceId: string): void {
    this.#wishes.setPaused(deviceId, true);
    this.#feedOf(deviceId)?.pause(deviceId);
  }

  resume(deviceId: string): void {
    this.#wishes.setPaused(deviceId, false);
    this.#feedOf(deviceId)?.resume(deviceId);
  }

  setDemand(level: DemandLevel): void {
    this.#ownDemand = level;
    this.#demand.setDemand(this, level);
    this.#following?.feed.setDemand(level);
    this.#followers.tellNotifier();
  }

  setDeviceDemand(deviceId: string, level: DemandLevel | undefined): void {
    if (level === undefined) {
      this.#deviceDemand.delete(deviceId);
    } else {
      this.#deviceDemand.set(deviceId, level);
    }
    this.#demand.setDeviceDemand(this, deviceId, level);
    this.#following?.feed.setDeviceDemand(deviceId, level);
  }

  credentialsChanged(deviceId: string, entry?: string): void {
    this.#wishes.accessChanged(deviceId, entry);
    (this.#following ?? this.#feedOf(deviceId))?.credentialsChanged(deviceId, entry);
  }

  forgetMissing(missing: MissingRef): void {
    (this.#feedOf(missing.deviceId) ?? this.#polling).forgetMissing(missing);
  }

  settingsChanged(): void {
    this.#polling.settingsChanged();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#leaveRole();
    this.#election?.dispose();
    this.#wishes.dispose();
    this.#polling.dispose();
    this.#elected();
    this.#changed.dispose();
  }

  /** What feeds the store with the device now. */
  #feedOf(deviceId: string): DeviceFeed | undefined {
    return this.#following?.feedOf(deviceId) ?? (this.#role === undefined ? undefined : this.#polling);
  }

  #elect(): PollerElection {
    const { folder, version, times } = this.#options;
    return new PollerElection({
      folder,
      version,
      ...(times === undefined ? {} : { times }),
      onRole: (role) => this.#assume(role),
      onLeaderMessage: (message) => this.#following?.take(message),
      onFollower: (channel) => this.#followers.admit(channel),
    });
  }

  #assume(role: WindowRole): void {
    if (role.state === 'alone' && this.#role?.state === 'alone') {
      return;
    }
    this.#leaveRole();
    this.#role = role;
    if (role.state === 'following') {
      this.#follow(role.send);
    } else {
      this.#poll();
    }
    this.#elected();
    this.#changed.fire();
  }

  /** What was asked for stays, and is handed to whoever feeds next. */
  #leaveRole(): void {
    this.#followers.dispose();
    const following = this.#following;
    this.#following = undefined;
    following?.dispose();
  }

  #follow(send: Extract<WindowRole, { state: 'following' }>['send']): void {
    const { store, news, client, holdsEntry, sessions, settleMs, lookMs } = this.#options;
    const following = new FollowingWindow({
      store,
      news,
      polling: this.#polling,
      client,
      sessions,
      wishes: this.#wishes,
      ownLogins: this.#ownLogins,
      holdsEntry,
      settleMs,
      lookMs,
      send,
      onDidChangeRest: () => this.#changed.fire(),
    });
    this.#following = following;
    const { feed, rest } = following;
    if (this.#isRunning) {
      this.#polling.start();
    } else {
      feed.stop();
    }
    rest.setDevices(this.#configs);
    feed.setDevices(this.#configs);
    feed.setDemand(this.#ownDemand);
    this.#deviceDemand.forEach((level, deviceId) => feed.setDeviceDemand(deviceId, level));
    this.#wishes.tellPauses(feed);
    this.#wishes.tellAccessChanges(following);
  }

  /** Goes on where the window before has ended: what it had paused stays so. */
  #poll(): void {
    // From now on all log-ins here are.
    this.#ownLogins.dropAll();
    this.#polling.takeOver();
    this.#wishes.tellPauses(this.#polling);
    this.#polling.limitTo(undefined);
    if (this.#isRunning) {
      this.#polling.start();
    }
    this.#wishes.tellAccessChanges(this.#polling);
  }
}
