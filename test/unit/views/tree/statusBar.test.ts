import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import type { DeviceConfig } from '../../../../src/model/deviceConfig';
import { FleetStore } from '../../../../src/polling/fleetStore';
import { StatusBar } from '../../../../src/views/statusBar';
import { alarmOn, FakeAlarms } from './fakeAlarms';

const device = (id: string): DeviceConfig => ({ id, name: id, origin: `https://${id}:443`, busAddress: '', bypassProxy: false, slotIds: [] });

describe('the status bar', () => {
  const item = { text: '', tooltip: '', backgroundColor: undefined as { id: string } | undefined, show: vi.fn(), hide: vi.fn(), dispose: vi.fn() };
  let store: FleetStore;
  let alarms: FakeAlarms;
  let bar: StatusBar;

  beforeEach(() => {
    vi.clearAllMocks();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    vi.spyOn(vscode.window, 'createStatusBarItem').mockReturnValue(item as unknown as vscode.StatusBarItem);
    store = new FleetStore();
    alarms = new FakeAlarms();
    bar = new StatusBar(store, alarms);
  });
  afterEach(() => {
    bar.dispose();
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  const configure = (...ids: readonly string[]): void => {
    store.setDevices(ids.map(device));
    ids.forEach((deviceId) => store.apply({ deviceId, origin: `https://${deviceId}:443`, at: 1, slots: [], communication: ({ communication }) => ({ ...communication, state: 'responding' }) }));
    vi.runAllTimers();
  };

  const raise = (...raised: readonly ReturnType<typeof alarmOn>[]): void => {
    alarms.set(...raised);
    vi.runAllTimers();
  };

  it('hides without a device', () => {
    expect(item.hide).toHaveBeenCalled();
    expect(item.show).not.toHaveBeenCalled();
  });

  it('counts devices that answer and have no alarm', () => {
    configure('north', 'south');
    expect(item.text).toBe('$(pass) PSX 2 devices');
    expect(item.backgroundColor).toBeUndefined();
  });

  it('shows the worst alarm over all devices, and follows each change', () => {
    configure('north', 'south', 'west');
    raise(alarmOn({ deviceId: 'north', slotId: 'io3', instanceId: 'blue' }), alarmOn({ deviceId: 'west' }, { severity: 'warning' }));
    expect(item.text).toBe('$(error) PSX 2 of 3 faulty');
    expect(item.tooltip).toBe('north: Responding, major, 1 alarm\nwest: Responding, warning, 1 alarm');
    expect(item.backgroundColor?.id).toBe('statusBarItem.errorBackground');
    raise(alarmOn({ deviceId: 'west' }, { severity: 'warning' }));
    expect(item.text).toBe('$(warning) PSX 1 of 3 faulty');
    raise(alarmOn({ deviceId: 'west' }, { severity: 'warning', maskedUntil: 'cleared' }));
    expect(item.text).toBe('$(pass) PSX 3 devices');
  });

  it('says nothing anew when nothing of it changed', () => {
    configure('north');
    raise(alarmOn({ deviceId: 'north' }));
    item.show.mockClear();
    raise(alarmOn({ deviceId: 'north' }, { state: 'acknowledged' }));
    expect(item.show).not.toHaveBeenCalled();
  });

  it('looks at the fleet a few times a second at most, however often it changes', () => {
    configure('north');
    const looks = vi.spyOn(store, 'devices', 'get');
    for (let change = 0; change < 100; change += 1) alarms.set(alarmOn({ deviceId: 'north' }, { severity: change % 2 === 0 ? 'major' : 'minor' }));
    vi.runAllTimers();
    expect(looks).toHaveBeenCalledTimes(2);
    expect(item.tooltip).toBe('north: Responding, minor, 1 alarm');
  });

  it('stops listening when it is disposed of', () => {
    configure('north');
    bar.dispose();
    raise(alarmOn({ deviceId: 'north' }));
    expect(item.text).toBe('$(pass) PSX 1 device');
  });
});
