import * as vscode from 'vscode';
import type { History } from '../history/history';
import { withoutLinks } from './withoutLinks';

/** Tells the person, once for each cause, when history is not kept as it should be, and what to do about it. */
export function reportHistoryProblems(history: Pick<History, 'onDidChangeStatus'>, log: vscode.LogOutputChannel): vscode.Disposable {
  const told = new Set<string>();
  const subscription = history.onDidChangeStatus((status) => {
    const fault = 'fault' in status ? status.fault : undefined;
    if (fault === undefined) {
      return;
    }
    const text = `${fault.message} ${fault.hint}`;
    if (!told.has(text)) {
      told.add(text);
      log.warn(text);
      void warn(text, log);
    }
  });
  return vscode.Disposable.from(subscription);
}

async function warn(text: string, log: vscode.LogOutputChannel): Promise<void> {
  const showLog = 'Show Log';
  if ((await vscode.window.showWarningMessage(withoutLinks(text), showLog)) === showLog) {
    log.show();
  }
}
