import { CodeTable } from './codeTable';

/** Modes of a PTP instance: MBG-LANTIME-NG-MIB. */
export const ptpModes = new CodeTable([
  [0, 'multicast slave', 'multicast-time-receiver'],
  [1, 'unicast slave', 'unicast-time-receiver'],
  [2, 'multicast master', 'multicast-time-transmitter'],
  [3, 'unicast master', 'unicast-time-transmitter'],
  [4, 'multicast auto'],
  [5, 'multicast and unicast master', 'both-master'],
  [6, 'NTP server'],
  [7, 'NTP client'],
]);
