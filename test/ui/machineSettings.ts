import type * as Server from '../../scripts/lib/vscode-server.mjs';

/** Settings by their full name; `undefined` removes one. */
export type Settings = Record<string, unknown>;

/**
 * The settings of a VS Code that runs as a server, in the file of its machine:
 * `<server data>/data/Machine/settings.json` ("Remote Settings" in the editor).
 *
 * A setting of scope `machine`, such as `psx.devices`, counts only there; the user's file and a workspace cannot set
 * it. All others but those of scope `application` count there as well, before the user's. The open page follows
 * changes of this file within half a second. It does not follow changes of the user's file reliably, so a test gives
 * those before VS Code starts (`userSettings`).
 */
export class MachineSettings {
  constructor(
    private readonly server: typeof Server,
    /** Where this VS Code keeps everything. */
    readonly serverDataDir: string,
  ) {}

  /** Changes single settings and keeps the others. Wait for the effect of the change. */
  async change(changes: Settings): Promise<void> {
    await this.server.changeSettings(this.server.machineSettingsFile(this.serverDataDir), changes);
  }

  /** What the file holds, for tests of what the extension writes. */
  async read(): Promise<Settings> {
    return this.server.readSettings(this.server.machineSettingsFile(this.serverDataDir));
  }
}
