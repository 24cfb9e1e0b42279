import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { defaultAlarmSettings } from '../../../../src/alarms/alarmSettings';
import { defaultRetention } from '../../../../src/history/retention';
import { historyPace, historyRetention, onDidChangeHistorySettings } from '../../../../src/views/historySettings';
import { reportWatchSettingsProblems } from '../../../../src/views/settingsProblems';
import { notifyFrom, WatchSettings } from '../../../../src/views/watchSettings';
import { SettingsStub } from './settingsStub';

describe('the settings of alarms and history', () => {
  let stub: SettingsStub;

  beforeEach(() => {
    stub = new SettingsStub();
  });
  afterEach(() => void vi.restoreAllMocks());

  it('are the defaults as long as nobody has set any', () => {
    expect(new WatchSettings().value).toEqual(defaultAlarmSettings);
    expect(historyRetention()).toEqual(defaultRetention);
    expect(notifyFrom()).toBe('major');
  });

  it('stay the same object until they change, and apply at once', () => {
    const settings = new WatchSettings();
    let changes = 0;
    settings.onDidChange(() => changes++);
    const before = settings.value;
    stub.set('psx.alarms.notifyFrom', 'minor');
    stub.set('psx.polling.interval', 5);
    expect(settings.value).toBe(before);
    stub.set('psx.alarms.preset', 'telecom');
    stub.set('psx.alarms.overrides', [{ device: 'GM-North', mask: true }]);
    expect(settings.value).toMatchObject({ preset: 'telecom', overrides: [{ device: 'GM-North', mask: true }] });
    expect(changes).toBe(2);
    settings.dispose();
    stub.set('psx.alarms.preset', 'finance');
    expect(changes).toBe(2);
  });

  it.each([
    ['off', 'none'],
    ['warning', 'warning'],
    ['critical', 'critical'],
    ['normal', 'major'],
    [7, 'major'],
  ])('notify from %j: %s', (value, severity) => {
    stub.set('psx.alarms.notifyFrom', value);
    expect(notifyFrom()).toBe(severity);
  });

  it('say once what is wrong, by its place, with a way to it', async () => {
    const warned = vi.spyOn(vscode.window, 'showWarningMessage').mockResolvedValue('Open Settings' as never);
    const opened = vi.spyOn(vscode.commands, 'executeCommand');
    const log = { warn: vi.fn(), show: vi.fn() };
    const settings = new WatchSettings();
    const report = reportWatchSettingsProblems(settings, log as unknown as vscode.LogOutputChannel);
    expect(warned).not.toHaveBeenCalled();
    stub.set('psx.alarms.overrides', [{ device: 7 }, { preset: 'lan' }]);
    stub.set('psx.alarms.raiseAfter', 5);
    expect(log.warn.mock.calls.map(([line]) => String(line).slice(0, 32))).toEqual(['psx.alarms.overrides[0].device: ', 'psx.alarms.overrides[1].preset: ']);
    expect(warned).toHaveBeenCalledOnce();
    expect(warned.mock.calls[0]?.[0]).toMatch(/^psx\.alarms\.overrides\[0\]\.device: .*and 1 more, see the log\)$/);
    await vi.waitFor(() => expect(opened).toHaveBeenCalledExactlyOnceWith('workbench.action.openSettingsJson', { revealSetting: { key: 'psx.alarms.overrides' } }));
    report.dispose();
  });

  it('move a retention that is out of its range to the nearest end, and tell of each change', () => {
    let changes = 0;
    const subscription = onDidChangeHistorySettings(() => changes++);
    stub.set('psx.history.rawHours', 0);
    stub.set('psx.history.minuteDays', 'many');
    stub.set('psx.history.maxMegabytes', 1e9);
    expect(historyRetention()).toEqual({ ...defaultRetention, rawHours: 1, maxMegabytes: 10_000 });
    expect(changes).toBe(3);
    subscription.dispose();
  });

  it('make a gap of what is longer than the slowest device is left alone', () => {
    const gapMs = (...devices: readonly { readonly intervalMs?: number }[]) => historyPace(() => devices.map((device, index) => ({ id: String(index), ...device }))).gapMs();
    expect(gapMs()).toBe(6 * 10_000 + 30_000);
    expect(gapMs({ intervalMs: 1_000 }, {})).toBe(6 * 10_000 + 30_000);
    expect(gapMs({ intervalMs: 60_000 }, {})).toBe(6 * 60_000 + 30_000);
  });

  it('know how often each device is asked', () => {
    const { intervalMs } = historyPace(() => [{ id: 'slow', intervalMs: 60_000 }, { id: 'usual' }]);
    expect(['slow', 'usual', 'removed'].map(intervalMs)).toEqual([60_000, 10_000, 10_000]);
  });
});
