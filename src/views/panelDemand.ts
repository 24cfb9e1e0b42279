import type { DeviceFeed } from '../polling/deviceFeed';

/** Asks for fresh data of every device that at least one panel shows, whatever kind of panel it is. */
export class PanelDemand {
  readonly #feed: Pick<DeviceFeed, 'setDeviceDemand'>;
  readonly #shownBy = new Map<object, ReadonlySet<string>>();

  constructor(feed: Pick<DeviceFeed, 'setDeviceDemand'>) {
    this.#feed = feed;
  }

  /** `panels` show these devices now, in place of those that they showed before. */
  show(panels: object, deviceIds: Iterable<string>): void {
    const before = this.#shown();
    this.#shownBy.set(panels, new Set(deviceIds));
    const after = this.#shown();
    for (const deviceId of before) {
      if (!after.has(deviceId)) {
        this.#feed.setDeviceDemand(deviceId, undefined);
      }
    }
    for (const deviceId of after) {
      if (!before.has(deviceId)) {
        this.#feed.setDeviceDemand(deviceId, 'panel');
      }
    }
  }

  #shown(): Set<string> {
    return new Set([...this.#shownBy.values()].flatMap((deviceIds) => [...deviceIds]));
  }
}
