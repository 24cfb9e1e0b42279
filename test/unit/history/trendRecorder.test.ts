import { describe, expect, it } from 'vitest';
import { TrendRecorder } from '../../../src/history/trendRecorder';
import { Emitter } from '../../../src/model/event';
import type { DeviceSnapshot, PtpInstanceSnapshot } from '../../../src/model/snapshot';
import type { TrendSample } from '../../../src/model/trend';

const instance = (id: string, rest: Partial<PtpInstanceSnapshot> = {}): PtpInstanceSnapshot => ({
  id,
  name: id,
  portState: 'SLAVE',
  offsetFromMasterNs: -12,
  meanPathDelayNs: 600,
  severity: 'normal',
  properties: [],
  ...rest,
});

function fleetOf(slots: readonly { readonly slotId: string; readonly updatedAt?: number; readonly ptpInstances: readonly PtpInstanceSnapshot[] }[]) {
  const changed = new Emitter<{ removed: readonly string[]; devices: readonly { deviceId: string }[] }>();
  let device = { id: 'gm', slots } as unknown as DeviceSnapshot;
  const recorded: TrendSample[] = [];
  const recorder = new TrendRecorder({ get: () => device, onDidChange: changed.event }, (samples) => recorded.push(...samples));
  return {
    recorder,
    answer: (next: typeof slots): TrendSample[] => {
      device = { id: 'gm', slots: next } as unknown as DeviceSnapshot;
      recorded.length = 0;
      changed.fire({ removed: [], devices: [{ deviceId: 'gm' }] });
      return [...recorded];
    },
    forget: () => changed.fire({ removed: ['gm'], devices: [] }),
  };
}

describe('the recorder of trends', () => {
  it('takes one sample of each instance for each answer of its module', () => {
    const { answer } = fleetOf([]);
    const slots = [
      { slotId: 'io3', updatedAt: 1_000, ptpInstances: [instance('a'), instance('b')] },
      { slotId: 'io4', updatedAt: 2_000, ptpInstances: [instance('a')] },
    ];
    expect(answer(slots)).toEqual([
      { address: { deviceId: 'gm', slotId: 'io3', instanceId: 'a' }, at: 1_000, portState: 'SLAVE', offsetFromMasterNs: -12, meanPathDelayNs: 600 },
      { address: { deviceId: 'gm', slotId: 'io3', instanceId: 'b' }, at: 1_000, portState: 'SLAVE', offsetFromMasterNs: -12, meanPathDelayNs: 600 },
      { address: { deviceId: 'gm', slotId: 'io4', instanceId: 'a' }, at: 2_000, portState: 'SLAVE', offsetFromMasterNs: -12, meanPathDelayNs: 600 },
    ]);
    expect(answer(slots)).toEqual([]);
    expect(answer([{ slotId: 'io3', updatedAt: 3_000, ptpInstances: [instance('a')] }]).map(({ at }) => at)).toEqual([3_000]);
  });

  it('records no offset of a grandmaster, which has no master', () => {
    const { answer } = fleetOf([]);
    expect(answer([{ slotId: 'io3', updatedAt: 1, ptpInstances: [instance('a', { portState: 'MASTER', offsetFromMasterNs: 0, meanPathDelayNs: 0 })] }])).toEqual([
      { address: { deviceId: 'gm', slotId: 'io3', instanceId: 'a' }, at: 1, portState: 'MASTER' },
    ]);
  });

  it('leaves out what is missing, does not run, or was never answered', () => {
    const { answer } = fleetOf([]);
    expect(
      answer([
        { slotId: 'io3', updatedAt: 1, ptpInstances: [instance('a', { missingSince: 1 }), instance('b', { running: false })] },
        { slotId: 'io4', ptpInstances: [instance('c')] },
      ]),
    ).toEqual([]);
  });

  it('ends when it is disposed of', () => {
    const { answer, recorder, forget } = fleetOf([]);
    forget();
    recorder.dispose();
    expect(answer([{ slotId: 'io3', updatedAt: 1, ptpInstances: [instance('a')] }])).toEqual([]);
  });
});
