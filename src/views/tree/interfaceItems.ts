import { TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { NetworkPortSnapshot } from '../../model/ptpDataSets';
import type { PtpInstanceSnapshot, SlotSnapshot } from '../../model/snapshot';
import { count, joinFacts, timeOfDay } from '../words';
import { interfacesIcon, missingIcon, severityIcon } from './icons';
import { interfaceFacts, linkText, portOfInstance, portsOf } from './networkFacts';
import { dimmedResource } from './rowDecorations';
import type { RowState } from './rowState';
import { nodeId, type InterfaceNode, type InterfacesNode, type PortNode } from './treeNode';

/** Ports that the row of the network side names. */
const mostPorts = 4;

/** The row of the network side of a card. */
export function interfacesItem(node: InterfacesNode, slot: SlotSnapshot, { severity, isStale }: RowState): TreeItem {
  const item = new TreeItem('Interfaces', TreeItemCollapsibleState.Collapsed);
  item.id = nodeId(node);
  item.description = describePorts(slot);
  item.iconPath = interfacesIcon(severity);
  item.contextValue = 'interfaces;';
  item.accessibilityInformation = { label: joinFacts([`Interfaces of slot ${slot.slotId}`, item.description, severity], ', ') };
  return dimmedIf(isStale, item);
}

/** The row of a network port. */
export function portItem(node: PortNode, port: NetworkPortSnapshot, { severity, isStale }: RowState): TreeItem {
  const { id, linkUp, macAddress, missingSince, sfpPresent } = port;
  const item = new TreeItem(id, TreeItemCollapsibleState.None);
  item.id = nodeId(node);
  const transceiver = linkUp !== true && sfpPresent === false ? 'no transceiver' : undefined;
  item.description = missingSince === undefined ? joinFacts([linkText(port), transceiver, macAddress]) : `Missing since ${timeOfDay(missingSince)}`;
  item.iconPath = missingSince === undefined ? severityIcon(severity) : missingIcon();
  item.contextValue = `port;${missingSince === undefined ? '' : 'removable;'}`;
  item.accessibilityInformation = { label: joinFacts([`Port ${id}`, item.description, severity], ', ') };
  return dimmedIf(isStale || missingSince !== undefined, item);
}

/** The row of the network interface of a PTP instance; `severity` is that of its link. */
export function interfaceItem(node: InterfaceNode, instance: PtpInstanceSnapshot, slot: SlotSnapshot, { severity, isStale }: RowState): TreeItem {
  const facts = interfaceFacts(instance, portOfInstance(slot, instance));
  const item = new TreeItem(joinFacts([instance.name, facts.name], '  '), TreeItemCollapsibleState.None);
  item.id = nodeId(node);
  const isMissing = facts.missingSince !== undefined;
  item.description = isMissing ? `Missing since ${timeOfDay(facts.missingSince)}` : joinFacts([linkText(facts), ptpText(instance), facts.macAddress]);
  item.iconPath = isMissing ? missingIcon() : severityIcon(severity);
  item.contextValue = 'interface;';
  item.accessibilityInformation = { label: joinFacts([`Interface of ${instance.name}`, item.description, severity], ', ') };
  return dimmedIf(isStale || isMissing, item);
}

function ptpText({ running, portState, domain }: PtpInstanceSnapshot): string {
  return running === false ? 'not running' : joinFacts([portState, domain === undefined ? undefined : `domain ${domain}`]);
}

/** `port0 10G up · port1 down`; the number of interfaces where the card lists no ports. */
function describePorts(slot: SlotSnapshot): string {
  const ports = portsOf(slot);
  if (ports.length === 0) {
    return count(slot.ptpInstances.length, 'interface');
  }
  const words = ports.map((port) => joinFacts([port.id, port.missingSince === undefined ? linkText(port) : 'missing'], ' '));
  return joinFacts([...words.slice(0, mostPorts), words.length > mostPorts ? `${words.length - mostPorts} more` : undefined]);
}

function dimmedIf(isDimmed: boolean, item: TreeItem): TreeItem {
  if (isDimmed && item.id !== undefined) {
    item.resourceUri = dimmedResource(item.id);
  }
  return item;
}
