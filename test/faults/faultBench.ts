import type { PolledApi } from '../../src/ltos/ltosApi';
import { LtosClient } from '../../src/ltos/ltosClient';
import type { ProxySettings } from '../../src/ltos/proxy';
import type { CredentialsSource } from '../../src/model/credentials';
import type { DeviceConfig } from '../../src/model/deviceConfig';
import type { Communication } from '../../src/model/snapshot';
import { FleetStore } from '../../src/polling/fleetStore';
import { PollingFeed } from '../../src/polling/pollingFeed';
import { defaultPollingSettings, type PollingSettings } from '../../src/polling/pollingSettings';
import { startSimulator, type ServerCertificate, type SimulatedDevice } from '../../src/simulator';
import { Authority } from './authority';
import { FaultProxy } from './faultProxy';
import { ForwardProxy } from './forwardProxy';
import { deviceName, NameService } from './nameService';
import { SteppedClock } from './steppedClock';
import { Witness } from './witness';

/** How the device with the fault is reached while all is well. */
export interface FaultSetup {
  readonly scheme?: 'http' | 'https';
  /** By its address, by a name, or by a name through an HTTP proxy. */
  readonly route?: 'address' | 'name' | 'proxy';
  /** With HTTPS: whether an authority vouches for it, or a person has. */
  readonly trust?: 'authority' | 'pin';
  readonly psxCards?: number;
  readonly settings?: Partial<PollingSettings>;
}

/** Of the computer's time, not of the clock's, by which a poller lets go of a request after some 600 ms. */
const requestTimeoutMs = 500;
/** For the device that must not notice anything: a machine that has other things to do for a moment is no fault of it. */
const patientTimeoutMs = 10_000;

const settings: PollingSettings = {
  ...defaultPollingSettings,
  timeoutMs: requestTimeoutMs,
  // In proportion to the timeout of requests, which counts other seconds.
  elementTimeoutMs: 300_000,
};

let authority: Promise<Authority> | undefined;

/** Two polled devices: one that will have a fault, and one that must not notice. Client, pollers and store are the real ones. */
export class FaultBench {
  readonly setup: FaultSetup;
  readonly clock = new SteppedClock();
  readonly names = new NameService();
  readonly pins = new Map<string, string>();
  readonly authority: Authority;
  readonly device: SimulatedDevice;
  readonly healthyDevice: SimulatedDevice;
  /** In front of the device. */
  readonly proxy: FaultProxy;
  /** The HTTP proxy of the route `proxy`. */
  readonly forwardProxy: ForwardProxy;
  readonly store: FleetStore;
  readonly feed: PollingFeed;
  readonly victim: Witness;
  readonly healthy: Witness;
  #credentials: CredentialsSource;
  readonly #others: SimulatedDevice[] = [];

