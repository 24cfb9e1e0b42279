import * as vscode from 'vscode';
import { AlarmNotifier, type AlarmNotification, type AlarmNotifierOptions } from '../../alarms/notifications';
import type { Disposable } from '../../model/event';
import { withoutLinks } from '../withoutLinks';

export interface NotifyOptions extends Omit<AlarmNotifierOptions, 'show' | 'intervalMs'> {
  /** Whether it is this window that tells; of several only one does. */
  readonly isNotifier: () => boolean;
}

/** Tells the person of alarms, grouped, with a way to what they are about. */
export function notifyOfAlarms({ isNotifier, ...options }: NotifyOptions): Disposable {
  return new AlarmNotifier({
    ...options,
    show: (notification) => {
      const isShown = isNotifier();
      if (isShown) {
        void show(notification);
      }
      return isShown;
    },
  });
}

async function show({ text, severity, alarms }: AlarmNotification): Promise<void> {
  const open = 'Open';
  const isMild = severity === 'minor' || severity === 'warning';
  const answer = await (isMild ? vscode.window.showWarningMessage(withoutLinks(text), open) : vscode.window.showErrorMessage(withoutLinks(text), open));
  if (answer !== open) {
    return;
  }
  const [first, ...others] = alarms;
  if (first === undefined || others.length > 0) {
    await vscode.commands.executeCommand('psx.alarms.focus');
  } else {
    await vscode.commands.executeCommand('psx.openAlarm', { alarmId: first.id });
  }
}
