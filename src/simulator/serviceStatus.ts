import type { JsonObject } from '../model/json';
import { type ChassisMoment, timeStamp } from './chassisMoment';
import { jitter } from './motion';

const stoppedServices = 'daytime ftp telnet time mms ldap noise syncteam lldp portauth sendmail avahi'.split(' ');
const networkServices = 'daytime ftp telnet time webshell ssh ntp http https snmp mms'.split(' ');
const globalServices =
  'filemon ldap noise serial_console softwatch syslog clidaemon syncteam linkmonitor lldp netconfig portauth sendmail avahi dbus syncmon bird'.split(
    ' ',
  );

/** `/api/status/services` */
export function serviceStatus(): JsonObject {
  return { network: running(networkServices), global: running(globalServices) };
}

function running(names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, { running: !stoppedServices.includes(name) }]));
}

/** `/api/status/ntp`: the processor's NTP server and its reference. Times in seconds, with binary noise. */
export function ntpStatus({ nowMs }: ChassisMoment): JsonObject[] {
  return [
    {
      'object-id': 'sys',
      'association-id': 0,
      id: '127.0.0.1',
      name: 'localhost',
      status: '0415',
      'status-sys-leap-indicator': 'none',
      'status-sys-clock-source': 'uhf-radio',
      leap: '0',
      stratum: 1,
      precision: -20,
      rootdelay: 0.0,
      rootdisp: 0.000117,
      refid: 'GPS',
      tai: 37,
      leapsec: '201701010000',
      'clk-jitter': Math.abs(jitter('ntp-jitter', nowMs, 6)) * 1e-6,
      'clk-wander': 0.0,
    },
    {
      'object-id': 'ref_1',
      'association-id': 40311,
      id: '127.127.8.0',
      name: '127.127.8.0',
      status: '97fb',
      'status-peer-configured': true,
      'status-peer-reach-ok': true,
      'status-peer-selection': 'pps-peer',
      leap: '0',
      stratum: 0,
      precision: -20,
      refid: 'GPS',
      offset: jitter('ntp-offset', nowMs, 4) * 1e-6,
      delay: 0.0,
      dispersion: 0.00011,
      reach: 255,
      'poll-status': '11111111 [377]',
    },
  ];
}

/** `/api/status/syncmon` */
export function syncMonitorStatus({ nowMs }: ChassisMoment): JsonObject {
  return { 'last-updated': timeStamp(nowMs - (nowMs % 30_000)), nodes: [] };
}

/** `/api/status/syncteam` */
export function syncTeamStatus(): JsonObject {
  return {
    'operational-mode': 'disabled',
    'time-quality': 'unknown',
    'leapsecond-state': 'no-leapsecond',
    'current-tfom': 15,
    'team-members': 0,
    'online-members': 0,
    'offline-members': 0,
    reference: { 'current-team-master': 'unknown', 'current-team-reference': 'unknown' },
    members: [],
  };
}
