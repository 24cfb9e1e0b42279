import * as vscode from 'vscode';
import type { AlarmSettings } from '../alarms/alarmSettings';
import { parseAlarmSettings, type AlarmSettingsProblem, type ParsedAlarmSettings } from '../alarms/alarmSettingsParser';
import { alarmSeverities, type AlarmSeverity } from '../model/alarm';
import { Emitter } from '../model/event';

const section = 'psx.alarms';
const members = ['preset', 'raiseAfter', 'clearAfter', 'overrides'] as const;
const defaultNotifyFrom: AlarmSeverity = 'major';

/** The settings `psx.alarms.*` that alarms follow. */
export class WatchSettings implements vscode.Disposable {
  readonly #changed = new Emitter<void>();
  readonly #subscription: vscode.Disposable;
  #text: string;
  #parsed: ParsedAlarmSettings;

  /** Fires when a setting changed, after {@link value} has. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#text = settingsText();
    this.#parsed = parseAlarmSettings(JSON.parse(this.#text));
    this.#subscription = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(section)) {
        this.#read();
      }
    });
  }

  /** As they are now: the same object until they change. */
  get value(): AlarmSettings {
    return this.#parsed.value;
  }

  /** What is wrong in them; the rest applies. */
  get problems(): readonly AlarmSettingsProblem[] {
    return this.#parsed.problems;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #read(): void {
    const text = settingsText();
    if (text !== this.#text) {
      this.#text = text;
      this.#parsed = parseAlarmSettings(JSON.parse(text));
      this.#changed.fire();
    }
  }
}

/** The mildest severity that a person is told of, from `psx.alarms.notifyFrom`; `none`: of no alarm. */
export function notifyFrom(): AlarmSeverity | 'none' {
  const value = vscode.workspace.getConfiguration(section).get<unknown>('notifyFrom');
  return value === 'off' ? 'none' : (alarmSeverities.find((severity) => severity === value) ?? defaultNotifyFrom);
}

/** As text, which is compared easily; what VS Code hands out is a view on the settings, and no plain object. */
function settingsText(): string {
  const settings = vscode.workspace.getConfiguration(section);
  return JSON.stringify(Object.fromEntries(members.map((member) => [member, settings.get<unknown>(member)])));
}
