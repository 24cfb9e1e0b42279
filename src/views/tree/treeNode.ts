/** The rows of the tree. Identity is the id alone: it never contains a state, so selection and expansion survive. */
export type TreeNode = DeviceNode | NextStepNode | SlotNode | InstanceNode | InterfacesNode | PortNode | InterfaceNode;

export interface DeviceNode {
  readonly kind: 'device';
  readonly deviceId: string;
}

/** What the person should do next about a device, as a row to click. */
export interface NextStepNode {
  readonly kind: 'nextStep';
  readonly deviceId: string;
}

export interface SlotNode {
  readonly kind: 'slot';
  readonly deviceId: string;
  readonly slotId: string;
}

export interface InstanceNode {
  readonly kind: 'instance';
  readonly deviceId: string;
  readonly slotId: string;
  readonly instanceId: string;
}

/** The network side of a card, folded: its ports, and one interface for each of its PTP instances. */
export interface InterfacesNode {
  readonly kind: 'interfaces';
  readonly deviceId: string;
  readonly slotId: string;
}

/** A network port of a card. */
export interface PortNode {
  readonly kind: 'port';
  readonly deviceId: string;
  readonly slotId: string;
  readonly portId: string;
}

/** The network interface of a PTP instance. */
export interface InterfaceNode {
  readonly kind: 'interface';
  readonly deviceId: string;
  readonly slotId: string;
  readonly instanceId: string;
}

/** The stable `TreeItem.id` of a node. */
export function nodeId(node: TreeNode): string {
  switch (node.kind) {
    case 'device':
    case 'nextStep':
      return pathOf(node.kind, node.deviceId);
    case 'slot':
    case 'interfaces':
      return pathOf(node.kind, node.deviceId, node.slotId);
    case 'instance':
    case 'interface':
      return pathOf(node.kind, node.deviceId, node.slotId, node.instanceId);
    case 'port':
      return pathOf(node.kind, node.deviceId, node.slotId, node.portId);
  }
}

/** Joins with separators that cannot occur inside a part, so that no two nodes share an id. */
function pathOf(...parts: readonly string[]): string {
  return parts.map(encodeURIComponent).join('/');
}
