import * as vscode from 'vscode';
import type { AlarmChange, Alarms } from '../../model/alarm';
import type { Disposable } from '../../model/event';
import type { FleetChange, FleetStore } from '../../polling/fleetStore';
import { BuiltTooltips } from './builtTooltips';
import { RowPainter } from './rowPainter';
import { rowText } from './rowText';
import { nodeId, type TreeNode } from './treeNode';
import { TreeRows, type TreeOptions } from './treeRows';

/** Changes are collected this long before rows are repainted. */
const coalesceMs = 250;

/**
 * The tree of devices, slots, PTP instances and network interfaces: a reader of the store and of the alarms. `getChildren` answers at once from what they
 * hold; a poll or an alarm that changes the text of one row repaints that row.
 */
export class FleetTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #fleet: FleetStore;
  readonly #changed = new vscode.EventEmitter<TreeNode | TreeNode[] | undefined>();
  readonly #rows: TreeRows;
  readonly #painter: RowPainter;
  readonly #subscriptions: readonly Disposable[];
  /** One object per row, as VS Code knows rows by identity. */
  readonly #nodes = new Map<string, TreeNode>();
  /** What each row showed when it was last painted. */
  readonly #painted = new Map<string, string>();
  /** The ids of the children that each row showed. */
  readonly #children = new Map<string, string>();
  /** The ids of the devices that were shown. */
  #roots: string | undefined;
  readonly #tooltips = new BuiltTooltips();
  /** The devices with news that rows may have to show. */
  readonly #pending = new Set<string>();
  #isAllPending = false;
  #timer: NodeJS.Timeout | undefined;
  #isVisible = false;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(fleet: FleetStore, alarms: Pick<Alarms, 'alarms' | 'onDidChange' | 'severityOf'>, options: TreeOptions) {
    this.#fleet = fleet;
    this.#rows = new TreeRows(fleet, alarms, options);
    this.#painter = new RowPainter(this.#rows, alarms);
    this.#subscriptions = [fleet.onDidChange((change) => this.#collect(change)), alarms.onDidChange((change) => this.#collectAlarms(change))];
  }

  /** True when there are devices, and the filter hides all of them. */
  get hidesAll(): boolean {
    return this.#rows.options.showsOnlyAlarms && this.#fleet.devices.length > 0 && this.#rows.children(undefined).length === 0;
  }

  /** Hidden rows are not repainted; what changed meanwhile is caught up with when they are shown. */
  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    if (isVisible) {
      this.flush();
    } else {
      this.#cancel();
    }
  }

  /** Changes what is shown, and in which order. */
  setOptions(options: TreeOptions): void {
    this.#rows.options = options;
    this.#isAllPending = true;
    this.#schedule();
  }

  getChildren(node?: TreeNode): TreeNode[] {
    const children = this.#childrenOf(node);
    if (node === undefined) {
      this.#roots = childKey(children);
    } else {
      this.#children.set(nodeId(node), childKey(children));
    }
    return children;
  }

  getParent(node: TreeNode): TreeNode | undefined {
    switch (node.kind) {
      case 'device':
        return undefined;
      case 'nextStep':
      case 'slot':
        return this.#node({ kind: 'device', deviceId: node.deviceId });
      case 'instance':
      case 'interfaces':
        return this.#node({ kind: 'slot', deviceId: node.deviceId, slotId: node.slotId });
      case 'port':
      case 'interface':
        return this.#node({ kind: 'interfaces', deviceId: node.deviceId, slotId: node.slotId });
    }
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const item = this.#painter.item(node);
    this.#painted.set(nodeId(node), rowText(item));
    this.#tooltips.forget(nodeId(node));
    return item;
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    const tooltip = this.#painter.tooltip(node);
    if (tooltip !== undefined) {
      item.tooltip = tooltip;
      this.#tooltips.add(nodeId(node), tooltip.value);
    }
    return item;
  }

  /**
   * Fires at once what waits for the timer or for the tree to be shown: `TreeView.reveal` finds only rows of devices that
   * VS Code has been told of.
   */
  flush(): void {
    this.#cancel();
    const deviceIds = [...this.#pending];
    this.#pending.clear();
    if (this.#isAllPending || (deviceIds.length > 0 && this.#haveRootsMoved())) {
      this.#isAllPending = false;
      this.#changed.fire(undefined);
      return;
    }
    const changed = deviceIds.flatMap((deviceId) => this.#changedBelow(this.deviceNode(deviceId)));
    for (const node of changed) {
      this.#tooltips.forget(nodeId(node));
    }
    if (changed.length > 0) {
      this.#changed.fire(changed);
    }
  }

  deviceNode(deviceId: string): TreeNode {
    return this.#node({ kind: 'device', deviceId });
  }

  /** As {@link TreeRows.nearest}, for `TreeView.reveal`: rows that are not shown cannot be revealed. */
  nearestNode(deviceId: string, slotId: string | undefined, instanceId: string | undefined): TreeNode | undefined {
    const node = this.#rows.nearest(deviceId, slotId, instanceId);
    return node === undefined ? undefined : this.#node(node);
  }

  dispose(): void {
    this.#cancel();
    this.#subscriptions.forEach((subscription) => subscription.dispose());
    this.#changed.dispose();
  }

  #childrenOf(node: TreeNode | undefined): TreeNode[] {
    return this.#rows.children(node).map((child) => this.#node(child));
  }

  #node(node: TreeNode): TreeNode {
    const id = nodeId(node);
    const known = this.#nodes.get(id) ?? node;
    this.#nodes.set(id, known);
    return known;
  }

  #collect(change: FleetChange): void {
    if (change.added.length > 0 || change.removed.length > 0 || change.reordered === true) {
      this.#forget(change.removed);
      this.#isAllPending = true;
    }
    for (const { deviceId } of change.devices) {
      this.#pending.add(deviceId);
    }
    this.#schedule();
  }

  #collectAlarms({ raised, cleared, changed }: AlarmChange): void {
    const alarms = [...raised, ...cleared, ...changed];
    // Alarms that only went concern no row, but a change may also come without a word on what it is.
    const deviceIds = alarms.length > 0 ? alarms.map(({ subject }) => subject.deviceId) : this.#fleet.devices.map(({ id }) => id);
    deviceIds.forEach((deviceId) => this.#pending.add(deviceId));
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isVisible && (this.#isAllPending || this.#pending.size > 0)) {
      this.#timer ??= setTimeout(() => this.flush(), coalesceMs);
    }
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #forget(deviceIds: readonly string[]): void {
    for (const [id, node] of this.#nodes) {
      if (deviceIds.includes(node.deviceId)) {
        this.#nodes.delete(id);
        this.#painted.delete(id);
        this.#children.delete(id);
        this.#tooltips.forget(id);
      }
    }
  }

  /** Severities may change which devices are shown, and in which order. */
  #haveRootsMoved(): boolean {
    return this.#rows.followsSeverities && this.#roots !== undefined && this.#roots !== childKey(this.#childrenOf(undefined));
  }

  /** The topmost rows whose text, list of children or tooltip is not what was painted: VS Code repaints what is below them too. */
  #changedBelow(node: TreeNode): TreeNode[] {
    const id = nodeId(node);
    if (!this.#painted.has(id) || this.#fleet.get(node.deviceId) === undefined) {
      return [];
    }
    const children = this.#childrenOf(node);
    const shownChildren = this.#children.get(id);
    const hasChanged =
      this.#painted.get(id) !== rowText(this.#painter.item(node)) ||
      (shownChildren !== undefined && shownChildren !== childKey(children)) ||
      this.#tooltips.isOld(id, () => this.#painter.tooltip(node)?.value);
    return hasChanged ? [node] : children.flatMap((child) => this.#changedBelow(child));
  }
}

function childKey(children: readonly TreeNode[]): string {
  return children.map(nodeId).join('\n');
}
