import { TreeItem, TreeItemCollapsibleState } from 'vscode';
import { summaryOfSlot, temperatureText } from '../../model/slotSummary';
import type { SlotSnapshot } from '../../model/snapshot';
import { count, joinFacts, timeOfDay } from '../words';
import { slotIcon } from './icons';
import { dimmedResource } from './rowDecorations';
import { nodeId, type SlotNode } from './treeNode';

/** The slot's row. `isStale`: the device does not answer, so the values are from earlier. */
export function slotItem(node: SlotNode, slot: SlotSnapshot, isStale: boolean): TreeItem {
  const hasInstances = slot.ptpInstances.length > 0;
  const item = new TreeItem(
    joinFacts([slot.slotId, slot.model?.toUpperCase()], '  '),
    hasInstances ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.None,
  );
  item.id = nodeId(node);
  item.description = joinFacts([describe(slot), age(slot)]);
  item.iconPath = slotIcon(slot);
  item.contextValue = `slot;${slot.isPsx ? 'psx;' : ''}${slot.isEmpty ? '' : 'hasData;'}${slot.missingSince === undefined ? '' : 'removable;'}`;
  item.accessibilityInformation = { label: joinFacts([`Slot ${slot.slotId}`, slot.model, item.description, slot.severity], ', ') };
  if (!slot.isPsx || isStale || slot.severity === 'timeout' || slot.missingSince !== undefined) {
    item.resourceUri = dimmedResource(item.id);
  }
  return item;
}

/** The row of the device says how old all its data are; that single slots are older must show here. */
function age({ severity, updatedAt }: SlotSnapshot): string | undefined {
  return severity === 'timeout' && updatedAt !== undefined ? `data from ${timeOfDay(updatedAt)}` : undefined;
}

function describe(slot: SlotSnapshot): string {
  if (slot.missingSince !== undefined) {
    return `Missing since ${timeOfDay(slot.missingSince)}`;
  }
  if (slot.isEmpty) {
    return 'Empty';
  }
  if (!slot.isPsx) {
    return summaryOfSlot(slot.properties);
  }
  return joinFacts([count(slot.ptpInstances.length, 'instance'), temperatureText(slot.properties)]);
}
