import { afterEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { HistoryFault } from '../../../../src/history/historyFault';
import type { HistoryStatus } from '../../../../src/history/historyStatus';
import { Emitter } from '../../../../src/model/event';
import type { HttpSession } from '../../../../src/model/httpSession';
import { reportHistoryProblems } from '../../../../src/views/historyProblems';
import { recentDataLoss } from '../../../../src/views/watchDataLoss';

describe('reportHistoryProblems', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('tells each cause once, with what to do, and logs it', async () => {
    const warned = vi.spyOn(vscode.window, 'showWarningMessage').mockResolvedValue('Show Log' as never);
    const log = { warn: vi.fn(), show: vi.fn() };
    const changed = new Emitter<HistoryStatus>();
    const report = reportHistoryProblems({ onDidChangeStatus: changed.event }, log as unknown as vscode.LogOutputChannel);
    const full = new HistoryFault('diskFull', 'The disk is full.', 'Free some space.');
    for (const status of [{ state: 'opening' }, { state: 'ok' }, { state: 'ok', fault: full }, { state: 'ok' }, { state: 'ok', fault: full }, { state: 'closed' }] as const) {
      changed.fire(status);
    }
    expect(warned.mock.calls).toEqual([['The disk is full. Free some space.', 'Show Log']]);
    expect(log.warn.mock.calls).toEqual([['The disk is full. Free some space.']]);
    await vi.waitFor(() => expect(log.show).toHaveBeenCalledOnce());
    changed.fire({ state: 'memoryOnly', fault: new HistoryFault('folderUnusable', 'It cannot be saved.', 'Make the folder writable.') });
    expect(warned).toHaveBeenCalledTimes(2);
    report.dispose();
    changed.fire({ state: 'memoryOnly', fault: new HistoryFault('sqliteMissing', 'There is no SQLite.', 'Update VS Code.') });
    expect(warned).toHaveBeenCalledTimes(2);
  });
});

describe('recentDataLoss', () => {
  const session = (kind: 'pending' | 'good' | 'failed') =>
    ({ ...(kind === 'pending' ? {} : { timing: {} }), ...(kind === 'failed' ? { error: {} } : {}) }) as unknown as HttpSession;

  it('counts the last hundred requests that are over', () => {
    const old = Array.from({ length: 50 }, () => session('failed'));
    const recent = Array.from({ length: 98 }, () => session('good'));
    expect(recentDataLoss([])).toEqual({ total: 0, failed: 0 });
    expect(recentDataLoss([session('pending'), ...old])).toEqual({ total: 50, failed: 50 });
    expect(recentDataLoss([session('pending'), session('failed'), ...recent, ...old])).toEqual({ total: 100, failed: 2 });
  });
});
