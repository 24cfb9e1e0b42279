import { TreeItem, type MarkdownString } from 'vscode';
import type { Alarm, Alarms } from '../../model/alarm';
import { isReachable } from '../../model/snapshot';
import { deviceItem } from './deviceItem';
import { instanceItem } from './instanceItem';
import { interfaceItem, interfacesItem, portItem } from './interfaceItems';
import { interfaceTooltip, portTooltip } from './networkTooltip';
import { nextStep, nextStepItem } from './nextStepItem';
import { RaisedAlarms } from './raisedAlarms';
import type { RowState } from './rowState';
import { slotItem } from './slotItem';
import { deviceTooltip, instanceTooltip, slotTooltip } from './tooltip';
import type { TreeNode } from './treeNode';
import type { TreeRows } from './treeRows';

/** Makes the items and the tooltips of rows. */
export class RowPainter {
  readonly #rows: TreeRows;
  readonly #raised: RaisedAlarms;

  constructor(rows: TreeRows, alarms: Pick<Alarms, 'alarms'>) {
    this.#rows = rows;
    this.#raised = new RaisedAlarms(alarms);
  }

  /** The row as it is now; an empty one for what is not there any more. */
  item(node: TreeNode): TreeItem {
    const { device, slot, instance, port } = this.#rows.find(node);
    if (device === undefined) {
      return new TreeItem('');
    }
    switch (node.kind) {
      case 'device':
        return deviceItem(node, device, this.#state(node), this.#rows.areManyDevices);
      case 'nextStep': {
        const step = nextStep(device);
        return step === undefined ? new TreeItem('') : nextStepItem(node, device, step);
      }
      case 'slot':
        return slot === undefined ? new TreeItem(node.slotId) : slotItem(node, slot, this.#state(node), this.#rows.children(node).length > 0);
      case 'instance':
        return instance === undefined ? new TreeItem(node.instanceId) : instanceItem(node, instance, this.#state(node));
      case 'interfaces':
        return slot === undefined ? new TreeItem('') : interfacesItem(node, slot, this.#state(node));
      case 'port':
        return port === undefined ? new TreeItem(node.portId) : portItem(node, port, this.#state(node));
      case 'interface':
        return slot === undefined || instance === undefined ? new TreeItem(node.instanceId) : interfaceItem(node, instance, slot, this.#state(node));
    }
  }

  /** What hovering over the row tells; `undefined` for what is not there any more. */
  tooltip(node: TreeNode): MarkdownString | undefined {
    const { device, slot, instance, port } = this.#rows.find(node);
    if (device === undefined) {
      return undefined;
    }
    if (slot === undefined) {
      return deviceTooltip(device, this.#alarmsOf(node));
    }
    if (node.kind === 'interface') {
      return instance === undefined ? undefined : interfaceTooltip(device, slot, instance);
    }
    if (port !== undefined) {
      return portTooltip(device, slot, port, this.#alarmsOf(node));
    }
    const severity = this.#rows.severityOf(node);
    return instance === undefined ? slotTooltip(device, slot, severity, this.#alarmsOf(node)) : instanceTooltip(device, slot, instance, this.#alarmsOf(node));
  }

  #state(node: TreeNode): RowState {
    const { device, slot } = this.#rows.find(node);
    const isSilent = device !== undefined && !isReachable(device.communication.state);
    return { severity: this.#rows.severityOf(node), alarms: this.#alarmsOf(node), isStale: isSilent || slot?.severity === 'timeout' };
  }

  #alarmsOf(node: TreeNode): readonly Alarm[] {
    switch (node.kind) {
      case 'device':
      case 'nextStep':
        return this.#raised.of({ deviceId: node.deviceId });
      case 'slot':
      case 'interfaces':
        return this.#raised.of({ deviceId: node.deviceId, slotId: node.slotId });
      case 'instance':
      case 'interface':
        return this.#raised.of({ deviceId: node.deviceId, slotId: node.slotId, instanceId: node.instanceId });
      case 'port':
        return this.#raised.of({ deviceId: node.deviceId, slotId: node.slotId, portId: node.portId });
    }
  }
}
