import type { PolledApi } from '../ltos/ltosApi';
import type { DeviceConfig } from '../model/deviceConfig';
import type { RefreshResult } from '../model/refreshResult';
import { systemClock, type Clock } from './clock';
import { nextCommunication } from './communicationState';
import { ltosDecoders, type Decoders } from './decoders';
import { higherDemand, type DemandLevel } from './demand';
import type { DeviceFeed, MissingRef } from './deviceFeed';
import { DevicePoller } from './devicePoller';
import { internalFault } from './faultPolicy';
import type { FleetStore } from './fleetStore';
import type { DeviceNews } from './provisioning';
import { steadySettings, type PollingSettings } from './pollingSettings';

export interface PollingFeedOptions {
  readonly store: FleetStore;
  /** Where the pollers bring their news; by default the store itself. */
  readonly news?: DeviceNews;
  /** Makes the client of a device; the feed disposes of it. */
  readonly createClient: (config: DeviceConfig) => PolledApi;
  readonly settings: () => PollingSettings;
  readonly decoders?: Decoders;
  readonly clock?: Clock;
}

interface PolledDevice {
  readonly client: PolledApi;
  readonly poller: DevicePoller;
  readonly config: DeviceConfig;
}

/** First requests of many devices are spread out, with so much time for each. */
const spreadPerDeviceMs = 20;

/** Feeds the store by polling: one client and one poller per device. */
export class PollingFeed implements DeviceFeed {
  readonly #options: PollingFeedOptions;
  readonly #clock: Clock;
  readonly #settings: () => PollingSettings;
  readonly #polled = new Map<string, PolledDevice>();
  readonly #paused = new Set<string>();
  /** Devices whose pollers are to go on where another window has ended. */
  readonly #takenOver = new Set<string>();
  readonly #deviceDemand = new Map<string, DemandLevel>();
  #configs: readonly DeviceConfig[] = [];
  #only: ReadonlySet<string> | undefined;
  #demand: DemandLevel = 'tree';
  #isRunning = true;

  constructor(options: PollingFeedOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#settings = steadySettings(options.settings);
  }

  start(): void {
    if (!this.#isRunning) {
      this.#isRunning = true;
      this.#reconcile();
    }
  }

  /**
   * Lets the devices that are not polled now go on where another window has ended, as soon as they are: what is paused in the store stays so, and what is
   * stopped until a person acts is not asked; every other device keeps its state until this window knows better. What is polled goes on as before.
   *
   * @param anew A device that this window has another log-in for: it begins with that one, whatever stopped the other window.
   */
  takeOver(anew?: string): void {
    for (const { id } of this.#configs.filter((config) => !this.#polled.has(config.id))) {
      this.#takenOver.add(id);
      if (this.#options.store.get(id)?.communication.state === 'paused') {
        this.#paused.add(id);
      } else {
        this.#paused.delete(id);
      }
    }
    if (anew !== undefined) {
      this.#takenOver.delete(anew);
    }
  }

  /** Whether the device is polled, or paused where it would be. */
  polls(deviceId: string): boolean {
    return this.#polled.has(deviceId);
  }

  /** Polls none but these of its devices; `undefined`: all of them. */
  limitTo(deviceIds: ReadonlySet<string> | undefined): void {
    this.#only = deviceIds;
    this.#reconcile();
  }

  stop(): void {
    this.#isRunning = false;
    this.#reconcile();
  }

