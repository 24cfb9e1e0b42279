import type { PtpDataSets, UnicastClient } from '../../../src/model/ptpDataSets';
import { severityOfInstance } from '../../../src/model/ptpSeverity';
import { worstSeverity, type Severity } from '../../../src/model/severity';
import type { DeviceSnapshot, Property, PtpInstanceSnapshot, SlotSnapshot } from '../../../src/model/snapshot';

/** What a test says of an instance; the rest is that of a good grandmaster. */
export interface InstanceSample extends Partial<Omit<PtpInstanceSnapshot, 'dataSets' | 'properties'>> {
  readonly slaveOnly?: boolean;
  readonly mode?: string;
  readonly transport?: string;
  readonly variance?: number;
  /** Who it follows; absent: itself. */
  readonly parent?: PtpDataSets['parent'];
  readonly clients?: readonly UnicastClient[];
  readonly clientCount?: number;
}

/** `EC-46-70-FF-FE-0A-00-07` for 7. */
export function identity(number: number): string {
  const hex = number.toString(16).toUpperCase().padStart(4, '0');
  return `EC-46-70-FF-FE-0A-${hex.slice(0, 2)}-${hex.slice(2)}`;
}

export function sampleInstance(id: string, number: number, sample: InstanceSample = {}): PtpInstanceSnapshot {
  const clockIdentity = identity(number);
  const { slaveOnly, mode, transport = 'UDP/IPv4', variance = 0x4e5d, parent, clients = [], clientCount, ...members } = sample;
  const own = { portState: 'MASTER', domain: 127, profile: 'SMPTE ST 2059-2', clockClass: 6, clockAccuracy: 0x21, priority1: 128, priority2: 128, stepsRemoved: parent === undefined ? 0 : 1, ...members };
  const instance: PtpInstanceSnapshot = {
    id,
    name: id,
    clockIdentity,
    grandmasterIdentity: parent?.grandmasterIdentity ?? clockIdentity,
    severity: severityOfInstance(own),
    properties: [],
    ...own,
    dataSets: {
      networkProtocol: transport,
      ...(mode === undefined ? {} : { mode }),
      default: {
        clockIdentity,
        ...(slaveOnly === undefined ? {} : { slaveOnly }),
        priority1: own.priority1,
        priority2: own.priority2,
        clockClass: own.clockClass,
        clockAccuracy: own.clockAccuracy,
        offsetScaledLogVariance: variance,
        domainNumber: own.domain,
      },
      current: { stepsRemoved: own.stepsRemoved },
      parent: parent ?? { grandmasterIdentity: clockIdentity, parentPortIdentity: `${clockIdentity}-0` },
      timeProperties: {},
      port: { portIdentity: `${clockIdentity}-1`, portState: own.portState },
      statistics: { messageCounters: [], unicastClients: clientCount ?? clients.length },
      unicastClients: clients,
      otherProperties: [],
    },
  };
  return instance;
}

/** What a follower of a grandmaster says about it. */
export function followed(number: number, changes: PtpDataSets['parent'] = {}): PtpDataSets['parent'] {
  return {
    parentPortIdentity: `${identity(number)}-1`,
    grandmasterIdentity: identity(number),
    grandmasterPriority1: 128,
    grandmasterPriority2: 128,
    grandmasterClockClass: 6,
    grandmasterClockAccuracy: 0x21,
    grandmasterOffsetScaledLogVariance: 0x4e5d,
    ...changes,
  };
}

export function sampleClients(count: number): readonly UnicastClient[] {
  return Array.from({ length: count }, (_, index) => ({ id: String(index), address: `10.0.4.${index + 1}`, clockIdentity: `00-1B-19-FF-FE-00-01-${index.toString(16).toUpperCase().padStart(2, '0')}` }));
}

export function psxSlot(slotId: string, ptpInstances: readonly PtpInstanceSnapshot[], changes: Partial<SlotSnapshot> = {}): SlotSnapshot {
  const severity = worstSeverity(ptpInstances.map((instance) => instance.severity));
  return { slotId, slotType: 'io', model: 'psx210', isPsx: true, isEmpty: false, severity, updatedAt: 1_000, ptpInstances, properties: [], ...changes };
}

