import { foreignGrandmaster, isFollowing, ownIdentity } from './bmcaEntrant';
import { severityOfMasterClass } from './clockClass';
import { addTo } from './multimap';
import { normalKey } from './normalKey';
import { subjectKey, type PtpAddress, type Subject } from './ptpAddress';
import { rank, type Severity } from './severity';
import { summaryOfSlot } from './slotSummary';
import type { DeviceSnapshot, PtpInstanceSnapshot, SlotSnapshot } from './snapshot';
import { timeReferences } from './timeReference';
import type { Topology, TopologyEdge, TopologyEdgeKind, TopologyNode } from './topology';

/** Up to this many devices are drawn whole unless the person folds them. */
const wholeDevices = 12;
/** More unicast clients of an instance than this are one node. */
const looseClients = 8;
/** At most so many clients of an instance are drawn one by one. */
const mostClients = 64;
/** Above this many nodes, further devices are drawn as one node each. */
const mostNodes = 1_500;

/** What is drawn of a fleet, and how bad it is. */
export interface TopologyOptions {
  /** Part of the name of a device; letter case does not matter. */
  readonly deviceFilter?: string;
  /** Only devices that are worse than normal. */
  readonly problemsOnly?: boolean;
  /** Devices and groups of clients, by the ids of their nodes, that are folded when they would be drawn whole, and the other way round. */
  readonly toggled?: ReadonlySet<string>;
  /** The own severity of a device. */
  severityOfDevice(device: DeviceSnapshot): Severity;
  /** Takes alarms into account; by default the own severity of the subject. */
  severityOf?(subject: Subject, own: Severity): Severity;
}

interface PlacedInstance {
  readonly address: PtpAddress;
  readonly nodeId: string;
  readonly instance: PtpInstanceSnapshot;
  readonly name: string;
}

/** The node of a device. */
export function deviceNodeId(deviceId: string): string {
  return `device/${subjectKey({ deviceId })}`;
}

/** Puts together what is drawn of these devices. The order depends on the devices' order only, so that a drawing stays as it is when values change. */
export function buildTopology(devices: readonly DeviceSnapshot[], options: TopologyOptions): Topology {
  return new TopologyBuilder(options).build(devices);
}

class TopologyBuilder {
  readonly #options: TopologyOptions;
  readonly #nodes: TopologyNode[] = [];
  readonly #edges = new Map<string, TopologyEdge>();
  /** By clock identity, all instances of all devices; `nodeId` is the node that stands for it, `undefined` when none does. */
  readonly #clocks = new Map<string, { readonly domain: number | undefined; readonly nodeId: string | undefined; readonly name: string }[]>();
  readonly #foreign = new Set<string>();
  #folded = 0;

  constructor(options: TopologyOptions) {
    this.#options = options;
  }

