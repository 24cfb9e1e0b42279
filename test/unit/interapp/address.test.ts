import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardAddress, chassisAddress, parseAddress, ptpAddress } from '../../../src/interapp/address';

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
  ])('%s', (text, parsed) => {
    expect(parseAddress(text)).toEqual(parsed);
  });

  it.each(['', 'chassis', 'chassis/', 'chassis/a/b', 'card/a', 'card//b', 'ptp/a/b', 'ptp/a/b/c/d', 'user/me', 'extension', 'extension/', 'chassis/%', 'moon/a', `chassis/${'a'.repeat(2000)}`])(
    '%s is none',
    (text) => {
      expect(parseAddress(text)).toBeUndefined();
    },
  );

  it('of any text are read without a throw', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseAddress(text)));
  });
});
