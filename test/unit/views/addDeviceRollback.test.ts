import { afterEach, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import type { Credentials } from '../../../src/model/credentials';
import { registerAddDevice } from '../../../src/views/addDevice';
import type { Services } from '../../../src/views/services';

const origin = 'https://gm1:443';

afterEach(() => void vi.restoreAllMocks());

it.each<[string, { readonly login?: Credentials; readonly pin?: string }]>([
  ['nothing', {}],
  ['what was there before', { login: { user: 'old', password: 'old password' }, pin: 'OLD' }],
])('a device that cannot be saved leaves %s behind', async (_what, { login, pin }) => {
  const commands = new Map<string, (argument: unknown) => unknown>();
  vi.spyOn(vscode.commands, 'registerCommand').mockImplementation((name, handler) => {
    commands.set(name, handler);
    return vscode.Disposable.from();
  });
  const logins = new Map(login === undefined ? [] : [[origin, login]]);
  const pins = new Map(pin === undefined ? [] : [[origin, pin]]);
  const services = {
    credentials: {
      get: (of: string) => Promise.resolve(logins.get(of)),
      set: (of: string, value: Credentials) => Promise.resolve(void logins.set(of, value)),
      delete: (of: string) => Promise.resolve(void logins.delete(of)),
    },
    pins: { get: (of: string) => pins.get(of), set: (of: string, value: string) => Promise.resolve(void pins.set(of, value)), delete: (of: string) => Promise.resolve(void pins.delete(of)) },
    devices: { configs: [], add: () => Promise.reject(new Error('settings.json has unsaved changes')) },
  } as unknown as Services;
  registerAddDevice(services);
  const argument = { host: 'gm1', user: 'info', password: 'new password', fingerprint: 'AB'.repeat(32) };
  await expect(commands.get('psx.addDevice')?.(argument)).rejects.toThrow('unsaved changes');
  expect(logins.get(origin)).toEqual(login);
  expect(pins.get(origin)).toBe(pin);
});
