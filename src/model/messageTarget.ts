import { ratePerSecond } from './logInterval';
import { expectationsOf, type ProfileParameter } from './profileExpectation';
import type { PtpDataSets, UnicastClient } from './ptpDataSets';
import type { CountedMessage, MessageDirection, PtpMessageType } from './ptpMessageType';
import { isMasterState } from './ptpPortState';

/** The intervals of a port, base 2 logarithms of seconds. */
export interface MessageIntervals {
  readonly announce?: number;
  readonly sync?: number;
  readonly delayReq?: number;
  readonly pdelayReq?: number;
}

const parameters = [
  ['announce', 'logAnnounceInterval'],
  ['sync', 'logSyncInterval'],
  ['delayReq', 'logMinDelayReqInterval'],
  ['pdelayReq', 'logMinPdelayReqInterval'],
] as const satisfies readonly (readonly [keyof MessageIntervals, ProfileParameter])[];

/** What the instance is configured for. */
export function configuredIntervals({ port }: PtpDataSets): MessageIntervals {
  return intervalsOf((parameter) => port[parameter]);
}

/** The defaults of a profile, by its usual name. */
export function profileIntervals(profile: string | undefined, dataSets: PtpDataSets): MessageIntervals {
  const expectations = profile === undefined ? undefined : expectationsOf(profile);
  return intervalsOf((wanted) => expectations?.find(({ parameter }) => parameter === wanted)?.target?.(dataSets));
}

function intervalsOf(read: (parameter: (typeof parameters)[number][1]) => number | undefined): MessageIntervals {
  return Object.fromEntries(parameters.map(([type, parameter]) => [type, read(parameter)] as const).filter(([, interval]) => interval !== undefined));
}

/**
 * How many messages of a kind there should be per second in the instance's role; `undefined` where nobody can tell, such as for the
 * requests of all multicast slaves, or when not every unicast client is listed.
 */
export function targetPerSecond({ type, direction }: CountedMessage, dataSets: PtpDataSets, intervals: MessageIntervals): number | undefined {
  const target = isMasterState(dataSets.port.portState ?? '')
    ? masterTarget(type, direction, dataSets, intervals)
    : dataSets.port.portState === 'SLAVE'
      ? slaveTarget(type, direction, intervals)
      : undefined;
  return target === 0 ? undefined : target;
}

function masterTarget(type: PtpMessageType, direction: MessageDirection | undefined, dataSets: PtpDataSets, intervals: MessageIntervals): number | undefined {
  if (direction === 'rx') {
    return type === 'delayReq' && isUnicastOnly(dataSets) ? ofClients(dataSets, 'logDelayReqInterval') : peerTarget(type, direction, intervals);
  }
  switch (type) {
    case 'announce':
      return sent(dataSets, intervals.announce, 'logAnnounceInterval');
    case 'sync':
      return sent(dataSets, intervals.sync, 'logSyncInterval');
    case 'followUp':
      return dataSets.default.twoStep === true ? sent(dataSets, intervals.sync, 'logSyncInterval') : undefined;
    case 'delayResp':
      return isUnicastOnly(dataSets) ? ofClients(dataSets, 'logDelayReqInterval') : undefined;
    default:
      return peerTarget(type, direction, intervals);
  }
}

function slaveTarget(type: PtpMessageType, direction: MessageDirection | undefined, intervals: MessageIntervals): number | undefined {
  const isSent = type === 'delayReq';
  if (direction !== undefined && direction !== (isSent ? 'tx' : 'rx')) {
    return peerTarget(type, direction, intervals);
  }
  switch (type) {
    case 'announce':
      return rateOf(intervals.announce);
    case 'sync':
      return rateOf(intervals.sync);
    case 'delayReq':
    case 'delayResp':
      return rateOf(intervals.delayReq);
    default:
      return peerTarget(type, direction, intervals);
  }
}

/** Each port asks its neighbour at its own interval, and is answered as often. */
function peerTarget(type: PtpMessageType, direction: MessageDirection | undefined, intervals: MessageIntervals): number | undefined {
  return (type === 'pdelayReq' && direction !== 'rx') || (type === 'pdelayResp' && direction === 'rx') ? rateOf(intervals.pdelayReq) : undefined;
}

/** To everybody at the interval of the port, and to each unicast client at its own. */
function sent(dataSets: PtpDataSets, logInterval: number | undefined, ofClient: ClientInterval): number | undefined {
  const toClients = ofClients(dataSets, ofClient);
  const toAll = isUnicastOnly(dataSets) ? 0 : rateOf(logInterval);
  return toClients === undefined || toAll === undefined ? undefined : toClients + toAll;
}

type ClientInterval = 'logSyncInterval' | 'logAnnounceInterval' | 'logDelayReqInterval';

function ofClients({ statistics, unicastClients }: PtpDataSets, interval: ClientInterval): number | undefined {
  const isComplete = (statistics.unicastClients ?? unicastClients.length) === unicastClients.length;
  return isComplete ? unicastClients.reduce((sum, client: UnicastClient) => sum + (rateOf(client[interval]) ?? 0), 0) : undefined;
}

function isUnicastOnly({ mode = '' }: PtpDataSets): boolean {
  return mode.startsWith('unicast');
}

function rateOf(logInterval: number | undefined): number | undefined {
  return logInterval === undefined ? undefined : ratePerSecond(logInterval);
}
