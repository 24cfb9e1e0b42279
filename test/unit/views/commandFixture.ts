import { vi } from 'vitest';
import * as vscode from 'vscode';
import type { LtosApi } from '../../../src/ltos/ltosApi';
import type { Credentials } from '../../../src/model/credentials';
import type { DeviceConfig } from '../../../src/model/deviceConfig';
import { FleetStore } from '../../../src/polling/fleetStore';
import { registerCommands } from '../../../src/views/commands';
import type { Services } from '../../../src/views/services';
import type { TextDocuments } from '../../../src/views/textDocuments';

/** A configured device of the tests: `gm1` is at `https://gm1:443`. */
export function deviceConfig(id: string, changes: Partial<DeviceConfig> = {}): DeviceConfig {
  return { id, name: id.toUpperCase(), origin: `https://${id}:443`, busAddress: '', bypassProxy: false, slotIds: [], ...changes };
}

/** The commands with everything they work on, in memory. */
export interface CommandFixture {
  /** Runs a command as `executeCommand` does; rejects with what it throws. */
  run(name: string, argument?: unknown): Promise<unknown>;
  /** Makes these the configured devices, also in the store. */
  configure(configs: readonly DeviceConfig[]): void;
  readonly fleet: FleetStore;
  readonly logins: Map<string, Credentials>;
  readonly pins: Map<string, string>;
  /** What was called, in order: `remove gm1`, `update gm1 {…}`, `add {…}`, `reveal gm1 {…}`, `send chassis/gm1 refresh {…}`. */
  readonly calls: string[];
  /** The next change of the setting fails with this. */
  failWriting(error: Error): void;
}

/** Services that only some commands need. */
export interface CommandFixtureServices {
  client?(deviceId: string): Pick<LtosApi, 'get'> | undefined;
  readonly documents?: Pick<TextDocuments, 'show'>;
  /** What the reply to a message holds; default: nothing. */
  reply?(destination: string, name: string): unknown;
}

/** Registers the commands for these devices, with `more` services. Restore all mocks afterwards. */
export function commandFixture(configs: readonly DeviceConfig[], more: CommandFixtureServices = {}): CommandFixture {
  const commands = new Map<string, (argument: unknown) => unknown>();
  vi.spyOn(vscode.commands, 'registerCommand').mockImplementation((name, handler) => {
    commands.set(name, handler);
    return vscode.Disposable.from();
  });
  const fleet = new FleetStore({
    onListenerError: (error) => {
      throw error;
    },
  });
  const calls: string[] = [];
  const logins = new Map<string, Credentials>();
  const pins = new Map<string, string>();
  let configured = configs;
  let writeError: Error | undefined;
  const configure = (next: readonly DeviceConfig[]): void => {
    configured = next;
    fleet.setDevices(next);
  };
  const write = (call: string): Promise<void> => {
    const error = writeError;
    writeError = undefined;
    return error === undefined ? Promise.resolve(void calls.push(call)) : Promise.reject(error);
  };
  const services = {
    fleet,
    device: (id: string) => configured.find((config) => config.id === id),
    devices: {
      get configs() {
        return configured;
      },
      add: (entry: unknown) => write(`add ${JSON.stringify(entry)}`).then(() => 'new'),
      update: (id: string, changes: unknown) => write(`update ${id} ${JSON.stringify(changes)}`),
      remove: (id: string) => write(`remove ${id}`).then(() => configure(configured.filter((config) => config.id !== id))),
    },
    credentials: {
      get: (origin: string) => new Promise((resolve) => resolve(logins.get(origin))),
      set: (origin: string, login: Credentials) => Promise.resolve(void logins.set(origin, login)),
      delete: (origin: string) => Promise.resolve(void logins.delete(origin)),
    },
    pins: {
      get: (origin: string) => pins.get(origin),
      set: (origin: string, fingerprint256: string) => Promise.resolve(void pins.set(origin, fingerprint256)),
      delete: (origin: string) => Promise.resolve(void pins.delete(origin)),
    },
    bus: {
      send: ({ destination, name, data }: { destination: string; name: string; data?: unknown }) => {
        calls.push(['send', destination, name, ...(data === undefined ? [] : [JSON.stringify(data)])].join(' '));
        return Promise.resolve({ guid: '', result: more.reply?.(destination, name) });
      },
    },
    reveal: (id: string, options: unknown) => Promise.resolve(void calls.push(`reveal ${id} ${JSON.stringify(options)}`)),
    log: { show: () => undefined, error: () => undefined },
    ...more,
    client: (id: string) => (configured.some((config) => config.id === id) ? more.client?.(id) : undefined),
  } as unknown as Services;
  configure(configs);
  registerCommands(services);
  return {
    run: (name, argument) =>
      Promise.resolve().then(() => {
        const command = commands.get(name);
        if (command === undefined) {
          throw new Error(`${name} is not registered.`);
        }
        return command(argument);
      }),
    configure,
    fleet,
    logins,
    pins,
    calls,
    failWriting: (error) => (writeError = error),
  };
}
