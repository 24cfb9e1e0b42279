import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { InterAppBus } from '../../../src/interapp/interAppBus';
import type { DeviceSnapshot } from '../../../src/model/snapshot';
import { registerLanguageModelTools } from '../../../src/views/languageModelTools';
import type { Services } from '../../../src/views/services';

type Tool = Pick<vscode.LanguageModelTool<object>, 'invoke'>;

const device = (id: string, name: string): DeviceSnapshot => ({ id, name, baseUrl: `https://${id}:443`, communication: { state: 'responding', since: 0 }, slots: [] });

describe('the tools for assistants', () => {
  let tools: Map<string, Tool>;
  let bus: InterAppBus;
  let devices: readonly DeviceSnapshot[];
  let isEnabled: boolean;
  let cancel: (() => void) | undefined;

  beforeEach(() => {
    vi.useFakeTimers();
    tools = new Map();
    bus = new InterAppBus();
    devices = [device('north', 'GM-North'), device('south', 'GM-South')];
    isEnabled = true;
    const part = class { constructor(readonly value: string) {} };
    const result = class { constructor(readonly content: readonly unknown[]) {} };
    Object.assign(vscode, { lm: { registerTool: (name: string, tool: Tool) => { tools.set(name, tool); return { dispose: () => tools.delete(name) }; } }, LanguageModelTextPart: part, LanguageModelToolResult: result });
    vi.spyOn(vscode.workspace, 'getConfiguration').mockReturnValue({ get: () => isEnabled } as unknown as vscode.WorkspaceConfiguration);
    bus.register('chassis', {
      name: 'chassis',
      names: ['getSnapshot', 'listSessions', 'diagnose'],
      handle: ({ name, destination }) => {
        if (destination === 'chassis/south') {
          return new Promise(() => undefined);
        }
        return name === 'getSnapshot' ? devices[0] : [];
      },
    });
    registerLanguageModelTools(bus, { fleet: { get devices() { return devices; } } } as unknown as Services);
  });
  afterEach(() => {
    bus.dispose();
    Reflect.deleteProperty(vscode, 'lm');
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  const invoke = async (name: string, input: object): Promise<string> => {
    const token = { isCancellationRequested: false, onCancellationRequested: (listener: (event: unknown) => unknown) => { cancel = () => void listener(undefined); return { dispose: () => undefined }; } };
    const answer = await tools.get(name)?.invoke({ input, toolInvocationToken: undefined }, token);
    return answer?.content.map((each) => (each as vscode.LanguageModelTextPart).value).join('') ?? '';
  };

  it('are the four that package.json names', async () => {
    const { contributes } = (await import('../../../package.json')) as unknown as { contributes: { languageModelTools: readonly { name: string }[] } };
    expect([...tools.keys()].sort()).toEqual(contributes.languageModelTools.map(({ name }) => name).sort());
  });

  it.each(['psx_list_devices', 'psx_ptp_status', 'psx_recent_http_faults'])('%s tells of the others when one device does not answer soon', async (name) => {
    const answer = invoke(name, {});
    await vi.advanceTimersByTimeAsync(5_000);
    expect(JSON.parse(await answer)).toEqual([
      expect.objectContaining({ device: 'GM-North' }),
      { device: 'GM-South', couldNotBeRead: 'There was no reply within 5 s. Send it again, with more time if the destination is slow.' },
    ]);
    expect(bus.communications.map(({ source }) => source)).toEqual(Array(2).fill('extension/psx-tools.psx-explorer/assistant'));
  });

  it('fails with what to do when the only device asked about does not answer', async () => {
    const answer = expect(invoke('psx_ptp_status', { device: 'GM-South' })).rejects.toThrow('There was no reply within 5 s.');
    await vi.advanceTimersByTimeAsync(5_000);
    await answer;
  });

  it('says that nothing is recorded while that is off', async () => {
    isEnabled = false;
    expect(await invoke('psx_recent_http_faults', { device: 'GM-North' })).toContain('psx.httpSessions.enabled');
    isEnabled = true;
    expect(await invoke('psx_recent_http_faults', { device: 'GM-North' })).not.toContain('psx.httpSessions.enabled');
  });

  it('diagnoses one device only, and stops when it is cancelled', async () => {
    await expect(invoke('psx_diagnose', {})).rejects.toThrow('Name the device to diagnose. There are GM-North, GM-South.');
    const answer = expect(invoke('psx_diagnose', { device: 'GM-South' })).rejects.toThrow('The sender gave this up.');
    await vi.advanceTimersByTimeAsync(0);
    cancel?.();
    await answer;
  });
});
