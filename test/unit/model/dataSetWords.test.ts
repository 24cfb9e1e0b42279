import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeClockClass } from '../../../src/model/clockClass';
import { describeClockVariance } from '../../../src/model/clockVariance';
import { dataSetWords } from '../../../src/model/dataSetWords';
import type { PtpDataSets } from '../../../src/model/ptpDataSets';
import { clockAccuracyWords, delayMechanismWords, leapWords, portStateWords, timeSourceWords, traceabilityWords, utcOffsetWords } from '../../../src/model/ptpWords';
import { dataSetsWith } from './dataSetsFixture';

const wordsOf = (dataSets: PtpDataSets, title: string, profile?: string): Record<string, string> =>
  Object.fromEntries(dataSetWords(dataSets, profile).find((dataSet) => dataSet.title === title)?.values.map(({ label, words }) => [label, words]) ?? []);

describe('dataSetWords', () => {
  it('puts the code beside the word and the unit beside the number', () => {
    const dataSets = dataSetsWith({ clockClass: 6, clockAccuracy: 0x21, offsetScaledLogVariance: 0x4e5d, twoStep: false, domainNumber: 24 }, { portState: 'SLAVE', logSyncInterval: -4, delayMechanism: 'E2E' }, {
      current: { stepsRemoved: 1, offsetFromMasterNs: -12, meanPathDelayNs: 1_300, delayAsymmetryNs: 0 },
      parent: { grandmasterClockClass: 7, grandmasterClockAccuracy: 0xfe },
    });
    expect(wordsOf(dataSets, 'Default data set', 'ITU-T G.8275.1')).toEqual({
      'Clock identity': '–',
      Domain: '24',
      'Priority 1': '–',
      'Clock class': '6 (T-GM locked to a primary reference)',
      'Clock accuracy': '<100 ns (0x21)',
      Variance: '0x4E5D (PTP deviation 33.8 ns, primary reference locked)',
      'Priority 2': '–',
      'Two-step': 'no',
      'Slave only': '–',
      'Number of ports': '–',
    });
    expect(wordsOf(dataSets, 'Current data set')).toEqual({ 'Steps removed': '1', 'Offset from master': '−12 ns', 'Mean path delay': '1.3 µs', 'Delay asymmetry': '0 ns' });
    expect(wordsOf(dataSets, 'Parent data set')).toMatchObject({ 'Grandmaster clock class': '7 (holdover, within specification)', 'Grandmaster clock accuracy': 'unknown (0xFE)' });
    expect(wordsOf(dataSets, 'Port data set')).toMatchObject({ 'Port state': 'SLAVE (9)', 'Sync interval': '−4 (62.5 ms, 16/s)', 'Delay mechanism': 'E2E (end to end)' });
  });

  it('shows what is not told as a dash', () => {
    const values = dataSetWords(dataSetsWith()).flatMap((dataSet) => dataSet.values);
    expect(new Set(values.map(({ words }) => words))).toEqual(new Set(['–']));
    expect(values.length).toBeGreaterThan(30);
  });

  it('shows no offset of a grandmaster', () => {
    const current = { stepsRemoved: 0, offsetFromMasterNs: 0, meanPathDelayNs: 0 };
    const parent = { grandmasterIdentity: 'EC-46-70-FF-FE-00-11-22' };
    const offset = (dataSets: PtpDataSets) => wordsOf(dataSets, 'Current data set')['Offset from master'];
    expect(offset(dataSetsWith({ clockIdentity: parent.grandmasterIdentity }, { portState: 'MASTER' }, { current, parent }))).toBe('–');
    expect(offset(dataSetsWith({ clockIdentity: 'EC-46-70-FF-FE-00-11-23' }, { portState: 'MASTER' }, { current, parent }))).toBe('0 ns');
    expect(offset(dataSetsWith({}, { portState: 'SLAVE' }, { current }))).toBe('0 ns');
  });
});

