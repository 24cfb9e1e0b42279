import { TreeItem, TreeItemCollapsibleState } from 'vscode';
import { rank, worstSeverity, type Severity } from '../../model/severity';
import type { CommunicationState, DeviceSnapshot } from '../../model/snapshot';
import { joinFacts, timeOfDay } from '../words';
import { deviceIcon } from './icons';
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

/** How bad a device is: its communication first, then the worst of its slots. */
export function deviceSeverity(device: DeviceSnapshot): Severity {
  const { state, error } = device.communication;
  if (error?.kind === 'tlsChanged') {
    return 'critical';
  }
  switch (state) {
    case 'timeout':
    case 'slowPoll':
      return 'timeout';
    case 'unauthorized':
      return 'critical';
    case 'retrying':
    case 'waitingForCredentials':
    case 'waitingForSlotId':
      return 'warning';
    case 'paused':
      return 'masked';
    case 'connecting':
      return error === undefined ? 'information' : 'warning';
    case 'responding':
      return worstSeverity(['normal', ...device.slots.map((slot) => slot.severity)]);
  }
}

/** True when a device needs somebody: worse than normal. */
export function isFaulty(device: DeviceSnapshot): boolean {
  return rank(deviceSeverity(device)) < rank('normal');
}

/** The device's row. */
export function deviceItem(node: DeviceNode, device: DeviceSnapshot): TreeItem {
  const item = new TreeItem(device.name, TreeItemCollapsibleState.Expanded);
  item.id = nodeId(node);
  item.description = describe(device);
  item.iconPath = deviceIcon(device, deviceSeverity(device));
  item.contextValue = abilities(device);
  item.accessibilityInformation = { label: joinFacts([device.name, item.description, deviceSeverity(device)], ', ') };
  return item;
}

function describe(device: DeviceSnapshot): string {
  const { state, lastSuccess } = device.communication;
  const isFresh = state === 'responding' || state === 'waitingForSlotId';
  const age = isFresh || lastSuccess === undefined ? undefined : `data from ${timeOfDay(lastSuccess)}`;
  return joinFacts([stateWord(device), isFresh ? device.system?.model : undefined, new URL(device.baseUrl).host, age]);
}

function abilities(device: DeviceSnapshot): string {
  const { state, error } = device.communication;
  const isTls = error?.kind === 'tlsUntrusted' || error?.kind === 'tlsChanged';
  return ['device', state === 'paused' ? 'canResume' : 'canPause', ...(isTls ? ['canTrust'] : [])].map((ability) => `${ability};`).join('');
}
