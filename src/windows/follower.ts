import { LtosError } from '../ltos/ltosError';
import type { LtosApi } from '../ltos/ltosApi';
import type { Disposable } from '../model/event';
import type { DeviceSnapshot } from '../model/snapshot';
import { internalFault } from '../polling/faultPolicy';
import type { DeviceFeed } from '../polling/deviceFeed';
import type { PollingFeed } from '../polling/pollingFeed';
import type { RecordedSession } from '../sessions/recordedSession';
import type { DeviceLines } from './deviceLines';
import type { HoldsEntry } from './holdsEntry';
import type { LineChannel } from './lineChannel';
import { areSameDevices, type PolledDevice } from './polledDevices';
import { SessionStream } from './sessionStream';
import type { FollowerMessage, LeaderMessage } from './wire';
import type { WindowDemand } from './windowDemand';
import { parseFollowerMessage } from './wireParser';

/** What a window that polls does for those that follow. */
export interface FollowerServices {
  readonly feed: Pick<DeviceFeed, 'refresh' | 'pause' | 'resume' | 'forgetMissing'> & Pick<PollingFeed, 'checkAccess'>;
  readonly demand: WindowDemand;
  readonly devices: () => readonly DeviceSnapshot[];
  /** The devices that this window asks itself. */
  readonly polled: () => readonly PolledDevice[];
  readonly device: (deviceId: string) => DeviceSnapshot | undefined;
  readonly holdsEntry: HoldsEntry;
  readonly lines: DeviceLines;
  readonly client: (deviceId: string) => LtosApi | undefined;
  /** It may be another window now that tells the person of alarms. */
  readonly onDidChangeNotifier: () => void;
}

/** A person sees no difference; of several answers within so long only what is true in the end is sent. */
const gatherMs = 100;

/** What another window has decided about certificates may be here a moment later than its message. */
const decisionMs = 1_000;

/** While the other window has not taken so much, requests are left out; … */
const mostWaitingSessionBytes = 1024 * 1024;
/** … devices wait, and are sent as they are then. */
const mostWaitingBytes = 4 * 1024 * 1024;

/** One window that follows this one. */
export class Follower implements Disposable {
  readonly #channel: LineChannel;
  readonly #services: FollowerServices;
  readonly #sessions: SessionStream;
  readonly #changedIds = new Set<string>();
  /** What the other window was told last of each device. */
  readonly #told = new Map<string, DeviceSnapshot>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #rest: readonly PolledDevice[] = [];
  #toldPolled: readonly PolledDevice[] | undefined;
  #sendTimer: NodeJS.Timeout | undefined;
  #isDisposed = false;