  build(devices: readonly DeviceSnapshot[]): Topology {
    const named = devices.filter(({ name }) => name.toLowerCase().includes((this.#options.deviceFilter ?? '').trim().toLowerCase()));
    const shown = this.#options.problemsOnly === true ? named.filter((device) => rank(this.#severityOfDevice(device)) < rank('normal')) : named;
    const shownIds = new Set(shown.map(({ id }) => id));
    const whole = this.#chooseWhole(shown, named.length <= wholeDevices);
    for (const device of devices) {
      this.#index(device, shownIds.has(device.id), whole.has(device.id));
    }
    for (const device of shown) {
      if (whole.has(device.id)) {
        this.#addWhole(device);
      } else {
        this.#addFolded(device);
      }
    }
    return { nodes: this.#nodes, edges: [...this.#edges.values()], deviceCount: devices.length, shownDeviceCount: shown.length, foldedDeviceCount: this.#folded };
  }

  #chooseWhole(devices: readonly DeviceSnapshot[], isWholeAtFirst: boolean): ReadonlySet<string> {
    const whole = new Set<string>();
    let room = mostNodes - devices.length;
    for (const device of devices) {
      if (this.#isToggled(deviceNodeId(device.id)) !== isWholeAtFirst) {
        room -= nodesWithin(device);
        if (room >= 0) {
          whole.add(device.id);
        } else {
          this.#folded += 1;
        }
      }
    }
    return whole;
  }

  #index(device: DeviceSnapshot, isShown: boolean, isWhole: boolean): void {
    for (const { instance, nodeId, name } of instancesOf(device)) {
      const identity = ownIdentity(instance);
      if (identity !== undefined) {
        const clock = { domain: instance.domain, nodeId: isWhole ? nodeId : isShown ? deviceNodeId(device.id) : undefined, name };
        addTo(this.#clocks, identity, clock);
      }
    }
  }

  #addFolded(device: DeviceSnapshot): void {
    const instances = instancesOf(device);
    const clients = instances.reduce((sum, { instance }) => sum + clientCount(instance), 0);
    const id = this.#addDevice(device, false, clients === 0 ? many(instances.length, 'instance') : `${many(instances.length, 'instance')} · ${many(clients, 'client')}`);
    for (const one of instances) {
      this.#linkGrandmaster(one, id);
    }
  }

  #addWhole(device: DeviceSnapshot): void {
    this.#addDevice(device, true, device.system?.model ?? '');
    const clocks = device.slots.filter(isClockSlot).map((slot) => this.#addClock(device, slot));
    for (const slot of device.slots.filter(({ isPsx }) => isPsx)) {
      const card = this.#addSlot(device, slot, 'card', slot.missingSince === undefined ? many(slot.ptpInstances.length, 'instance') : 'missing');
      for (const clock of clocks) {
        this.#addEdge('feeds', clock.id, card.id, clock.severity);
      }
      const placed = instancesOf({ ...device, slots: [slot] }).map((one) => ({ ...one, node: this.#addInstance(device, one, card.id) }));
      for (const one of placed) {
        this.#linkGrandmaster(one, one.node.id);
        this.#addClients(device, one.instance, one.node);
      }
    }
  }

  #addDevice(device: DeviceSnapshot, isExpanded: boolean, condition: string): string {
    const id = deviceNodeId(device.id);
    const severity = this.#severityOfDevice(device);
    this.#nodes.push({ id, kind: 'device', name: device.name, condition, severity, deviceId: device.id, subject: { deviceId: device.id }, isExpanded });
    return id;
  }

  #addClock(device: DeviceSnapshot, slot: SlotSnapshot): TopologyNode {
    const clock = this.#addSlot(device, slot, 'clock', slot.missingSince === undefined ? summaryOfSlot(slot.properties) : 'missing');
    for (const { id, name, condition, severity } of timeReferences(slot.properties)) {
      const reference: TopologyNode = { id: `reference/${clock.id}/${id}`, kind: 'reference', name, condition, severity, deviceId: device.id, anchorId: clock.id, subject: { deviceId: device.id, slotId: slot.slotId } };
      this.#nodes.push(reference);
      this.#addEdge('disciplines', reference.id, clock.id, severity);
    }
    return clock;
  }

  #addSlot(device: DeviceSnapshot, slot: SlotSnapshot, kind: 'clock' | 'card', condition: string): TopologyNode {
    const subject = { deviceId: device.id, slotId: slot.slotId };
    const node: TopologyNode = {
      id: `${kind}/${subjectKey(subject)}`,
      kind,
      name: [slot.slotId, slot.model?.toUpperCase()].filter((part) => part !== undefined).join('  '),
      condition,
      severity: this.#severity(subject, slot.severity),
      deviceId: device.id,
      subject,
    };
    this.#nodes.push(node);
    return node;
  }

  #addInstance(device: DeviceSnapshot, { address, instance, nodeId }: PlacedInstance, cardId: string): TopologyNode {
    const node: TopologyNode = {
      id: nodeId,
      kind: 'instance',
      name: instance.name,
      condition: instanceCondition(instance),
      severity: this.#severity(address, instance.severity),
      deviceId: device.id,
      anchorId: cardId,
      subject: address,
    };
    this.#nodes.push(node);
    this.#addEdge('runs', cardId, node.id, node.severity);
    return node;
  }

  /** `nodeId`: the instance, or the folded device that it is in. */
  #linkGrandmaster({ address, instance }: PlacedInstance, nodeId: string): void {
    const identity = instance.missingSince === undefined && instance.running !== false ? foreignGrandmaster(instance) : undefined;
    if (identity === undefined) {
      return;
    }
    const clocks = this.#clocks.get(identity) ?? [];
    const ours = clocks.find(({ domain }) => domain === instance.domain) ?? clocks[0];
    const from = ours?.nodeId ?? this.#foreignGrandmaster(identity, ours?.name, instance, nodeId);
    if (from !== nodeId) {
      this.#addEdge(isFollowing(instance) ? 'follows' : 'names', from, nodeId, this.#severity(address, instance.severity));
    }
  }

