import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { nextCommunication } from '../../../src/polling/communicationState';
import { commandFixture, deviceConfig, type CommandFixture } from './commandFixture';

const origin = 'https://gm1:443';
const login = { user: 'info', password: 'secret-1' };
const certificate = { subject: 'CN=gm1', issuer: 'CN=gm1', validFrom: 'then', validTo: 'later', fingerprint256: 'AA:BB' };

/** What somebody else does while a question is open. */
const interferences: readonly [string, (fixture: CommandFixture) => void][] = [
  ['is removed', (fixture) => fixture.configure([])],
  ['moves', (fixture) => fixture.configure([deviceConfig('gm1', { origin: 'https://other:443' })])],
];

describe('a command whose device changes while it asks', () => {
  let fixture: CommandFixture;
  let interfere: () => void;

  beforeEach(() => {
    fixture = commandFixture([deviceConfig('gm1')]);
  });
  afterEach(() => void vi.restoreAllMocks());

  /** The person answers every question with this, after the interference. */
  const answerWith = (answer: string) => {
    const late = () => {
      interfere();
      return Promise.resolve(answer);
    };
    vi.spyOn(vscode.window, 'showInputBox').mockImplementation(late);
    vi.spyOn(vscode.window, 'showWarningMessage').mockImplementation(late as never);
  };

  describe.each(interferences)('because it %s', (_what, happen) => {
    beforeEach(() => {
      interfere = () => happen(fixture);
    });

    it('stores no credentials', async () => {
      answerWith('secret-1');
      await expect(fixture.run('psx.setCredentials', { deviceId: 'gm1', user: 'info' })).rejects.toThrow('Its credentials were not stored.');
      expect(fixture.logins.size).toBe(0);
    });

    it('trusts no certificate', async () => {
      const error = { kind: 'tlsUntrusted', message: 'Not trusted.', hint: 'Review it.', certificate } as const;
      fixture.fleet.apply({ deviceId: 'gm1', origin, at: 1, communication: ({ communication }) => nextCommunication(communication, { type: 'failed', at: 1, error }) });
      answerWith('Trust This Certificate');
      await expect(fixture.run('psx.trustCertificate', { deviceId: 'gm1' })).rejects.toThrow('Its certificate was not trusted.');
      expect(fixture.pins.size).toBe(0);
    });

    it('removes nothing', async () => {
      fixture.logins.set(origin, login);
      answerWith('Remove and Forget Credentials');
      await expect(fixture.run('psx.removeDevice', { deviceId: 'gm1' })).rejects.toThrow('Nothing was removed.');
      expect(fixture.calls).toEqual([]);
      expect(fixture.logins.size).toBe(1);
    });
  });

  it('does what was asked when nothing happens', async () => {
    interfere = () => undefined;
    answerWith('secret-1');
    expect(await fixture.run('psx.setCredentials', { deviceId: 'gm1', user: 'info' })).toBe(true);
    expect(fixture.logins.get(origin)).toEqual(login);
    answerWith('Remove and Forget Credentials');
    expect(await fixture.run('psx.removeDevice', { deviceId: 'gm1' })).toBe(true);
    expect([fixture.calls, fixture.logins.size]).toEqual([['remove gm1'], 0]);
  });
});

describe('credentials are forgotten', () => {
  let fixture: CommandFixture;

  beforeEach(() => {
    fixture = commandFixture([deviceConfig('gm1')]);
    fixture.logins.set(origin, login);
  });
  afterEach(() => void vi.restoreAllMocks());

  it.each([
    ['after the person has confirmed', 'Forget', 0],
    ['never when the person cancels', undefined, 1],
  ])('%s', async (_when, answer, left) => {
    const ask = vi.spyOn(vscode.window, 'showWarningMessage').mockResolvedValue(answer as never);
    await fixture.run('psx.forgetCredentials', { kind: 'device', deviceId: 'gm1' });
    expect(ask).toHaveBeenCalledWith('Forget the credentials of GM1?', expect.objectContaining({ modal: true }), 'Forget');
    expect(fixture.logins.size).toBe(left);
  });
});

describe('a change that cannot be saved leaves what was there before', () => {
  const change = { user: 'other', password: 'new password', fingerprint: 'AB'.repeat(32) };
  let fixture: CommandFixture;

  beforeEach(() => {
    fixture = commandFixture([deviceConfig('gm1')]);
    fixture.logins.set(origin, login);
    fixture.pins.set(origin, 'OLD');
    fixture.failWriting(new Error('settings.json has unsaved changes'));
  });
  afterEach(() => {
    expect([...fixture.logins]).toEqual([[origin, login]]);
    expect([...fixture.pins]).toEqual([[origin, 'OLD']]);
    vi.restoreAllMocks();
  });

  it.each<[string, string, object]>([
    ['a new device', 'psx.addDevice', { host: 'gm2', ...change }],
    ['a known device', 'psx.addDevice', { host: 'gm1', name: 'GM-2', ...change }],
    ['an edited device', 'psx.editDevice', { deviceId: 'gm1', name: 'GM-2', ...change }],
    ['a device that moves', 'psx.editDevice', { deviceId: 'gm1', host: 'gm2', ...change }],
  ])('%s', async (_what, command, argument) => {
    await expect(fixture.run(command, argument)).rejects.toThrow('unsaved changes');
    expect(fixture.calls).toEqual([]);
  });
});

describe('a device that is added or edited', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('is shown without taking the keyboard away from whoever was asked nothing', async () => {
    const fixture = commandFixture([deviceConfig('gm1')]);
    await fixture.run('psx.addDevice', { host: 'gm2', ...login });
    await fixture.run('psx.addDevice', { host: 'gm1', name: 'GM-2' });
    await fixture.run('psx.editDevice', { deviceId: 'gm1', name: 'GM-2' });
    expect(fixture.calls.filter((call) => call.startsWith('reveal'))).toEqual(['reveal new {"focus":false}', 'reveal gm1 {"focus":false}', 'reveal gm1 {"focus":false}']);
  });

  it('never gets the origin of another', async () => {
    const fixture = commandFixture([deviceConfig('gm1'), deviceConfig('gm2')]);
    await expect(fixture.run('psx.editDevice', { deviceId: 'gm1', host: 'gm2', ...login })).rejects.toThrow('configured already as "GM2"');
    expect([fixture.calls, fixture.logins.size]).toEqual([[], 0]);
  });
});
