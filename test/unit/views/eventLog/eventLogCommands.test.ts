import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import type { DeviceEvent, DeviceEventLog } from '../../../../src/model/deviceEvent';
import { Emitter } from '../../../../src/model/event';
import { registerEventLog } from '../../../../src/views/eventLog';
import type { Services } from '../../../../src/views/services';

interface FakePanel {
  title: string;
  readonly webview: { html: string };
}

const editor = vi.hoisted(() => ({
  commands: new Map<string, (argument?: unknown) => unknown>(),
  serializers: new Map<string, vscode.WebviewPanelSerializer>(),
  panels: [] as FakePanel[],
  pick: undefined as { readonly deviceId: string | undefined } | undefined,
  said: [] as string[],
  failures: [] as string[],
}));

vi.mock('vscode', () => {
  const noEvent = () => ({ dispose: () => undefined });
  const uri = (fsPath: string) => ({ scheme: 'file', fsPath, toString: () => fsPath });
  return {
    ViewColumn: { Active: -1 },
    QuickPickItemKind: { Separator: -1 },
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
    window: {
      registerWebviewPanelSerializer: (viewType: string, serializer: vscode.WebviewPanelSerializer) => {
        editor.serializers.set(viewType, serializer);
        return { dispose: () => editor.serializers.delete(viewType) };
      },
      createWebviewPanel: () => {
        const panel = {
          title: '',
          visible: true,
          reveal: () => undefined,
          webview: { html: '', asWebviewUri: (it: unknown) => it, onDidReceiveMessage: noEvent, cspSource: 'https://csp.example', postMessage: () => Promise.resolve(true) },
          onDidChangeViewState: noEvent,
          onDidDispose: noEvent,
        };
        editor.panels.push(panel);
        return panel;
      },
      showQuickPick: () => Promise.resolve(editor.pick),
      showInformationMessage: (text: string) => Promise.resolve(void editor.said.push(text)),
      showErrorMessage: (text: string) => Promise.resolve(void editor.failures.push(text)),
    },
  };
});

const event = (id: number, deviceId: string): DeviceEvent => ({
  id,
  at: id * 1_000,
  kind: 'grandmasterChanged',
  subject: { deviceId, slotId: 'io3', instanceId: 'red' },
  subjectName: `${deviceId} / io3 / Red`,
  severity: 'information',
  text: 'Grandmaster changed.',
  before: 'EC-46-70-FF-FE-00-11-22',
  after: 'EC-46-70-FF-FE-00-11-33',
});

