import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import type { InterAppBus } from '../../../src/interapp/interAppBus';
import { FleetStore } from '../../../src/polling/fleetStore';
import { registerManageExtensionAccess } from '../../../src/views/commands/manageExtensionAccess';
import { registerSendMessage } from '../../../src/views/commands/sendMessage';
import { ExtensionConsent } from '../../../src/views/extensionConsent';
import type { Services } from '../../../src/views/services';
import { deviceConfig } from './commandFixture';

let commands: Map<string, (argument: unknown) => unknown>;
let consent: ExtensionConsent;
const receive = vi.fn<InterAppBus['receive']>();

beforeEach(async () => {
  commands = new Map();
  vi.spyOn(vscode.commands, 'registerCommand').mockImplementation((name, handler) => {
    commands.set(name, handler);
    return vscode.Disposable.from();
  });
  const fleet = new FleetStore({ onListenerError: () => undefined });
  fleet.setDevices([deviceConfig('gm1')]);
  consent = new ExtensionConsent({
    memory: { get: () => undefined, update: () => Promise.resolve() },
    ask: () => Promise.resolve(undefined),
    onMemoryError: () => undefined,
  });
  await consent.set('acme.clock', 'always');
  registerSendMessage({ receive } as unknown as InterAppBus, { fleet } as unknown as Services);
  registerManageExtensionAccess(consent);
  for (const question of ['showQuickPick', 'showInputBox'] as const) {
    vi.spyOn(vscode.window, question).mockRejectedValue(new Error(`${question} asks`));
  }
});
afterEach(() => void vi.restoreAllMocks());

const run = (name: string, argument: unknown): Promise<unknown> => Promise.resolve().then(() => commands.get(name)?.(argument));

it.each<[string, unknown, RegExp]>([
  ['psx.sendMessage', { destination: 5, name: 'refresh' }, /"destination" of psx.sendMessage must be a text/],
  ['psx.sendMessage', { deviceId: 'gm1', name: ['refresh'] }, /"name" of psx.sendMessage must be a text/],
  ['psx.sendMessage', { deviceId: 7, name: 'refresh' }, /"deviceId" must be a text/],
  ['psx.sendMessage', { deviceId: 'nobody', name: 'refresh' }, /no PSX device with the id "nobody"/],
  ['psx.sendMessage', 'refresh', /takes one object/],
  ['psx.manageExtensionAccess', { extensionId: 7, access: 'ask' }, /"extensionId" of psx.manageExtensionAccess must be a text/],
  ['psx.manageExtensionAccess', { extensionId: 'acme.clock', access: 'always' }, /"access" of psx.manageExtensionAccess must be "ask" or "denied"/],
  ['psx.manageExtensionAccess', { extensionId: 'acme.clock', access: true }, /"access" of psx.manageExtensionAccess must be "ask" or "denied"/],
])('refuses what it cannot use, and changes nothing: %s %j', async (command, argument, message) => {
  await expect(run(command, argument)).rejects.toThrow(message);
  expect(receive).not.toHaveBeenCalled();
  expect([...consent.answers]).toEqual([['acme.clock', 'always']]);
});

it('takes access away without a question, and only that', async () => {
  expect(await run('psx.manageExtensionAccess', { extensionId: 'acme.clock', access: 'denied' })).toBe(true);
  expect([...consent.answers]).toEqual([['acme.clock', 'denied']]);
});