  /** `onEnd`: the window is gone. */
  constructor(channel: LineChannel, services: FollowerServices, onEnd: () => void) {
    this.#channel = channel;
    this.#services = services;
    this.#sessions = new SessionStream({ isOpen: () => channel.waitingBytes < mostWaitingSessionBytes, send: (session) => this.#send({ type: 'session', session }) });
    services.devices().forEach(({ id }) => this.#changedIds.add(id));
    this.#sendNews();
    channel.listener = {
      line: (line) => this.#take(line),
      closed: () => {
        this.dispose();
        onEnd();
      },
    };
  }

  /** Devices have changed, came or went. */
  devicesChanged(deviceIds: readonly string[]): void {
    deviceIds.forEach((deviceId) => this.#changedIds.add(deviceId));
    this.#sendSoon();
  }

  sessionChanged(session: RecordedSession): void {
    this.#sessions.add(session);
    this.#sendLeftSessions();
  }

  /** The devices that the other window polls itself. */
  get rest(): readonly PolledDevice[] {
    return this.#rest;
  }

  /** @param toldElsewhere Of which of {@link rest} the person is told by another window. */
  setNotifier(isNotifier: boolean, toldElsewhere: readonly string[]): void {
    this.#send({ type: 'notifier', isNotifier, toldElsewhere });
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#sendTimer);
    this.#timers.forEach((timer) => clearTimeout(timer));
    this.#services.demand.remove(this);
    this.#channel.dispose();
  }

  #send(message: LeaderMessage): void {
    this.#channel.send(JSON.stringify(message));
  }

  #sendSoon(): void {
    if (!this.#isDisposed) {
      this.#sendTimer ??= setTimeout(() => {
        this.#sendTimer = undefined;
        this.#sendNews();
      }, gatherMs);
    }
  }

  #sendNews(): void {
    this.#sendPolled();
    this.#sendDevices();
    this.#sendLeftSessions();
  }

  #sendLeftSessions(): void {
    if (!this.#sessions.flush()) {
      this.#sendSoon();
    }
  }

  #sendPolled(): void {
    const polled = this.#services.polled();
    const told = this.#toldPolled;
    if (told === undefined || !areSameDevices(told, polled)) {
      const known = new Set(told?.map(({ deviceId }) => deviceId));
      // What the other window polled itself until now it shows as this one knows it.
      polled.filter((device) => !known.has(device.deviceId)).forEach(({ deviceId }) => this.#tellAnew(deviceId));
      this.#toldPolled = polled;
      this.#send({ type: 'polled', devices: polled });
    }
  }

  #tellAnew(deviceId: string): void {
    this.#told.delete(deviceId);
    this.#changedIds.add(deviceId);
  }

  #sendDevices(): void {
    for (const deviceId of this.#changedIds) {
      if (this.#channel.waitingBytes > mostWaitingBytes) {
        this.#sendSoon();
        return;
      }
      this.#sendDevice(deviceId);
    }
  }

  #sendDevice(deviceId: string): void {
    this.#changedIds.delete(deviceId);
    const device = this.#services.device(deviceId);
    if (device === undefined) {
      this.#told.delete(deviceId);
      this.#services.lines.forget(deviceId);
      return;
    }
    const line = this.#services.lines.lineOf(this.#told.get(deviceId), device);
    this.#told.set(deviceId, device);
    if (line !== undefined) {
      this.#channel.send(line);
    }
  }

  #take(line: string): void {
    const message = parseFollowerMessage(line);
    if (message === undefined) {
      return;
    }
    const { feed, demand } = this.#services;
    switch (message.type) {
      case 'refresh':
        void this.#refresh(message);
        break;
      case 'get':
        void this.#get(message);
        break;
      case 'pause':
        feed.pause(message.deviceId);
        break;
      case 'resume':
        feed.resume(message.deviceId);
        break;
      case 'credentialsChanged':
        void this.#look(message);
        break;
      case 'rest':
        this.#rest = message.devices;
        this.#services.onDidChangeNotifier();
        break;
      case 'demand':
        demand.setDemand(this, message.level);
        this.#services.onDidChangeNotifier();
        break;
      case 'deviceDemand':
        demand.setDeviceDemand(this, message.deviceId, message.level);
        break;
      case 'tellAnew':
        this.#tellAnew(message.deviceId);
        this.#sendSoon();
        break;
      case 'forgetMissing':
        feed.forgetMissing(message);
        break;
      case 'hello':
      case 'follow':
        break;
    }
  }

  async #look({ id, deviceId, origin, entry }: Extract<FollowerMessage, { type: 'credentialsChanged' }>): Promise<void> {
    const { feed } = this.#services;
    await feed.checkAccess(deviceId);
    await this.#decided();
    await feed.checkAccess(deviceId);
    const isRefused = entry !== undefined && (await this.#isRefusedWithout(deviceId, origin, entry));
    if (!this.#isDisposed) {
      this.#sendPolled();
      this.#sendDevice(deviceId);
      this.#send({ type: 'looked', id, ...(isRefused ? { isRefused } : {}) });
    }
  }

  /** Whether the log-in of this window is refused there, and another one than what was entered. */
  async #isRefusedWithout(deviceId: string, origin: string, entry: string): Promise<boolean> {
    const { device, holdsEntry } = this.#services;
    if ((await holdsEntry(origin, entry)) !== false) {
      return false;
    }
    // The device may have moved to another host meanwhile, where nobody has entered anything.
    const now = device(deviceId);
    return now?.baseUrl === origin && now.communication.state === 'unauthorized';
  }

  /** Never resolved when the other window is gone. */
  #decided(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, decisionMs);
      this.#timers.add(timer);
    });
  }

  async #refresh({ id, deviceId }: Extract<FollowerMessage, { type: 'refresh' }>): Promise<void> {
    const result = await this.#services.feed.refresh(deviceId);
    // The news come before the word that they are there.
    this.#sendDevice(deviceId);
    this.#send({ type: 'refreshed', id, result });
  }

  async #get({ id, deviceId, path, timeoutMs }: Extract<FollowerMessage, { type: 'get' }>): Promise<void> {
    try {
      const client = this.#services.client(deviceId);
      if (client === undefined) {
        throw new Error(`The window that polls does not know the device "${deviceId}".`);
      }
      const answer = await client.get(path, timeoutMs === undefined ? {} : { timeoutMs });
      this.#send({ type: 'answer', id, answer });
    } catch (error) {
      const { fault, status, retryAfterMs } = error instanceof LtosError ? error : new LtosError(internalFault(error));
      this.#send({ type: 'fault', id, fault, ...(status === undefined ? {} : { status }), ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
    }
  }
}