describe('the commands of the event log', () => {
  let folder: string;
  let registered: vscode.Disposable;
  let demanded: readonly string[];
  let configs: readonly { readonly id: string; readonly name: string }[];
  const devicesChanged = new Emitter<unknown>();
  const kept = [event(3, 'a'), event(2, 'b'), event(1, 'a')];
  const log: DeviceEventLog = {
    events: ({ deviceId, limit } = {}) => kept.filter(({ subject }) => deviceId === undefined || subject.deviceId === deviceId).slice(0, limit),
    append: () => undefined,
    onDidChange: new Emitter<void>().event,
  };
  const run = (name: string, argument?: unknown) => Promise.resolve(editor.commands.get(name)?.(argument));

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'psx-event-log-'));
    editor.panels.length = 0;
    editor.said.length = 0;
    editor.failures.length = 0;
    editor.pick = undefined;
    demanded = [];
    configs = [
      { id: 'a', name: 'GM-North' },
      { id: 'b', name: 'GM-South' },
    ];
    const device = (id: string) => configs.find((config) => config.id === id);
    const services = {
      fleet: { get: device, devices: configs.map((config) => ({ ...config, baseUrl: 'https://gm.example' })) },
      device,
      devices: {
        get configs() {
          return configs;
        },
        get known() {
          return configs;
        },
        onDidChange: devicesChanged.event,
      },
      panelDemand: { show: (_panels: object, deviceIds: Iterable<string>) => (demanded = [...deviceIds]) },
      log: { error: () => undefined, warn: () => undefined },
    };
    registered = registerEventLog(services as unknown as Services, { fsPath: '/ext' } as unknown as vscode.Uri, log);
  });
  afterEach(async () => {
    registered.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('open a panel for each device and one for all, and ask for fresh data of what can be seen', async () => {
    await run('psx.showEventLog', { deviceId: 'a' });
    await run('psx.showEventLog', { deviceId: 'a' });
    expect(demanded).toEqual(['a']);
    await run('psx.showEventLog', { all: true });
    expect(editor.panels.map(({ title }) => title)).toEqual(['Event Log · GM-North', 'Event Log · All devices']);
    expect(demanded).toEqual(['a', 'a', 'b']);
  });

  it('ask for the device when none is given, and open nothing when the person cancels', async () => {
    await run('psx.showEventLog');
    expect(editor.panels).toEqual([]);
    editor.pick = { deviceId: 'b' };
    await run('psx.showEventLog');
    expect(editor.panels.map(({ title }) => title)).toEqual(['Event Log · GM-South']);
  });

  it('refuse a device that is not configured', async () => {
    await expect(run('psx.showEventLog', { deviceId: 'gone' })).rejects.toThrow('There is no PSX device with the id "gone"');
  });

  it('bring a panel back after a reload, or say that its device is gone', async () => {
    await run('psx.showEventLog', { deviceId: 'a' });
    const [panel] = editor.panels;
    const subject = /data-subject="([^"]*)"/.exec(panel?.webview.html ?? '')?.[1];
    registered.dispose();
    const services = {
      fleet: { get: () => undefined, devices: [] },
      device: (id: string) => configs.find((config) => config.id === id),
      devices: {
        get configs() {
          return configs;
        },
        get known() {
          return configs;
        },
        onDidChange: devicesChanged.event,
      },
      panelDemand: { show: () => undefined },
      log: { error: () => undefined, warn: () => undefined },
    };
    registered = registerEventLog(services as unknown as Services, { fsPath: '/ext' } as unknown as vscode.Uri, log);
    const restored = { ...panel, title: '' } as unknown as vscode.WebviewPanel;
    await editor.serializers.get('psx.eventLog')?.deserializeWebviewPanel(restored, { subject });
    expect(restored.title).toBe('Event Log · GM-North');
    configs = [];
    devicesChanged.fire(undefined);
    expect(restored.title).toBe('Event Log');
    expect(restored.webview.html).toContain('not configured any more');
  });

  it('export the events of a device, oldest first, without a question when the argument says all', async () => {
    const file = path.join(folder, 'events.json');
    expect(await run('psx.exportEventLog', { deviceId: 'a', format: 'json', file })).toBe(file);
    const exported = JSON.parse(await readFile(file, 'utf8')) as (DeviceEvent & { readonly date: string })[];
    expect(exported).toEqual([event(1, 'a'), event(3, 'a')].map((one) => ({ ...one, date: new Date(one.at).toISOString() })));
    expect(editor.said).toEqual([`Exported all 2 events of GM-North to ${file}.`]);
    const csv = path.join(folder, 'events.csv');
    expect(await run('psx.exportEventLog', { format: 'csv', file: csv, all: true })).toBe(csv);
    const lines = (await readFile(csv, 'utf8')).trim().split('\r\n');
    expect(lines[0]).toBe('ID,Time,Subject,Event,Before,After,Severity,Text');
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(['1', '2', '3']);
  });

  it('refuse a format that there is not, and say why a file could not be written', async () => {
    await expect(run('psx.exportEventLog', { deviceId: 'a', format: 'har' })).rejects.toThrow('"csv", "json"');
    expect(await run('psx.exportEventLog', { deviceId: 'a', format: 'csv', file: path.join(folder, 'missing', 'x.csv') })).toBeUndefined();
    expect(editor.failures[0]).toContain('could not be written');
  });

  it('are gone after the end', () => {
    registered.dispose();
    expect([editor.commands.size, editor.serializers.size]).toEqual([0, 0]);
  });
});
