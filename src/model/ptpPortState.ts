import { CodeTable } from './codeTable';

/**
 * PTP port states: IEEE 1588-2019 table 20 for 1 to 9, 0 from Meinberg's MBG-LANTIME-NG-MIB, 10 from linuxptp.
 * The further spellings are the words of IEEE 1588g-2022 (time transmitter, time receiver).
 */
export const ptpPortStates = new CodeTable([
  [0, 'UNINITIALIZED', 'uninitialised'],
  [1, 'INITIALIZING', 'initialising'],
  [2, 'FAULTY', 'fault'],
  [3, 'DISABLED'],
  [4, 'LISTENING'],
  [5, 'PRE_MASTER', 'pre-time-transmitter'],
  [6, 'MASTER', 'time-transmitter'],
  [7, 'PASSIVE'],
  [8, 'UNCALIBRATED'],
  [9, 'SLAVE', 'time-receiver'],
  [10, 'GRAND_MASTER', 'grandmaster-clock'],
]);

/** Shown when the device says nothing about the port state. */
export const unknownPortState = 'unknown';

/** True when the port sends Sync messages that other clocks may follow. */
export function isMasterState(portState: string): boolean {
  return portState === 'MASTER' || portState === 'GRAND_MASTER';
}
