import * as vscode from 'vscode';
import type { HistoryPace } from '../history/historyOptions';
import { defaultRetention, type Retention } from '../history/retention';
import { intervalMultiplier } from '../polling/demand';
import { pollingSettings } from './pollingConfiguration';
import { readWholeNumber } from './wholeNumberSetting';

const section = 'psx.history';

/** The keys below `psx.history`, with what each may be. */
const ranges = {
  rawHours: { min: 1, max: 720 },
  minuteDays: { min: 1, max: 366 },
  hourDays: { min: 1, max: 3660 },
  maxMegabytes: { min: 10, max: 10_000 },
} as const satisfies Readonly<Record<keyof Retention, { readonly min: number; readonly max: number }>>;

/** How long history is kept, as the settings are now. */
export function historyRetention(): Retention {
  return { rawHours: read('rawHours'), minuteDays: read('minuteDays'), hourDays: read('hourDays'), maxMegabytes: read('maxMegabytes') };
}

/** How often these devices are asked, as the settings are now. */
export function historyPace(devices: () => readonly { readonly id: string; readonly intervalMs?: number }[]): HistoryPace {
  return {
    // Longer than any device is left alone in an unfocused window, with the time that it may take to answer.
    gapMs: () => {
      const { intervalMs, elementTimeoutMs } = pollingSettings();
      const longestMs = devices().reduce((longest, device) => Math.max(longest, device.intervalMs ?? intervalMs), intervalMs);
      return longestMs * intervalMultiplier('unfocused') + elementTimeoutMs;
    },
    intervalMs: (deviceId) => devices().find(({ id }) => id === deviceId)?.intervalMs ?? pollingSettings().intervalMs,
  };
}

/** Calls the listener after a change of any of the settings. */
export function onDidChangeHistorySettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(section)) {
      listener();
    }
  });
}

function read(key: keyof Retention): number {
  return readWholeNumber({ section, key, fallback: defaultRetention[key], ...ranges[key] });
}
