import type { LtosApi } from '../ltos/ltosApi';
import { nextRequestId } from '../ltos/requestId';
import type { Disposable } from '../model/event';
import type { CommunicationState } from '../model/snapshot';
import type { DeviceFeed } from '../polling/deviceFeed';
import type { FleetStore } from '../polling/fleetStore';
import type { PollingFeed } from '../polling/pollingFeed';
import type { AdoptedNews } from '../polling/provisioning';
import type { SessionLogs } from '../sessions/sessionLogs';
import { FollowingFeed } from './followingFeed';
import { ForeignSessions } from './foreignSessions';
import type { HandOverWishes } from './handOverWishes';
import type { HoldsEntry } from './holdsEntry';
import type { OwnLogins } from './ownLogins';
import { RestDevices } from './restDevices';
import { settlingClient } from './settlingClient';
import type { FollowerMessage, LeaderMessage } from './wire';

export interface FollowingWindowOptions {
  readonly store: FleetStore;
  readonly news: AdoptedNews;
  /** What polls the devices that the other window does not. */
  readonly polling: PollingFeed;
  /** The client of a device that `polling` polls. */
  readonly client: (deviceId: string) => LtosApi | undefined;
  readonly sessions: Pick<SessionLogs, 'adopt'>;
  readonly wishes: HandOverWishes;
  /** See `RestDevicesOptions`. */
  readonly ownLogins: OwnLogins;
  readonly holdsEntry: HoldsEntry;
  /** See `RestDevicesOptions`. Default: 1 s. */
  readonly settleMs?: number | undefined;
  /** See `RestDevicesOptions`. Default: 8 s. */
  readonly lookMs?: number | undefined;
  readonly send: (message: FollowerMessage) => void;
  /** Other devices are polled here from now on. */
  readonly onDidChangeRest: () => void;
}

/** This window while another one polls: what that one tells is taken in, and what it does not poll is polled here. */
export class FollowingWindow implements Disposable {
  readonly #options: FollowingWindowOptions;
  readonly #foreign: ForeignSessions;
  readonly #subscription: Disposable;
  #isToldToNotify = false;
  /** Of which of the rest another window tells the person. */
  #toldElsewhere: ReadonlySet<string> = new Set();

  /** What the other window polls. */
  readonly feed: FollowingFeed;
  /** What this window polls itself. */
  readonly rest: RestDevices;

  constructor(options: FollowingWindowOptions) {
    this.#options = options;
    const { store, news, polling, sessions, wishes, ownLogins, holdsEntry, settleMs = 1_000, lookMs = 8_000, send, onDidChangeRest } = options;
    this.#foreign = new ForeignSessions(nextRequestId, (session) => sessions.adopt(session));
    const rest: RestDevices = new RestDevices({
      polling,
      wishes,
      settleMs,
      lookMs,
      ownLogins,
      holdsEntry,
      state: (deviceId) => this.#state(deviceId),
      onGiveUp: (deviceId) => this.feed.showAsTold(deviceId),
      onLeave: (deviceIds) => this.#handBack(deviceIds),
      onDidChange: () => {
        send({ type: 'rest', devices: rest.polled });
        onDidChangeRest();
      },
    });
    this.rest = rest;
    this.feed = new FollowingFeed({
      store,
      news,
      send,
      isRest: (deviceId) => rest.has(deviceId),
      // It may have the log-in as well: a wrong one is not tried by both.
      onLook: (deviceId) => rest.look(deviceId),
      onLooked: (deviceId, lacked) => rest.looked(deviceId, lacked),
      onHeard: (device) => rest.hear(device),
    });
    this.#subscription = store.onDidChange(({ devices }) => devices.filter(({ deviceId }) => this.#state(deviceId) === 'unauthorized').forEach(({ deviceId }) => rest.refused(deviceId)));
  }

  /** What feeds the store with the device now. */
  feedOf(deviceId: string): DeviceFeed {
    return this.rest.isPolled(deviceId) ? this.#options.polling : this.feed;
  }

  /** The client of a device. @param later The same once it is known who polls it. */
  client(deviceId: string, later: () => LtosApi | undefined): LtosApi | undefined {
    const { rest } = this;
    if (rest.isPolled(deviceId)) {
      return this.#options.client(deviceId);
    }
    const client = this.feed.client(deviceId);
    return client === undefined || rest.isSettled(deviceId) ? client : settlingClient(client, { settled: () => rest.settled(deviceId), client: later });
  }

  /** Whether it is this window that tells the person of alarms of the device. */
  isNotifierOf(deviceId: string): boolean {
    return this.rest.isPolled(deviceId) ? !this.#toldElsewhere.has(deviceId) : this.#isToldToNotify;
  }

  /** See `DeviceFeed`. */
  credentialsChanged(deviceId: string, entry?: string): void {
    if (this.rest.keepsOwnLogin(deviceId, entry)) {
      return;
    }
    this.feed.credentialsChanged(deviceId, entry);
    // What the other window does not know it may be about to.
    this.rest.settleAnew(deviceId);
  }

  /** Takes in what the window that polls says. */
  take(message: LeaderMessage): void {
    if (message.type === 'session') {
      const { id, deviceId, origin } = message.session;
      // Another host of the same id is another device. What has begun here ends here, wherever the device has moved meanwhile.
      if (this.#foreign.isUnderWay(id) || origin === (this.#options.store.get(deviceId)?.baseUrl ?? origin)) {
        this.#foreign.add(message.session);
      }
    } else if (message.type === 'polled') {
      this.rest.tell(message.devices);
    } else if (message.type === 'notifier') {
      this.#isToldToNotify = message.isNotifier;
      this.#toldElsewhere = new Set(message.toldElsewhere);
    } else {
      this.feed.take(message);
    }
  }

  /** The other window is gone, or left. */
  dispose(): void {
    this.#subscription.dispose();
    this.rest.dispose();
    this.feed.dispose();
    this.#foreign.end(Date.now());
  }

  #state(deviceId: string): CommunicationState | undefined {
    return this.#options.store.get(deviceId)?.communication.state;
  }

  /** What is paused here, or to be, stays so in the window that polls it from now on. */
  #handBack(deviceIds: readonly string[]): void {
    const { wishes } = this.#options;
    deviceIds.filter((deviceId) => this.#state(deviceId) === 'paused').forEach((deviceId) => this.feed.pause(deviceId));
    wishes.tellPauses(this.feed, (deviceId) => deviceIds.includes(deviceId));
  }
}
