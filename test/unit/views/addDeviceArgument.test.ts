import { describe, expect, it } from 'vitest';
import { parseAddDeviceArgument } from '../../../src/views/addDevice/addDeviceArgument';

describe('parseAddDeviceArgument', () => {
  it('takes what is given and nothing else', () => {
    expect(parseAddDeviceArgument({ host: 'gm1', port: 8443, user: 'info', password: '', slotIds: [' io3 ', 'io3'], kind: 'device', name: undefined })).toEqual({
      host: 'gm1',
      port: 8443,
      user: 'info',
      password: '',
      slotIds: ['io3'],
    });
  });

  it('takes nothing, or a tree node, as a question for everything', () => {
    expect(parseAddDeviceArgument(undefined)).toEqual({});
    expect(parseAddDeviceArgument({ kind: 'device', deviceId: 'x' })).toEqual({});
  });

  it.each([
    ['a text', 'gm1', /takes one object/],
    ['an empty host', { host: ' ' }, /"host" .* is empty/],
    ['a host that is no text', { host: 7 }, /"host" .* must be a text/],
    ['a port out of range', { host: 'gm1', port: 70_000 }, /from 1 to 65535/],
    ['a port that is a text', { host: 'gm1', port: '443' }, /from 1 to 65535/],
    ['slots that are no list', { host: 'gm1', slotIds: 'io3' }, /list of texts/],
  ])('refuses %s with a sentence', (_, argument, message) => {
    expect(() => parseAddDeviceArgument(argument)).toThrow(message);
  });

  it('never says a password', () => {
    expect(() => parseAddDeviceArgument({ host: 'gm1', password: 12_345_678 })).toThrow(expect.not.objectContaining({ message: expect.stringContaining('12345678') as string }));
  });
});