describe('clock classes by profile', () => {
  it.each([
    [6, 'SMPTE ST 2059-2', '6 (locked to a primary reference)'],
    [7, 'ITU-T G.8275.2', '7 (T-GM in holdover, within specification)'],
    [165, 'ITU-T G.8275.1', '165 (T-BC in holdover, out of specification)'],
    [248, 'ITU-T G.8275.1', '248 (no reference since the start)'],
    [248, 'AES67', '248 (free running)'],
    [255, 'ITU-T G.8275.2', '255 (slave only (T-TSC))'],
    [140, 'IEEE 1588 default E2E', '140 (left to other profiles)'],
    [84, 'IEC/IEEE 61850-9-3', '84 (left to other profiles)'],
    [84, 'ITU-T G.8265.1', '84 (SSM quality level)'],
    [84, 'ITU-T G.8275.1', '84 (unknown)'],
    [84, undefined, '84 (telecom quality level)'],
    [85, 'ITU-T G.8265.1', '85 (unknown)'],
    [200, 'Custom', '200 (unknown)'],
  ])('%d in %s is %s', (clockClass, profile, words) => {
    expect(describeClockClass(clockClass, profile)).toBe(words);
  });
});

describe('words', () => {
  it.each([[0x4e5d, '0x4E5D (PTP deviation 33.8 ns, primary reference locked)'], [0xffff, '0xFFFF (unknown)'], [0x8000, '0x8000 (PTP deviation 1 s)'], [0x34fb, '0x34FB (PTP deviation 5.11 ps)']])(
    'the variance %d is %s',
    (variance, words) => {
      expect(describeClockVariance(variance)).toBe(words);
    },
  );

  it.each([['MASTER', 'MASTER (6)'], ['GRAND_MASTER', 'GRAND_MASTER (10)'], ['12 (unknown)', '12 (unknown)'], ['unknown', 'unknown']])('the port state %s is %s', (state, words) => {
    expect(portStateWords(state)).toBe(words);
  });

  it.each([[0x21, '<100 ns (0x21)'], [0x31, '> 10 s (0x31)'], [0xfe, 'unknown (0xFE)'], [0x50, '0x50 (unknown)']])('the accuracy %d is %s', (code, words) => {
    expect(clockAccuracyWords(code)).toBe(words);
  });

  it('name time sources and delay mechanisms', () => {
    expect(['GNSS', 'internal oscillator', '17 (unknown)', 'galileo'].map(timeSourceWords)).toEqual(['GNSS (0x20)', 'internal oscillator (0xA0)', '17 (unknown)', 'galileo']);
    expect(['E2E', 'P2P', '1 (unknown)'].map(delayMechanismWords)).toEqual(['E2E (end to end)', 'P2P (peer to peer)', '1 (unknown)']);
  });

  it('name the UTC offset, leap seconds and what is traceable', () => {
    expect(utcOffsetWords({ currentUtcOffsetSeconds: 37, currentUtcOffsetValid: true })).toBe('37 s (valid)');
    expect(utcOffsetWords({ currentUtcOffsetSeconds: -1, currentUtcOffsetValid: false })).toBe('−1 s (not valid)');
    expect([{}, { currentUtcOffsetSeconds: 37 }, { currentUtcOffsetValid: false }].map(utcOffsetWords)).toEqual(['–', '37 s', 'not valid']);
    expect([{}, { leap59: false }, { leap61: true, leap59: false }, { leap59: true }, { leap59: true, leap61: true }].map(leapWords)).toEqual([
      '–', 'none', 'insertion (61 s)', 'removal (59 s)', 'insertion and removal at once',
    ]);
    const flags = [undefined, true, false];
    expect(flags.flatMap((time) => flags.map((frequency) => traceabilityWords({ ...(time === undefined ? {} : { timeTraceable: time }), ...(frequency === undefined ? {} : { frequencyTraceable: frequency }) })))).toEqual([
      '–', 'frequency', 'frequency not traceable', 'time', 'time and frequency', 'time only', 'time not traceable', 'frequency only', 'not traceable',
    ]);
  });

  it('are found for every code', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), (code) => {
        expect(describeClockVariance(code)).toMatch(/^0x[0-9A-F]{4} \(.+\)$/);
        expect(clockAccuracyWords(code % 256)).toMatch(/0x[0-9A-F]{2}/);
      }),
    );
  });
});
