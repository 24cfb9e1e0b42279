import { afterEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { Emitter } from '../../../src/model/event';
import { trackDemand } from '../../../src/views/demandTracker';

describe('the demand of the views', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('is that of a tree when any of them can be seen, and the least in an unfocused window', () => {
    const windowChanged = new Emitter<vscode.WindowState>();
    const state = { focused: true, active: true };
    vi.spyOn(vscode.window, 'onDidChangeWindowState').mockImplementation(windowChanged.event);
    vi.spyOn(vscode.window, 'state', 'get').mockImplementation(() => state);
    const changed = new Emitter<unknown>();
    const [devices, alarms] = [1, 2].map(() => ({ visible: false, onDidChangeVisibility: changed.event }));
    if (devices === undefined || alarms === undefined) throw new Error('There are two views.');
    const asked: string[] = [];
    const tracked = trackDemand({ setDemand: (demand) => asked.push(demand) }, [devices, alarms]);
    alarms.visible = true;
    changed.fire(undefined);
    devices.visible = true;
    alarms.visible = false;
    changed.fire(undefined);
    state.focused = false;
    windowChanged.fire(state);
    expect([asked[0], new Set(asked.slice(1, 5)), asked.at(-1)]).toEqual(['hidden', new Set(['tree']), 'unfocused']);
    tracked.dispose();
    windowChanged.fire(state);
    expect(asked).toHaveLength(6);
  });
});
