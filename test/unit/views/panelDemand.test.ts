import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../src/model/event';
import type { DeviceFeed } from '../../../src/polling/deviceFeed';
import { followPanels } from '../../../src/views/deviceScope/followPanels';
import { PanelDemand } from '../../../src/views/panelDemand';
import { subjectOf } from '../../../src/views/deviceScope/deviceScope';
import type { Services } from '../../../src/views/services';

describe('the demand of the panels that can be seen', () => {
  const visible = new Emitter<void>();
  const devicesChanged = new Emitter<unknown>();
  const panels = { visibleSubjects: [] as string[], onDidChangeVisible: visible.event };
  const devices = { configs: [{ id: 'a' }, { id: 'b' }], onDidChange: devicesChanged.event };
  const asked: [string, string | undefined][] = [];
  const feed: Pick<DeviceFeed, 'setDeviceDemand'> = { setDeviceDemand: (deviceId, level) => asked.push([deviceId, level]) };
  const panelDemand = new PanelDemand(feed);
  const followed = followPanels(panels, { devices, panelDemand } as unknown as Services);
  const show = (...deviceIds: (string | undefined)[]) => {
    asked.length = 0;
    panels.visibleSubjects = deviceIds.map((deviceId) => subjectOf({ deviceId }));
    visible.fire();
    return [...asked];
  };

  it('is that of their devices, told once', () => {
    expect(show('a')).toEqual([['a', 'panel']]);
    expect(show('a')).toEqual([]);
    expect(show('a', undefined)).toEqual([['b', 'panel']]);
    expect(show('b')).toEqual([['a', undefined]]);
    expect(show()).toEqual([['b', undefined]]);
  });

  it('ends with the last panel of any kind that shows the device', () => {
    show('a');
    asked.length = 0;
    const others = {};
    panelDemand.show(others, ['a', 'b']);
    expect(asked).toEqual([['b', 'panel']]);
    expect(show()).toEqual([]);
    panelDemand.show(others, []);
    expect(asked).toEqual([
      ['a', undefined],
      ['b', undefined],
    ]);
  });

  it('follows the list of devices while all of them are shown', () => {
    show(undefined);
    asked.length = 0;
    devices.configs = [{ id: 'b' }, { id: 'c' }];
    devicesChanged.fire(undefined);
    expect(asked).toEqual([
      ['a', undefined],
      ['c', 'panel'],
    ]);
    followed.dispose();
    expect(show('b')).toEqual([]);
  });
});
