import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { parseDeviceEntries, type DeviceEntries, type DeviceEntry } from '../model/deviceEntries';
import type { DeviceConfig } from '../model/deviceConfig';

const key = 'psx.devices';

/**
 * The devices as configured in the setting `psx.devices`.
 * Only the user's (or the machine's) value counts: a workspace can neither add nor move a device.
 */
export class DeviceSettings implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<DeviceEntries>();
  readonly #subscription: vscode.Disposable;
  #parsed: DeviceEntries;
  #writing: Promise<unknown> = Promise.resolve();

  /** Fires when the setting changed, after {@link configs} has. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#parsed = parseDeviceEntries(readSetting());
    this.#subscription = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(key)) {
        this.#read();
      }
    });
  }

  /** The usable devices, defaulted and checked. */
  get configs(): readonly DeviceConfig[] {
    return this.#parsed.configs;
  }

  /** What is wrong in the setting, by index and field. */
  get problems(): DeviceEntries['problems'] {
    return this.#parsed.problems;
  }

  /** Appends a device and returns its id. */
  async add(entry: DeviceEntry): Promise<string> {
    const id = entry.id ?? randomUUID();
    await this.#write((entries) => [...entries, { id, ...entry }]);
    return id;
  }

  /**
   * Changes members of the entry with this id; a member given as `undefined` is removed. Writes nothing when there is nothing to change.
   * Rejects when there is no such device.
   */
  async update(id: string, changes: Partial<DeviceEntry>): Promise<void> {
    if (Object.keys(changes).length === 0) {
      return;
    }
    await this.#write((entries) => {
      const index = indexOfDevice(entries, id);
      const entry: Record<string, unknown> = { ...(entries[index] as Record<string, unknown>), id, ...changes };
      return entries.with(index, Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)));
    });
  }

  /** Takes the device out of the setting. Rejects when there is no such device. */
  async remove(id: string): Promise<void> {
    await this.#write((entries) => entries.toSpliced(indexOfDevice(entries, id), 1));
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #read(): void {
    const parsed = parseDeviceEntries(readSetting());
    if (JSON.stringify(parsed) !== JSON.stringify(this.#parsed)) {
      this.#parsed = parsed;
      this.#changed.fire(parsed);
    }
  }

  /** One write at a time, each on what the former left, so that two commands at once lose nothing. */
  #write(change: (entries: readonly unknown[]) => readonly unknown[]): Promise<void> {
    const written = this.#writing.then(async () => {
      const setting = readSetting();
      if (setting !== undefined && !Array.isArray(setting)) {
        throw new Error('The setting psx.devices is not a list. Correct it in the settings, then try again.');
      }
      await vscode.workspace.getConfiguration().update(key, change(setting ?? []), vscode.ConfigurationTarget.Global);
      // The event of the change may come later than the end of the write; who wrote must find what was written.
      this.#read();
    });
    this.#writing = written.catch(() => undefined);
    return written;
  }
}

function readSetting(): unknown {
  return vscode.workspace.getConfiguration().inspect<unknown>(key)?.globalValue;
}

/** The entry's position: entries without an id go by the id that was derived for them. */
function indexOfDevice(entries: readonly unknown[], id: string): number {
  const index = entries.findIndex((entry) => parseDeviceEntries([entry]).configs[0]?.id === id);
  if (index < 0) {
    throw new Error('This device is not in the setting psx.devices any more.');
  }
  return index;
}
