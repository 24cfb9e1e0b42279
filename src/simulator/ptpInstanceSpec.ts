/** What the operator configured for one PTP instance, and where it stands in the network. */
export interface PtpInstanceSpec {
  readonly objectId: string;
  readonly alias: string;
  /** `port0`, `port1`. */
  readonly port: string;
  readonly role: 'master' | 'slave' | 'passive';
  readonly profile: string;
  readonly mode: string;
  readonly networkProtocol: string;
  readonly domainNumber: number;
  readonly vlanId: number;
  readonly logAnnounceInterval: number;
  readonly logSyncInterval: number;
  readonly logMinDelayReqInterval: number;
  readonly unicastClients: number;
  /** Of a slave: how far its offset from master strays. */
  readonly offsetNoiseNs: number;
  readonly meanPathDelayNs: number;
}

/** One card's worth of instances: a broadcast master, two telecom slaves, and then more of the same. */
const kinds: readonly Omit<PtpInstanceSpec, 'objectId' | 'alias' | 'port'>[] = [
  {
    role: 'master',
    profile: 'smpte-st-2059-2',
    mode: 'multicast-master',
    networkProtocol: 'udp-ipv4',
    domainNumber: 127,
    vlanId: 0,
    logAnnounceInterval: -2,
    logSyncInterval: -3,
    logMinDelayReqInterval: -3,
    unicastClients: 3,
    offsetNoiseNs: 0,
    meanPathDelayNs: 0,
  },
  {
    role: 'slave',
    profile: 'telecom-itu-t-g.8275.2',
    mode: 'unicast-slave',
    networkProtocol: 'udp-ipv4',
    domainNumber: 44,
    vlanId: 120,
    logAnnounceInterval: 0,
    logSyncInterval: -6,
    logMinDelayReqInterval: -6,
    unicastClients: 0,
    offsetNoiseNs: 28,
    meanPathDelayNs: 1_842,
  },
  {
    role: 'slave',
    profile: 'telecom-itu-t-g.8275.1',
    mode: 'multicast-slave',
    networkProtocol: 'ieee-802.3',
    domainNumber: 24,
    vlanId: 0,
    logAnnounceInterval: -3,
    logSyncInterval: -4,
    logMinDelayReqInterval: -4,
    unicastClients: 0,
    offsetNoiseNs: 9,
    meanPathDelayNs: 612,
  },
];

const aliases: readonly (readonly string[])[] = [
  ['Blue', 'Red', 'Green'],
  ['Studio A', 'Studio B'],
];

/**
 * The instances of the `cardIndex`-th PSX card. Without a count: 3 on the first card, 2 on the others. The first master of the first card has
 * as many unicast clients as asked for.
 */
export function ptpInstanceSpecs(cardIndex: number, count = cardIndex === 0 ? 3 : 2, unicastClients?: number): PtpInstanceSpec[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = kindOf(cardIndex, index);
    return {
      ...kind,
      ...(cardIndex === 0 && index === 0 && unicastClients !== undefined ? { unicastClients } : {}),
      objectId: `instance${index}`,
      alias: aliases[cardIndex]?.[index] ?? `PTP ${cardIndex + 1}-${index + 1}`,
      port: `port${index % 2}`,
    };
  });
}

function kindOf(cardIndex: number, index: number): (typeof kinds)[number] {
  const broadcastMaster = kinds[0];
  const kind = kinds[index % kinds.length];
  if (kind === undefined || broadcastMaster === undefined) {
    throw new RangeError('There are three kinds of instances.');
  }
  // The second card backs up the first card's master: same domain, worse by priority 2, hence passive.
  return cardIndex % 2 === 1 && index === 1
    ? { ...broadcastMaster, role: 'passive', unicastClients: 0, meanPathDelayNs: 431 }
    : kind;
}
