import { describe, expect, it } from 'vitest';
import { WindowDemand } from '../../../src/windows/windowDemand';

describe('what is looked at in several windows', () => {
  function open() {
    const told: string[] = [];
    const demand = new WindowDemand({
      setDemand: (level) => told.push(level),
      setDeviceDemand: (deviceId, level) => told.push(`${deviceId} ${level ?? 'none'}`),
    });
    return { demand, take: () => told.splice(0), one: { name: 'one' }, other: { name: 'other' } };
  }

  it('is what is looked at most', () => {
    const { demand, take, one, other } = open();
    demand.setDemand(one, 'hidden');
    demand.setDemand(other, 'unfocused');
    demand.setDemand(other, 'tree');
    demand.setDemand(one, 'unfocused');
    demand.remove(other);
    expect(take()).toEqual(['hidden', 'hidden', 'tree', 'tree', 'unfocused']);
  });

  it('of a device lasts as long as one window shows it', () => {
    const { demand, take, one, other } = open();
    demand.setDeviceDemand(one, 'a', 'panel');
    demand.setDeviceDemand(other, 'a', 'tree');
    demand.setDeviceDemand(one, 'a', undefined);
    demand.remove(other);
    expect(take()).toEqual(['a panel', 'a panel', 'a tree', 'unfocused', 'a none']);
  });

  it('knows which window has the focus', () => {
    const { demand, one, other } = open();
    expect(demand.focused).toBeUndefined();
    demand.setDemand(one, 'unfocused');
    demand.setDemand(other, 'hidden');
    expect(demand.focused).toBe(other);
    demand.remove(other);
    expect(demand.focused).toBeUndefined();
  });
});
