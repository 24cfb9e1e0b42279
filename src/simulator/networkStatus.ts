import type { JsonObject } from '../model/json';
import type { ChassisMoment } from './chassisMoment';

/** `/api/status/network`: the processor's own ports, not those of PTP cards. */
export function networkStatus(moment: ChassisMoment): JsonObject {
  return {
    ports: [connectedPort(moment), absentPort('lan1'), absentPort('lan2'), absentPort('lan3')],
    interfaces: [
      {
        'object-id': 'vif0',
        ifname: 'lan0:0',
        addresses: [
          {
            'object-id': 'ipv4-static',
            iftype: 'static',
            addresstype: 'ipv4',
            subnet: '255.255.255.0',
            address: '198.51.100.40',
          },
        ],
        cluster: { ipv4: cluster(), ipv6: cluster() },
      },
      { 'object-id': 'vif1', ifname: 'lan1:1', cluster: { ipv4: cluster(), ipv6: cluster() } },
    ],
  };
}

function connectedPort({ uptimeSeconds }: ChassisMoment): JsonObject {
  const rxPackets = Math.floor(21.4 * uptimeSeconds);
  const txPackets = Math.floor(9.7 * uptimeSeconds);
  return {
    'object-id': 'lan0',
    'port-available': true,
    duplex: 'full',
    operstate: true,
    speed: '1000',
    'mac-address': 'ec:46:70:0a:00:01',
    link: true,
    'slot-id': 5,
    'slot-name': 'cpu',
    'port-id': 0,
    'card-name': 'c05f1-v33',
    statistics: {
      'rx-packets': rxPackets,
      'rx-bytes': 96 * rxPackets,
      'rx-dropped': 12,
      'rx-errors': 0,
      'tx-packets': txPackets,
      'tx-bytes': 311 * txPackets,
      'tx-dropped': 0,
      'tx-errors': 0,
      multicast: Math.floor(rxPackets / 3),
      collisions: 0,
      mtu: 1500,
    },
    'bonding-slave': {
      // Looks like a PTP port state to a search by name, and is none.
      'ad-actor-oper-port-state': 'N/A',
      'link-failure-count': '-',
      'mii-status': true,
      state: 'standalone',
    },
  };
}

function absentPort(objectId: string): JsonObject {
  return {
    'object-id': objectId,
    'port-available': false,
    duplex: '-',
    operstate: false,
    speed: '-',
    'mac-address': '00:00:00:00:00:00',
    link: false,
    'slot-id': -1,
    'slot-name': '',
    'port-id': -1,
    'card-name': 'unknown',
    'bonding-slave': {
      'ad-actor-oper-port-state': 'N/A',
      'link-failure-count': '',
      'mii-status': false,
      state: 'standalone',
    },
  };
}

/** An NTP cluster that is switched off. Its port-state and clock-class have nothing to do with PTP. */
function cluster(): JsonObject {
  return {
    enabled: false,
    timestamp: '',
    'cluster-ip': '',
    'communication-ip': '',
    'port-state': '',
    'master-serial': '',
    'master-ip': '',
    'master-priority': 0,
    'clock-class': '',
    'clock-status': '',
    'ntp-status': 'unknown',
    'reconfig-state': 'currently-none',
  };
}
