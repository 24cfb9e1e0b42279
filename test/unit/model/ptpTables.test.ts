import { describe, expect, it } from 'vitest';
import { clockAccuracyOfText, describeClockAccuracy } from '../../../src/model/clockAccuracy';
import { describeClockClass } from '../../../src/model/clockClass';
import { ieeeDelayMechanisms, meinbergDelayMechanisms } from '../../../src/model/delayMechanism';
import { networkProtocols } from '../../../src/model/networkProtocol';
import { normalKey } from '../../../src/model/normalKey';
import { isPsxModel } from '../../../src/model/psxModel';
import { ptpPortStates } from '../../../src/model/ptpPortState';
import { ptpProfileOfText, ptpProfiles } from '../../../src/model/ptpProfile';
import { timeSources } from '../../../src/model/timeSource';

describe('the tables of IEEE 1588', () => {
  it('name the port states, and show unknown numbers', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((code) => ptpPortStates.describe(code))).toEqual([
      'UNINITIALIZED', 'INITIALIZING', 'FAULTY', 'DISABLED', 'LISTENING', 'PRE_MASTER', 'MASTER', 'PASSIVE', 'UNCALIBRATED', 'SLAVE', 'GRAND_MASTER', '11 (unknown)',
    ]);
    expect(ptpPortStates.codeOf('preMaster')).toBe(5);
  });

  it('describe clock classes', () => {
    expect(describeClockClass(6)).toBe('6 (locked to a primary reference)');
    expect(describeClockClass(84)).toBe('84 (telecom quality level)');
    expect(describeClockClass(200)).toBe('200 (unknown)');
  });

  it('read every clock accuracy as they describe it', () => {
    for (let code = 0x17; code <= 0x31; code++) {
      expect(clockAccuracyOfText(describeClockAccuracy(code))).toBe(code);
      expect(clockAccuracyOfText(`less-than-${describeClockAccuracy(code).replace(/[> ]/g, '')}`)).toBe(code === 0x31 ? 0x30 : code);
    }
    expect(describeClockAccuracy(0xfe)).toBe('unknown');
    for (const text of ['7 ns', '', 'fast', 'x'.repeat(100), '2.5 days']) {
      expect(clockAccuracyOfText(text)).toBeUndefined();
    }
  });

  it('keep the two lists of delay mechanisms apart', () => {
    expect([0, 1].map((code) => meinbergDelayMechanisms.wordOf(code))).toEqual(['E2E', 'P2P']);
    expect([1, 2].map((code) => ieeeDelayMechanisms.wordOf(code))).toEqual(['E2E', 'P2P']);
  });

  it('name the rest', () => {
    expect(timeSources.describe(0x20)).toBe('GNSS');
    expect(timeSources.codeOf('GPS')).toBe(32);
    expect(networkProtocols.codeOf('udp-ipv4')).toBe(1);
    expect(ptpProfiles.describe(6)).toBe('SMPTE ST 2059-2');
  });

  it.each([
    ['smpte-st-2059-2', 'SMPTE ST 2059-2'], ['telecom-itu-t-g.8275.1', 'ITU-T G.8275.1'], ['g8275-2', 'ITU-T G.8275.2'], ['power IEEE C37.238', 'IEEE C37.238'],
    ['default-e2e-ieee-1588-2008', 'IEEE 1588 default E2E'], ['iec-ieee-61850-9-3', 'IEC/IEEE 61850-9-3'], ['custom', 'Custom'], ['my-8275-1', undefined],
  ])('the profile %s is %s', (text, name) => {
    expect(ptpProfileOfText(text)).toBe(name);
  });
});

describe('words', () => {
  it('are compared by letters and digits', () => {
    expect(['PRE_MASTER', 'pre-master', 'preMaster', ' Pre Master '].map(normalKey)).toEqual(Array(4).fill('premaster'));
    for (let index = 0; index < 10_000; index++) {
      expect(normalKey(`Key-${index}`)).toBe(`key${index}`);
    }
  });

  it.each([['psx210', true], ['PSX210', true], ['psx-210', true], ['ims-psx210', true], ['psx4ge', true], ['hps100', false], ['c05f1-v33', false], ['', false]])('%s is a PSX: %s', (model, is) => {
    expect(isPsxModel(model)).toBe(is);
  });
});
