import { describe, expect, test } from 'vitest';
import { timeReferences } from '../../../src/model/timeReference';
import { clockSlot } from './graphFleet';

describe('the references of a clock card', () => {
  test('are its satellites, with their number', () => {
    expect(timeReferences(clockSlot('clk1').properties)).toEqual([{ id: 'gnss', name: 'GNSS', condition: '9 of 13 satellites', severity: 'normal' }]);
  });

  test('are in trouble without antenna, or without a locked receiver', () => {
    expect(timeReferences(clockSlot('clk1', false).properties)).toMatchObject([{ condition: 'antenna fault · 0 of 0 satellites', severity: 'major' }]);
    expect(timeReferences([{ path: 'gns.receiver-status', value: 'cold-boot' }])).toEqual([{ id: 'gnss', name: 'GNSS', condition: 'cold-boot', severity: 'minor' }]);
  });

  test('are a long wave receiver, and the inputs of a source with several of them', () => {
    const inputs = [
      { path: 'mrs.0.info.settings.id.type', value: 'gps' },
      { path: 'mrs.1.info.settings.id.type', value: 'ptp' },
    ];
    expect(timeReferences([{ path: 'dcf77.correlation', value: 87 }, ...inputs]).map(({ id, name }) => [id, name])).toEqual([
      ['dcf77', 'DCF77'],
      ['mrs/0', 'gps'],
      ['mrs/1', 'ptp'],
    ]);
    expect(timeReferences(inputs.slice(0, 1))).toEqual([]);
  });

  test('are none of a card that names none', () => {
    expect(timeReferences([{ path: 'info.model', value: 'psu' }, { path: 'outputs.gps.level', value: 1 }])).toEqual([]);
  });
});
