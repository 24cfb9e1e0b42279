import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceSnapshot } from '../../../src/model/snapshot';
import { deviceNamed, isProblem, linkActions, parseLink } from '../../../src/views/link';

const device = (id: string, name: string) => ({ id, name }) as DeviceSnapshot;

describe('a link', () => {
  it.each(linkActions)('asks for %s', (action) => {
    expect(parseLink(`/${action}`, 'device=GM-North')).toEqual({ action, device: 'GM-North' });
  });

  it('names a slot and a PTP instance', () => {
    expect(parseLink('/open/', 'device=GM%20North&slot=io3&instance=1')).toEqual({ action: 'open', device: 'GM North', slotId: 'io3', instanceId: '1' });
    expect(parseLink('/open', 'device=a&slot=&instance=')).toEqual({ action: 'open', device: 'a' });
  });

  it.each([
    ['/delete', 'device=a', /nothing that a link can ask for/],
    ['', '', /nothing that a link can ask for/],
    ['/open', '', /names no device/],
    ['/open', 'device=%20', /names no device/],
    ['/open', 'device=a&instance=1', /not its slot/],
  ])('that is wrong, %s?%s, is said to be', (path, query, message) => {
    expect(parseLink(path, query)).toMatchObject({ message: expect.stringMatching(message) as string, hint: expect.stringContaining('vscode://psx-tools.psx-explorer/open?device=') as string });
  });

  it('never throws, and repeats no long text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), fc.string({ maxLength: 500 }), (path, query) => {
        const link = parseLink(path, query);
        expect(!isProblem(link) || link.message.length < 200).toBe(true);
      }),
    );
  });
});

describe('the device of a link', () => {
  const devices = [device('1', 'GM-North'), device('2', 'GM-South'), device('3', 'GM-South'), device('GM-West', 'GM-North 2'), device('5', 'GM-West')];

  it.each([
    ['1', '1'],
    ['GM-North', '1'],
    ['GM-West', 'GM-West'],
  ])('%s is %s: an id before a name', (text, id) => {
    expect(deviceNamed(devices, text)).toMatchObject({ id });
  });

  it.each([
    ['GM-South', /2 devices/, /2, 3/],
    ['GM-East', /no device "GM-East"/, /GM-North/],
    ['x'.repeat(500), /no device "x{60}…"/, /GM-North/],
  ])('%s is none', (text, message, hint) => {
    expect(deviceNamed(devices, text)).toMatchObject({ message: expect.stringMatching(message) as string, hint: expect.stringMatching(hint) as string });
  });

  it('says how to get one where there is none', () => {
    expect(deviceNamed([], 'a')).toMatchObject({ hint: expect.stringContaining('Add Device') as string });
  });
});
