import type { LtosAnswer, LtosApi, RequestOptions } from '../ltos/ltosApi';
import { cancelled } from '../ltos/faults';
import { LtosError } from '../ltos/ltosError';
import type { DeviceConfig } from '../model/deviceConfig';
import type { Json } from '../model/json';
import type { RefreshResult } from '../model/refreshResult';
import type { DeviceSnapshot } from '../model/snapshot';
import type { DemandLevel } from '../polling/demand';
import type { DeviceFeed, MissingRef } from '../polling/deviceFeed';
import type { FleetStore } from '../polling/fleetStore';
import type { AdoptedNews } from '../polling/provisioning';
import { changed } from './difference';
import type { EnteredLogin } from './ownLogins';
import type { FollowerMessage, LeaderMessage } from './wire';
import { isDevice } from './wireParser';

export interface FollowingFeedOptions {
  readonly store: Pick<FleetStore, 'get' | 'setDevices' | 'forgetMissing'>;
  readonly news: AdoptedNews;
  readonly send: (message: FollowerMessage) => void;
  /** Whether the device is none of the other window's: what that one says of it is not taken in. */
  readonly isRest: (deviceId: string) => boolean;
  /** The other window looks whether it has another log-in for the device, … */
  readonly onLook: (deviceId: string) => void;
  /** … and has said what it polls then. `lacked`: it has not this one, which was entered here, and the device has refused its own. */
  readonly onLooked: (deviceId: string, lacked: EnteredLogin | undefined) => void;
  /** What the other window says of a device, before it is taken in. */
  readonly onHeard: (device: DeviceSnapshot) => void;
}

interface Look {
  readonly id: number;
  readonly origin: string;
  readonly entry: string | undefined;
}

interface Asked {
  readonly answer: (answer: LtosAnswer) => void;
  readonly fail: (error: LtosError) => void;
}

/** Feeds the store with what another window polls, and passes on what is asked for here. */
export class FollowingFeed implements DeviceFeed {
  readonly #options: FollowingFeedOptions;
  /** What the other window has told last, also of devices that this one does not have, or not yet: of these it goes on to tell what changes. */
  readonly #told = new Map<string, DeviceSnapshot>();
  readonly #refreshes = new Map<number, (result: RefreshResult) => void>();
  readonly #requests = new Map<number, Asked>();
  /** The last look at the log-in of each device that was asked for, by its id. */
  readonly #looks = new Map<string, Look>();
  #configs: readonly DeviceConfig[] = [];
  #lastId = 0;
  #isRunning = true;
  #isDisposed = false;

  constructor(options: FollowingFeedOptions) {
    this.#options = options;
  }

  /** Takes in what the window that polls says. */
  take(message: LeaderMessage): void {
    switch (message.type) {
      case 'device':
        this.#hear(message.device);
        break;
      case 'deviceChange': {
        const device = changed(this.#told.get(message.deviceId) as unknown as Json | undefined, message.change);
        if (isDevice(device) && device.id === message.deviceId) {
          this.#hear(device);
        } else {
          this.#told.delete(message.deviceId);
          this.#options.send({ type: 'tellAnew', deviceId: message.deviceId });
        }
        break;
      }
      case 'looked':
        this.#looked(message.id, message.isRefused === true);
        break;
      case 'refreshed':
        this.#refreshes.get(message.id)?.(message.result);
        break;
      case 'answer':
        this.#requests.get(message.id)?.answer(message.answer);
        break;
      case 'fault': {
        const { fault, status, retryAfterMs } = message;
        this.#requests.get(message.id)?.fail(new LtosError(fault, { ...(status === undefined ? {} : { status }), ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }));
        break;
      }
      case 'welcome':
      case 'alive':
      case 'polled':
      case 'session':
      case 'notifier':
        break;
    }
  }

  start(): void {
    this.#isRunning = true;
    this.#told.forEach((device) => this.#adopt(device));
  }

  stop(): void {
    this.#isRunning = false;
  }

  setDevices(configs: readonly DeviceConfig[]): void {
    const before = this.#configs;
    this.#configs = configs;
    this.#options.store.setDevices(configs);
    for (const { id, origin } of configs) {
      const told = this.#told.get(id);
      if (told !== undefined && !before.some((config) => config.id === id && config.origin === origin)) {
        this.#adopt(told);
      }
    }
  }

  /** `notPolled` as well for a device that the other window does not poll, and when that one ends meanwhile. */
  async refresh(deviceId: string): Promise<RefreshResult> {
    const isKnown = this.#configs.some(({ id }) => id === deviceId);
    if (!isKnown || this.#isDisposed || this.#options.isRest(deviceId)) {
      return isKnown ? 'notPolled' : 'unknown';
    }
    this.#lastId++;
    const id = this.#lastId;
    const result = await new Promise<RefreshResult>((resolve) => {
      this.#refreshes.set(id, resolve);
      this.#options.send({ type: 'refresh', id, deviceId });
    });
    this.#refreshes.delete(id);
    return result === 'unknown' ? 'notPolled' : result;
  }

  pause(deviceId: string): void {
    this.#sendOf(deviceId, { type: 'pause', deviceId });
  }

  resume(deviceId: string): void {
    this.#sendOf(deviceId, { type: 'resume', deviceId });
  }

  setDemand(level: DemandLevel): void {
    this.#options.send({ type: 'demand', level });
  }

  setDeviceDemand(deviceId: string, level: DemandLevel | undefined): void {
    this.#options.send({ type: 'deviceDemand', deviceId, ...(level === undefined ? {} : { level }) });
  }

  /** Also of a device that the other window does not poll, but knows: it may have lacked the log-in. */
  credentialsChanged(deviceId: string, entry?: string): void {
    const origin = this.#configs.find(({ id }) => id === deviceId)?.origin;
    if (origin !== undefined && (this.#told.get(deviceId)?.baseUrl === origin || !this.#options.isRest(deviceId))) {
      this.#lastId++;
      this.#looks.set(deviceId, { id: this.#lastId, origin, entry });
      this.#options.onLook(deviceId);
      this.#options.send({ type: 'credentialsChanged', id: this.#lastId, deviceId, origin, ...(entry === undefined ? {} : { entry }) });
    }
  }

  /** Shows the device as the other window has told it last: it was not taken in while the device was none of that one's. */
  showAsTold(deviceId: string): void {
    const told = this.#told.get(deviceId);
    if (told !== undefined) {
      this.#adopt(told);
    }
  }

  settingsChanged(): void {
    // The window that polls has the same settings.
  }

  forgetMissing(missing: MissingRef): void {
    const { deviceId, slotId, instanceId, portId } = missing;
    this.#options.store.forgetMissing(deviceId, slotId, instanceId, portId);
    this.#sendOf(deviceId, {
      type: 'forgetMissing',
      deviceId,
      ...(slotId === undefined ? {} : { slotId }),
      ...(instanceId === undefined ? {} : { instanceId }),
      ...(portId === undefined ? {} : { portId }),
    });
  }

