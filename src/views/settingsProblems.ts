import * as vscode from 'vscode';
import type { DeviceSettings } from './deviceSettings';
import type { WatchSettings } from './watchSettings';
import { withoutLinks } from './withoutLinks';

/** What is wrong in some settings, and when that may have changed. */
interface ProblemSource {
  /** The setting that is opened. */
  readonly key: () => string;
  /** One sentence for each problem, with its place before it. */
  readonly lines: () => readonly string[];
  readonly onDidChange: (listener: () => void) => { dispose(): unknown };
}

/** Says once per change what is wrong in `psx.devices`, by index and field; the good entries keep working. */
export function reportSettingsProblems(settings: DeviceSettings, log: vscode.LogOutputChannel): vscode.Disposable {
  const lines = (): readonly string[] =>
    settings.problems.map(({ index, field, message }) => `psx.devices[${index}]${field === undefined ? '' : `.${field}`}: ${message}`);
  return reportProblems({ key: () => 'psx.devices', lines, onDidChange: (listener) => settings.onDidChange(listener) }, log);
}

/** Says once per change what is wrong in `psx.alarms`; the rest of it applies. */
export function reportWatchSettingsProblems(settings: WatchSettings, log: vscode.LogOutputChannel): vscode.Disposable {
  const key = (): string => `psx.alarms.${settings.problems[0]?.path.split(/[.[]/, 1)[0] ?? 'preset'}`;
  const lines = (): readonly string[] => settings.problems.map(({ path, message }) => `psx.alarms.${path}: ${message}`);
  return reportProblems({ key, lines, onDidChange: (listener) => settings.onDidChange(listener) }, log);
}

function reportProblems({ key, lines: linesNow, onDidChange }: ProblemSource, log: vscode.LogOutputChannel): vscode.Disposable {
  let reported = '';
  const report = (): void => {
    const lines = linesNow();
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
      void warn(lines.length === 1 ? first : `${first} (and ${lines.length - 1} more, see the log)`, key(), log);
    }
  };
  report();
  return vscode.Disposable.from(onDidChange(report));
}

async function warn(message: string, key: string, log: vscode.LogOutputChannel): Promise<void> {
  const openSettings = 'Open Settings';
  const showLog = 'Show Log';
  const answer = await vscode.window.showWarningMessage(withoutLinks(message), openSettings, showLog);
  if (answer === openSettings) {
    await vscode.commands.executeCommand('workbench.action.openSettingsJson', { revealSetting: { key } });
  } else if (answer === showLog) {
    log.show();
  }
}