  setDevices(configs: readonly DeviceConfig[]): void {
    this.#configs = configs;
    this.#options.store.setDevices(configs);
    const ids = new Set(configs.map(({ id }) => id));
    for (const id of [...this.#paused].filter((paused) => !ids.has(paused))) {
      this.#paused.delete(id);
    }
    this.#reconcile();
  }

  async refresh(deviceId: string): Promise<RefreshResult> {
    const result = await this.#polled.get(deviceId)?.poller.refresh();
    if (result !== undefined && result !== 'notPolled') {
      return result;
    }
    if (this.#polled.has(deviceId)) {
      // The device has moved meanwhile: whoever waits is served from its new address.
      return this.refresh(deviceId);
    }
    return this.#configs.some(({ id }) => id === deviceId) ? 'notPolled' : 'unknown';
  }

  pause(deviceId: string): void {
    if (this.#configs.some(({ id }) => id === deviceId)) {
      this.#paused.add(deviceId);
      this.#polled.get(deviceId)?.poller.pause();
    }
  }

  resume(deviceId: string): void {
    this.#paused.delete(deviceId);
    this.#polled.get(deviceId)?.poller.resume();
  }

  setDemand(level: DemandLevel): void {
    this.#demand = level;
    this.#spread((poller, id, spreadMs) => poller.setDemand(this.#demandOf(id), spreadMs));
  }

  setDeviceDemand(deviceId: string, level: DemandLevel | undefined): void {
    if (level === undefined) {
      this.#deviceDemand.delete(deviceId);
    } else {
      this.#deviceDemand.set(deviceId, level);
    }
    this.#polled.get(deviceId)?.poller.setDemand(this.#demandOf(deviceId), 0);
  }

  credentialsChanged(deviceId: string): void {
    void this.#polled.get(deviceId)?.poller.credentialsChanged();
  }

  /**
   * The same was told by another window, which may have secrets of its own. Resolves when it is known whether there is another log-in here, and acted upon.
   * Never rejects.
   */
  async checkAccess(deviceId: string): Promise<void> {
    await this.#polled.get(deviceId)?.poller.checkAccess();
  }

  forgetMissing({ deviceId, slotId, instanceId, portId }: MissingRef): void {
    this.#options.store.forgetMissing(deviceId, slotId, instanceId, portId);
  }

  settingsChanged(): void {
    this.#spread((poller, _, spreadMs) => poller.replan(spreadMs));
  }

  dispose(): void {
    this.stop();
  }

  #demandOf(deviceId: string): DemandLevel {
    return higherDemand(this.#demand, this.#deviceDemand.get(deviceId));
  }

  #spread(action: (poller: DevicePoller, id: string, spreadMs: number) => void): void {
    const spreadMs = this.#polled.size > 1 ? this.#polled.size * spreadPerDeviceMs : 0;
    for (const [id, { poller }] of this.#polled) {
      action(poller, id, spreadMs);
    }
  }

  /** Makes the pollers those of the configured devices that are to be polled. */
  #reconcile(): void {
    const only = this.#only;
    const configs = this.#isRunning ? this.#configs.filter(({ id }) => only === undefined || only.has(id)) : [];
    for (const [id, device] of this.#polled) {
      const config = configs.find((candidate) => candidate.id === id);
      if (config === undefined || !isSameConnection(config, device.config)) {
        device.poller.dispose();
        device.client.dispose();
        this.#polled.delete(id);
      } else {
        device.poller.configure(config);
        this.#polled.set(id, { ...device, config });
      }
    }
    const added = configs.filter(({ id }) => !this.#polled.has(id));
    const spreadMs = Math.min(this.#settings().intervalMs, added.length * spreadPerDeviceMs);
    for (const [index, config] of added.entries()) {
      try {
        this.#add(config, index === 0 ? 0 : this.#clock.random() * spreadMs);
      } catch (error) {
        // One device that cannot be polled at all must not keep the others from it.
        this.#tellBroken(config, error);
      }
    }
  }

  #tellBroken({ id, origin }: DeviceConfig, error: unknown): void {
    const at = this.#clock.now();
    const fault = internalFault(error);
    this.#options.store.apply({
      deviceId: id,
      origin,
      at,
      communication: ({ communication }) => nextCommunication(communication, { type: 'failed', at, error: fault }),
    });
  }

  #add(config: DeviceConfig, delayMs: number): void {
    const { createClient, decoders = ltosDecoders, store, news = store } = this.#options;
    const client = createClient(config);
    const poller = new DevicePoller({ config, client, store: news, settings: this.#settings, decoders, clock: this.#clock, demand: this.#demandOf(config.id) });
    this.#polled.set(config.id, { client, poller, config });
    const takesOver = this.#takenOver.delete(config.id);
    if (this.#paused.has(config.id)) {
      poller.pause();
    } else if (takesOver) {
      poller.takeOver(delayMs);
    } else {
      poller.start(delayMs);
    }
  }
}

/** What a client is made for cannot be changed afterwards. */
function isSameConnection(one: DeviceConfig, other: DeviceConfig): boolean {
  return one.origin === other.origin && one.bypassProxy === other.bypassProxy;
}
