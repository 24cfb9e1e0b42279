import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { commandFixture, deviceConfig, type CommandFixture } from './commandFixture';

const login = { user: 'info', password: 'secret-1' };
const fingerprint = Array<string>(32).fill('AB').join(':');

/** A question that is asked where none may be. */
const questions = ['showQuickPick', 'showInputBox', 'showWarningMessage', 'showInformationMessage'] as const;

describe('a command with an argument', () => {
  let fixture: CommandFixture;

  beforeEach(() => {
    fixture = commandFixture([deviceConfig('gm1')]);
    fixture.logins.set('https://gm1:443', login);
    for (const question of questions) {
      vi.spyOn(vscode.window, question).mockRejectedValue(new Error(`${question} asks`));
    }
  });
  afterEach(() => void vi.restoreAllMocks());

  it.each<[string, unknown, RegExp]>([
    ['psx.refresh', { deviceId: 'nobody' }, /no PSX device with the id "nobody"/],
    ['psx.refresh', { deviceId: 7 }, /"deviceId" must be a text/],
    ['psx.refresh', 'gm1', /takes one object/],
    ['psx.pausePolling', ['gm1'], /takes one object/],
    ['psx.removeDevice', { deviceId: 7, forgetCredentials: true }, /"deviceId" must be a text/],
    ['psx.removeDevice', { deviceId: 'gm1', forgetCredentials: 'yes' }, /"forgetCredentials" of psx.removeDevice must be true or false/],
    ['psx.forgetCredentials', { deviceId: null }, /"deviceId" must be a text/],
    ['psx.setCredentials', { deviceId: 'gm1', ...login, user: '' }, /"user" of psx.setCredentials/],
    ['psx.setCredentials', { deviceId: 'gm1', ...login, user: 'a:b' }, /cannot contain ":"/],
    ['psx.setCredentials', { deviceId: 'gm1', user: 'info', password: 12_345_678 }, /"password" of psx.setCredentials must be a text/],
    ['psx.setSlotId', { deviceId: 'gm1', slotIds: [1] }, /"slotIds" of psx.setSlotId/],
    ['psx.setSlotId', { deviceId: 'gm1', slotIds: null }, /"slotIds" of psx.setSlotId/],
    ['psx.setSlotId', { deviceId: 'gm1', slotId: 3 }, /"slotId" must be a text/],
    ['psx.trustCertificate', { deviceId: 'gm1', fingerprint: 'AA:BB' }, /SHA-256/],
    ['psx.trustCertificate', { deviceId: 'gm1', fingerprint: 7 }, /"fingerprint" of psx.trustCertificate must be a text/],
    ['psx.editDevice', { deviceId: 'gm1', user: 'info' }, /a user without a password/],
    ['psx.editDevice', { deviceId: 'gm1', password: 'secret-1' }, /a password without a user/],
    ['psx.editDevice', { deviceId: 'gm1', port: 'x' }, /"port" of psx.editDevice/],
    ['psx.addDevice', { host: 'gm1', user: 'info' }, /a user without a password/],
    ['psx.forgetMissing', { deviceId: 'nobody' }, /no PSX device with the id "nobody"/],
    ['psx.forgetMissing', undefined, /row of the tree/],
    ['psx.forgetMissing', { deviceId: 'gm1', slotId: 'io3', portId: 0 }, /"portId" of psx.forgetMissing must be a text/],
  ])('refuses what it cannot use and changes nothing: %s %j', async (command, argument, message) => {
    const error = await fixture.run(command, argument).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ message: expect.stringMatching(message) as string });
    expect(String(error)).not.toMatch(/secret-1|12345678/);
    expect(fixture.calls).toEqual([]);
    expect([...fixture.logins]).toEqual([['https://gm1:443', login]]);
    expect(fixture.pins.size).toBe(0);
  });

  it.each<[string, object, string]>([
    ['psx.editDevice', { name: 'GM-2' }, 'update gm1 {"name":"GM-2"}'],
    ['psx.setSlotId', { slotIds: [] }, 'send chassis/gm1 setSlotId {"slotIds":[]}'],
    ['psx.setSlotId', { slotId: 'io3' }, 'send chassis/gm1 setSlotId {"slotIds":["io3"]}'],
    ['psx.removeDevice', { forgetCredentials: false }, 'remove gm1'],
    ['psx.refresh', {}, 'send chassis/gm1 refresh'],
  ])('asks nothing that it was given: %s %j', async (command, given, call) => {
    // A row of the tree names a device as well.
    for (const argument of [{ deviceId: 'gm1', ...given }, { kind: 'device', deviceId: 'gm1', ...given }]) {
      fixture.configure([deviceConfig('gm1'), deviceConfig('gm2')]);
      fixture.calls.length = 0;
      await fixture.run(command, argument);
      expect(fixture.calls[0]).toBe(call);
    }
  });

  it('removes no device that it does not name, without asking', async () => {
    await expect(fixture.run('psx.removeDevice', { forgetCredentials: true })).rejects.toThrow('showWarningMessage asks');
    expect(fixture.calls).toEqual([]);
  });

  it('trusts a certificate for the device that it names', async () => {
    expect(await fixture.run('psx.trustCertificate', { deviceId: 'gm1', fingerprint: 'ab'.repeat(32) })).toBe(true);
    expect([...fixture.pins]).toEqual([['https://gm1:443', fingerprint]]);
  });

  it('opens the web interface of the device that it names, and of the only one there is', async () => {
    const opened: string[] = [];
    vi.spyOn(vscode.env, 'openExternal').mockImplementation((uri) => Promise.resolve(opened.push(uri.toString()) > 0));
    await fixture.run('psx.openWebInterface');
    fixture.configure([deviceConfig('gm1'), deviceConfig('gm2', { origin: 'http://10.0.4.20:8080' })]);
    await fixture.run('psx.openWebInterface', { deviceId: 'gm2' });
    expect(opened).toEqual(['https://gm1:443', 'http://10.0.4.20:8080']);
    await expect(fixture.run('psx.openWebInterface', { deviceId: 'gm3' })).rejects.toThrow('"gm3"');
  });
});
