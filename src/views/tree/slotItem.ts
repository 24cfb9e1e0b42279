import { TreeItem, TreeItemCollapsibleState } from 'vscode';
import { summaryOfSlot, temperatureText } from '../../model/slotSummary';
import type { SlotSnapshot } from '../../model/snapshot';
import { count, joinFacts, timeOfDay } from '../words';
import { slotIcon } from './icons';
import { dimmedResource } from './rowDecorations';
import type { RowState } from './rowState';
import { nodeId, type SlotNode } from './treeNode';

/** The slot's row; `hasChildren`: rows below it are shown. */
export function slotItem(node: SlotNode, slot: SlotSnapshot, { severity, alarms, isStale }: RowState, hasChildren: boolean): TreeItem {
  const item = new TreeItem(
    joinFacts([slot.slotId, slot.model?.toUpperCase()], '  '),
    hasChildren ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.None,
  );
  item.id = nodeId(node);
  item.description = joinFacts([describe(slot, alarms.length), age(slot)]);
  item.iconPath = slotIcon(slot, severity);
  item.contextValue = `slot;${slot.isPsx ? 'psx;' : ''}${slot.isEmpty ? '' : 'hasData;'}${slot.missingSince === undefined ? '' : 'removable;'}`;
  item.accessibilityInformation = { label: joinFacts([`Slot ${slot.slotId}`, slot.model, item.description, severity], ', ') };
  if (!slot.isPsx || isStale || slot.severity === 'timeout' || slot.missingSince !== undefined) {
    item.resourceUri = dimmedResource(item.id);
  }
  return item;
}

/** The row of the device says how old all its data are; that single slots are older must show here. */
function age({ severity, updatedAt }: SlotSnapshot): string | undefined {
  return severity === 'timeout' && updatedAt !== undefined ? `data from ${timeOfDay(updatedAt)}` : undefined;
}

function describe(slot: SlotSnapshot, alarmCount: number): string {
  if (slot.missingSince !== undefined) {
    return `Missing since ${timeOfDay(slot.missingSince)}`;
  }
  if (slot.isEmpty) {
    return 'Empty';
  }
  if (!slot.isPsx) {
    return summaryOfSlot(slot.properties);
  }
  return joinFacts([count(slot.ptpInstances.length, 'instance'), alarmCount > 0 ? count(alarmCount, 'alarm') : temperatureText(slot.properties)]);
}
