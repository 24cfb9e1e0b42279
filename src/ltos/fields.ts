/**
 * The alias table: under which keys a device may send each value of a PTP instance.
 *
 * To teach a new key name, add it to the line of its field. Keys are compared as normal keys (lower case, letters
 * and digits only). The first alias that a device sends wins. An alias may carry marks:
 * - `parent/clockclass`: only inside that data set. Without a data set an alias counts everywhere, except that the
 *   parent data set takes only those that begin with `gm`, `grandmaster` or `parent`: a grandmaster's values must
 *   never pass for the clock's own.
 * - `state?`: only when the value fits, because the key may as well mean something else.
 * - `!onestep`: a flag with the opposite meaning.
 * Times may have a unit at the end of the key (`offset-us`); that needs no alias of its own.
 */

/** The data sets of IEEE 1588-2019 clause 8; `self` is the instance with its state and general members. */
export type DataSet = 'self' | 'current' | 'parent' | 'default' | 'timeProperties' | 'port' | 'statistics' | 'config';

/** What the values of a field look like; see `decode/valueReaders.ts`. */
export interface KindValues {
  text: string;
  clockIdentity: string;
  portIdentity: string;
  byte: number;
  uint16: number;
  logInterval: number;
  integer: number;
  counter: number;
  /** A number, or a list or map that is counted. */
  count: number;
  /** Not negative; may have a fraction. */
  amount: number;
  /** Not negative; seconds. */
  seconds: number;
  /** Megabits per second. */
  speed: number;
  /** `EC-46-70-00-11-22` */
  macAddress: string;
  /** Nanoseconds. */
  duration: number;
  flag: boolean;
  timescale: boolean;
  runState: boolean;
  clockAccuracy: number;
  portState: string;
  profile: string;
  mode: string;
  networkProtocol: string;
  delayMechanism: string;
  timeSource: string;
}

export type FieldKind = keyof KindValues;

export interface Field<Kind extends FieldKind = FieldKind> {
  readonly kind: Kind;
  readonly aliases: readonly string[];
}

function field<Kind extends FieldKind>(kind: Kind, aliases: string): Field<Kind> {
  return { kind, aliases: aliases.split(' ') };
}