  private constructor(setup: FaultSetup, parts: Parts) {
    this.setup = setup;
    ({ authority: this.authority, device: this.device, healthyDevice: this.healthyDevice, proxy: this.proxy, forwardProxy: this.forwardProxy } = parts);
    this.#credentials = () => Promise.resolve(this.device);
    this.store = new FleetStore({ now: () => this.clock.now() });
    this.victim = new Witness(this.store, 'victim');
    this.healthy = new Witness(this.store, 'healthy');
    if (this.device.fingerprint256 !== undefined && setup.trust === 'pin') {
      this.pins.set(this.origin, this.device.fingerprint256);
    }
    this.feed = new PollingFeed({
      store: this.store,
      clock: this.clock,
      settings: () => ({ ...settings, ...setup.settings }),
      createClient: (device) => (device.id === 'healthy' ? patient(this.#client(device)) : this.#client(device)),
    });
  }

  static async start(setup: FaultSetup): Promise<FaultBench> {
    const trusting = await (authority ??= Authority.create());
    const isHttps = setup.scheme === 'https';
    const certificate = setup.trust === 'pin' ? undefined : await trusting.issue({ name: setup.route === 'proxy' ? deviceName : '127.0.0.1' });
    const device = await startSimulator({ psxCards: setup.psxCards ?? 1, ...(isHttps && { https: true, ...(certificate && { certificate }) }) });
    const healthyDevice = await startSimulator({ psxCards: 1 });
    const proxy = await FaultProxy.start(device.port);
    const forwardProxy = await ForwardProxy.start(proxy.port);
    return new FaultBench(setup, { authority: trusting, device, healthyDevice, proxy, forwardProxy });
  }

  /** Origin of the device with the fault. */
  get origin(): string {
    const { scheme = 'http', route = 'address' } = this.setup;
    return `${scheme}://${route === 'address' ? '127.0.0.1' : deviceName}:${this.proxy.port}`;
  }

  get communication(): Communication {
    return this.victim.communication;
  }

  /** From now on both devices are polled. */
  poll(): void {
    this.feed.setDevices([config('victim', this.origin), config('healthy', this.healthyDevice.url)]);
  }

  /** Another device takes the place of the one with the fault, with the same log-in. */
  async replaceDevice(certificate?: ServerCertificate): Promise<void> {
    const { user, password } = this.device;
    const other = await startSimulator({ user, password, psxCards: 1, ...(certificate && { https: true, certificate }) });
    this.#others.push(other);
    this.proxy.target = other.port;
    this.proxy.cut();
  }

  /** The device is at its place again. */
  async restoreDevice(): Promise<void> {
    this.proxy.target = this.device.port;
    this.proxy.cut();
    await Promise.all(this.#others.splice(0).map((device) => device.stop()));
  }

  /** What the password store gives for the device from now on, when it is asked. */
  readonly setCredentials = (source: CredentialsSource): void => {
    this.#credentials = source;
  };

  /** The person entered a log-in, or decided about a certificate. */
  personActed(): void {
    this.feed.credentialsChanged('victim');
  }

  /** Ends the polling. Nothing of it may be left then, while the devices are still there. */
  stopPolling(): void {
    this.feed.dispose();
    this.victim.stop();
    this.healthy.stop();
  }

  /** Connections that are open, as those see it who were connected to. */
  get open(): number {
    return this.proxy.open + this.forwardProxy.open;
  }

  async stop(): Promise<void> {
    this.stopPolling();
    this.clock.stop();
    this.names.stop();
    await this.forwardProxy.stop();
    await this.proxy.stop();
    await Promise.all([this.device, this.healthyDevice, ...this.#others].map((device) => device.stop()));
  }

  /** A text without what is different in each run: addresses, ports and the limit for a request. */
  stripped(text: string): string {
    const where = new URL(this.origin);
    return text
      .replaceAll(`127.0.0.1:${this.forwardProxy.port}`, 'proxy:3128')
      .replaceAll(where.host, this.setup.scheme === 'https' ? 'lantime:443' : 'lantime:80')
      .replaceAll(where.hostname, 'lantime')
      .replaceAll(` ${requestTimeoutMs / 1000} s`, ' n s');
  }

  #client({ id, origin, bypassProxy }: DeviceConfig): PolledApi {
    return new LtosClient({
      deviceId: id,
      origin,
      bypassProxy,
      credentials: (asked) => (id === 'victim' ? this.#credentials(asked) : Promise.resolve(this.healthyDevice)),
      pins: this.pins,
      trust: this.authority.trust,
      proxy: () => this.#proxySettings(id),
    });
  }

  #proxySettings(deviceId: string): ProxySettings {
    const isUsed = deviceId === 'victim' && this.setup.route === 'proxy';
    return { proxySupport: 'override', proxy: isUsed ? `http://127.0.0.1:${this.forwardProxy.port}` : '', noProxy: [], env: {} };
  }
}

type Parts = Pick<FaultBench, 'authority' | 'device' | 'healthyDevice' | 'proxy' | 'forwardProxy'>;

/** The same client, which takes no limit from its poller. */
function patient(client: PolledApi): PolledApi {
  return {
    get: (path, options) => client.get(path, { ...options, timeoutMs: patientTimeoutMs }),
    reset: () => client.reset(),
    isAccessChanged: () => client.isAccessChanged(),
    dispose: () => client.dispose(),
  };
}

function config(id: string, origin: string): DeviceConfig {
  return { id, name: id, origin, busAddress: '', bypassProxy: false, slotIds: [] };
}
