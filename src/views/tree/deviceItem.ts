import { TreeItem, TreeItemCollapsibleState } from 'vscode';
import { isReachable, type CommunicationState, type DeviceSnapshot } from '../../model/snapshot';
import { count, joinFacts, timeOfDay } from '../words';
import { deviceIcon } from './icons';
import type { RowState } from './rowState';
import { nodeId, type DeviceNode } from './treeNode';

const stateWords: Readonly<Record<CommunicationState, string>> = {
  responding: 'Responding',
  retrying: 'Retrying',
  timeout: 'No answer',
  slowPoll: 'No answer, polling slowly',
  paused: 'Paused',
  waitingForCredentials: 'Enter credentials',
  unauthorized: 'Log-in refused',
  waitingForSlotId: 'Choose the slot of its PSX',
  connecting: 'Connecting',
};

/** The word for the state of a device's communication, as the tree, the status bar and the log say it. */
export function stateWord(device: DeviceSnapshot): string {
  const { state, error } = device.communication;
  if (error?.kind === 'tlsUntrusted') {
    return 'Certificate not trusted';
  }
  if (error?.kind === 'tlsChanged') {
    return 'Certificate changed';
  }
  if (state === 'waitingForSlotId' && !device.slots.some((slot) => slot.isPsx)) {
    return 'No PSX found';
  }
  return stateWords[state];
}

/** The device's row; folded at first where there are many. */
export function deviceItem(node: DeviceNode, device: DeviceSnapshot, { severity, alarms }: RowState, areMany: boolean): TreeItem {
  const item = new TreeItem(device.name, areMany ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.Expanded);
  item.id = nodeId(node);
  item.description = describe(device, alarms.length);
  item.iconPath = deviceIcon(device, severity);
  item.contextValue = abilities(device);
  item.accessibilityInformation = { label: joinFacts([device.name, item.description, severity], ', ') };
  return item;
}

function describe(device: DeviceSnapshot, alarmCount: number): string {
  const { state, lastSuccess } = device.communication;
  const isFresh = isReachable(state);
  const age = isFresh || lastSuccess === undefined ? undefined : `data from ${timeOfDay(lastSuccess)}`;
  const mostUseful = isFresh && alarmCount > 0 ? count(alarmCount, 'alarm') : new URL(device.baseUrl).host;
  return joinFacts([stateWord(device), isFresh ? device.system?.model : undefined, mostUseful, age]);
}

function abilities(device: DeviceSnapshot): string {
  const { state, error } = device.communication;
  const isTls = error?.kind === 'tlsUntrusted' || error?.kind === 'tlsChanged';
  return ['device', state === 'paused' ? 'canResume' : 'canPause', ...(isTls ? ['canTrust'] : [])].map((ability) => `${ability};`).join('');
}
