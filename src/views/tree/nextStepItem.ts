import { ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { DeviceSnapshot } from '../../model/snapshot';
import { count } from '../words';
import { nodeId, type NextStepNode } from './treeNode';

/** What to do next about a device: the words and the command behind them. */
export interface NextStep {
  readonly label: string;
  readonly command: string;
}

/** The next step for a device, or `undefined` when nothing stands in the way. */
export function nextStep(device: DeviceSnapshot): NextStep | undefined {
  const { state, error } = device.communication;
  if (state === 'paused') {
    return { label: 'Resume polling', command: 'psx.resumePolling' };
  }
  if (error?.kind === 'tlsUntrusted') {
    return { label: 'Review the certificate…', command: 'psx.trustCertificate' };
  }
  if (error?.kind === 'tlsChanged') {
    return { label: 'Review the changed certificate…', command: 'psx.trustCertificate' };
  }
  switch (state) {
    case 'waitingForCredentials':
      return error?.kind === 'credentialsUnreadable'
        ? { label: error.hint, command: 'psx.setCredentials' }
        : { label: 'Enter user name and password…', command: 'psx.setCredentials' };
    case 'unauthorized':
      return { label: 'Correct user name and password…', command: 'psx.setCredentials' };
    case 'waitingForSlotId': {
      const found = device.slots.filter((slot) => slot.isPsx && slot.missingSince === undefined).length;
      return { label: found > 0 ? `Choose the slot (${count(found, 'PSX card')} found)…` : 'Choose a slot…', command: 'psx.setSlotId' };
    }
    default:
      return error === undefined ? undefined : { label: `${error.message} Diagnose…`, command: 'psx.diagnose' };
  }
}

/** The row that shows the next step; clicking it takes the step. */
export function nextStepItem(node: NextStepNode, device: DeviceSnapshot, step: NextStep): TreeItem {
  const item = new TreeItem(step.label, TreeItemCollapsibleState.None);
  item.id = nodeId(node);
  item.iconPath = new ThemeIcon('arrow-right');
  item.contextValue = 'nextStep;';
  item.command = { command: step.command, title: step.label, arguments: [{ deviceId: device.id }] };
  return item;
}
