import type { JsonObject } from '../model/json';
import type { PtpInstanceView } from './ptpInstance';
import type { PtpInstanceSpec } from './ptpInstanceSpec';
import { elapsedMs } from './scenario';

/** Messages by type and direction, per second or in all. */
type Messages = Readonly<Record<(typeof counterNames)[number], number>>;

const counterNames = [
  'rx-announce',
  'rx-sync',
  'rx-delay-req',
  'rx-delay-resp',
  'tx-announce',
  'tx-sync',
  'tx-delay-req',
  'tx-delay-resp',
] as const;

const none = Object.fromEntries(counterNames.map((name) => [name, 0])) as Messages;

/** Slaves that follow a master without being its unicast clients. */
const multicastSlaves = 8;

/** Counters that grow by the intervals of the messages, in each role for as long as it lasts; those of joined clients since they joined. */
export function packetCounters(spec: PtpInstanceSpec, portState: PtpInstanceSpec['role'], view: PtpInstanceView): JsonObject {
  const { nowMs, uptimeSeconds, scenario } = view;
  const { slaveIsMasterSince, slaveWasMasterMs, clientsJoinedAt, clientsStayedMs } = scenario;
  const changedMs = slaveWasMasterMs + (slaveIsMasterSince === undefined ? 0 : elapsedMs(slaveIsMasterSince, nowMs));
  const clientMs = clientsJoinedAt.reduce((sum, joinedAt) => sum + elapsedMs(joinedAt, nowMs), clientsStayedMs);
  const changedSeconds = changedMs / 1000;
  const totals = sum([
    times(ratesOf(spec, spec.role), uptimeSeconds - changedSeconds),
    times(ratesOf(spec, 'master'), changedSeconds),
    times(ratesOfClient(spec), clientMs / 1000),
  ]);
  const now = sum([ratesOf(spec, portState), times(ratesOfClient(spec), clientsJoinedAt.length)]);
  const counters = Object.fromEntries(counterNames.map((name) => [name, Math.floor(totals[name])])) as Messages;
  return {
    'rx-packets': ofDirection(counters, 'rx'),
    'tx-packets': ofDirection(counters, 'tx'),
    'rx-packets-per-sec': Math.round(ofDirection(now, 'rx')),
    'tx-packets-per-sec': Math.round(ofDirection(now, 'tx')),
    ...counters,
  };
}

function ratesOf(spec: PtpInstanceSpec, role: PtpInstanceSpec['role']): Messages {
  const { announce, sync, delayReq } = ratesPerSecond(spec);
  switch (role) {
    case 'master': {
      const client = times(ratesOfClient(spec), spec.unicastClients);
      const requests = delayReq * multicastSlaves;
      return sum([{ ...none, 'tx-announce': announce, 'tx-sync': sync, 'rx-delay-req': requests, 'tx-delay-resp': requests }, client]);
    }
    case 'slave':
      return { ...none, 'rx-announce': announce, 'rx-sync': sync, 'tx-delay-req': delayReq, 'rx-delay-resp': delayReq };
    case 'passive':
      return { ...none, 'rx-announce': announce, 'rx-sync': sync };
  }
}

/** What one unicast client of a master adds. */
function ratesOfClient(spec: PtpInstanceSpec): Messages {
  const { announce, sync, delayReq } = ratesPerSecond(spec);
  return { ...none, 'tx-announce': announce, 'tx-sync': sync, 'rx-delay-req': delayReq, 'tx-delay-resp': delayReq };
}

function ratesPerSecond({ logAnnounceInterval, logSyncInterval, logMinDelayReqInterval }: PtpInstanceSpec): { announce: number; sync: number; delayReq: number } {
  return { announce: 2 ** -logAnnounceInterval, sync: 2 ** -logSyncInterval, delayReq: 2 ** -logMinDelayReqInterval };
}

function times(messages: Messages, factor: number): Messages {
  return Object.fromEntries(counterNames.map((name) => [name, messages[name] * factor])) as Messages;
}

function sum(all: readonly Messages[]): Messages {
  return Object.fromEntries(counterNames.map((name) => [name, all.reduce((total, messages) => total + messages[name], 0)])) as Messages;
}

function ofDirection(messages: Messages, direction: 'rx' | 'tx'): number {
  return counterNames.filter((name) => name.startsWith(direction)).reduce((total, name) => total + messages[name], 0);
}
