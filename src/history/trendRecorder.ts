import type { Disposable } from '../model/event';
import type { DeviceSnapshot, PtpInstanceSnapshot } from '../model/snapshot';
import type { TrendSample } from '../model/trend';

/** What the recorder follows: the fleet store, or whatever feeds a window. */
export interface RecordedFleet {
  get(deviceId: string): DeviceSnapshot | undefined;
  onDidChange(listener: (change: { readonly removed: readonly string[]; readonly devices: readonly { readonly deviceId: string }[] }) => void): Disposable;
}

/**
 * Takes a sample of each PTP instance whenever its module was answered: once for each answer, and none while a device does not answer, so that silence
 * is a gap.
 */
export class TrendRecorder implements Disposable {
  readonly #fleet: RecordedFleet;
  readonly #record: (samples: readonly TrendSample[]) => void;
  readonly #subscription: Disposable;
  /** When the module of a slot was last recorded, by device and slot. */
  readonly #recordedAt = new Map<string, Map<string, number>>();

  constructor(fleet: RecordedFleet, record: (samples: readonly TrendSample[]) => void) {
    this.#fleet = fleet;
    this.#record = record;
    this.#subscription = fleet.onDidChange(({ removed, devices }) => {
      removed.forEach((deviceId) => this.#recordedAt.delete(deviceId));
      const samples = devices.flatMap(({ deviceId }) => this.#newSamples(deviceId));
      if (samples.length > 0) {
        this.#record(samples);
      }
    });
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #newSamples(deviceId: string): readonly TrendSample[] {
    const recordedAt = this.#recordedAt.get(deviceId) ?? new Map<string, number>();
    this.#recordedAt.set(deviceId, recordedAt);
    return (this.#fleet.get(deviceId)?.slots ?? []).flatMap(({ slotId, updatedAt, ptpInstances }) => {
      if (updatedAt === undefined || recordedAt.get(slotId) === updatedAt) {
        return [];
      }
      recordedAt.set(slotId, updatedAt);
      return ptpInstances.flatMap((instance) => sampleOf(instance, { deviceId, slotId, instanceId: instance.id }, updatedAt));
    });
  }
}

/** Only a port that listens to a master has an offset from it; what others report there is a left-over or a constant 0. */
const statesWithOffset = new Set(['SLAVE', 'UNCALIBRATED']);

function sampleOf(instance: PtpInstanceSnapshot, address: TrendSample['address'], at: number): readonly TrendSample[] {
  if (instance.missingSince !== undefined || instance.running === false) {
    return [];
  }
  const { portState, offsetFromMasterNs, meanPathDelayNs } = instance;
  const hasOffset = statesWithOffset.has(portState);
  return [
    {
      address,
      at,
      portState,
      ...(hasOffset && offsetFromMasterNs !== undefined ? { offsetFromMasterNs } : {}),
      ...(hasOffset && meanPathDelayNs !== undefined ? { meanPathDelayNs } : {}),
    },
  ];
}
