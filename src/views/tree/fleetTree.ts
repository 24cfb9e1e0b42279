import * as vscode from 'vscode';
import type { Disposable } from '../../model/event';
import { normalKey } from '../../model/normalKey';
import type { DeviceSnapshot, PtpInstanceSnapshot, SlotSnapshot } from '../../model/snapshot';
import type { FleetChange, FleetStore } from '../../polling/fleetStore';
import { deviceItem } from './deviceItem';
import { instanceItem } from './instanceItem';
import { nextStep, nextStepItem } from './nextStepItem';
import { rowText } from './rowText';
import { slotItem } from './slotItem';
import { deviceTooltip, instanceTooltip, slotTooltip } from './tooltip';
import { nodeId, type TreeNode } from './treeNode';

/** Changes are collected this long before rows are repainted. */
const coalesceMs = 250;
/** A tooltip is taken to be open no longer than this: repainting its row, or one above, would dismiss it. */
const tooltipOpenMs = 10_000;

/**
 * The tree of devices, slots and PTP instances: a reader of the store. `getChildren` answers at once from what the store holds; a poll that
 * changes the text of one row repaints that row.
 */
export class FleetTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #fleet: FleetStore;
  readonly #changed = new vscode.EventEmitter<TreeNode | TreeNode[] | undefined>();
  readonly #subscription: Disposable;
  /** One object per row, as VS Code knows rows by identity. */
  readonly #nodes = new Map<string, TreeNode>();
  /** What each row showed when it was last painted. */
  readonly #painted = new Map<string, string>();
  /** The ids of the children that each row showed. */
  readonly #children = new Map<string, string>();
  /** What the tooltip of each row said when it was built: VS Code keeps it until the row is repainted. */
  readonly #tooltips = new Map<string, string>();
  /** Monotonic, in milliseconds. */
  #tooltipBuiltAt = Number.NEGATIVE_INFINITY;
  /** The devices with news that rows may have to show. */
  readonly #pending = new Set<string>();
  #isAllPending = false;
  #timer: NodeJS.Timeout | undefined;
  #isVisible = false;
  #showsOtherSlots: boolean;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(fleet: FleetStore, showsOtherSlots: boolean) {
    this.#fleet = fleet;
    this.#showsOtherSlots = showsOtherSlots;
    this.#subscription = fleet.onDidChange((change) => this.#collect(change));
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

  /** Shows or hides other cards and empty slots. */
  setShowsOtherSlots(showsOtherSlots: boolean): void {
    this.#showsOtherSlots = showsOtherSlots;
    this.#isAllPending = true;
    this.#schedule();
  }

  getChildren(node?: TreeNode): TreeNode[] {
    const children = this.#childrenOf(node);
    if (node !== undefined) {
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
        return this.#node({ kind: 'slot', deviceId: node.deviceId, slotId: node.slotId });
    }
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const item = this.#item(node);
    this.#painted.set(nodeId(node), rowText(item));
    this.#tooltips.delete(nodeId(node));
    return item;
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    const tooltip = this.#tooltip(node);
    if (tooltip !== undefined) {
      item.tooltip = tooltip;
      this.#tooltips.set(nodeId(node), tooltip.value);
      this.#tooltipBuiltAt = performance.now();
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
    if (this.#isAllPending) {
      this.#isAllPending = false;
      this.#changed.fire(undefined);
      return;
    }
    const changed = deviceIds.flatMap((deviceId) => this.#changedBelow(this.deviceNode(deviceId)));
    for (const node of changed) {
      this.#tooltips.delete(nodeId(node));
    }
    if (changed.length > 0) {
      this.#changed.fire(changed);
    }
  }

  deviceNode(deviceId: string): TreeNode {
    return this.#node({ kind: 'device', deviceId });
  }

  /** The row of a PTP instance, else that of its slot, else that of the device, for `TreeView.reveal`: rows that are not shown cannot be revealed. */
  nearestNode(deviceId: string, slotId: string | undefined, instanceId: string | undefined): TreeNode {
    const device = this.#fleet.get(deviceId);
    const slot = device === undefined || slotId === undefined ? undefined : this.#slotsOf(device).find((shown) => normalKey(shown.slotId) === normalKey(slotId));
    if (slot === undefined) {
      return this.deviceNode(deviceId);
    }
    const instance = slot.ptpInstances.find(({ id }) => id === instanceId);
    return this.#node(
      instance === undefined ? { kind: 'slot', deviceId, slotId: slot.slotId } : { kind: 'instance', deviceId, slotId: slot.slotId, instanceId: instance.id },
    );
  }

  dispose(): void {
    this.#cancel();
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #childrenOf(node: TreeNode | undefined): TreeNode[] {
    if (node === undefined) {
      return this.#fleet.devices.map((device) => this.deviceNode(device.id));
    }
    const { device, slot } = this.#find(node);
    if (node.kind === 'device' && device !== undefined) {
      const { id: deviceId } = device;
      const step = nextStep(device) === undefined ? [] : [this.#node({ kind: 'nextStep', deviceId })];
      return [...step, ...this.#slotsOf(device).map(({ slotId }) => this.#node({ kind: 'slot', deviceId, slotId }))];
    }
    if (node.kind === 'slot' && slot !== undefined) {
      return slot.ptpInstances.map(({ id }) => this.#node({ kind: 'instance', deviceId: node.deviceId, slotId: node.slotId, instanceId: id }));
    }
    return [];
  }

  /** The PSX cards first, then the others in the order of the chassis, the empty slots last. */
  #slotsOf(device: DeviceSnapshot): SlotSnapshot[] {
    const order = (slot: SlotSnapshot): number => (slot.isPsx ? 0 : slot.isEmpty ? 2 : 1);
    return device.slots.filter((slot) => this.#showsOtherSlots || order(slot) === 0).sort((a, b) => order(a) - order(b));
  }

  #item(node: TreeNode): vscode.TreeItem {
    const { device, slot, instance } = this.#find(node);
    if (device === undefined) {
      return new vscode.TreeItem('');
    }
    const isStale = device.communication.state !== 'responding' && device.communication.state !== 'waitingForSlotId';
    switch (node.kind) {
      case 'device':
        return deviceItem(node, device);
      case 'nextStep': {
        const step = nextStep(device);
        return step === undefined ? new vscode.TreeItem('') : nextStepItem(node, device, step);
      }
      case 'slot':
        return slot === undefined ? new vscode.TreeItem(node.slotId) : slotItem(node, slot, isStale);
      case 'instance':
        return instance === undefined ? new vscode.TreeItem(node.instanceId) : instanceItem(node, instance, isStale);
    }
  }

  #tooltip(node: TreeNode): vscode.MarkdownString | undefined {
    const { device, slot, instance } = this.#find(node);
    if (device === undefined || slot === undefined) {
      return device === undefined ? undefined : deviceTooltip(device);
    }
    return instance === undefined ? slotTooltip(device, slot) : instanceTooltip(device, slot, instance);
  }

  #find(node: TreeNode): { device?: DeviceSnapshot | undefined; slot?: SlotSnapshot | undefined; instance?: PtpInstanceSnapshot | undefined } {
    const device = this.#fleet.get(node.deviceId);
    if (device === undefined || node.kind === 'device' || node.kind === 'nextStep') {
      return { device };
    }
    const slot = device.slots.find(({ slotId }) => slotId === node.slotId);
    return { device, slot, instance: node.kind === 'instance' ? slot?.ptpInstances.find(({ id }) => id === node.instanceId) : undefined };
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
        this.#tooltips.delete(id);
      }
    }
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
      this.#painted.get(id) !== rowText(this.#item(node)) ||
      (shownChildren !== undefined && shownChildren !== childKey(children)) ||
      this.#hasOldTooltip(node);
    return hasChanged ? [node] : children.flatMap((child) => this.#changedBelow(child));
  }

  #hasOldTooltip(node: TreeNode): boolean {
    const said = this.#tooltips.get(nodeId(node));
    return said !== undefined && performance.now() - this.#tooltipBuiltAt >= tooltipOpenMs && said !== this.#tooltip(node)?.value;
  }
}

function childKey(children: readonly TreeNode[]): string {
  return children.map(nodeId).join('\n');
}
