import type { Json } from '../model/json';
import type { DeviceSnapshot } from '../model/snapshot';
import { difference } from './difference';
import type { LeaderMessage } from './wire';

interface MadeLine {
  readonly before: DeviceSnapshot;
  readonly after: DeviceSnapshot;
  readonly line: string | undefined;
}

/** What windows are told of devices, as lines: what has changed since the last one only, and made once for all windows that know the same. */
export class DeviceLines {
  /** The latest of each device by its id: what a device was before stays in memory no longer. */
  readonly #made = new Map<string, MadeLine>();

  /** @param before What was told last. @returns `undefined` when there is nothing to tell. */
  lineOf(before: DeviceSnapshot | undefined, after: DeviceSnapshot): string | undefined {
    if (before === undefined) {
      return lineOf({ type: 'device', device: after });
    }
    const known = this.#made.get(after.id);
    if (known?.before === before && known.after === after) {
      return known.line;
    }
    const change = difference(asJson(before), asJson(after));
    const line = change === undefined ? undefined : lineOf({ type: 'deviceChange', deviceId: after.id, change });
    this.#made.set(after.id, { before, after, line });
    return line;
  }

  /** The device is gone. */
  forget(deviceId: string): void {
    this.#made.delete(deviceId);
  }

  /** No window is told any more. */
  clear(): void {
    this.#made.clear();
  }
}

function lineOf(message: LeaderMessage): string {
  return JSON.stringify(message);
}

/** Snapshots are JSON, as those who make them leave no member `undefined`. */
function asJson(device: DeviceSnapshot): Json {
  return device as unknown as Json;
}
