import type { Property } from './snapshot';

/** Own clock (IEEE 1588-2019, 8.2.1). What the device does not say is absent. */
export interface DefaultDataSet {
  readonly clockIdentity?: string;
  readonly numberOfPorts?: number;
  readonly twoStep?: boolean;
  readonly slaveOnly?: boolean;
  readonly priority1?: number;
  readonly priority2?: number;
  readonly clockClass?: number;
  /** Code of IEEE 1588-2019 table 5. */
  readonly clockAccuracy?: number;
  readonly offsetScaledLogVariance?: number;
  readonly domainNumber?: number;
}

/** Where the clock stands (8.2.2). Nanoseconds. */
export interface CurrentDataSet {
  readonly stepsRemoved?: number;
  readonly offsetFromMasterNs?: number;
  readonly meanPathDelayNs?: number;
  readonly delayAsymmetryNs?: number;
}

/** What it follows (8.2.3). */
export interface ParentDataSet {
  readonly parentPortIdentity?: string;
  readonly grandmasterIdentity?: string;
  readonly grandmasterPriority1?: number;
  readonly grandmasterPriority2?: number;
  readonly grandmasterClockClass?: number;
  readonly grandmasterClockAccuracy?: number;
  readonly grandmasterOffsetScaledLogVariance?: number;
}

/** What the time is (8.2.4). */
export interface TimePropertiesDataSet {
  readonly currentUtcOffsetSeconds?: number;
  readonly currentUtcOffsetValid?: boolean;
  readonly leap59?: boolean;
  readonly leap61?: boolean;
  readonly timeTraceable?: boolean;
  readonly frequencyTraceable?: boolean;
  readonly ptpTimescale?: boolean;
  /** The word of IEEE 1588-2019 table 6, or `n (unknown)`. */
  readonly timeSource?: string;
}

/** The port (8.2.15). Intervals are the base 2 logarithm of seconds. */
export interface PortDataSet {
  readonly portIdentity?: string;
  readonly portState?: string;
  readonly logSyncInterval?: number;
  readonly logAnnounceInterval?: number;
  readonly logMinDelayReqInterval?: number;
  readonly logMinPdelayReqInterval?: number;
  readonly announceReceiptTimeout?: number;
  readonly peerMeanPathDelayNs?: number;
  readonly delayMechanism?: string;
  readonly versionNumber?: number;
}

/** What the instance counts. Counters are totals and may wrap. */
export interface PtpStatistics {
  readonly rxPackets?: number;
  readonly txPackets?: number;
  readonly rxPacketsPerSecond?: number;
  readonly txPacketsPerSecond?: number;
  readonly utilizationPercent?: number;
  /** How many unicast clients there are, whether or not they are listed. */
  readonly unicastClients?: number;
  readonly maxUnicastClients?: number;
  /** Packets by the message type they carry, e.g. `sync`, `announce`, where the device counts them: name as the device sends it. */
  readonly messageCounters: readonly MessageCounter[];
}

/** One counter of messages, as the device names it. */
export interface MessageCounter {
  readonly name: string;
  readonly total: number;
}

/** One unicast client of a master. */
export interface UnicastClient {
  /** The device's object-id, else its position. */
  readonly id: string;
  readonly address?: string;
  readonly clockIdentity?: string;
  readonly logSyncInterval?: number;
  readonly logAnnounceInterval?: number;
  readonly logDelayReqInterval?: number;
  /** Until its grant ends. */
  readonly remainingSeconds?: number;
}

/** Everything that the device says about a PTP instance, decoded. When the instance does not run, only what is configured. */
export interface PtpDataSets {
  /** The network interface, e.g. `port0:0`. */
  readonly interfaceName?: string;
  readonly linkUp?: boolean;
  readonly mode?: string;
  readonly networkProtocol?: string;
  readonly default: DefaultDataSet;
  readonly current: CurrentDataSet;
  readonly parent: ParentDataSet;
  readonly timeProperties: TimePropertiesDataSet;
  readonly port: PortDataSet;
  readonly statistics: PtpStatistics;
  /** At most 1,000; {@link PtpStatistics.unicastClients} tells how many there are. */
  readonly unicastClients: readonly UnicastClient[];
  /** What was not understood, as received. */
  readonly otherProperties: readonly Property[];
}

/** One network port of a card. Ports that the card no longer lists stay, with `missingSince`. */
export interface NetworkPortSnapshot {
  /** The device's object-id, else its position in the list. */
  readonly id: string;
  readonly linkUp?: boolean;
  readonly speedMbps?: number;
  /** `EC-46-70-00-11-22` */
  readonly macAddress?: string;
  readonly duplex?: string;
  readonly sfpPresent?: boolean;
  /** Milliseconds since the epoch. */
  readonly missingSince?: number;
}
