import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardAddress, chassisAddress, parseAddress, ptpAddress, readAddress } from '../../../src/interapp/address';

describe('addresses', () => {
  it('are read back as they were written, whatever the ids are', () => {
    const id = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(id, id, id, (deviceId, slotId, instanceId) => {
        expect(parseAddress(chassisAddress(deviceId))).toEqual({ kind: 'chassis', deviceId });
        expect(parseAddress(cardAddress(deviceId, slotId))).toEqual({ kind: 'card', deviceId, slotId });
        expect(parseAddress(ptpAddress(deviceId, slotId, instanceId))).toEqual({ kind: 'ptp', deviceId, slotId, instanceId });
      }),
    );
  });

  it.each([
    ['user', { kind: 'user' }],
    ['uri', { kind: 'uri' }],
    ['extension/acme.clock', { kind: 'extension', extensionId: 'acme.clock' }],
    ['extension/acme.clock/alarms', { kind: 'extension', extensionId: 'acme.clock' }],
    ['extension/Acme.Clock', { kind: 'extension', extensionId: 'acme.clock' }],
  ])('%s', (text, parsed) => {
    expect(parseAddress(text)).toEqual(parsed);
  });

  const misshapen = ['', 'chassis', 'chassis/', 'chassis/a/b', 'card/a', 'card//b', 'ptp/a/b', 'ptp/a/b/c/d', 'user/me', 'extension', 'extension/'];
  it.each([...misshapen, 'chassis/%', 'chassis/\ud800', 'moon/a', `chassis/${'a'.repeat(2000)}`])('%s is none', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it.each([
    ['chassis/%61', 'chassis/a'],
    ['chassis/a b', 'chassis/a%20b'],
    ['card/a%2fb/io3', 'card/a%2Fb/io3'],
    ['extension/Acme.Clock/Alarms', 'extension/acme.clock/Alarms'],
    ['user', 'user'],
  ])('%s has the one spelling %s', (text, canonical) => {
    expect(readAddress(text)?.canonical).toBe(canonical);
  });

  it('mean the same in their one spelling, which stays as it is', () => {
    const part = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), fc.constantFrom('%41', 'a%20', "('!*')", '%2F'));
    fc.assert(
      fc.property(fc.constantFrom('chassis', 'card', 'ptp', 'extension'), fc.array(part, { minLength: 1, maxLength: 3 }), (kind, parts) => {
        const read = readAddress([kind, ...parts].join('/'));
        expect(read && readAddress(read.canonical)).toEqual(read);
      }),
    );
  });

  it('of any text are read without a throw', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseAddress(text)));
  });
});
