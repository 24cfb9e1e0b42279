import type { LtosApi } from '../ltos/ltosApi';
import { nextRequestId } from '../ltos/requestId';
import { Emitter, type Event } from '../model/event';
import type { DeviceConfig } from '../model/deviceConfig';
import type { RefreshResult } from '../model/refreshResult';
import type { DemandLevel } from '../polling/demand';
import type { DeviceFeed, MissingRef } from '../polling/deviceFeed';
import type { FleetStore } from '../polling/fleetStore';
import type { PollingFeed } from '../polling/pollingFeed';
import type { AdoptedNews } from '../polling/provisioning';
import type { SessionLogs } from '../sessions/sessionLogs';
import { Follower } from './follower';
import { FollowingFeed } from './followingFeed';
import { ForeignSessions } from './foreignSessions';
import { HandOverWishes } from './handOverWishes';
import type { LineChannel } from './lineChannel';
import { PollerElection, type PollerElectionOptions, type WindowRole } from './pollerElection';
import type { LeaderMessage } from './wire';
import { WindowDemand } from './windowDemand';

export interface SharedFeedOptions extends Pick<PollerElectionOptions, 'folder' | 'version' | 'times'> {
  readonly store: FleetStore;
  readonly news: AdoptedNews;
  /** What polls when this window is the one that does. It is stopped and started, and disposed of in the end. */
  readonly polling: PollingFeed;
  /** The client of a device that `polling` polls. */
  readonly client: (deviceId: string) => LtosApi | undefined;
  readonly sessions: Pick<SessionLogs, 'onDidRecord' | 'adopt'>;
  /** Told about listeners that throw. */
  readonly onListenerError?: (error: unknown) => void;
}

/** `electing`: not known yet. */
export type SharedFeedState = 'electing' | WindowRole['state'];

/**
 * Of all windows of a person one polls the devices and feeds the others. When it ends, another one goes on. Nothing is begun before there is a device.
 */
export class SharedFeed implements DeviceFeed {
  readonly #options: SharedFeedOptions;
  readonly #polling: PollingFeed;
  readonly #demand: WindowDemand;
  readonly #followers = new Set<Follower>();
  readonly #foreign: ForeignSessions;
  readonly #wishes: HandOverWishes;
  readonly #deviceDemand = new Map<string, DemandLevel>();
  readonly #changed: Emitter<void>;
  readonly #subscriptions;
  #election: PollerElection | undefined;
  #following: FollowingFeed | undefined;
  #role: WindowRole | undefined;
  #configs: readonly DeviceConfig[] = [];
  #ownDemand: DemandLevel = 'tree';
  #isRunning = true;
  #isDisposed = false;
  #isToldToNotify = false;
  #elected: () => void = () => undefined;
  readonly #hasRole: Promise<void>;

  /** Fires when another window, or this one, polls from now on. */
  readonly onDidChangeState: Event<void>;

  constructor(options: SharedFeedOptions) {
    this.#options = options;
    this.#polling = options.polling;
    this.#polling.stop();
    this.#demand = new WindowDemand(options.polling);
    this.#demand.setDemand(this, this.#ownDemand);
    this.#foreign = new ForeignSessions(nextRequestId, (session) => options.sessions.adopt(session));
    this.#wishes = new HandOverWishes(options.store);
    this.#changed = new Emitter(options.onListenerError);
    this.onDidChangeState = this.#changed.event;
    this.#hasRole = new Promise((resolve) => (this.#elected = resolve));
    this.#subscriptions = [
      options.store.onDidChange(({ devices, added }) => {
        if (this.#followers.size > 0) {
          const changedIds = new Set([...added, ...devices.map(({ deviceId }) => deviceId)]);
          this.#followers.forEach((follower) => changedIds.forEach((deviceId) => follower.deviceChanged(deviceId)));
        }
      }),
      options.sessions.onDidRecord((session) => this.#followers.forEach((follower) => follower.sessionChanged(session))),
    ];
  }

  get state(): SharedFeedState {
    return this.#role?.state ?? 'electing';
  }

  /** Why the windows do not share, when they do not. */
  get reasonForBeingAlone(): string | undefined {
    return this.#role?.state === 'alone' ? this.#role.reason : undefined;
  }

