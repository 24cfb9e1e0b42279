import * as vscode from 'vscode';
import type { DeviceSnapshot, PsxExplorerApi } from '../../src/api';

/** The exported API of the extension under test, activated. */
export async function activateExtension(): Promise<PsxExplorerApi> {
  const extension = vscode.extensions.getExtension<PsxExplorerApi>('psx-tools.psx-explorer');
  if (extension === undefined) {
    throw new Error('The extension psx-tools.psx-explorer is not installed in this host.');
  }
  return extension.activate();
}

/** Resolves with the device as soon as it is as wanted; rejects with its last state when it does not become so. */
export async function waitForDevice(
  deviceId: string,
  isAsWanted: (device: DeviceSnapshot) => boolean,
  timeoutMs = 20_000,
): Promise<DeviceSnapshot> {
  const api = await activateExtension();
  return new Promise((resolve, reject) => {
    const find = (): DeviceSnapshot | undefined => api.devices.find(({ id }) => id === deviceId);
    const check = (): boolean => {
      const device = find();
      if (device === undefined || !isAsWanted(device)) {
        return false;
      }
      clearTimeout(timer);
      subscription.dispose();
      resolve(device);
      return true;
    };
    const timer = setTimeout(() => {
      subscription.dispose();
      reject(new Error(`The device did not become as wanted. It is: ${JSON.stringify(find()?.communication)}`));
    }, timeoutMs);
    const subscription = api.onDidChangeDevices(() => void check());
    check();
  });
}

/** Removes every configured device with its secrets. */
export async function removeAllDevices(): Promise<void> {
  const api = await activateExtension();
  for (const { id } of api.devices) {
    await vscode.commands.executeCommand('psx.removeDevice', { deviceId: id, forgetCredentials: true });
  }
}

/** Adds a device as another extension would: without any prompt. */
export async function addDevice(argument: Readonly<Record<string, unknown>>): Promise<string> {
  const id = await vscode.commands.executeCommand<string | undefined>('psx.addDevice', argument);
  if (id === undefined) {
    throw new Error('psx.addDevice returned no id.');
  }
  return id;
}

/** Sets a user setting and gives back a function that restores what was there. */
export async function setSetting(key: string, value: unknown): Promise<() => Thenable<void>> {
  const settings = vscode.workspace.getConfiguration();
  const former = settings.inspect(key)?.globalValue;
  await settings.update(key, value, vscode.ConfigurationTarget.Global);
  return () => vscode.workspace.getConfiguration().update(key, former, vscode.ConfigurationTarget.Global);
}

/** The warnings that asked something, and a way to stop answering them. */
export interface AnsweredWarnings {
  readonly asked: readonly string[];
  restore(): void;
}

/** Answers every warning with the action that has this title, as a person would; nobody sees it. */
export function answerWarnings(title: string): AnsweredWarnings {
  const { window } = vscode;
  const original = window.showWarningMessage;
  const asked: string[] = [];
  const answer = (message: string, ...rest: readonly unknown[]): Promise<unknown> => {
    asked.push(message);
    return Promise.resolve(rest.find((item) => item === title || (typeof item === 'object' && item !== null && 'title' in item && item.title === title)));
  };
  Object.assign(window, { showWarningMessage: answer });
  return { asked, restore: () => void Object.assign(window, { showWarningMessage: original }) };
}

/** Answers every list with the item that has this label, as a person would; nobody sees it. */
export function answerPicks(label: string): { restore(): void } {
  const { window } = vscode;
  const original = window.showQuickPick;
  const answer = async (items: readonly vscode.QuickPickItem[] | Thenable<readonly vscode.QuickPickItem[]>): Promise<unknown> =>
    (await items).find((item) => item.label === label);
  Object.assign(window, { showQuickPick: answer });
  return { restore: () => void Object.assign(window, { showQuickPick: original }) };
}