export function clockSlot(slotId: string, isLocked = true): SlotSnapshot {
  const properties: Property[] = [
    { path: 'sync-status.clock-status.clock', value: isLocked ? 'synchronized' : 'holdover' },
    { path: 'sync-status.est-time-quality', value: isLocked ? 'less-than-100ns' : 'less-than-1us' },
    { path: 'grc.receiver-status', value: isLocked ? 'synchronized' : 'not-synchronized' },
    { path: 'grc.antenna.connected', value: isLocked },
    { path: 'satellites.good-satellites', value: isLocked ? 9 : 0 },
    { path: 'satellites.satellites-in-view', value: isLocked ? 13 : 0 },
  ];
  return { slotId, slotType: 'clk', model: 'grc180', isPsx: false, isEmpty: false, severity: isLocked ? 'normal' : 'minor', ptpInstances: [], properties };
}

export function sampleDevice(id: string, name: string, slots: readonly SlotSnapshot[], state: DeviceSnapshot['communication']['state'] = 'responding'): DeviceSnapshot {
  return { id, name, baseUrl: `https://${id}:443`, communication: { state, since: 0, lastSuccess: 5_000 }, slots };
}

/** The severity of a device as the tests need it: its communication, else the worst of its slots. */
export function severityOfSampleDevice({ communication, slots }: DeviceSnapshot): Severity {
  return communication.state === 'timeout' ? 'timeout' : worstSeverity(slots.map(({ severity }) => severity));
}

/** Two chassis like the simulated one, a boundary clock behind them, and one that does not answer. */
export function sampleFleet(): readonly DeviceSnapshot[] {
  const telecom = { profile: 'ITU-T G.8275.2', domain: 44, portState: 'SLAVE', clockClass: 248, clockAccuracy: 0xfe };
  const foreign = { ...followed(0), grandmasterIdentity: '00-1B-19-FF-FE-0B-2C-01', parentPortIdentity: '00-1B-19-FF-FE-0B-2C-02-4' };
  return [
    sampleDevice('north', 'GM-North', [
      clockSlot('clk1'),
      clockSlot('clk2'),
      psxSlot('io3', [
        sampleInstance('Blue', 0x0320, { clients: sampleClients(3) }),
        sampleInstance('Red', 0x0321, { ...telecom, parent: foreign, stepsRemoved: 2 }),
        sampleInstance('Green', 0x0322, { ...telecom, profile: 'ITU-T G.8275.1', domain: 24, transport: 'IEEE 802.3', parent: { ...foreign, grandmasterIdentity: '00-1B-19-FF-FE-0B-18-01' }, stepsRemoved: 2 }),
      ]),
      psxSlot('io4', [sampleInstance('Studio B', 0x0421, { portState: 'PASSIVE', priority2: 129, parent: followed(0x0320) })]),
    ]),
    sampleDevice('south', 'GM-South', [
      clockSlot('clk1', false),
      psxSlot('io3', [sampleInstance('Main', 0x0520, { clockClass: 7, clockAccuracy: 0x23, portState: 'MASTER', clients: sampleClients(20), clientCount: 37 })]),
    ]),
    sampleDevice('studio', 'BC-Studio', [
      psxSlot('io3', [
        sampleInstance('Uplink', 0x0620, { portState: 'SLAVE', clockClass: 248, clockAccuracy: 0xfe, parent: followed(0x0320) }),
        sampleInstance('Spare', 0x0621, { portState: 'LISTENING', clockClass: 255, slaveOnly: true }),
      ]),
    ]),
    sampleDevice('lab', 'GM-Lab', [psxSlot('io1', [sampleInstance('Lab', 0x0720, { domain: 24, profile: 'ITU-T G.8275.1', transport: 'IEEE 802.3', severity: 'timeout' })], { severity: 'timeout' })], 'timeout'),
  ];
}
