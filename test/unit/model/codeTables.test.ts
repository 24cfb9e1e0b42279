import { describe, expect, it } from 'vitest';
import { describeClockAccuracy } from '../../../src/model/clockAccuracy';
import { describeClockClass } from '../../../src/model/clockClass';
import { networkProtocols } from '../../../src/model/networkProtocol';
import { ptpModes } from '../../../src/model/ptpMode';
import { ptpPortStates } from '../../../src/model/ptpPortState';
import { ptpProfiles } from '../../../src/model/ptpProfile';
import { timeSources } from '../../../src/model/timeSource';

const allCodes = Array.from({ length: 256 }, (_, code) => code);
const known = (describe: (code: number) => string) => allCodes.filter((code) => !describe(code).endsWith('(unknown)'));

describe('the numbers that the tables know', () => {
  it.each([
    ['port states', ptpPortStates, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['time sources', timeSources, [0x10, 0x20, 0x30, 0x39, 0x40, 0x50, 0x60, 0x90, 0xa0]],
    ['network protocols', networkProtocols, [1, 2, 3, 4, 5, 6]],
    ['modes', ptpModes, [0, 1, 2, 3, 4, 5, 6, 7]],
    ['profiles', ptpProfiles, [0, 1, 2, 3, 4, 5, 6]],
  ] as const)('%s, each found again by its word', (_name, table, codes) => {
    expect(known((code) => table.describe(code))).toEqual(codes);
    for (const code of codes) {
      expect(table.codeOf(table.describe(code))).toBe(code);
    }
  });

  it('clock accuracies: 1 ps to 10 s, more, and none that the clock knows', () => {
    expect(known((code) => describeClockAccuracy(code))).toEqual([...Array.from({ length: 0x31 - 0x17 + 1 }, (_, index) => 0x17 + index), 0xfe]);
    expect([0x17, 0x20, 0x21, 0x23, 0x29, 0x2f, 0x31, 0xfe].map(describeClockAccuracy)).toEqual(['1 ps', '25 ns', '100 ns', '1 µs', '1 ms', '1 s', '> 10 s', 'unknown']);
  });

  it('clock classes, and the quality levels of G.8265.1', () => {
    const qualityLevels = Array.from({ length: 16 }, (_, index) => 80 + 2 * index);
    expect(known(describeClockClass)).toEqual([6, 7, 13, 14, 52, 58, ...qualityLevels, 135, 140, 150, 160, 165, 187, 193, 248, 255]);
    expect(describeClockClass(81)).toBe('81 (unknown)');
  });
});