  /** Whether it is this window that tells the person of alarms: the one in the focus, else the one that polls. */
  get isNotifier(): boolean {
    switch (this.state) {
      case 'leading':
        return (this.#demand.focused ?? this) === this;
      case 'following':
        return this.#isToldToNotify;
      case 'electing':
        return false;
      case 'alone':
        return true;
    }
  }

  /** The client of a device, wherever it is: whoever asks shares its queue. */
  client(deviceId: string): LtosApi | undefined {
    return this.#following === undefined ? this.#options.client(deviceId) : this.#following.client(deviceId);
  }

  start(): void {
    this.#isRunning = true;
    this.#feed?.start();
  }

  stop(): void {
    this.#isRunning = false;
    this.#feed?.stop();
  }

  setDevices(configs: readonly DeviceConfig[]): void {
    this.#configs = configs;
    // While it is not the one to poll it does nothing but remember.
    this.#polling.setDevices(configs);
    this.#following?.setDevices(configs);
    if (configs.length > 0 && !this.#isDisposed) {
      this.#election ??= this.#elect();
    }
  }

  /** Asks anew when the window that was asked ends meanwhile. */
  async refresh(deviceId: string): Promise<RefreshResult> {
    if (this.#configs.length > 0 && !this.#isDisposed) {
      await this.#hasRole;
    }
    const role = this.#role;
    const result = await (this.#feed ?? this.#polling).refresh(deviceId);
    return result === 'notPolled' && role !== this.#role && !this.#isDisposed ? this.refresh(deviceId) : result;
  }

  pause(deviceId: string): void {
    this.#wishes.setPaused(deviceId, true);
    this.#feed?.pause(deviceId);
  }

  resume(deviceId: string): void {
    this.#wishes.setPaused(deviceId, false);
    this.#feed?.resume(deviceId);
  }

  setDemand(level: DemandLevel): void {
    this.#ownDemand = level;
    this.#demand.setDemand(this, level);
    this.#following?.setDemand(level);
    this.#tellNotifier();
  }

  setDeviceDemand(deviceId: string, level: DemandLevel | undefined): void {
    if (level === undefined) {
      this.#deviceDemand.delete(deviceId);
    } else {
      this.#deviceDemand.set(deviceId, level);
    }
    this.#demand.setDeviceDemand(this, deviceId, level);
    this.#following?.setDeviceDemand(deviceId, level);
  }

  credentialsChanged(deviceId: string): void {
    this.#wishes.accessChanged(deviceId);
    this.#feed?.credentialsChanged(deviceId);
  }

  forgetMissing(missing: MissingRef): void {
    (this.#feed ?? this.#polling).forgetMissing(missing);
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

  /** What feeds the store now. */
  get #feed(): DeviceFeed | undefined {
    return this.#following ?? (this.#role === undefined ? undefined : this.#polling);
  }

  #elect(): PollerElection {
    const { folder, version, times } = this.#options;
    return new PollerElection({
      folder,
      version,
      ...(times === undefined ? {} : { times }),
      onRole: (role) => this.#assume(role),
      onLeaderMessage: (message) => this.#take(message),
      onFollower: (channel) => this.#admit(channel),
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
    this.#followers.forEach((follower) => follower.dispose());
    this.#followers.clear();
    if (this.#following !== undefined) {
      this.#polling.stop();
      this.#following.dispose();
      this.#following = undefined;
      this.#foreign.end(Date.now());
    }
    this.#isToldToNotify = false;
  }

  #follow(send: Extract<WindowRole, { state: 'following' }>['send']): void {
    const { store, news } = this.#options;
    this.#polling.stop();
    const following = new FollowingFeed({ store, news, send });
    this.#following = following;
    if (!this.#isRunning) {
      following.stop();
    }
    following.setDevices(this.#configs);
    following.setDemand(this.#ownDemand);
    this.#deviceDemand.forEach((level, deviceId) => following.setDeviceDemand(deviceId, level));
    this.#wishes.tellPauses(following);
    this.#wishes.tellAccessChanges(following);
  }

  /** Goes on where the window before has ended: what it had paused stays so. */
  #poll(): void {
    this.#polling.takeOver();
    this.#wishes.tellPauses(this.#polling);
    if (this.#isRunning) {
      this.#polling.start();
    }
    this.#wishes.tellAccessChanges(this.#polling);
  }

  #take(message: LeaderMessage): void {
    if (message.type === 'session') {
      this.#foreign.add(message.session);
    } else if (message.type === 'notifier') {
      this.#isToldToNotify = message.isNotifier;
    } else {
      this.#following?.take(message);
    }
  }

  #admit(channel: LineChannel): void {
    const { store, client } = this.#options;
    const services = {
      feed: this.#polling,
      demand: this.#demand,
      devices: () => store.devices,
      device: (deviceId: string) => store.get(deviceId),
      client,
      onDidChangeDemand: () => this.#tellNotifier(),
    };
    const follower: Follower = new Follower(channel, services, () => {
      this.#followers.delete(follower);
      this.#tellNotifier();
    });
    this.#followers.add(follower);
    this.#tellNotifier();
  }

  #tellNotifier(): void {
    const { focused } = this.#demand;
    this.#followers.forEach((follower) => follower.setNotifier(follower === focused));
  }
}
