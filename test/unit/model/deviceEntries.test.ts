import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDeviceEntries } from '../../../src/model/deviceEntries';

describe('parseDeviceEntries', () => {
  it('defaults everything but the host', () => {
    expect(parseDeviceEntries([{ host: '10.0.4.20' }])).toEqual({
      configs: [{ id: 'https://10.0.4.20:443', name: '10.0.4.20', origin: 'https://10.0.4.20:443', busAddress: '', bypassProxy: false, slotIds: [] }],
      problems: [],
    });
  });

  it('takes what is written', () => {
    const entry = { id: 'north', name: 'GM-North', host: 'https://gm1.example.com', port: 8214, busAddress: 'ByPass Proxy', slotIds: ['io3', 'io3', ' io4 '], interval: 5 };
    expect(parseDeviceEntries([entry]).configs).toEqual([
      {
        id: 'north',
        name: 'GM-North',
        origin: 'https://gm1.example.com:8214',
        busAddress: 'ByPass Proxy',
        bypassProxy: true,
        slotIds: ['io3', 'io4'],
        intervalMs: 5000,
      },
    ]);
  });

  it('replaces half a character, which no address can hold', () => {
    const [config] = parseDeviceEntries([{ host: 'gm', id: 'a\uD800', name: '\uDC00b', slotIds: ['io\uD83D'] }]).configs;
    expect(config).toMatchObject({ id: 'a\uFFFD', name: '\uFFFDb', slotIds: ['io\uFFFD'] });
  });

  it('reports a bad entry by its index and field and keeps the good ones', () => {
    const { configs, problems } = parseDeviceEntries([{ host: 'gm1' }, { host: 7 }, 'gm2', { host: 'gm3', port: 70_000, interval: 0, name: 5, slotIds: [1] }]);
    expect(configs.map(({ name }) => name)).toEqual(['gm1', 'gm3']);
    expect(problems.map(({ index, field }) => [index, field])).toEqual([
      [1, 'host'],
      [2, undefined],
      [3, 'port'],
      [3, 'interval'],
      [3, 'name'],
      [3, 'slotIds'],
    ]);
  });

  it('reports a second entry for the same device or with the same id', () => {
    const { configs, problems } = parseDeviceEntries([{ id: 'a', host: 'gm1' }, { id: 'b', host: 'https://GM1:443' }, { id: 'a', host: 'gm2' }]);
    expect(configs.map(({ id }) => id)).toEqual(['a']);
    expect(problems.map(({ index, field }) => [index, field])).toEqual([
      [1, 'host'],
      [2, 'id'],
    ]);
  });

  it('never throws, whatever the setting holds', () => {
    const member = fc.oneof(fc.jsonValue(), fc.constant('gm1'), fc.integer());
    const entry = fc.oneof(fc.jsonValue(), fc.record({ host: member, port: member, id: member, name: member, slotIds: member, interval: member, busAddress: member }));
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.array(entry)), (setting) => {
        const { configs, problems } = parseDeviceEntries(setting);
        const length = Array.isArray(setting) ? setting.length : 1;
        expect(configs.length).toBeLessThanOrEqual(length);
        expect(problems.every(({ message }) => message.length > 0)).toBe(true);
        expect(new Set(configs.map(({ id }) => id)).size).toBe(configs.length);
      }),
    );
  });
});
