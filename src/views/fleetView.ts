import * as vscode from 'vscode';
import type { DeviceFeed } from '../polling/deviceFeed';
import type { FleetStore } from '../polling/fleetStore';
import { trackDemand } from './demandTracker';
import { isFaulty } from './tree/deviceItem';
import { FleetTree } from './tree/fleetTree';
import { RowDecorations } from './tree/rowDecorations';
import type { TreeNode } from './tree/treeNode';
import { count } from './words';

const showOtherSlotsKey = 'psx.tree.showOtherSlots';

export interface RevealOptions {
  /** Default: true. */
  readonly focus?: boolean;
  /** The row of this slot instead of the device's, if the tree shows it. */
  readonly slotId?: string;
  /** The row of this PTP instance of the slot. */
  readonly instanceId?: string;
}

/** The view `psx.devices`: its tree, its badge, and the demand that its visibility makes. */
export class FleetView implements vscode.Disposable {
  readonly #fleet: FleetStore;
  readonly #tree: FleetTree;
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #subscriptions: { dispose(): unknown }[];
  #badge = 0;

  constructor(fleet: FleetStore, feed: DeviceFeed) {
    this.#fleet = fleet;
    this.#tree = new FleetTree(fleet, showsOtherSlots());
    this.#view = vscode.window.createTreeView('psx.devices', { treeDataProvider: this.#tree, showCollapseAll: true });
    this.#tree.setVisible(this.#view.visible);
    this.#subscriptions = [
      this.#tree,
      this.#view,
      RowDecorations.register(),
      trackDemand(feed, this.#view),
      this.#view.onDidChangeVisibility(({ visible }) => this.#tree.setVisible(visible)),
      fleet.onDidChange(() => this.#updateBadge()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(showOtherSlotsKey)) {
          this.#tree.setShowsOtherSlots(showsOtherSlots());
        }
      }),
    ];
    this.#updateBadge();
  }

  /** Opens the view and selects the row. With `focus: false` the keyboard stays where it is. */
  async reveal(deviceId: string, { focus = true, slotId, instanceId }: RevealOptions = {}): Promise<void> {
    if (this.#fleet.get(deviceId) !== undefined) {
      this.#tree.flush();
      await this.#view.reveal(this.#tree.nearestNode(deviceId, slotId, instanceId), { select: true, focus, expand: true });
    }
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) {
      subscription.dispose();
    }
  }

  #updateBadge(): void {
    const faulty = this.#fleet.devices.filter(isFaulty).length;
    if (faulty === this.#badge) {
      return;
    }
    this.#badge = faulty;
    this.#view.badge = faulty === 0 ? undefined : { value: faulty, tooltip: `${count(faulty, 'PSX device')} in need of attention` };
  }
}

function showsOtherSlots(): boolean {
  return vscode.workspace.getConfiguration().get(showOtherSlotsKey, true);
}
