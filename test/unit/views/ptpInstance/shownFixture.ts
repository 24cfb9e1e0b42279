import type { Alarm } from '../../../../src/model/alarm';
import type { DeviceSnapshot, PtpInstanceSnapshot } from '../../../../src/model/snapshot';
import { findInstance, type ShownInstance } from '../../../../src/views/ptpInstance/shownInstance';
import { sampleFleet } from '../../model/graphFleet';

/** An instance of the made-up fleet as its panel sees it, with changes. */
export function shownInstance(
  [deviceId, slotId, instanceId]: readonly [string, string, string],
  changes: Partial<Omit<ShownInstance, 'instance'>> & { readonly instance?: Partial<PtpInstanceSnapshot>; readonly fleet?: readonly DeviceSnapshot[] } = {},
): ShownInstance {
  const { instance, fleet = sampleFleet(), ...others } = changes;
  const address = { deviceId, slotId, instanceId };
  const found = findInstance(fleet, address);
  if (found === undefined) {
    throw new Error(`There is no ${deviceId} / ${slotId} / ${instanceId}.`);
  }
  return { address, ...found, instance: { ...found.instance, ...instance }, severity: 'normal', alarms: [] as readonly Alarm[], rules: { limits: {} }, nameOf: () => undefined, ...others };
}
