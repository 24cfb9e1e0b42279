import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { InterAppBus } from '../../../src/interapp/interAppBus';
import { FleetStore } from '../../../src/polling/fleetStore';
import { registerManageExtensionAccess } from '../../../src/views/commands/manageExtensionAccess';
import { registerSendMessage } from '../../../src/views/commands/sendMessage';
import { ExtensionConsent, type ConsentAnswer } from '../../../src/views/extensionConsent';
import { ExtensionMessages } from '../../../src/views/extensionMessages';
import type { Services } from '../../../src/views/services';
import { deviceConfig } from './commandFixture';

let commands: Map<string, (argument: unknown) => unknown>;
let consent: ExtensionConsent;
let bus: InterAppBus;
/** The folders of the extension that is installed beside this one. */
let otherFolders: string[];
let isAllowed: ConsentAnswer | undefined;
const ask = vi.fn(() => Promise.resolve(isAllowed));

beforeEach(async () => {
  commands = new Map();
  vi.spyOn(vscode.commands, 'registerCommand').mockImplementation((name, handler) => {
    commands.set(name, handler);
    return vscode.Disposable.from();
  });
  const fleet = new FleetStore({ onListenerError: () => undefined });
  fleet.setDevices([deviceConfig('gm1')]);
  ask.mockClear();
  isAllowed = undefined;
  otherFolders = ['/nowhere'];
  consent = new ExtensionConsent({ memory: { get: () => undefined, update: () => Promise.resolve() }, ask, onMemoryError: () => undefined });
  await consent.set('acme.clock', 'always');
  bus = new InterAppBus();
  bus.register('chassis', { name: 'chassis', names: ['pause'], handle: () => undefined });
  const messages = new ExtensionMessages({
    bus,
    consent,
    installed: () => [{ id: 'Other.One', folders: otherFolders }],
    onEventError: () => undefined,
  });
  const log = { warn: () => undefined, error: () => undefined };
  registerSendMessage(messages, { fleet, log } as unknown as Services);
  registerManageExtensionAccess(consent);
  for (const question of ['showQuickPick', 'showInputBox'] as const) {
    vi.spyOn(vscode.window, question).mockRejectedValue(new Error(`${question} asks`));
  }
});
afterEach(() => {
  bus.dispose();
  vi.restoreAllMocks();
});

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
  expect(bus.communications).toEqual([]);
  expect([...consent.answers]).toEqual([['acme.clock', 'always']]);
});

it('takes access away without a question, and only that', async () => {
  expect(await run('psx.manageExtensionAccess', { extensionId: 'acme.clock', access: 'denied' })).toBe(true);
  expect([...consent.answers]).toEqual([['acme.clock', 'denied']]);
});

const sources = (): unknown[] => bus.communications.map(({ source, state, error }) => [source, state, error?.code]);

it('sends a message that was given as the user', async () => {
  await run('psx.sendMessage', { deviceId: 'gm1', name: 'pause' });
  expect(sources()).toEqual([['user', 'executed', undefined]]);
  expect(ask).not.toHaveBeenCalled();
});

it('sends it as the extension that runs the command, once that is allowed', async () => {
  otherFolders = [import.meta.dirname];
  await run('psx.sendMessage', { deviceId: 'gm1', name: 'pause' });
  isAllowed = 'once';
  await consent.set('other.one', undefined);
  await run('psx.sendMessage', { destination: 'chassis/gm1', name: 'pause' });
  expect(ask).toHaveBeenCalledTimes(2);
  expect(sources()).toEqual([
    ['extension/other.one', 'failed', 'denied'],
    ['extension/other.one', 'executed', undefined],
  ]);
});

it('sends as the user what the user picked, whoever opened the list', async () => {
  otherFolders = [import.meta.dirname];
  vi.mocked(vscode.window.showQuickPick).mockImplementation((items) => Promise.resolve(items).then((all) => all.find((item) => (item as { name?: string }).name === 'pause')));
  await run('psx.sendMessage', { deviceId: 'gm1' });
  expect(sources()).toEqual([['user', 'executed', undefined]]);
  expect(ask).not.toHaveBeenCalled();
});
