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
  readonly #removed = new vscode.EventEmitter<string>();
  readonly #subscription: vscode.Disposable;
  #parsed: DeviceEntries;
  /** Devices that went while the setting could not be read as a whole. */
  #kept: readonly DeviceConfig[] = [];
  readonly #removing = new Set<string>();
  #writing: Promise<unknown> = Promise.resolve();

  /** Fires when the setting changed, after {@link configs} has. */
  readonly onDidChange = this.#changed.event;

  /** Fires with the id of a device that {@link remove} has taken out. */
  readonly onDidRemove = this.#removed.event;

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

  /**
   * The {@link configs}, and as they were last those of devices that may still be in the setting, since not all of its entries can be read:
   * who types in the setting should not lose what was recorded. They go when every entry is readable, or by {@link remove}.
   */
  get known(): readonly DeviceConfig[] {
    return [...this.configs, ...this.#kept];
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
    this.#removing.add(id);
    try {
      await this.#write((entries) => entries.toSpliced(indexOfDevice(entries, id), 1));
      this.#removed.fire(id);
    } finally {
      this.#removing.delete(id);
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#removed.dispose();
  }

  #read(): void {
    const setting = readSetting();
    const parsed = parseDeviceEntries(setting);
    if (JSON.stringify(parsed) !== JSON.stringify(this.#parsed)) {
      this.#kept = isWhole(setting, parsed) ? [] : this.known.filter(({ id }) => !this.#removing.has(id) && !parsed.configs.some((config) => config.id === id));
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

/** True when every entry of the setting is a device. */
function isWhole(setting: unknown, { configs }: DeviceEntries): boolean {
  return setting === undefined || setting === null || (Array.isArray(setting) && setting.length === configs.length);
}

/** The entry's position: entries without an id go by the id that was derived for them. */
function indexOfDevice(entries: readonly unknown[], id: string): number {
  const index = entries.findIndex((entry) => parseDeviceEntries([entry]).configs[0]?.id === id);
  if (index < 0) {
    throw new Error('This device is not in the setting psx.devices any more.');
  }
  return index;
}
