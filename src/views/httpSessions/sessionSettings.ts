import * as vscode from 'vscode';
import type { Disposable } from '../../model/event';
import type { SessionLimits } from '../../sessions/sessionLogs';
import { KeptSettings } from '../keptSettings';
import { readWholeNumber } from '../wholeNumberSetting';

const section = 'psx.httpSessions';

/** The keys below `psx.httpSessions`. */
export type SessionSettingKey = 'enabled' | 'maxCount' | 'totalCount' | 'bodyLimit' | 'totalBodyLimit' | 'lossWindow';

const recording = new KeptSettings(section, () => vscode.workspace.getConfiguration(section).get<unknown>('enabled') !== false);

/** True while requests are recorded. */
export function isRecording(): boolean {
  return recording.value;
}

/** Lets {@link isRecording} read the setting once until it changes, see {@link KeptSettings.keep}. */
export function keepSessionSettings(): Disposable {
  return recording.keep();
}

/** What is kept, as the settings are now. */
export function sessionLimits(): SessionLimits {
  return {
    maxCount: maxCount(),
    totalCount: wholeNumber('totalCount', 25_000, 1000, 1_000_000),
    rowLimitBytes: wholeNumber('bodyLimit', 64, 1, 16_384) * 1024,
    totalLimitBytes: wholeNumber('totalBodyLimit', 16, 1, 256) * 1024 * 1024,
  };
}

/** Sessions to keep of each device. */
export function maxCount(): number {
  return wholeNumber('maxCount', 500, 1, 10_000);
}

/** The time that Data Loss looks back, in minutes; 0: all that is kept. */
export function lossWindowMinutes(): number {
  return wholeNumber('lossWindow', 0, 0, 10_080);
}

/** Writes one of the settings for the user. */
export async function writeSessionSetting(key: SessionSettingKey, value: boolean | number): Promise<void> {
  await vscode.workspace.getConfiguration(section).update(key, value, vscode.ConfigurationTarget.Global);
}

/** Calls the listener after a change of any of the settings. */
export function onDidChangeSessionSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(section)) {
      listener();
    }
  });
}

function wholeNumber(key: SessionSettingKey, fallback: number, min: number, max: number): number {
  return readWholeNumber({ section, key, fallback, min, max });
}
