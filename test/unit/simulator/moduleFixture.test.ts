import { describe, expect, it } from 'vitest';
import { moduleFixture, variantNames } from '../../../src/simulator';
import { at } from './request';

describe('moduleFixture', () => {
  it.each(variantNames)('%s is the same every time, and a full envelope', (variant) => {
    const fixture = moduleFixture(variant);
    expect(moduleFixture(variant)).toEqual(fixture);
    expect(Object.keys(fixture as object)).toEqual(['system-information', 'data', 'changes', 'links']);
    expect(at(fixture, 'data.object-id')).toBe(variant === 'emptyPsxSlot' ? 'io3' : 'module');
  });

  it('has the shapes that the variants promise', () => {
    expect(at(moduleFixture('standard'), 'data.ptp.instances.0.port-ds.port-state')).toBe('master');
    expect(at(moduleFixture('flat'), 'data.ptp.instances.1.port-state')).toBe('slave');
    expect(at(moduleFixture('flat'), 'data.ptp.instances.1.gm-id')).toMatch(/^00-1B-19-FF-FE-/);
    expect(at(moduleFixture('keyedByObjectId'), 'data.ptp.instances.instance1.alias')).toBe('Red');
    expect(at(moduleFixture('singleWithoutInstances'), 'data.ptp.alias')).toBe('Blue');
    expect(at(moduleFixture('psxPtpInstances'), 'data.psx.ptp-instances.length')).toBe(3);
    expect(at(moduleFixture('ptpv2List'), 'data.ptpv2.2.alias')).toBe('Green');
    expect(at(moduleFixture('notRunning'), 'data.ptp.instances.0.running')).toBe(false);
    expect(at(moduleFixture('notRunning'), 'data.ptp.instances.1.port-ds.port-state')).toBeNull();
    expect(moduleFixture('emptyPsxSlot')).not.toHaveProperty('data.module');
    expect(at(moduleFixture('wrongCard'), 'data.info.model')).toBe('hps100');
    expect([0, 1, 2].map((index) => at(moduleFixture('driftedEnums'), `data.ptp.instances.${index}.port-ds.port-state`))).toEqual([
      'PRE_MASTER',
      'slave [9]',
      12,
    ]);
    const path = '/api/status/chassis0';
    expect(at(moduleFixture('slotsAsMap', { path }), 'data.slots.io3.module.info.model')).toBe('psx210');
  });

  it('gives integers for raw', () => {
    const raw = moduleFixture('standard', { raw: true });
    expect(at(raw, 'data.ptp.instances.0')).toMatchObject({ mode: 2, profile: 6, 'network-protocol': 1, alias: 'Blue' });
    expect(at(raw, 'data.sync-status.clock-status')).toEqual({ clock: 3, oscillator: 1 });
    expect(at(moduleFixture('flat', { raw: true }), 'data.ptp.instances.1.port-state')).toBe(9);
  });
});
