import { describe, expect, it } from 'vitest';
import type { SlotSnapshot } from '../../../src/model/snapshot';
import { slotItem } from '../../../src/views/tree/slotItem';
import { timeOfDay } from '../../../src/views/words';

const updatedAt = Date.UTC(2026, 10, 23, 14, 2);
const unread: SlotSnapshot = { slotId: 'io3', slotType: 'io', isPsx: true, isEmpty: false, severity: 'normal', ptpInstances: [], properties: [] };
const psx: SlotSnapshot = { ...unread, updatedAt };
const state = { severity: 'normal', alarms: [], isStale: false } as const;
const node = { kind: 'slot', deviceId: 'north', slotId: 'io3' } as const;

describe('a slot that was not read for too long', () => {
  it('says from when its data are, in the row and to a screen reader', () => {
    const item = slotItem(node, { ...psx, severity: 'timeout' }, { ...state, severity: 'timeout' }, false);
    expect(item.description).toBe(`0 instances · data from ${timeOfDay(updatedAt)}`);
    expect(item.accessibilityInformation?.label).toContain(`data from ${timeOfDay(updatedAt)}`);
  });

  it('says nothing of its age while it is fresh, or when the device does not answer, whose row says it', () => {
    expect(slotItem(node, psx, state, false).description).toBe('0 instances');
    expect(slotItem(node, psx, { ...state, isStale: true }, false).description).toBe('0 instances');
  });

  it('says nothing of its age when it has never been read', () => {
    expect(slotItem(node, { ...unread, severity: 'timeout' }, { ...state, severity: 'timeout' }, false).description).toBe('0 instances');
  });
});
