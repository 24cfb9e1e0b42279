import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { unauthorized } from '../../../src/ltos/faults';
import type { Communication } from '../../../src/model/snapshot';
import { commandFixture, deviceConfig, type CommandFixture } from './commandFixture';

const origin = 'https://gm1:443';
const login = { user: 'info', password: 'mistyped' };
let fixture: CommandFixture;
let shown: string[];

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
  fixture = commandFixture([deviceConfig('gm1')]);
  fixture.logins.set(origin, login);
  shown = [];
  vi.spyOn(vscode.window, 'showErrorMessage').mockImplementation((text: string) => {
    shown.push(text);
    return Promise.resolve(undefined);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function refuse(changes: Partial<Communication> = {}): void {
  const communication: Communication = { state: 'unauthorized', since: Date.now(), error: unauthorized('gm1:443'), ...changes };
  fixture.fleet.apply({ deviceId: 'gm1', origin, at: Date.now(), communication: () => communication });
}
const enter = (given = login): Promise<unknown> => fixture.run('psx.setCredentials', { deviceId: 'gm1', ...given });

it('stores nothing, and says that a log-in which the device has just refused is not sent again, and what to do', async () => {
  refuse();
  vi.advanceTimersByTime(9_000);
  const set = vi.spyOn(fixture.logins, 'set');
  expect(await enter()).toBe(true);
  expect(shown).toEqual([
    'The credentials of GM1 were not tried: gm1:443 has just refused this user name and password, so they were not sent again. Correct them; or put the user right on the device, and enter them once more 10 s after they were refused.',
  ]);
  expect(set).not.toHaveBeenCalled();
});

it.each<[string, () => void, typeof login]>([
  ['another password', () => refuse(), { ...login, password: 'correct' }],
  ['another user', () => refuse(), { ...login, user: 'admin' }],
  ['a device that did not refuse it', () => refuse({ state: 'responding' }), login],
  ['a refusal of some time ago', () => (refuse(), void vi.advanceTimersByTime(10_000)), login],
  ['a refusal of before the clock was set back', () => refuse({ since: Date.now() + 1_000 }), login],
])('says nothing of %s', async (_what, prepare, given) => {
  prepare();
  expect(await enter(given)).toBe(true);
  expect(shown).toEqual([]);
  expect(fixture.logins.get(origin)).toEqual(given);
});

it('stores a log-in where the one before cannot be read', async () => {
  refuse();
  fixture.logins.get = () => {
    throw new Error('locked');
  };
  expect(await enter()).toBe(true);
  expect(shown).toEqual([]);
});
