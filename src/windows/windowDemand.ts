import { higherDemand, type DemandLevel } from '../polling/demand';
import type { DeviceFeed } from '../polling/deviceFeed';

interface Demand {
  level: DemandLevel;
  readonly devices: Map<string, DemandLevel>;
}

/** What is looked at in all windows together, told to the feed that polls for them. */
export class WindowDemand {
  readonly #feed: Pick<DeviceFeed, 'setDemand' | 'setDeviceDemand'>;
  readonly #windows = new Map<object, Demand>();

  constructor(feed: Pick<DeviceFeed, 'setDemand' | 'setDeviceDemand'>) {
    this.#feed = feed;
  }

  /** How much is looked at in a window; `window` stands for it. */
  setDemand(window: object, level: DemandLevel): void {
    this.#of(window).level = level;
    this.#tell();
  }

  /** How much is looked at of one device in a window, when that is more. */
  setDeviceDemand(window: object, deviceId: string, level: DemandLevel | undefined): void {
    const { devices } = this.#of(window);
    if (level === undefined) {
      devices.delete(deviceId);
    } else {
      devices.set(deviceId, level);
    }
    this.#tellOf(deviceId);
  }

  /** A window that is gone looks at nothing. */
  remove(window: object): void {
    const demand = this.#windows.get(window);
    if (demand !== undefined) {
      this.#windows.delete(window);
      this.#tell();
      [...demand.devices.keys()].forEach((deviceId) => this.#tellOf(deviceId));
    }
  }

  /** The first window that has the focus, of those that have told their demand. */
  get focused(): object | undefined {
    for (const [window, { level }] of this.#windows) {
      if (level !== 'unfocused') {
        return window;
      }
    }
    return undefined;
  }

  #of(window: object): Demand {
    const demand: Demand = this.#windows.get(window) ?? { level: 'unfocused', devices: new Map<string, DemandLevel>() };
    this.#windows.set(window, demand);
    return demand;
  }

  #tell(): void {
    const levels = [...this.#windows.values()].map(({ level }) => level);
    this.#feed.setDemand(levels.reduce((highest, level) => higherDemand(highest, level), 'unfocused'));
  }

  #tellOf(deviceId: string): void {
    let highest: DemandLevel | undefined;
    for (const { devices } of this.#windows.values()) {
      const level = devices.get(deviceId);
      highest = level === undefined ? highest : higherDemand(level, highest);
    }
    this.#feed.setDeviceDemand(deviceId, highest);
  }
}
