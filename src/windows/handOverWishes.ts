import type { Disposable } from '../model/event';
import type { DeviceSnapshot } from '../model/snapshot';
import type { DeviceFeed } from '../polling/deviceFeed';
import type { FleetStore } from '../polling/fleetStore';

/** A window that has ended, or hangs, is noticed in less. */
const unnoticedMs = 10_000;

/**
 * What a person asked for in this window and may have been told to a window that has just ended, or to nobody while the windows agree on another one:
 * it is told again to whoever feeds the store next.
 */
export class HandOverWishes implements Disposable {
  readonly #store: Pick<FleetStore, 'get' | 'onDidChange'>;
  readonly #subscription: Disposable;
  /** Whether a device is to be paused, by its id, until the store shows it so. */
  readonly #pauses = new Map<string, boolean>();
  /** When credentials or trusted certificates of a device changed, in milliseconds since the epoch, and what was entered then, by its id. */
  readonly #accessChanges = new Map<string, { readonly at: number; readonly entry: string | undefined }>();

  constructor(store: Pick<FleetStore, 'get' | 'onDidChange'>) {
    this.#store = store;
    this.#subscription = store.onDidChange(() => this.#pauses.forEach((isPaused, deviceId) => this.setPaused(deviceId, isPaused)));
  }

  /** The device is to be paused, or not. */
  setPaused(deviceId: string, isPaused: boolean): void {
    const device = this.#store.get(deviceId);
    if (device === undefined || isPausedIn(device) === isPaused) {
      this.#pauses.delete(deviceId);
    } else {
      this.#pauses.set(deviceId, isPaused);
    }
  }

  /** @param entry See `DeviceFeed.credentialsChanged`. */
  accessChanged(deviceId: string, entry?: string): void {
    this.#accessChanges.set(deviceId, { at: Date.now(), entry });
  }

  /** Tells which devices are to be paused, and which are not. @param isFed Whether it is that feed's device; all are by default. */
  tellPauses(feed: Pick<DeviceFeed, 'pause' | 'resume'>, isFed: (deviceId: string) => boolean = () => true): void {
    for (const [deviceId, isPaused] of this.#pauses) {
      if (!isFed(deviceId)) {
        continue;
      }
      if (isPaused) {
        feed.pause(deviceId);
      } else {
        feed.resume(deviceId);
      }
    }
  }

  /** Tells whose credentials or certificates changed so late that nobody may have acted on it. @param isFed As for {@link tellPauses}. */
  tellAccessChanges(feed: Pick<DeviceFeed, 'credentialsChanged'>, isFed: (deviceId: string) => boolean = () => true): void {
    const now = Date.now();
    for (const [deviceId, { at, entry }] of [...this.#accessChanges].filter(([id]) => isFed(id))) {
      this.#accessChanges.delete(deviceId);
      const since = this.#store.get(deviceId)?.communication.since;
      if (since !== undefined && since <= at && now - at < unnoticedMs) {
        feed.credentialsChanged(deviceId, entry);
      }
    }
  }

  /** Another window, or this one, has acted on what changed. */
  accessDone(deviceId: string): void {
    this.#accessChanges.delete(deviceId);
  }

  dispose(): void {
    void this.#subscription.dispose();
  }
}

function isPausedIn({ communication }: DeviceSnapshot): boolean {
  return communication.state === 'paused';
}