/** Every canonical field of a PTP instance. */
export const fields = {
  id: field('text', 'self/objectid self/instanceid self/instance self/id self/index self/idx'),
  alias: field('text', 'alias stackalias self/name self/description self/label'),
  running: field('runState', 'running isrunning self/active self/enabled self/avail self/available self/state? self/status?'),
  interface: field('text', 'interface networkinterface netintf networkintflabel intf self/port? portname ifname lan'),
  link: field('flag', 'link linkup portlinkup linkstate operstate'),

  portState: field('portState', 'portstate ptpportstate ptpstate clockstate? self/state? self/status? port/state? port/status?'),
  domain: field('byte', 'domainnumber domain ptpdomain domainnum'),
  profile: field('profile', 'profile ptpprofile profilename preset profileid'),
  mode: field('mode', 'mode role ptpmode ptprole opmode operationmode clocktype'),
  networkProtocol: field('networkProtocol', 'networkprotocol nwprot nwprotocol netprotocol protocol transport transportprotocol'),
  delayMechanism: field('delayMechanism', 'delaymechanism delaymech delaymec dlymech delaymode'),

  priority1: field('byte', 'priority1 prio1 p1'),
  priority2: field('byte', 'priority2 prio2 p2'),
  clockClass: field('byte', 'clockclass class localclockclass'),
  clockAccuracy: field('clockAccuracy', 'clockaccuracy accuracy clkaccuracy'),
  variance: field('uint16', 'offsetscaledlogvariance clockoffsetscaledlogvariance clockvariance variance'),
  clockIdentity: field('clockIdentity', 'clockidentity clockid localclockidentity localclockid uuid identity clockuuid'),
  numberOfPorts: field('uint16', 'numberofports numberports'),
  twoStep: field('flag', 'twostep twostepflag !onestep !miscenable1step'),
  slaveOnly: field('flag', 'slaveonly'),

  grandmasterIdentity: field('clockIdentity', 'grandmasteridentity gmidentity gmid gmclockid gmclockidentity grandmasterclockidentity grandmasteruuid grandmasterid gmuuid grandmaster? grandmastermac gmmac'),
  grandmasterPriority1: field('byte', 'grandmasterpriority1 grandmasterprio1 gmpriority1 gmprio1 parent/priority1 parent/prio1 parent/p1'),
  grandmasterPriority2: field('byte', 'grandmasterpriority2 grandmasterprio2 gmpriority2 gmprio2 parent/priority2 parent/prio2 parent/p2'),
  grandmasterClockClass: field('byte', 'grandmasterclockclass gmclockclass gmclass grandmasterclass parentgmclockclass parent/clockclass parent/class'),
  grandmasterClockAccuracy: field('clockAccuracy', 'grandmasterclockaccuracy gmclockaccuracy gmaccuracy grandmasteraccuracy parent/clockaccuracy parent/accuracy'),
  grandmasterVariance: field('uint16', 'grandmasteroffsetscaledlogvariance gmoffsetscaledlogvariance gmvariance gmclockvariance grandmastervariance parent/offsetscaledlogvariance parent/clockvariance parent/variance'),
  parentPortIdentity: field('portIdentity', 'parentportidentity parentport parentid parent/portidentity parent/portid'),

  stepsRemoved: field('uint16', 'stepsremoved steps hops'),
  offsetFromMasterNs: field('duration', 'offsetfrommaster offsetfromgm offsetfromgrandmaster masteroffset timeoffset offset offsetfrommasterstr offsetfromtimetransmitter'),
  meanPathDelayNs: field('duration', 'meanpathdelay pathdelay meandelay networkdelay meanpathdelaystr delay'),
  peerMeanPathDelayNs: field('duration', 'peermeanpathdelay peermeanpathdly meanlinkdelay'),
  delayAsymmetryNs: field('duration', 'delayasymmetry asymmetry'),

  portIdentity: field('portIdentity', 'portidentity portid? port/identity'),
  logSyncInterval: field('logInterval', 'logsyncinterval syncinterval? syncintv?'),
  logAnnounceInterval: field('logInterval', 'logannounceinterval announceinterval? annintv?'),
  logMinDelayReqInterval: field('logInterval', 'logmindelayreqinterval delayreqinterval? dlyreqintv? mindlyreqintv? logdelayreqintv? logdelayreqinterval?'),
  logMinPdelayReqInterval: field('logInterval', 'logminpdelayreqinterval minpeerdlyreqintv?'),
  announceReceiptTimeout: field('byte', 'announcereceipttimeout annreceipttimeout annrcpttmout'),
  versionNumber: field('byte', 'versionnumber? ptpversion? ptpprotversion?'),

  utcOffset: field('integer', 'currentutcoffset utcoffset'),
  utcOffsetValid: field('flag', 'currentutcoffsetvalid utcoffsetvalid'),
  leap59: field('flag', 'leap59 lsannneg'),
  leap61: field('flag', 'leap61 lsann'),
  timeTraceable: field('flag', 'timetraceable'),
  frequencyTraceable: field('flag', 'frequencytraceable'),
  ptpTimescale: field('timescale', 'ptptimescale timescale timescaleisptp'),
  timeSource: field('timeSource', 'timesource timeProperties/source self/source?'),

  utilization: field('amount', 'utilization load? resourceutilization performance?'),
  rxPackets: field('counter', 'rxpackets totalrxpackets totalrxpkts rxpkts packetsreceived'),
  txPackets: field('counter', 'txpackets totaltxpackets totaltxpkts txpkts packetssent'),
  rxPacketsPerSecond: field('amount', 'rxpacketspersec rxpktspersec rxrate'),
  txPacketsPerSecond: field('amount', 'txpacketspersec txpktspersec txrate'),
  unicastClients: field('count', 'unicastslaves unicastclients numberofclients clients? ucslaves slaves?'),
  maxUnicastClients: field('counter', 'maxunicastclients maxclients licensedclients'),
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof fields;

/** The values that one answer gives for an instance. What the device does not say is absent. */
export type InstanceFields = {
  readonly [Name in FieldName]?: KindValues[(typeof fields)[Name]['kind']];
};

/** The values of one unicast client in the list of a master. Here an alias has no marks. */
export const clientFields = {
  id: field('text', 'objectid id'),
  address: field('text', 'address ipaddress ip ipv4 ipv6 protocoladdress portaddress clientaddress host macaddress mac'),
  clockIdentity: field('clockIdentity', 'clockidentity clockid identity clockuuid uuid portidentity'),
  logSyncInterval: field('logInterval', 'logsyncinterval syncinterval syncintv'),
  logAnnounceInterval: field('logInterval', 'logannounceinterval announceinterval annintv'),
  logDelayReqInterval: field('logInterval', 'logdelayreqinterval logmindelayreqinterval delayreqinterval dlyreqintv logdelayrespinterval delayrespinterval'),
  remainingSeconds: field('seconds', 'remaining remainingtime remainingseconds remainingduration timeleft expiresin'),
} as const satisfies Record<string, Field>;

/** The values of one network port of a card. Here an alias has no marks. */
export const networkPortFields = {
  id: field('text', 'objectid id name portname'),
  linkUp: field('flag', 'link linkup portlinkup linkstate linkstatus operstate'),
  speedMbps: field('speed', 'speed linkspeed portspeed speedmbps'),
  macAddress: field('macAddress', 'macaddress mac hwaddress physicaladdress localmac'),
  duplex: field('text', 'duplex duplexmode'),
  sfpPresent: field('flag', 'sfppresent sfpinserted sfp'),
} as const satisfies Record<string, Field>;

/** Which values a record has, by the table of its fields. What the device does not say is absent. */
export type RecordFields<Table extends Readonly<Record<string, Field>>> = {
  readonly [Name in keyof Table]?: KindValues[Table[Name]['kind']];
};

/** Under which keys a master may list its unicast clients, the best first. */
export const clientListKeys = 'unicastclients unicastslaves ucslaves clients slaves';

/** Under which keys a module may list its network ports, the best first, and what these may lie in. */
export const networkPortListKeys = 'ports networkports ethernetports lanports interfaces networkinterfaces';
export const networkKeys = 'network status ethernet lan';

/** Under which keys an instance may hold a data set. */
export const dataSetKeys: Readonly<Record<Exclude<DataSet, 'self'>, string>> = {
  current: 'currentds current currentdataset',
  parent: 'parentds parent parentdataset',
  default: 'defaultds default defaultdataset local',
  timeProperties: 'timepropertiesds timepropds timeproperties timeprops timepropertiesdataset',
  port: 'portds port portdataset portdslist',
  statistics: 'statistics counters stats packets',
  config: 'config settings configuration',
};

/** Structures in a data set, or beside them, that say how good the clock itself and its grandmaster are. */
export const qualityKeys = {
  default: 'clockquality localclockquality',
  parent: 'grandmasterclockquality gmclockquality',
} as const;

/** Members that only group what belongs to the node itself. */
export const groupingKeys = 'state status misc general';

/** Members of a module that may hold PTP instances; digits at the end of a key do not count. */
export const containerKeys =
  'ptp ptpv2 ptp2 psx hps ptpinstances ptpv2instances instances instance ptpinstance instancelist ptpinstancelist stacks ptpstacks nodes interfaces ports';

/** Containers that hold nothing but PTP instances. */
export const instanceListKeys = 'instances ptpinstances ptpv2instances instancelist ptpinstancelist stacks ptpstacks';

/** Containers whose elements are network or PTP ports, so that an element may be a part of an instance. */
export const portContainerKeys = 'interfaces ports';

/** Members that look like PTP but are something else: NTP, the NTP cluster, lists of other clocks. */
export const skippedKeys =
  'cluster bondingslave ntp syncmon info syncstatus satellites mrs supportedstringtypes ' +
  'foreignmasters foreignmasterds foreignmaster unicastmasters masters unicastclients clients unicastslaves slaves';

/** What the `info` of a module says. */
export const moduleKeys = {
  model: 'model cardmodel',
  serialNumber: 'serialnumber serial sernum',
  softwareRevision: 'softwarerevision softwareversion swrevision swrev',
} as const;
