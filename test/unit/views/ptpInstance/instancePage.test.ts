import { describe, expect, it, vi } from 'vitest';
import { alarmPresets } from '../../../../src/alarms/alarmPresets';
import type { DeviceSnapshot } from '../../../../src/model/snapshot';
import type { Trend } from '../../../../src/model/trend';
import { InstancePage, type InstanceSources } from '../../../../src/views/ptpInstance/instancePage';
import { psxSlot, sampleDevice, sampleFleet, sampleInstance } from '../../model/graphFleet';

vi.mock('vscode', () => ({}));

const address = { deviceId: 'studio', slotId: 'io3', instanceId: 'Uplink' };
const recorded: Trend = { at: [1_000], min: [1], mean: [2], max: [3], count: [1], stepMs: 0, gaps: [] };

/** The panel of an instance, while the fleet knows these devices. */
function pageOf(devices: readonly DeviceSnapshot[]): InstancePage {
  const sources: Pick<InstanceSources, 'trends' | 'events' | 'alarms' | 'alarmSettings'> & { readonly services: { readonly fleet: { readonly devices: readonly DeviceSnapshot[] } } } = {
    services: { fleet: { devices } },
    trends: { trend: () => recorded, trendParts: () => [recorded], portStates: () => [{ from: 500, to: 1_000, portState: 'SLAVE' }], onDidAppend: () => ({ dispose: () => undefined }) },
    events: { events: () => [], onDidChange: () => ({ dispose: () => undefined }) },
    alarms: { alarms: [], severityOf: (_subject, severity) => severity, onDidChange: () => ({ dispose: () => undefined }) },
    alarmSettings: { value: { preset: 'telecom', overrides: [], raiseAfterMs: 0, clearAfterMs: 0 } },
  };
  return new InstancePage(address, sources as InstanceSources);
}

const device = (changes: Partial<DeviceSnapshot> = {}): DeviceSnapshot => ({ ...sampleDevice('studio', 'BC-Studio', [], 'connecting'), ...changes });
const charts = { kind: 'charts', spanMs: 600_000, maxPoints: 500 } as const;

describe('the panel of a PTP instance that is not listed', () => {
  it.each([
    ['the devices', []],
    ['any slot', [device()]],
    ['what is in the slot', [device({ slots: [{ slotId: 'io3', slotType: 'io', isPsx: false, isEmpty: false, severity: 'normal', ptpInstances: [], properties: [] }] })]],
  ])('waits for the first answer while nothing has told %s, and shows the history', async (_what, devices) => {
    const page = pageOf(devices);
    expect(await page.answer({ kind: 'content' })).toMatchObject({ isBare: true, header: { name: 'Uplink', state: 'Waiting for the first answer', severity: 'information', severityWord: 'Information' } });
    expect(page.content().header).not.toHaveProperty('problem');
    expect(await page.answer(charts)).toMatchObject({ offset: { trend: recorded }, spans: [{ portState: 'SLAVE' }] });
    expect(await page.answer({ kind: 'clients', from: 0, count: 20 })).toEqual({ from: 0, rows: [], count: 0 });
  });

  it('says why the first answer takes its time', () => {
    const error = { kind: 'timeout' as const, message: 'No answer.', hint: 'Check the network.' };
    expect(pageOf([device({ communication: { state: 'retrying', since: 0, error } })]).content().header).toMatchObject({ place: 'BC-Studio / io3', severity: 'timeout', problem: { message: 'No answer.', hint: 'Check the network.' } });
    expect(pageOf([device({ communication: { state: 'paused', since: 0 } })]).content().header.problem?.message).toBe('Polling is paused.');
  });

  it.each([
    ['without the instance', [psxSlot('io3', [sampleInstance('Other', 7)])]],
    ['without the slot', [psxSlot('io4', [sampleInstance('Uplink', 7)])]],
    ['with the slot empty', [psxSlot('io3', [], { isEmpty: true })]],
  ])('is gone after an answer %s, and still shows the history', async (_what, slots) => {
    const page = pageOf([device({ slots })]);
    expect(page.content().header.problem?.message).toBe('This PTP instance is not there any more.');
    expect(page.content().header.state).not.toContain('Waiting');
    expect(await page.answer(charts)).toMatchObject({ offset: { trend: recorded } });
  });

  it('is shown in full as soon as it is listed, with the limits of its preset', async () => {
    const page = pageOf(sampleFleet());
    expect(page.content()).toMatchObject({ header: { name: 'Uplink' }, bestMaster: expect.anything() as unknown });
    expect(JSON.stringify(await page.answer(charts))).toContain(`:${alarmPresets.telecom.limits.offsetFromMaster?.major}`);
  });
});
