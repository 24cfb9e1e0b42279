import { afterEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { Emitter } from '../../../src/model/event';
import { isRecording, keepSessionSettings } from '../../../src/views/httpSessions/sessionSettings';
import { keepPollingSettings, pollingSettings, proxySettings } from '../../../src/views/pollingConfiguration';

describe('the polling settings', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('are read once until they change', () => {
    const changed = new Emitter<vscode.ConfigurationChangeEvent>();
    vi.spyOn(vscode.workspace, 'onDidChangeConfiguration').mockImplementation(changed.event);
    const values = new Map<string, unknown>([['polling.interval', 20]]);
    const read = vi.spyOn(vscode.workspace, 'getConfiguration').mockReturnValue({
      get: (key: string, otherwise?: unknown) => values.get(key) ?? otherwise,
    } as unknown as vscode.WorkspaceConfiguration);
    const keeping = keepPollingSettings();
    expect([pollingSettings().intervalMs, pollingSettings().mostRequests]).toEqual([20_000, 100]);
    expect(read).toHaveBeenCalledTimes(1);
    values.set('polling.interval', 30).set('polling.maxRequests', 1e9);
    changed.fire({ affectsConfiguration: (section) => section === 'editor' });
    expect(pollingSettings().intervalMs).toBe(20_000);
    changed.fire({ affectsConfiguration: (section) => section === 'psx' });
    expect([pollingSettings().intervalMs, pollingSettings().mostRequests]).toEqual([30_000, 1000]);
    keeping.dispose();
    values.set('polling.interval', 40);
    expect(pollingSettings().intervalMs).toBe(40_000);
  });

  it('are kept apart by their sections, as are those of the proxy and of the recording', () => {
    const changed = new Emitter<vscode.ConfigurationChangeEvent>();
    vi.spyOn(vscode.workspace, 'onDidChangeConfiguration').mockImplementation(changed.event);
    const values = new Map<string, unknown>([['proxy', 'http://one'], ['enabled', true]]);
    vi.spyOn(vscode.workspace, 'getConfiguration').mockReturnValue({ get: (key: string, otherwise?: unknown) => values.get(key) ?? otherwise } as unknown as vscode.WorkspaceConfiguration);
    const keeping = [keepPollingSettings(), keepSessionSettings()];
    expect([proxySettings().proxy, isRecording()]).toEqual(['http://one', true]);
    values.set('proxy', 'http://two').set('enabled', false);
    expect([proxySettings().proxy, isRecording()]).toEqual(['http://one', true]);
    changed.fire({ affectsConfiguration: (section) => section === 'http' });
    expect([proxySettings().proxy, isRecording()]).toEqual(['http://two', true]);
    changed.fire({ affectsConfiguration: (section) => section === 'psx.httpSessions' });
    expect(isRecording()).toBe(false);
    keeping.forEach((kept) => void kept.dispose());
    values.set('proxy', 'http://three');
    expect(proxySettings().proxy).toBe('http://three');
  });
});
