import type { Json } from '../model/json';
import type { DeviceSnapshot } from '../model/snapshot';
import { difference } from './difference';
import type { LeaderMessage } from './wire';

/** What windows are told of devices, as lines: what has changed since the last one only, and made once for all windows that know the same. */
export class DeviceLines {
  readonly #made = new WeakMap<DeviceSnapshot, { readonly before: DeviceSnapshot; readonly line: string | undefined }>();

  /** @param before What was told last. @returns `undefined` when there is nothing to tell. */
  lineOf(before: DeviceSnapshot | undefined, after: DeviceSnapshot): string | undefined {
    if (before === undefined) {
      return lineOf({ type: 'device', device: after });
    }
    const known = this.#made.get(after);
    if (known?.before === before) {
      return known.line;
    }
    const change = difference(asJson(before), asJson(after));
    const line = change === undefined ? undefined : lineOf({ type: 'deviceChange', deviceId: after.id, change });
    this.#made.set(after, { before, line });
    return line;
  }
}

function lineOf(message: LeaderMessage): string {
  return JSON.stringify(message);
}

/** Snapshots are JSON, as those who make them leave no member `undefined`. */
function asJson(device: DeviceSnapshot): Json {
  return device as unknown as Json;
}
