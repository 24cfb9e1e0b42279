import * as vscode from 'vscode';
import { AlarmNotifier, type AlarmNotification, type AlarmNotifierOptions } from '../../alarms/notifications';
import type { Disposable } from '../../model/event';
import { withoutLinks } from '../withoutLinks';

/** Tells the person of alarms, grouped, with a way to what they are about. */
export function notifyOfAlarms(options: Omit<AlarmNotifierOptions, 'show' | 'intervalMs'>): Disposable {
  return new AlarmNotifier({ ...options, show: (notification) => void show(notification) });
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