  #foreignGrandmaster(identity: string, name: string | undefined, instance: PtpInstanceSnapshot, anchorId: string): string {
    const id = `grandmaster/${identity}`;
    if (!this.#foreign.has(id)) {
      this.#foreign.add(id);
      const clockClass = instance.dataSets?.parent.grandmasterClockClass;
      const condition = clockClass === undefined ? 'Grandmaster' : `Grandmaster · class ${clockClass}`;
      const severity = clockClass === undefined ? 'information' : severityOfMasterClass(clockClass);
      this.#nodes.push({ id, kind: 'grandmaster', name: name ?? identity, condition, severity, anchorId });
    }
    return id;
  }

  #addClients(device: DeviceSnapshot, instance: PtpInstanceSnapshot, master: TopologyNode): void {
    const total = clientCount(instance);
    const listed = instance.dataSets?.unicastClients ?? [];
    const groupId = `clients/${master.id}`;
    const isGroup = total > looseClients || listed.length < total;
    const isExpanded = total <= looseClients || this.#isToggled(groupId);
    const drawn = isExpanded ? listed.slice(0, mostClients) : [];
    if (isGroup && total > 0) {
      const condition = drawn.length > 0 && drawn.length < total ? `${drawn.length} of them are shown` : '';
      this.#nodes.push({ id: groupId, kind: 'clients', name: many(total, 'unicast client'), condition, severity: 'information', anchorId: master.id, ...(listed.length > 0 && { isExpanded }) });
      this.#addEdge('serves', master.id, groupId, 'information');
    }
    for (const client of drawn) {
      const ours = client.clockIdentity === undefined ? undefined : this.#clocks.get(client.clockIdentity)?.[0]?.nodeId;
      if (ours !== undefined) {
        this.#addServed(master.id, ours);
        continue;
      }
      const id = `client/${master.id}/${encodeURIComponent(client.id)}`;
      const [name = client.id, ...rest] = [client.address, client.clockIdentity].filter((part) => part !== undefined);
      this.#nodes.push({ id, kind: 'client', name, condition: rest[0] ?? 'Unicast client', severity: 'information', anchorId: master.id });
      this.#addEdge('serves', master.id, id, 'information');
    }
  }

  /** A client that is one of ours follows its master most of the time; then one line is enough. */
  #addServed(from: string, to: string): void {
    if (from !== to && !this.#edges.has(edgeId('follows', from, to))) {
      this.#addEdge('serves', from, to, 'information');
    }
  }

  #addEdge(kind: TopologyEdgeKind, from: string, to: string, severity: Severity): void {
    const id = edgeId(kind, from, to);
    const earlier = this.#edges.get(id);
    if (earlier === undefined || rank(severity) < rank(earlier.severity)) {
      this.#edges.set(id, { id, kind, from, to, severity });
    }
    if (kind === 'follows') {
      this.#edges.delete(edgeId('serves', from, to));
    }
  }

  #isToggled(nodeId: string): boolean {
    return this.#options.toggled?.has(nodeId) === true;
  }

  #severityOfDevice(device: DeviceSnapshot): Severity {
    return this.#severity({ deviceId: device.id }, this.#options.severityOfDevice(device));
  }

  #severity(subject: Subject, own: Severity): Severity {
    return this.#options.severityOf?.(subject, own) ?? own;
  }
}

function instancesOf(device: DeviceSnapshot): readonly PlacedInstance[] {
  return device.slots.flatMap(({ slotId, ptpInstances }) =>
    ptpInstances.map((instance) => {
      const address = { deviceId: device.id, slotId, instanceId: instance.id };
      return { address, nodeId: `instance/${subjectKey(address)}`, instance, name: `${device.name} / ${slotId} / ${instance.name}` };
    }),
  );
}

/** Clock cards by the type of their slot, and whatever else has a reference of its own. */
function isClockSlot(slot: SlotSnapshot): boolean {
  return !slot.isPsx && (!slot.isEmpty || slot.missingSince !== undefined) && (normalKey(slot.slotType) === 'clk' || timeReferences(slot.properties).length > 0);
}

function instanceCondition(instance: PtpInstanceSnapshot): string {
  if (instance.missingSince !== undefined) {
    return 'missing';
  }
  if (instance.running === false) {
    return 'not running';
  }
  return instance.domain === undefined ? instance.portState : `${instance.portState} · domain ${instance.domain}`;
}

function clientCount({ dataSets }: PtpInstanceSnapshot): number {
  return Math.max(dataSets?.statistics.unicastClients ?? 0, dataSets?.unicastClients.length ?? 0);
}

/** Nodes that a device needs when it is drawn whole, roughly from above. */
function nodesWithin(device: DeviceSnapshot): number {
  return device.slots.reduce((sum, slot) => sum + 2 + slot.ptpInstances.reduce((inner, instance) => inner + 2 + Math.min(clientCount(instance), looseClients), 0), 1);
}

function edgeId(kind: TopologyEdgeKind, from: string, to: string): string {
  return `${kind} ${from} ${to}`;
}

function many(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
