import { describe, expect, it } from 'vitest';
import { formatPortIdentity, parseClockIdentity, parsePortIdentity } from '../../../src/model/clockIdentity';

describe('clock identities', () => {
  it.each([
    'EC-46-70-FF-FE-00-11-22', 'ec:46:70:ff:fe:00:11:22', 'ec4670.fffe.001122', 'EC46.70FF.FE00.1122', '0xEC4670FFFE001122', ' ec4670fffe001122 ',
    'EC-46-70-00-11-22', 'ec4670001122', 'EC-46-70-FF-FE-00-11-22-1', 'ec4670fffe001122.7', 'EC4670FFFE0011220001',
  ])('%s', (text) => {
    expect(parseClockIdentity(text)).toBe('EC-46-70-FF-FE-00-11-22');
  });

  it.each([
    ['EC-46-70-FF-FE-00-11-22-0', 0], ['EC-46-70-FF-FE-00-11-22:12', 12], ['EC-46-70-FF-FE-00-11-22-00-01', 1], ['EC4670FFFE001122000A', 10],
    ['ec:46:70:00:11:22-1', 1], ['ec:46:70:00:11:22-1234', 1234], ['EC-46-70-00-11-22-1234', 1234], ['EC-46-70-FF-FE-00-11-22-65535', 65535], ['EC-46-70-FF-FE-00-11-22', undefined],
  ])('%s is port %s', (text, portNumber) => {
    expect(parsePortIdentity(text)).toEqual(portNumber === undefined ? { clockIdentity: 'EC-46-70-FF-FE-00-11-22' } : { clockIdentity: 'EC-46-70-FF-FE-00-11-22', portNumber });
  });

  it('knows what stands for none, and what is none', () => {
    expect(parsePortIdentity('00:00:00:00:00:00')).toBe('absent');
    expect(parsePortIdentity('FFFFFFFFFFFFFFFF-0')).toBe('absent');
    for (const text of ['', 'clk1', 'EC-46', 'g'.repeat(16), '0'.repeat(1000), 'EC-46-70-FF-FE-00-11-22-99999']) {
      expect(parsePortIdentity(text)).toBeUndefined();
    }
  });

  it('are written with the port', () => {
    expect(formatPortIdentity({ clockIdentity: 'EC-46-70-FF-FE-00-11-22', portNumber: 1 })).toBe('EC-46-70-FF-FE-00-11-22-1');
  });
});
