import * as vscode from 'vscode';
import { readWholeNumber } from '../wholeNumberSetting';

const section = 'psx.interApp';
const key = 'maxCount';

/** Smallest and largest number of communications to keep. */
export const maxCountRange = { min: 1, max: 10_000 } as const;

/** Communications to keep. */
export function interAppMaxCount(): number {
  return readWholeNumber({ section, key, fallback: 1000, ...maxCountRange });
}

/** Writes the number for the user. */
export async function writeInterAppMaxCount(value: number): Promise<void> {
  await vscode.workspace.getConfiguration(section).update(key, value, vscode.ConfigurationTarget.Global);
}

/** Calls the listener after a change of the settings. */
export function onDidChangeInterAppSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(section)) {
      listener();
    }
  });
}
