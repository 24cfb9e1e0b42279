import * as vscode from 'vscode';
import type { DeviceSettings } from './deviceSettings';

/** Says once per change what is wrong in `psx.devices`, by index and field; the good entries keep working. */
export function reportSettingsProblems(settings: DeviceSettings, log: vscode.LogOutputChannel): vscode.Disposable {
  let reported = '';
  const report = (): void => {
    const lines = settings.problems.map(({ index, field, message }) => `psx.devices[${index}]${field === undefined ? '' : `.${field}`}: ${message}`);
    const text = lines.join('\n');
    if (text === reported) {
      return;
    }
    reported = text;
    for (const line of lines) {
      log.warn(line);
    }
    const [first] = lines;
    if (first !== undefined) {
      void warn(lines.length === 1 ? first : `${first} (and ${lines.length - 1} more, see the log)`, log);
    }
  };
  report();
  return settings.onDidChange(report);
}

async function warn(message: string, log: vscode.LogOutputChannel): Promise<void> {
  const openSettings = 'Open Settings';
  const showLog = 'Show Log';
  const answer = await vscode.window.showWarningMessage(message, openSettings, showLog);
  if (answer === openSettings) {
    await vscode.commands.executeCommand('workbench.action.openSettingsJson', { revealSetting: { key: 'psx.devices' } });
  } else if (answer === showLog) {
    log.show();
  }
}
