import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { Emitter } from '../../../src/model/event';
import type { InterAppCommunication, InterAppHandler } from '../../../src/model/interApp';
import { registerInterApp } from '../../../src/views/interApp';
import type { InterAppTraffic } from '../../../src/views/interApp/interAppTraffic';
import type { Services } from '../../../src/views/services';

const editor = vi.hoisted(() => ({
  commands: new Map<string, (argument?: unknown) => unknown>(),
  settings: new Map<string, unknown>(),
  onSettings: new Set<(change: { affectsConfiguration(section: string): boolean }) => void>(),
  serializers: new Map<string, vscode.WebviewPanelSerializer>(),
  created: [] as string[],
  reveals: 0,
  pick: undefined as { readonly table: string } | undefined,
  said: [] as string[],
  failures: [] as string[],
}));

vi.mock('vscode', () => {
  const noEvent = () => ({ dispose: () => undefined });
  const uri = (fsPath: string) => ({ scheme: 'file', fsPath, toString: () => fsPath });
  return {
    ViewColumn: { Active: -1 },
    ProgressLocation: { Notification: 15 },
    Disposable: { from: (...parts: { dispose(): unknown }[]) => ({ dispose: () => parts.forEach((part) => part.dispose()) }) },
    Uri: { file: uri, joinPath: (base: { fsPath: string }, ...parts: string[]) => uri([base.fsPath, ...parts].join('/')) },
    env: { language: 'en' },
    commands: {
      registerCommand: (name: string, run: (argument?: unknown) => unknown) => {
        editor.commands.set(name, run);
        return { dispose: () => editor.commands.delete(name) };
      },
    },
    workspace: {
      getConfiguration: (section: string) => ({ get: (key: string) => editor.settings.get(`${section}.${key}`) }),
      onDidChangeConfiguration: (listener: (change: { affectsConfiguration(section: string): boolean }) => void) => {
        editor.onSettings.add(listener);
        return { dispose: () => editor.onSettings.delete(listener) };
      },
    },
    window: {
      registerWebviewPanelSerializer: (viewType: string, serializer: vscode.WebviewPanelSerializer) => {
        editor.serializers.set(viewType, serializer);
        return { dispose: () => editor.serializers.delete(viewType) };
      },
      createWebviewPanel: (viewType: string) => {
        editor.created.push(viewType);
        return {
          title: '',
          visible: true,
          reveal: () => (editor.reveals += 1),
          webview: { asWebviewUri: (it: unknown) => it, onDidReceiveMessage: noEvent, cspSource: 'https://csp.example', postMessage: () => Promise.resolve(true) },
          onDidChangeViewState: noEvent,
          onDidDispose: noEvent,
        };
      },
      showQuickPick: () => Promise.resolve(editor.pick),
      showInformationMessage: (text: string) => Promise.resolve(void editor.said.push(text)),
      showErrorMessage: (text: string) => Promise.resolve(void editor.failures.push(text)),
    },
  };
});

const communications: readonly InterAppCommunication[] = [2, 1].map((id) => ({
  id,
  guid: `guid-${id}`,
  kind: 'message',
  name: 'refresh',
  source: 'user',
  destination: 'chassis/a',
  created: 1_000,
  state: 'waiting',
}));
const handlers: readonly InterAppHandler[] = [{ id: 5, handler: 'chassis refresh', communicationId: 1, state: 'waiting' }];