  /** The client of a device, which is that of the window that polls: all share its queue. */
  client(deviceId: string): LtosApi | undefined {
    return this.#configs.some(({ id }) => id === deviceId)
      ? {
          get: (path, options) => this.#get(deviceId, path, options),
          reset: () => this.credentialsChanged(deviceId),
          dispose: () => undefined,
        }
      : undefined;
  }

  /** The other window is gone, or left: what was asked of it has no answer. */
  dispose(): void {
    this.#isDisposed = true;
    [...this.#refreshes.values()].forEach((resolve) => resolve('notPolled'));
    [...this.#requests.values()].forEach(({ fail }) => fail(gone()));
  }

  /** The answer to an earlier question says nothing of what has changed since. */
  #looked(id: number, isRefused: boolean): void {
    const [deviceId, look] = [...this.#looks].find(([, last]) => last.id === id) ?? [];
    if (deviceId !== undefined && look !== undefined) {
      this.#looks.delete(deviceId);
      const { origin, entry } = look;
      this.#options.onLooked(deviceId, isRefused && entry !== undefined ? { origin, entry } : undefined);
    }
  }

  /** Nothing is asked of a device of the same id that is another one. */
  #sendOf(deviceId: string, message: FollowerMessage): void {
    if (!this.#options.isRest(deviceId)) {
      this.#options.send(message);
    }
  }

  /** A window that has just begun to poll what this one polled knows nothing yet. */
  #knowsMore({ id, baseUrl, communication }: DeviceSnapshot): boolean {
    const own = this.#options.store.get(id);
    const isNew = communication.state === 'connecting' && communication.lastSuccess === undefined && communication.error === undefined;
    return isNew && own?.baseUrl === baseUrl && own.communication.lastSuccess !== undefined;
  }

  #hear(device: DeviceSnapshot): void {
    this.#told.set(device.id, device);
    this.#options.onHeard(device);
    this.#adopt(device);
  }

  #adopt(device: DeviceSnapshot): void {
    if (this.#isRunning && !this.#isDisposed && !this.#options.isRest(device.id) && !this.#knowsMore(device)) {
      this.#options.news.adopt(device);
    }
  }

  async #get(deviceId: string, path: string, { signal, timeoutMs }: RequestOptions = {}): Promise<LtosAnswer> {
    if (this.#isDisposed || this.#options.isRest(deviceId)) {
      throw gone();
    }
    this.#lastId++;
    const id = this.#lastId;
    const giveUp = (): void => this.#requests.get(id)?.fail(new LtosError(cancelled()));
    try {
      return await new Promise<LtosAnswer>((answer, fail) => {
        this.#requests.set(id, { answer, fail });
        if (signal?.aborted === true) {
          giveUp();
          return;
        }
        signal?.addEventListener('abort', giveUp);
        this.#options.send({ type: 'get', id, deviceId, path, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
      });
    } finally {
      signal?.removeEventListener('abort', giveUp);
      this.#requests.delete(id);
    }
  }
}

function gone(): LtosError {
  return new LtosError({
    kind: 'cancelled',
    message: 'The window that polls the device has ended, or left it to another one, before the answer came.',
    hint: 'Try again in a moment: another window polls it then.',
  });
}
