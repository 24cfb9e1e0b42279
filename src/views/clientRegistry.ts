import type { LtosApi, PolledApi } from '../ltos/ltosApi';
import { LtosClient } from '../ltos/ltosClient';
import { RequestSlots } from '../ltos/requestSlots';
import type { DeviceConfig } from '../model/deviceConfig';
import type { RequestObserver } from '../model/httpRequest';
import type { CertificatePinStore } from './certificatePinStore';
import type { CredentialStore } from './credentialStore';
import { pollingSettings, proxySettings } from './pollingConfiguration';

/** The one client of each device: the poller and every command share it, and with it its queue. */
export class ClientRegistry {
  readonly #credentials: CredentialStore;
  readonly #pins: CertificatePinStore;
  readonly #observer: () => RequestObserver | undefined;
  readonly #slots = new RequestSlots(() => pollingSettings().mostRequests);
  readonly #clients = new Map<string, LtosApi>();

  /** `observer`: who watches the next request of any device, if anybody does. */
  constructor(credentials: CredentialStore, pins: CertificatePinStore, observer: () => RequestObserver | undefined) {
    this.#credentials = credentials;
    this.#pins = pins;
    this.#observer = observer;
  }

  /** Makes the client of a device; the caller disposes of it, and the latest one made is the one that {@link get} returns. */
  create(config: DeviceConfig): PolledApi {
    const client = new LtosClient({
      deviceId: config.id,
      origin: config.origin,
      bypassProxy: config.bypassProxy,
      credentials: (origin) => this.#credentials.get(origin),
      pins: this.#pins,
      proxy: proxySettings,
      timeoutMs: () => pollingSettings().timeoutMs,
      raw: () => pollingSettings().raw,
      observer: this.#observer,
      slots: this.#slots,
    });
    this.#clients.set(config.id, client);
    return {
      get: (path, options) => client.get(path, options),
      reset: () => client.reset(),
      isAccessChanged: () => client.isAccessChanged(),
      dispose: () => {
        client.dispose();
        // A device that moved has another client by now.
        if (this.#clients.get(config.id) === client) {
          this.#clients.delete(config.id);
        }
      },
    };
  }

  get(deviceId: string): LtosApi | undefined {
    return this.#clients.get(deviceId);
  }
}