describe('the commands of Inter App', () => {
  let folder: string;
  let registered: vscode.Disposable;
  const bus = {
    communications,
    handlers,
    get: () => undefined,
    handlerOf: () => undefined,
    canRetry: () => false,
    retry: () => Promise.reject(new Error('not asked for')),
    clear: vi.fn(),
    configure: vi.fn(),
    onDidChange: new Emitter<void>().event,
    onDidClear: new Emitter<void>().event,
  } satisfies InterAppTraffic;
  const run = (name: string, argument?: unknown) => Promise.resolve(editor.commands.get(name)?.(argument));
  const changeSettings = (section: string) => editor.onSettings.forEach((listener) => listener({ affectsConfiguration: (asked) => asked === section }));

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'psx-inter-app-'));
    editor.settings.clear();
    editor.created.length = 0;
    editor.reveals = 0;
    editor.pick = undefined;
    editor.said.length = 0;
    editor.failures.length = 0;
    bus.clear.mockClear();
    bus.configure.mockClear();
    const services = { fleet: { get: () => ({ name: 'GM-North' }) }, log: { error: () => undefined, warn: () => undefined } } as unknown as Services;
    registered = registerInterApp(bus, services, { fsPath: '/ext' } as unknown as vscode.Uri);
  });
  afterEach(async () => {
    registered.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('show one panel, whatever how often, and bring it back after a reload', async () => {
    await run('psx.showInterApp');
    await run('psx.showInterApp');
    expect(editor.created).toEqual(['psx.interApp']);
    expect(editor.reveals).toBe(1);
    expect(editor.serializers.has('psx.interApp')).toBe(true);
  });

  it('clear the bus', async () => {
    await run('psx.clearInterApp');
    expect(bus.clear).toHaveBeenCalledOnce();
  });

  it.each([
    [undefined, 1000],
    [25, 25],
    [0, 1],
    [99_999, 10_000],
    ['many', 1000],
  ])('keep as many as the setting says: %j', (value, expected) => {
    expect(bus.configure).toHaveBeenLastCalledWith(1000);
    editor.settings.set('psx.interApp.maxCount', value);
    changeSettings('psx.interApp');
    expect(bus.configure).toHaveBeenLastCalledWith(expected);
    changeSettings('psx.httpSessions');
    expect(bus.configure).toHaveBeenCalledTimes(2);
  });

  it('export either table, oldest first, without a question when the argument says all', async () => {
    const file = path.join(folder, 'communications.json');
    expect(await run('psx.exportInterApp', { table: 'communications', format: 'json', file })).toBe(file);
    const exported = JSON.parse(await readFile(file, 'utf8')) as InterAppCommunication[];
    expect(exported.map(({ id }) => id)).toEqual([1, 2]);
    expect(exported[0]).toMatchObject({ guid: 'guid-1', destination: 'chassis/a', createdDate: '1970-01-01T00:00:01.000Z' });
    expect(editor.said).toEqual([`Exported all 2 communications to ${file}.`]);
    const csv = path.join(folder, 'handlers.csv');
    expect(await run('psx.exportInterApp', { table: 'handlers', format: 'csv', file: csv })).toBe(csv);
    expect(await readFile(csv, 'utf8')).toBe(
      'ID,Handler,Communication ID,State,Started,Finished,Duration (ms),Result,Error\r\n5,chassis refresh,1,Waiting to be processed,,,,,\r\n',
    );
    expect(editor.said[1]).toContain('all 1 handler to');
  });

  it('ask for the table, and write nothing when the person cancels', async () => {
    const file = path.join(folder, 'asked.csv');
    expect(await run('psx.exportInterApp', { format: 'csv', file })).toBeUndefined();
    editor.pick = { table: 'communications' };
    expect(await run('psx.exportInterApp', { format: 'csv', file })).toBe(file);
    expect(await readFile(file, 'utf8')).toContain('chassis/GM-North');
  });

  it('refuse formats and tables that there are not', async () => {
    await expect(run('psx.exportInterApp', { table: 'handlers', format: 'har' })).rejects.toThrow('"csv", "json"');
    await expect(run('psx.exportInterApp', { table: 'sessions', format: 'csv' })).rejects.toThrow('"communications" or "handlers"');
  });

  it('say why an export could not be written', async () => {
    expect(await run('psx.exportInterApp', { table: 'handlers', format: 'csv', file: path.join(folder, 'missing', 'x.csv') })).toBeUndefined();
    expect(editor.failures).toHaveLength(1);
    expect(editor.failures[0]).toContain('could not be written');
  });

  it('are gone after the end', () => {
    registered.dispose();
    expect([editor.commands.size, editor.serializers.size, editor.onSettings.size]).toEqual([0, 0, 0]);
  });
});
