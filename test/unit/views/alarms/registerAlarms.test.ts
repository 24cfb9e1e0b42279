import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { AlarmBook } from '../../../../src/alarms/alarmBook';
import { defaultAlarmSettings } from '../../../../src/alarms/alarmSettings';
import type { DeviceSnapshot } from '../../../../src/model/snapshot';
import { registerAlarms } from '../../../../src/views/alarms';
import type { Services } from '../../../../src/views/services';
import { device, FakeClock, psx, SharedStates, slave, timedOut } from '../../alarms/alarmFixture';
import { SettingsStub } from './settingsStub';

const settings = { ...defaultAlarmSettings, raiseAfterMs: 0, clearAfterMs: 0 };

describe('registerAlarms', () => {
  let stub: SettingsStub;
  let clock: FakeClock;
  let states: SharedStates;
  let book: AlarmBook;
  let devices: Map<string, DeviceSnapshot>;
  let view: { visible: boolean; badge?: vscode.ViewBadge; onDidChangeVisibility: () => vscode.Disposable; dispose: () => void };
  let executed: unknown[][];
  let revealed: unknown[][];
  let isNotifier: boolean;
  let registered: Pick<vscode.Disposable, 'dispose'>;
  const told = { error: vi.spyOn(vscode.window, 'showErrorMessage'), warning: vi.spyOn(vscode.window, 'showWarningMessage') };

  beforeEach(() => {
    stub = new SettingsStub();
    clock = new FakeClock();
    states = new SharedStates();
    const window = states.window();
    book = new AlarmBook({ states: window, clock });
    devices = new Map();
    view = { visible: false, onDidChangeVisibility: () => vscode.Disposable.from(), dispose: () => undefined };
    executed = [];
    revealed = [];
    isNotifier = true;
    const commands = new Map<string, (argument: unknown) => unknown>();
    vi.spyOn(vscode.window, 'createTreeView').mockReturnValue(view as unknown as vscode.TreeView<unknown>);
    vi.spyOn(vscode.commands, 'registerCommand').mockImplementation((name, handler) => {
      commands.set(name, handler);
      return vscode.Disposable.from();
    });
    vi.spyOn(vscode.commands, 'executeCommand').mockImplementation((name: string, ...args: unknown[]) => {
      executed.push([name, ...args]);
      return Promise.resolve(commands.get(name)?.(args[0]));
    });
    told.error = vi.spyOn(vscode.window, 'showErrorMessage').mockResolvedValue(undefined);
    told.warning = vi.spyOn(vscode.window, 'showWarningMessage').mockResolvedValue(undefined);
    const services = {
      fleet: { get: (id: string) => devices.get(id) },
      reveal: (...call: unknown[]) => Promise.resolve(void revealed.push(call)),
      log: { error: () => undefined },
    };
    registered = registerAlarms(services as unknown as Services, { alarms: book, states: window, clock }, () => isNotifier);
  });
  afterEach(() => {
    registered.dispose();
    vi.restoreAllMocks();
  });

  const show = (changes: Partial<DeviceSnapshot>, ...offsetsNs: readonly number[]): void => {
    const slots = [psx(offsetsNs.map((offsetFromMasterNs, index) => slave({ id: `instance${index}`, name: `I${index}`, offsetFromMasterNs })))];
    const shown = device(slots, changes);
    devices.set(shown.id, shown);
    book.update(shown, { settings });
  };
  const open = (): void => void told.error.mockResolvedValue('Open' as never);
  const pass = (): void => clock.advance(60_000);

  it('counts in the badge what is active, and neither acknowledged nor masked', () => {
    show({}, 1_500, 1_500, 1_500);
    expect(view.badge).toEqual({ value: 3, tooltip: '3 active alarms' });
    const [first, second] = book.alarms;
    book.acknowledge(first?.id ?? '');
    book.mask(second?.id ?? '', 'cleared');
    expect(view.badge).toEqual({ value: 1, tooltip: '1 active alarm' });
    show({}, 0, 0, 0);
    expect(view.badge).toBeUndefined();
  });

  it('tells of one alarm, and opens the panel of its instance', async () => {
    open();
    show({}, 1_500);
    pass();
    expect(told.error).toHaveBeenCalledExactlyOnceWith('GM-North / io3 / I0: Offset from master is 1.5 µs; major from 1 µs.', 'Open');
    const { id } = book.alarms[0]!;
    await vi.waitFor(() =>
      expect(executed).toEqual([
        ['psx.openAlarm', { alarmId: id }],
        ['psx.showPtpInstance', { deviceId: 'north', slotId: 'io3', instanceId: 'instance0' }],
      ]),
    );
  });

  it('tells of several alarms at once, and opens the view', async () => {
    open();
    show({}, 1_500, 20_000);
    show({ id: 'south', name: 'GM-South' }, 1_500);
    pass();
    expect(told.error).toHaveBeenCalledExactlyOnceWith('3 alarms: 1 critical on GM-North, 2 major on GM-North and GM-South', 'Open');
    await vi.waitFor(() => expect(executed).toEqual([['psx.alarms.focus']]));
  });

  it('reveals in the tree what has no panel', async () => {
    open();
    show({ communication: timedOut });
    pass();
    await vi.waitFor(() => expect(revealed).toEqual([['north', {}]]));
  });

  it('reveals the place of an instance that the device does not list any more', async () => {
    show({}, 1_500);
    const { id } = book.alarms[0]!;
    devices.set('north', device([psx([])]));
    await vscode.commands.executeCommand('psx.openAlarm', { alarmId: id });
    expect(revealed).toEqual([['north', { slotId: 'io3', instanceId: 'instance0' }]]);
  });

  it('tells from the severity that was chosen, mild ones as warnings', () => {
    show({}, 300);
    pass();
    stub.set('psx.alarms.notifyFrom', 'warning');
    show({}, 300, 300);
    pass();
    expect(told.warning).toHaveBeenCalledOnce();
    stub.set('psx.alarms.notifyFrom', 'off');
    show({}, 300, 300, 20_000);
    pass();
    expect(told.warning).toHaveBeenCalledOnce();
    expect(told.error).not.toHaveBeenCalled();
  });

  it('leaves it to the window in front to tell', () => {
    isNotifier = false;
    show({}, 1_500);
    pass();
    isNotifier = true;
    pass();
    expect(told.error).not.toHaveBeenCalled();
    expect(view.badge?.value).toBe(1);
  });

  it('tells what the window in front could not tell any more', () => {
    isNotifier = false;
    show({}, 1_500);
    clock.advance(5_000);
    isNotifier = true;
    pass();
    expect(told.error).toHaveBeenCalledOnce();
  });

  it('tells nothing any more when it was disposed of', () => {
    show({}, 1_500);
    registered.dispose();
    pass();
    expect(told.error).not.toHaveBeenCalled();
  });
});
