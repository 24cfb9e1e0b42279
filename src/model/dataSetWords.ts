import { describeClockClass } from './clockClass';
import { describeClockVariance } from './clockVariance';
import { formatNs } from './duration';
import { formatLogInterval } from './logInterval';
import type { CurrentDataSet, DefaultDataSet, ParentDataSet, PortDataSet, PtpDataSets, TimePropertiesDataSet } from './ptpDataSets';
import { isMasterState } from './ptpPortState';
import {
  absentText,
  clockAccuracyWords,
  delayMechanismWords,
  flagWords,
  leapWords,
  portStateWords,
  timescaleWords,
  timeSourceWords,
  traceabilityWords,
  utcOffsetWords,
} from './ptpWords';

/** One value of a data set as people read it. */
export interface ValueWords {
  readonly label: string;
  /** With the code beside the word and the unit beside the number; `–` when the device does not tell it. */
  readonly words: string;
}

/** One data set as people read it. */
export interface DataSetWords {
  readonly title: string;
  readonly values: readonly ValueWords[];
}

/** The data sets of IEEE 1588 in words, in the order of the standard; `profile`, by its usual name, decides what a clock class means. */
export function dataSetWords(dataSets: PtpDataSets, profile?: string): readonly DataSetWords[] {
  return [
    { title: 'Default data set', values: defaultWords(dataSets.default, profile) },
    { title: 'Current data set', values: currentWords(dataSets) },
    { title: 'Parent data set', values: parentWords(dataSets.parent, profile) },
    { title: 'Time properties data set', values: timeWords(dataSets.timeProperties) },
    { title: 'Port data set', values: portWords(dataSets.port) },
  ];
}

function defaultWords(own: DefaultDataSet, profile: string | undefined): readonly ValueWords[] {
  return [
    row('Clock identity', own.clockIdentity),
    row('Domain', own.domainNumber),
    row('Priority 1', own.priority1),
    row('Clock class', own.clockClass, (value) => describeClockClass(value, profile)),
    row('Clock accuracy', own.clockAccuracy, clockAccuracyWords),
    row('Variance', own.offsetScaledLogVariance, describeClockVariance),
    row('Priority 2', own.priority2),
    row('Two-step', own.twoStep, flagWords),
    row('Slave only', own.slaveOnly, flagWords),
    row('Number of ports', own.numberOfPorts),
  ];
}

/** A grandmaster has no master, so that the 0 it sends as its offset says nothing. */
function currentWords({ current, parent, default: own, port }: PtpDataSets): readonly ValueWords[] {
  const isGrandmaster = isMasterState(port.portState ?? '') && (parent.grandmasterIdentity === undefined || parent.grandmasterIdentity === own.clockIdentity);
  const shown: CurrentDataSet = isGrandmaster ? { ...current, offsetFromMasterNs: undefined, meanPathDelayNs: undefined } : current;
  return [
    row('Steps removed', shown.stepsRemoved),
    row('Offset from master', shown.offsetFromMasterNs, formatNs),
    row('Mean path delay', shown.meanPathDelayNs, formatNs),
    row('Delay asymmetry', shown.delayAsymmetryNs, formatNs),
  ];
}

function parentWords(parent: ParentDataSet, profile: string | undefined): readonly ValueWords[] {
  return [
    row('Parent port', parent.parentPortIdentity),
    row('Grandmaster', parent.grandmasterIdentity),
    row('Grandmaster priority 1', parent.grandmasterPriority1),
    row('Grandmaster clock class', parent.grandmasterClockClass, (value) => describeClockClass(value, profile)),
    row('Grandmaster clock accuracy', parent.grandmasterClockAccuracy, clockAccuracyWords),
    row('Grandmaster variance', parent.grandmasterOffsetScaledLogVariance, describeClockVariance),
    row('Grandmaster priority 2', parent.grandmasterPriority2),
  ];
}

function timeWords(time: TimePropertiesDataSet): readonly ValueWords[] {
  return [
    { label: 'UTC offset', words: utcOffsetWords(time) },
    { label: 'Leap second', words: leapWords(time) },
    { label: 'Traceable', words: traceabilityWords(time) },
    row('Timescale', time.ptpTimescale, timescaleWords),
    row('Time source', time.timeSource, timeSourceWords),
  ];
}

function portWords(port: PortDataSet): readonly ValueWords[] {
  return [
    row('Port identity', port.portIdentity),
    row('Port state', port.portState, portStateWords),
    row('Delay mechanism', port.delayMechanism, delayMechanismWords),
    row('Announce interval', port.logAnnounceInterval, formatLogInterval),
    row('Sync interval', port.logSyncInterval, formatLogInterval),
    row('Delay request interval', port.logMinDelayReqInterval, formatLogInterval),
    row('Peer delay request interval', port.logMinPdelayReqInterval, formatLogInterval),
    row('Announce receipt timeout', port.announceReceiptTimeout, (value) => `${value} announce intervals`),
    row('Peer mean path delay', port.peerMeanPathDelayNs, formatNs),
    row('PTP version', port.versionNumber),
  ];
}

function row<T extends string | number | boolean>(label: string, value: T | undefined, words: (value: T) => string = String): ValueWords {
  return { label, words: value === undefined ? absentText : words(value) };
}
