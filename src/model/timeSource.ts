import { CodeTable } from './codeTable';

/** Time sources: IEEE 1588-2019 table 6. */
export const timeSources = new CodeTable([
  [0x10, 'atomic clock', 'atomic'],
  [0x20, 'GNSS', 'gps'],
  [0x30, 'terrestrial radio', 'radio'],
  [0x39, 'serial time code'],
  [0x40, 'PTP'],
  [0x50, 'NTP'],
  [0x60, 'hand set'],
  [0x90, 'other'],
  [0xa0, 'internal oscillator', 'internal', 'oscillator'],
]);
