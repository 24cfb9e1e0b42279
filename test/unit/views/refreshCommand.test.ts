import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { nextCommunication } from '../../../src/polling/communicationState';
import { commandFixture, deviceConfig, type CommandFixture } from './commandFixture';

describe('psx.refresh', () => {
  let fixture: CommandFixture;
  let said: string[];
  let answer: string | undefined;
  let waiting: string[];

  beforeEach(() => {
    waiting = [];
    fixture = commandFixture([deviceConfig('gm1'), deviceConfig('gm2')], { reply: (destination) => (waiting.includes(destination) ? 'waiting' : 'asked') });
    said = [];
    answer = undefined;
    const say = (message: string, ...actions: readonly string[]): Promise<unknown> => {
      said.push([message, ...actions].join(' | '));
      return Promise.resolve(answer);
    };
    vi.spyOn(vscode.window, 'showInformationMessage').mockImplementation(say as unknown as typeof vscode.window.showInformationMessage);
    vi.spyOn(vscode.window, 'showWarningMessage').mockImplementation(say as unknown as typeof vscode.window.showWarningMessage);
  });
  afterEach(() => void vi.restoreAllMocks());

  const pause = (deviceId: string) =>
    fixture.fleet.apply({ deviceId, origin: `https://${deviceId}:443`, at: 1, communication: ({ communication }) => nextCommunication(communication, { type: 'paused', at: 1 }) });

  it('asks every device without an argument, and says nothing about those that are paused among them', async () => {
    pause('gm1');
    await fixture.run('psx.refresh');
    expect(fixture.calls).toEqual(['send chassis/gm1 refresh', 'send chassis/gm2 refresh']);
    expect(said).toEqual([]);
  });

  it('says that a device is paused which it is to refresh, and offers to go on', async () => {
    pause('gm1');
    answer = 'Resume Polling';
    await fixture.run('psx.refresh', { deviceId: 'gm1' });
    expect(said).toEqual(['GM1 is paused, so nothing was asked. | Resume Polling']);
    await vi.waitFor(() => expect(fixture.calls).toContain('send chassis/gm1 resume'));
  });

  it('says that a device waits for a log-in, and offers to enter it', async () => {
    const error = { kind: 'credentialsMissing' as const, message: 'There is no log-in for this device.', hint: 'Enter user name and password.' };
    fixture.fleet.apply({ deviceId: 'gm1', origin: 'https://gm1:443', at: 1, communication: ({ communication }) => nextCommunication(communication, { type: 'halted', at: 1, error }) });
    waiting = ['chassis/gm1'];
    answer = 'Enter user name and password…';
    const execute = vi.spyOn(vscode.commands, 'executeCommand').mockResolvedValue(undefined);
    await fixture.run('psx.refresh');
    expect(said).toEqual(['GM1 was not asked. There is no log-in for this device. | Enter user name and password…']);
    await vi.waitFor(() => expect(execute).toHaveBeenCalledExactlyOnceWith('psx.setCredentials', { deviceId: 'gm1' }));
  });

  it('says once which devices wait', async () => {
    waiting = ['chassis/gm1', 'chassis/gm2'];
    await fixture.run('psx.refresh');
    expect(said).toEqual(['GM1, GM2 were not asked. Their rows in the tree say what they wait for.']);
  });

  it('says that all devices are paused, and offers to go on with all of them', async () => {
    pause('gm1');
    pause('gm2');
    answer = 'Resume Polling';
    await fixture.run('psx.refresh');
    expect(said).toEqual(['All PSX devices are paused, so nothing was asked. | Resume Polling']);
    await vi.waitFor(() => expect(fixture.calls.filter((call) => call.endsWith('resume'))).toEqual(['send chassis/gm1 resume', 'send chassis/gm2 resume']));
  });
});
