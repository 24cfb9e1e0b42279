import { describe, expect, test, vi } from 'vitest';
import { Emitter } from '../../../../src/model/event';
import type { DeviceSnapshot } from '../../../../src/model/snapshot';
import { TopologyContent } from '../../../../src/views/topology/topologyContent';
import { drawTopology } from '../../../../src/views/topology/topologyDrawing';
import type { TopologyView } from '../../../../src/webview/graph/graphMessages';
import { psxSlot, sampleDevice, sampleFleet, sampleInstance, severityOfSampleDevice } from '../../model/graphFleet';

const all: TopologyView = { deviceFilter: '', problemsOnly: false, toggled: [] };
const draw = (devices: readonly DeviceSnapshot[], view: Partial<TopologyView> = {}) => drawTopology(devices, { ...all, ...view }, { severityOfDevice: severityOfSampleDevice });

describe('the drawing of a topology', () => {
  test('says in words what each node is, how it is, and what can be opened', () => {
    const { nodes } = draw(sampleFleet()).drawing;
    expect(nodes.find(({ id }) => id === 'instance/south/io3/ptp/Main')).toMatchObject({ name: 'Main', what: 'PTP instance of GM-South, slot io3', severityWord: 'Minor', opens: 'panel' });
    expect(nodes.find(({ id }) => id === 'device/lab/')).toMatchObject({ what: 'Device', severityWord: 'No answer', opens: 'tree', isExpanded: true });
    expect(nodes.find(({ kind }) => kind === 'grandmaster')).not.toHaveProperty('opens');
  });

  test('knows what the nodes of ours stand for', () => {
    const { subjects } = draw(sampleFleet());
    expect(subjects.get('instance/south/io3/ptp/Main')).toEqual({ deviceId: 'south', slotId: 'io3', instanceId: 'Main' });
    expect(subjects.get('reference/clock/south/clk1/gnss')).toEqual({ deviceId: 'south', slotId: 'clk1' });
    expect([...subjects.keys()].some((id) => id.startsWith('grandmaster/'))).toBe(false);
  });

  test('says how much is shown, and why nothing is', () => {
    expect(draw(sampleFleet()).drawing.summary).toBe('4 devices');
    expect(draw(sampleFleet(), { problemsOnly: true }).drawing.summary).toBe('3 of 4 devices');
    expect(draw(sampleFleet(), { deviceFilter: 'nobody' }).drawing.emptyText).toBe('No device passes the filter.');
    expect(draw([]).drawing.emptyText).toContain('no devices yet');
  });

  test('says when devices stay folded for want of room', () => {
    const devices = Array.from({ length: 200 }, (_, device) => sampleDevice(`d${device}`, `D${device}`, [psxSlot('io1', Array.from({ length: 16 }, (_unused, index) => sampleInstance(`i${index}`, device * 16 + index)))]));
    const { drawing } = draw(devices, { toggled: devices.map(({ id }) => `device/${id}/`) });
    expect(drawing.hint).toMatch(/^\d+ devices stay folded, as the drawing is full\. Filter devices/);
  });

  test('shows names of devices as one line of text', () => {
    const { nodes } = draw([sampleDevice('a', 'A\u202e\n<b>', [psxSlot('io1', [sampleInstance('<i>\t', 1)])])]).drawing;
    expect(nodes.map(({ name }) => name)).toEqual(['A‹U+202E›⏎<b>', 'io1 PSX210', '<i>␉'].map((name) => name.replace('io1 ', 'io1  ')));
  });
});

describe('the content of the panel', () => {
  const open = vi.fn(() => Promise.resolve());
  const save = vi.fn<(svg: string) => Promise<string | undefined>>(() => Promise.resolve('Exported.'));
  const content = new TopologyContent({ devices: sampleFleet(), onDidChange: new Emitter<void>().event, severityOfDevice: severityOfSampleDevice, open, save });

  test('keeps the view for the news that follow', async () => {
    expect(content.news()).toMatchObject({ type: 'topology', drawing: { summary: '4 devices' } });
    await content.answer({ kind: 'topologyView', view: { ...all, deviceFilter: 'north' } });
    expect(content.news()).toMatchObject({ drawing: { summary: '1 of 4 devices' } });
  });

  test('opens what is ours, and saves', async () => {
    await content.answer({ kind: 'topologyView', view: all });
    await content.answer({ kind: 'open', key: 'card/north/io3', where: 'tree' });
    expect(open).toHaveBeenCalledWith({ deviceId: 'north', slotId: 'io3' }, 'tree');
    await expect(content.answer({ kind: 'open', key: 'grandmaster/x', where: 'tree' })).rejects.toMatchObject({ kind: 'rowGone' });
    expect(await content.answer({ kind: 'export', svg: '<svg ' })).toEqual({ said: 'Exported.' });
    expect(save).toHaveBeenCalledWith('<svg ');
    await expect(content.answer({ kind: 'bmcaView', view: { rowCounts: {} } })).rejects.toMatchObject({ kind: 'notSupported' });
  });
});
