import { CodeTable } from './codeTable';

/** Network protocols: IEEE 1588-2019 table 3, the same numbers in Meinberg's MIB. */
export const networkProtocols = new CodeTable([
  [1, 'UDP/IPv4', 'ipv4', 'udp4', 'udp'],
  [2, 'UDP/IPv6', 'ipv6', 'udp6'],
  [3, 'IEEE 802.3', 'ethernet', 'layer2', 'l2', '802.3'],
  [4, 'DeviceNet'],
  [5, 'ControlNet'],
  [6, 'PROFINET'],
]);
