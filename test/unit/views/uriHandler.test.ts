import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import type { InterAppBus } from '../../../src/interapp/interAppBus';
import type { DeviceSnapshot } from '../../../src/model/snapshot';
import { MessageFault } from '../../../src/views/messageHandlers/messageFault';
import type { Services } from '../../../src/views/services';
import { registerUriHandler } from '../../../src/views/uriHandler';

type Changeable<T> = { -readonly [K in keyof T]: T[K] };

describe('a link that is opened', () => {
  let north: Changeable<DeviceSnapshot>;
  let commands: string[];
  let execute: ReturnType<typeof vi.fn>;
  let inform: ReturnType<typeof vi.fn>;
  let open: (pathAndQuery: string) => Promise<void>;
  let send: ReturnType<typeof vi.fn>;
  let reveal: ReturnType<typeof vi.fn>;
  let warn: ReturnType<typeof vi.fn<(message: string, options: object, action: string) => Promise<string | undefined>>>;
  let fail: ReturnType<typeof vi.fn>;

  beforeEach(() => {
    north = { id: 'id 1', name: 'GM-North', baseUrl: 'https://north:443', communication: { state: 'responding', since: 0 }, slots: [] };
    commands = [];
    execute = vi.fn(() => Promise.resolve());
    inform = vi.fn(() => Promise.resolve(undefined));
    send = vi.fn(() => Promise.resolve({ guid: 'g', result: undefined }));
    reveal = vi.fn(() => Promise.resolve());
    warn = vi.fn(() => Promise.resolve(undefined));
    fail = vi.fn(() => Promise.resolve(undefined));
    const register = (handler: vscode.UriHandler) => {
      open = async (text) => {
        const [path, query = ''] = text.split('?');
        await handler.handleUri({ path, query } as unknown as vscode.Uri);
      };
      return { dispose: () => undefined };
    };
    Object.assign(vscode.window, { registerUriHandler: register, showWarningMessage: warn, showErrorMessage: fail, showInformationMessage: inform });
    Object.assign(vscode.commands, { getCommands: () => Promise.resolve(commands), executeCommand: execute });
    const services = { fleet: { devices: [north], get: () => north }, reveal, log: { error: () => undefined, show: () => undefined } } as unknown as Services;
    registerUriHandler({ send } as unknown as InterAppBus, services);
  });
  afterEach(() => {
    for (const name of ['registerUriHandler', 'showWarningMessage', 'showErrorMessage', 'showInformationMessage']) {
      Reflect.deleteProperty(vscode.window, name);
    }
  });

  it('shows what it names, after asking whether that is there', async () => {
    await open('/open?device=GM-North&slot=io3&instance=1');
    expect(send).toHaveBeenCalledExactlyOnceWith({ name: 'getSnapshot', source: 'uri', destination: 'ptp/id%201/io3/1' }, expect.anything());
    expect(reveal).toHaveBeenCalledExactlyOnceWith('id 1', { slotId: 'io3', instanceId: '1' });
    expect(warn).not.toHaveBeenCalled();
    expect(execute).not.toHaveBeenCalled();
  });

  it('opens the panel of a PTP instance, and of nothing else, where there is one', async () => {
    commands = ['psx.showPtpInstance'];
    await open('/open?device=GM-North&slot=io3');
    expect(execute).not.toHaveBeenCalled();
    await open('/open?device=GM-North&slot=io3&instance=1');
    expect(execute).toHaveBeenCalledExactlyOnceWith('psx.showPtpInstance', { deviceId: 'id 1', slotId: 'io3', instanceId: '1' });
  });

  it('says when a refresh asked nothing, since the device waits for somebody', async () => {
    warn.mockImplementation((_message, _options, action) => Promise.resolve(action));
    send.mockResolvedValue({ guid: 'g', result: 'waiting' });
    await open('/refresh?device=GM-North');
    expect(warn).toHaveBeenLastCalledWith(expect.stringContaining('GM-North was not asked.') as string);
  });

  it('offers to resume a device that is paused when it is to be refreshed', async () => {
    warn.mockImplementation((_message, _options, action) => Promise.resolve(action));
    send.mockResolvedValue({ guid: 'g', result: 'paused' });
    inform.mockResolvedValue('Resume Polling');
    north.communication = { state: 'paused', since: 0 };
    await open('/refresh?device=GM-North');
    await vi.waitFor(() => expect(send).toHaveBeenLastCalledWith({ name: 'resume', source: 'user', destination: 'chassis/id%201' }, expect.anything()));
  });

  it('says so when it names what is not there', async () => {
    send.mockRejectedValue(new MessageFault({ code: 'unknownDestination', message: 'GM-North has no slot "io9".', hint: 'Its slots are io3.' }));
    await open('/open?device=GM-North&slot=io9');
    expect(fail).toHaveBeenCalledExactlyOnceWith('The link could not be followed: GM-North has no slot "io9". Its slots are io3.', 'Show Log');
    expect(reveal).not.toHaveBeenCalled();
  });

  it.each(['refresh', 'pause', 'resume', 'diagnose'])('does not %s when the person does not want that', async (action) => {
    await open(`/${action}?device=GM-North`);
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('GM-North'), expect.objectContaining({ modal: true }), expect.any(String));
    expect(send).not.toHaveBeenCalled();
  });

  it('acts when the person agrees', async () => {
    warn.mockImplementation((_message, _options, action) => Promise.resolve(action));
    await open('/pause?device=id%201');
    expect(send).toHaveBeenCalledExactlyOnceWith({ name: 'pause', source: 'uri', destination: 'chassis/id%201' }, expect.anything());
  });

  it.each(['/open', '/delete?device=GM-North', '/open?device=GM-South'])('that is bad, %s, gives a message and does nothing', async (link) => {
    await open(link);
    expect(fail).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/^The link could not be followed: .+\. .+\.$/));
    expect(send).not.toHaveBeenCalled();
  });
});
