import { ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Fault } from '../../model/fault';
import type { CommunicationState, DeviceSnapshot } from '../../model/snapshot';
import { count } from '../words';
import { nodeId, type NextStepNode } from './treeNode';

/** What to do next about a device: the words and the command behind them. */
export interface NextStep {
  readonly label: string;
  readonly command: string;
}

/** The next step for a device, or `undefined` when nothing stands in the way, or nothing but time helps. */
export function nextStep(device: DeviceSnapshot): NextStep | undefined {
  const { state, error } = device.communication;
  if (state === 'paused') {
    return { label: 'Resume polling', command: 'psx.resumePolling' };
  }
  if (state === 'waitingForSlotId') {
    const found = device.slots.filter((slot) => slot.isPsx && slot.missingSince === undefined).length;
    return { label: found > 0 ? `Choose the slot (${count(found, 'PSX card')} found)…` : 'Choose a slot…', command: 'psx.setSlotId' };
  }
  return error === undefined ? undefined : stepAfter(error, state);
}

/** Without a `default`, so that the compiler asks for the step of a new kind. */
function stepAfter({ kind, message, hint }: Fault, state: CommunicationState): NextStep | undefined {
  switch (kind) {
    case 'tlsUntrusted':
      return { label: 'Review the certificate…', command: 'psx.trustCertificate' };
    case 'tlsChanged':
      return { label: 'Review the changed certificate…', command: 'psx.trustCertificate' };
    case 'credentialsMissing':
      return { label: 'Enter user name and password…', command: 'psx.setCredentials' };
    case 'credentialsUnreadable':
      return { label: hint, command: 'psx.setCredentials' };
    case 'unauthorized':
      return { label: 'Correct user name and password…', command: 'psx.setCredentials' };
    case 'forbidden':
      return { label: `${message} Use another user…`, command: 'psx.setCredentials' };
    case 'notFound':
      // From a device that answers, it is about a slot; else not even the list of slots is there to choose from.
      return state === 'responding' ? { label: `${message} Choose another slot…`, command: 'psx.setSlotId' } : diagnoseStep(message);
    case 'apiDisabled':
      return { label: `${message} Enable it in the web interface…`, command: 'psx.openWebInterface' };
    case 'redirected':
      return { label: `${message} Edit the device…`, command: 'psx.editDevice' };
    case 'throttled':
      return undefined;
    case 'cancelled':
      return { label: `${message} Refresh`, command: 'psx.refresh' };
    case 'internal':
      return { label: `${message} Copy a device report…`, command: 'psx.copyDeviceReport' };
    case 'cannotResolve':
    case 'refused':
    case 'unreachable':
    case 'timeout':
    case 'connectionLost':
    case 'tlsFailed':
    case 'serverError':
    case 'notJson':
    case 'truncated':
    case 'tooLarge':
    case 'unexpectedShape':
    case 'proxyFailed':
      return diagnoseStep(message);
  }
}

function diagnoseStep(message: string): NextStep {
  return { label: `${message} Diagnose…`, command: 'psx.diagnose' };
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
