import type { JsonObject } from '../model/json';
import { clockIdentity, foreignClockIdentity } from './clockIdentity';
import { packetCounters } from './messageCounters';
import { jitter, wave } from './motion';
import type { PtpInstanceSpec } from './ptpInstanceSpec';
import type { ScenarioState } from './scenario';
import { unicastClient } from './unicastClient';

/** Where and when an instance is looked at. */
export interface PtpInstanceView {
  readonly slotNumber: number;
  readonly instanceIndex: number;
  readonly nowMs: number;
  readonly uptimeSeconds: number;
  /** Already narrowed: a step that is not meant for this instance is not in it. */
  readonly scenario: ScenarioState;
}

/** However many clients there are, the card holds its rates. */
const mostUtilization = 96;

/** The clock that an instance follows, or is. */
interface Grandmaster {
  readonly identity: string;
  readonly portIdentity: string;
  readonly stepsRemoved: number;
  readonly clockClass: number;
  readonly clockAccuracy: string;
  readonly priority2: number;
}

/** One PTP instance as the card reports it, one object per data set. */
export function ptpInstance(spec: PtpInstanceSpec, view: PtpInstanceView): JsonObject {
  const { nowMs, scenario } = view;
  const portState = spec.role === 'slave' && scenario.slaveIsMasterSince !== undefined ? 'master' : spec.role;
  const identity = clockIdentity(view.slotNumber, view.instanceIndex);
  const own = ownClock(portState, identity, scenario);
  const grandmaster = portState === 'master' ? own : foreignGrandmaster(spec, view);
  const seed = `${view.slotNumber}/${spec.objectId}`;
  const isSlave = portState === 'slave';
  const meanPathDelayNs = isSlave ? Math.round(spec.meanPathDelayNs + jitter(`${seed}d`, nowMs, 6)) : 0;
  const holdover = scenario.holdoverSince !== undefined && portState === 'master';
  const clients = spec.unicastClients + scenario.clientsJoinedAt.length;
  return {
    'object-id': spec.objectId,
    alias: spec.alias,
    running: true,
    interface: `${spec.port}:0`,
    profile: spec.profile,
    mode: spec.mode,
    'network-protocol': spec.networkProtocol,
    'vlan-id': spec.vlanId,
    'unicast-slaves': clients,
    utilization: Math.round(Math.min(mostUtilization, 4 + 2 * clients) + wave(nowMs, 90_000, 1)),
    'current-ds': {
      'steps-removed': grandmaster.stepsRemoved,
      'offset-from-master': isSlave ? offsetFromMasterNs(spec, view, seed) : 0,
      'mean-path-delay': meanPathDelayNs,
      'delay-asymmetry': 0,
    },
    'default-ds': {
      'clock-identity': identity,
      'number-of-ports': 1,
      'two-step': false,
      'slave-only': false,
      priority1: 128,
      priority2: own.priority2,
      'clock-class': own.clockClass,
      'clock-accuracy': own.clockAccuracy,
      'offset-scaled-log-variance': 13_563,
      'domain-number': spec.domainNumber,
    },
    'parent-ds': {
      'parent-port-identity': grandmaster.portIdentity,
      'grandmaster-identity': grandmaster.identity,
      'grandmaster-priority1': 128,
      'grandmaster-priority2': grandmaster.priority2,
      'grandmaster-clock-class': grandmaster.clockClass,
      'grandmaster-clock-accuracy': grandmaster.clockAccuracy,
      'grandmaster-offset-scaled-log-variance': 13_563,
    },
    'time-properties-ds': {
      'current-utc-offset': 37,
      'current-utc-offset-valid': true,
      leap59: false,
      leap61: false,
      'time-traceable': true,
      'frequency-traceable': true,
      'ptp-timescale': true,
      'time-source': holdover ? 'internal-oscillator' : 'gps',
    },
    'port-ds': {
      'port-identity': `${identity}-1`,
      'port-state': portState,
      'delay-mechanism': 'e2e',
      'log-announce-interval': spec.logAnnounceInterval,
      'log-sync-interval': spec.logSyncInterval,
      'log-min-delay-req-interval': spec.logMinDelayReqInterval,
      'announce-receipt-timeout': 3,
      'peer-mean-path-delay': 0,
      'version-number': 2,
    },
    statistics: packetCounters(spec, portState, view),
    'unicast-clients': unicastClients(spec, view),
  };
}

function ownClock(portState: string, identity: string, scenario: ScenarioState): Grandmaster {
  const holdover = scenario.holdoverSince !== undefined;
  const disciplined = portState !== 'slave';
  return {
    identity,
    portIdentity: `${identity}-0`,
    stepsRemoved: 0,
    clockClass: disciplined ? (holdover ? 7 : 6) : 248,
    clockAccuracy: disciplined ? (holdover ? 'less-than-1us' : 'less-than-100ns') : 'unknown',
    priority2: portState === 'passive' ? 129 : 128,
  };
}

function foreignGrandmaster(spec: PtpInstanceSpec, view: PtpInstanceView): Grandmaster {
  const clock = { stepsRemoved: 1, clockClass: 6, clockAccuracy: 'less-than-100ns', priority2: 128 };
  if (spec.role === 'passive') {
    // The master that it backs up: the first instance of the card in the slot before.
    const identity = clockIdentity(view.slotNumber - 1, 0);
    return { ...clock, identity, portIdentity: `${identity}-1` };
  }
  const number = 0x0b0000 + spec.domainNumber * 256;
  return {
    ...clock,
    stepsRemoved: 2,
    identity: foreignClockIdentity(number + 1),
    portIdentity: `${foreignClockIdentity(number + 2)}-4`,
  };
}

function offsetFromMasterNs(spec: PtpInstanceSpec, { nowMs, scenario }: PtpInstanceView, seed: string): number {
  const strayNs = jitter(`${seed}o`, nowMs, spec.offsetNoiseNs) + wave(nowMs, 240_000, spec.offsetNoiseNs / 4);
  return Math.round(strayNs + scenario.offsetStepNs);
}

function unicastClients(spec: PtpInstanceSpec, { nowMs, scenario, slotNumber }: PtpInstanceView): JsonObject[] {
  const count = spec.unicastClients + scenario.clientsJoinedAt.length;
  return Array.from({ length: count }, (_, index) => unicastClient(spec, slotNumber, index, nowMs));
}
