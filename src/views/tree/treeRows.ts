import type { Alarms } from '../../model/alarm';
import { normalKey } from '../../model/normalKey';
import type { NetworkPortSnapshot } from '../../model/ptpDataSets';
import { isFaulty, rank, worstSeverity, type Severity } from '../../model/severity';
import type { DeviceSnapshot, PtpInstanceSnapshot, SlotSnapshot } from '../../model/snapshot';
import type { FleetStore } from '../../polling/fleetStore';
import { portOfInstance, portsOf } from './networkFacts';
import { nextStep } from './nextStepItem';
import { severityOfDevice, severityOfInstance, severityOfPort, severityOfPorts, severityOfSlot } from './rowSeverity';
import type { TreeNode } from './treeNode';

/** What the person wants to see of the tree. */
export interface TreeOptions {
  /** Other cards and empty slots too. */
  readonly showsOtherSlots: boolean;
  /** Rows of the same kind by their severity, else as they are configured. */
  readonly isWorstFirst: boolean;
  /** Only what is worse than normal. */
  readonly showsOnlyAlarms: boolean;
}

/** What a row stands for, as far as it is there. */
export interface RowSubject {
  readonly device?: DeviceSnapshot | undefined;
  readonly slot?: SlotSnapshot | undefined;
  /** Also for the interface of the instance. */
  readonly instance?: PtpInstanceSnapshot | undefined;
  readonly port?: NetworkPortSnapshot | undefined;
}

/** More devices than these are folded at first. */
const manyDevices = 20;

/** Which rows the tree has, in which order, and how bad each is: computed at once from what the store and the alarms are when asked. */
export class TreeRows {
  options: TreeOptions;
  readonly #fleet: FleetStore;
  readonly #alarms: Pick<Alarms, 'severityOf'>;

  constructor(fleet: FleetStore, alarms: Pick<Alarms, 'severityOf'>, options: TreeOptions) {
    this.#fleet = fleet;
    this.#alarms = alarms;
    this.options = options;
  }

  /** True when the rows of all devices would be more than anybody wants to see at once. */
  get areManyDevices(): boolean {
    return this.#fleet.devices.length > manyDevices;
  }

  /** True when a change of a severity may move or hide rows. */
  get followsSeverities(): boolean {
    return this.options.isWorstFirst || this.options.showsOnlyAlarms;
  }

  /** The rows below a row; without one those of the devices. */
  children(node: TreeNode | undefined): readonly TreeNode[] {
    if (node === undefined) {
      return this.#arrange(this.#fleet.devices, (device) => severityOfDevice(this.#alarms, device)).map(({ id }) => ({ kind: 'device', deviceId: id }));
    }
    const { device, slot } = this.find(node);
    switch (node.kind) {
      case 'device':
        return device === undefined ? [] : this.#belowDevice(device);
      case 'slot':
        return slot === undefined ? [] : this.#belowSlot(node.deviceId, slot);
      case 'interfaces':
        return slot === undefined ? [] : this.#belowInterfaces(node.deviceId, slot);
      case 'nextStep':
      case 'instance':
      case 'port':
      case 'interface':
        return [];
    }
  }

  find(node: TreeNode): RowSubject {
    const device = this.#fleet.get(node.deviceId);
    if (device === undefined || node.kind === 'device' || node.kind === 'nextStep') {
      return { device };
    }
    const slot = device.slots.find(({ slotId }) => slotId === node.slotId);
    switch (node.kind) {
      case 'slot':
      case 'interfaces':
        return { device, slot };
      case 'instance':
      case 'interface':
        return { device, slot, instance: slot?.ptpInstances.find(({ id }) => id === node.instanceId) };
      case 'port':
        return { device, slot, port: slot === undefined ? undefined : portsOf(slot).find(({ id }) => id === node.portId) };
    }
  }

