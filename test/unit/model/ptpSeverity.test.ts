import { describe, expect, it } from 'vitest';
import { severityOfInstance } from '../../../src/model/ptpSeverity';
import { severityOfSlot } from '../../../src/model/slotSeverity';
import { summaryOfSlot } from '../../../src/model/slotSummary';
import type { Property } from '../../../src/model/snapshot';

describe('the severity of a PTP instance', () => {
  it.each([
    ['FAULTY', 'critical'], ['DISABLED', 'critical'], ['UNCALIBRATED', 'major'], ['LISTENING', 'minor'], ['PRE_MASTER', 'minor'], ['INITIALIZING', 'warning'],
    ['UNINITIALIZED', 'warning'], ['PASSIVE', 'normal'], ['MASTER', 'normal'], ['SLAVE', 'normal'], ['GRAND_MASTER', 'normal'], ['unknown', 'warning'], ['12 (unknown)', 'warning'],
  ])('%s: %s', (portState, severity) => {
    expect(severityOfInstance({ portState })).toBe(severity);
    expect(severityOfInstance({ portState, running: false })).toBe('warning');
  });

  it.each([
    [6, 'normal'], [7, 'minor'], [135, 'minor'], [52, 'major'], [58, 'major'], [140, 'major'], [150, 'major'], [160, 'major'], [165, 'major'], [187, 'major'], [193, 'major'],
    [248, 'critical'], [255, 'critical'], [13, 'normal'],
  ])('a master with class %d: %s', (clockClass, severity) => {
    expect(severityOfInstance({ portState: 'MASTER', clockClass })).toBe(severity);
    expect(severityOfInstance({ portState: 'SLAVE', clockClass })).toBe('normal');
  });
});

const clock = (value: Property['value'], ...more: Property[]): Property[] => [{ path: 'sync-status.clock-status.clock', value }, ...more];
const antenna: Property = { path: 'grc.antenna.connected', value: false };

describe('the severity of a slot', () => {
  const card = { isPsx: false, isEmpty: false, properties: [], instanceSeverities: [] };

  it('of a PSX is that of its worst instance', () => {
    expect(severityOfSlot({ ...card, isPsx: true, instanceSeverities: ['normal', 'major'] })).toBe('major');
    expect(severityOfSlot({ ...card, isPsx: true })).toBe('warning');
    expect(severityOfSlot({ ...card, isEmpty: true })).toBe('information');
    expect(severityOfSlot(card)).toBe('normal');
  });

  it.each([
    ['normal', clock('synchronized')], ['minor', clock('holdover')], ['major', clock('not-synchronized')], ['major', clock(null)],
    ['normal', clock(3)], ['minor', clock(2)], ['major', clock(0)], ['minor', clock('synchronized', antenna)], ['major', clock('free', antenna)],
    ['minor', clock('synchronized', { path: 'grc.antenna.short-circuit', value: true })],
    ['minor', clock('synchronized', { path: 'sync-status.clock-status.antenna', value: 'not-connected' })],
    ['normal', clock('synchronized', { path: 'sync-status.clock-status.antenna', value: 0 })],
  ] as const)('of a clock card is %s', (severity, properties) => {
    expect(severityOfSlot({ ...card, properties })).toBe(severity);
  });
});

describe('the words on a card', () => {
  it('say how it is', () => {
    expect(summaryOfSlot(clock('synchronized', { path: 'sync-status.est-time-quality', value: 'less-than-100ns' }, { path: 'info.sensors.temperature-1', value: 51.52 }))).toBe(
      'synchronized · <100 ns · 52 °C',
    );
    expect(summaryOfSlot(clock(2, antenna, { path: 'info.sensors.temperature-1', value: 0 }))).toBe('holdover · antenna fault');
    expect(summaryOfSlot([{ path: 'power-available', value: true }])).toBe('power available');
    expect(summaryOfSlot([{ path: 'sync-status.est-time-quality', value: 6 }])).toBe('');
  });
});
