import type { PtpDataSets } from '../../model/ptpDataSets';
import type { InstanceFields } from '../fields';
import { present } from './present';

/** What an instance says in lists, and what is left. */
export interface InstanceLists {
  readonly messageCounters: PtpDataSets['statistics']['messageCounters'];
  readonly unicastClients: PtpDataSets['unicastClients'];
  readonly otherProperties: PtpDataSets['otherProperties'];
}

/** The data sets of an instance. Of one that is stopped only what was configured is valid (MEINBERG-OS-MIB). */
export function ptpDataSetsOf(fields: InstanceFields, lists: InstanceLists): PtpDataSets {
  const configured = configuredDataSets(fields);
  const { otherProperties } = lists;
  return fields.running === false
    ? { ...configured, current: {}, parent: {}, timeProperties: {}, statistics: { messageCounters: [] }, unicastClients: [], otherProperties }
    : { ...configured, ...observedDataSets(fields, configured, lists), otherProperties };
}

type Configured = Pick<PtpDataSets, 'interfaceName' | 'mode' | 'networkProtocol' | 'default' | 'port'>;

function configuredDataSets(fields: InstanceFields): Configured {
  return {
    ...present({ interfaceName: fields.interface, mode: fields.mode, networkProtocol: fields.networkProtocol }),
    default: present({
      clockIdentity: fields.clockIdentity,
      numberOfPorts: fields.numberOfPorts,
      twoStep: fields.twoStep,
      slaveOnly: fields.slaveOnly,
      priority1: fields.priority1,
      priority2: fields.priority2,
      clockClass: fields.clockClass,
      clockAccuracy: fields.clockAccuracy,
      offsetScaledLogVariance: fields.variance,
      domainNumber: fields.domain,
    }),
    port: present({
      portIdentity: fields.portIdentity,
      logSyncInterval: fields.logSyncInterval,
      logAnnounceInterval: fields.logAnnounceInterval,
      logMinDelayReqInterval: fields.logMinDelayReqInterval,
      logMinPdelayReqInterval: fields.logMinPdelayReqInterval,
      announceReceiptTimeout: fields.announceReceiptTimeout,
      delayMechanism: fields.delayMechanism,
      versionNumber: fields.versionNumber,
    }),
  };
}

function observedDataSets(fields: InstanceFields, { port }: Configured, { messageCounters, unicastClients }: InstanceLists): Omit<PtpDataSets, 'default' | 'otherProperties'> {
  return {
    ...present({ linkUp: fields.link }),
    current: present({
      stepsRemoved: fields.stepsRemoved,
      offsetFromMasterNs: fields.offsetFromMasterNs,
      meanPathDelayNs: fields.meanPathDelayNs,
      delayAsymmetryNs: fields.delayAsymmetryNs,
    }),
    parent: present({
      parentPortIdentity: fields.parentPortIdentity,
      grandmasterIdentity: fields.grandmasterIdentity,
      grandmasterPriority1: fields.grandmasterPriority1,
      grandmasterPriority2: fields.grandmasterPriority2,
      grandmasterClockClass: fields.grandmasterClockClass,
      grandmasterClockAccuracy: fields.grandmasterClockAccuracy,
      grandmasterOffsetScaledLogVariance: fields.grandmasterVariance,
    }),
    timeProperties: present({
      currentUtcOffsetSeconds: fields.utcOffset,
      currentUtcOffsetValid: fields.utcOffsetValid,
      leap59: fields.leap59,
      leap61: fields.leap61,
      timeTraceable: fields.timeTraceable,
      frequencyTraceable: fields.frequencyTraceable,
      ptpTimescale: fields.ptpTimescale,
      timeSource: fields.timeSource,
    }),
    port: { ...port, ...present({ portState: fields.portState, peerMeanPathDelayNs: fields.peerMeanPathDelayNs }) },
    statistics: {
      ...present({
        rxPackets: fields.rxPackets,
        txPackets: fields.txPackets,
        rxPacketsPerSecond: fields.rxPacketsPerSecond,
        txPacketsPerSecond: fields.txPacketsPerSecond,
        utilizationPercent: fields.utilization,
        unicastClients: fields.unicastClients,
        maxUnicastClients: fields.maxUnicastClients,
      }),
      messageCounters,
    },
    unicastClients,
  };
}