  /** How bad what a row stands for is; `normal` when it is not there. */
  severityOf(node: TreeNode): Severity {
    const { device, slot, instance, port } = this.find(node);
    const { deviceId } = node;
    if (node.kind === 'device' || node.kind === 'nextStep') {
      return device === undefined ? 'normal' : severityOfDevice(this.#alarms, device);
    }
    if (slot === undefined) {
      return 'normal';
    }
    switch (node.kind) {
      case 'slot':
        return severityOfSlot(this.#alarms, deviceId, slot);
      case 'interfaces':
        return this.#severityOfInterfaces(deviceId, slot);
      case 'instance':
        return instance === undefined ? 'normal' : severityOfInstance(this.#alarms, deviceId, slot.slotId, instance);
      case 'interface':
        return instance === undefined ? 'normal' : this.#severityOfInterface(deviceId, slot, instance);
      case 'port':
        return port === undefined ? 'normal' : severityOfPort(this.#alarms, deviceId, slot.slotId, port);
    }
  }

  /** The row of a PTP instance, else that of its slot, else that of the device; of those that are shown. `undefined` when not even the device is. */
  nearest(deviceId: string, slotId: string | undefined, instanceId: string | undefined): TreeNode | undefined {
    const device = this.children(undefined).find((node) => node.deviceId === deviceId);
    if (device === undefined || slotId === undefined) {
      return device;
    }
    const slot = this.children(device).find((node) => node.kind === 'slot' && normalKey(node.slotId) === normalKey(slotId));
    if (slot === undefined || instanceId === undefined) {
      return slot ?? device;
    }
    return this.children(slot).find((node) => node.kind === 'instance' && node.instanceId === instanceId) ?? slot;
  }

  #belowDevice(device: DeviceSnapshot): readonly TreeNode[] {
    const { id: deviceId } = device;
    const slots = this.#arrange(this.#slotsOf(device), (slot) => severityOfSlot(this.#alarms, deviceId, slot));
    return [
      ...(nextStep(device) === undefined ? [] : [{ kind: 'nextStep', deviceId } as const]),
      ...slots.map(({ slotId }) => ({ kind: 'slot', deviceId, slotId }) as const),
    ];
  }

  /** The PSX cards first, then the others in the order of the chassis, the empty slots last. */
  #slotsOf(device: DeviceSnapshot): readonly SlotSnapshot[] {
    const order = (slot: SlotSnapshot): number => (slot.isPsx ? 0 : slot.isEmpty ? 2 : 1);
    return device.slots.filter((slot) => this.options.showsOtherSlots || order(slot) === 0).sort((a, b) => order(a) - order(b));
  }

  #belowSlot(deviceId: string, slot: SlotSnapshot): readonly TreeNode[] {
    const { slotId, ptpInstances } = slot;
    const instances = this.#arrange(ptpInstances, (instance) => severityOfInstance(this.#alarms, deviceId, slotId, instance));
    const hasInterfaces = slot.isPsx && (ptpInstances.length > 0 || portsOf(slot).length > 0);
    const areInterfacesShown = hasInterfaces && (!this.options.showsOnlyAlarms || isFaulty(this.#severityOfInterfaces(deviceId, slot)));
    return [
      ...instances.map(({ id }) => ({ kind: 'instance', deviceId, slotId, instanceId: id }) as const),
      ...(areInterfacesShown ? [{ kind: 'interfaces', deviceId, slotId } as const] : []),
    ];
  }

  #belowInterfaces(deviceId: string, slot: SlotSnapshot): readonly TreeNode[] {
    const { slotId } = slot;
    const ports = this.#arrange(portsOf(slot), (port) => severityOfPort(this.#alarms, deviceId, slotId, port));
    const interfaces = this.#arrange(slot.ptpInstances, (instance) => this.#severityOfInterface(deviceId, slot, instance));
    return [
      ...ports.map(({ id }) => ({ kind: 'port', deviceId, slotId, portId: id }) as const),
      ...interfaces.map(({ id }) => ({ kind: 'interface', deviceId, slotId, instanceId: id }) as const),
    ];
  }

  #severityOfInterfaces(deviceId: string, slot: SlotSnapshot): Severity {
    const interfaces = slot.ptpInstances.map((instance) => this.#severityOfInterface(deviceId, slot, instance));
    return worstSeverity([severityOfPorts(this.#alarms, deviceId, slot), ...interfaces]);
  }

  /** That of its port; where the card does not list it, the alarms on the link are those of the instance. */
  #severityOfInterface(deviceId: string, slot: SlotSnapshot, instance: PtpInstanceSnapshot): Severity {
    const port = portOfInstance(slot, instance);
    if (port !== undefined && instance.missingSince === undefined) {
      return severityOfPort(this.#alarms, deviceId, slot.slotId, port);
    }
    const linkUp = instance.dataSets?.linkUp;
    const ofInstance = severityOfInstance(this.#alarms, deviceId, slot.slotId, instance);
    const isItsLink = instance.missingSince !== undefined || linkUp === false;
    return isItsLink && isFaulty(ofInstance) ? ofInstance : linkUp === true ? 'normal' : 'information';
  }

  #arrange<T>(members: readonly T[], severityOf: (member: T) => Severity): readonly T[] {
    const { isWorstFirst, showsOnlyAlarms } = this.options;
    if (!this.followsSeverities) {
      return members;
    }
    const judged = members.map((member) => ({ member, severity: severityOf(member) }));
    const kept = showsOnlyAlarms ? judged.filter(({ severity }) => isFaulty(severity)) : judged;
    return (isWorstFirst ? kept.sort((one, other) => rank(one.severity) - rank(other.severity)) : kept).map(({ member }) => member);
  }
}
