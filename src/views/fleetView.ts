import * as vscode from 'vscode';
import type { Alarms } from '../model/alarm';
import { isFaulty } from '../model/severity';
import type { FleetStore } from '../polling/fleetStore';
import { FleetTree } from './tree/fleetTree';
import { RaisedAlarms } from './tree/raisedAlarms';
import { RowDecorations } from './tree/rowDecorations';
import { severityOfDevice } from './tree/rowSeverity';
import type { TreeNode } from './tree/treeNode';
import type { TreeOptions } from './tree/treeRows';
import { Throttle } from './throttle';
import { count } from './words';

const updateIntervalMs = 250;
const section = 'psx.tree';
const onlyAlarmsKey = 'onlyAlarms';

export interface RevealOptions {
  /** Default: true. */
  readonly focus?: boolean;
  /** The row of this slot instead of the device's, if the tree shows it. */
  readonly slotId?: string;
  /** The row of this PTP instance of the slot. */
  readonly instanceId?: string;
}

/** The view `psx.devices`: its tree, its badge, and what it says about its filter. */
export class FleetView implements vscode.Disposable {
  readonly #fleet: FleetStore;
  readonly #alarms: Pick<Alarms, 'severityOf'>;
  readonly #raised: RaisedAlarms;
  readonly #tree: FleetTree;
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #subscriptions: { dispose(): unknown }[];
  /** The whole fleet is looked at: with hundreds of devices not at every poll. */
  readonly #throttle = new Throttle(() => this.#update(), updateIntervalMs);
  /** Devices in need of attention for which there is no alarm. */
  #badge = 0;

  constructor(fleet: FleetStore, alarms: Pick<Alarms, 'alarms' | 'onDidChange' | 'severityOf'>) {
    this.#fleet = fleet;
    this.#alarms = alarms;
    this.#raised = new RaisedAlarms(alarms);
    this.#tree = new FleetTree(fleet, alarms, treeOptions());
    this.#view = vscode.window.createTreeView('psx.devices', { treeDataProvider: this.#tree, showCollapseAll: true });
    this.#tree.setVisible(this.#view.visible);
    this.#subscriptions = [
      this.#tree,
      this.#view,
      RowDecorations.register(),
      this.#view.onDidChangeVisibility(({ visible }) => this.#tree.setVisible(visible)),
      fleet.onDidChange(() => this.#throttle.ask()),
      alarms.onDidChange(() => this.#throttle.ask()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(section)) {
          this.#tree.setOptions(treeOptions());
          this.#update();
        }
      }),
    ];
    this.#update();
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  get onDidChangeVisibility(): vscode.Event<unknown> {
    return this.#view.onDidChangeVisibility;
  }

  /**
   * Opens the view and selects the row. With `focus: false` the keyboard stays where it is. A device that the filter hides is shown by switching the filter
   * off, unless nobody asked to be taken there.
   */
  async reveal(deviceId: string, { focus = true, slotId, instanceId }: RevealOptions = {}): Promise<void> {
    if (this.#fleet.get(deviceId) === undefined) {
      return;
    }
    if (focus && this.#tree.nearestNode(deviceId, undefined, undefined) === undefined) {
      await vscode.workspace.getConfiguration(section).update(onlyAlarmsKey, false, vscode.ConfigurationTarget.Global);
      this.#tree.setOptions(treeOptions());
    }
    this.#tree.flush();
    const node = this.#tree.nearestNode(deviceId, slotId, instanceId);
    if (node !== undefined) {
      await this.#view.reveal(node, { select: true, focus, expand: true });
    }
  }

  dispose(): void {
    this.#throttle.cancel();
    for (const subscription of this.#subscriptions) {
      subscription.dispose();
    }
  }

  #update(): void {
    this.#sayFilter();
    // The editor adds this badge to that of the alarms: what is wrong counts once.
    const isCountedThere = (deviceId: string): boolean => this.#raised.of({ deviceId }).length > 0;
    const faulty = this.#fleet.devices.filter((device) => isFaulty(severityOfDevice(this.#alarms, device)) && !isCountedThere(device.id)).length;
    if (faulty === this.#badge) {
      return;
    }
    this.#badge = faulty;
    this.#view.badge = faulty === 0 ? undefined : { value: faulty, tooltip: `${count(faulty, 'PSX device')} in need of attention, without an alarm` };
  }

  /** A filtered view must not be taken for a whole one; an empty one says why it is. */
  #sayFilter(): void {
    const description = treeOptions().showsOnlyAlarms ? 'Only with alarms' : undefined;
    const message = this.#tree.hidesAll ? `Nothing has an alarm. The filter hides ${count(this.#fleet.devices.length, 'device')}.` : undefined;
    if (this.#view.description !== description) {
      this.#view.description = description;
    }
    if (this.#view.message !== message) {
      this.#view.message = message;
    }
  }
}

function treeOptions(): TreeOptions {
  const settings = vscode.workspace.getConfiguration(section);
  return {
    showsOtherSlots: settings.get('showOtherSlots', true),
    isWorstFirst: settings.get('worstFirst', false),
    showsOnlyAlarms: settings.get(onlyAlarmsKey, false),
  };
}
