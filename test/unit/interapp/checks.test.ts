import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress, type ParsedAddress } from '../../../src/interapp/address';
import { isOwnType, whatIsWrong } from '../../../src/interapp/checks';
import { interAppErrorCodes } from '../../../src/model/interApp';
import type { Json } from '../../../src/model/json';

type Kind = 'message' | 'event';
const address = (text: string): ParsedAddress => parseAddress(text) ?? expect.unreachable(text);
const addresses = ['chassis/a', 'card/a/io3', 'ptp/a/io3/1', 'extension/acme.clock'];

const right: readonly [Kind, string, string, Json | undefined][] = [
  ['message', 'refresh', 'chassis/a', undefined],
  ['message', 'getSnapshot', 'ptp/a/io3/1', undefined],
  ['message', 'setSlotId', 'chassis/a', { slotIds: [] }],
  ['message', 'setSlotId', 'chassis/a', { slotIds: ['io3'] }],
  ['message', 'setPollingInterval', 'chassis/a', { intervalSeconds: 3600 }],
  ['message', 'pause', 'card/a/io3', null],
  ['message', 'resume', 'chassis/a', undefined],
  ['message', 'diagnose', 'chassis/a', undefined],
  ['message', 'listSessions', 'chassis/a', undefined],
  ['message', 'listSessions', 'chassis/a', { limit: 5 }],
  ['message', 'getRawData', 'card/a/io3', { path: '/api/status' }],
  ['message', 'custom:acme.clock/alarm', 'extension/acme.clock', [1, 'any', null]],
  ['event', 'slotAdded', 'card/a/io3', { slotType: 'io', model: 'psx210' }],
  ['event', 'slotRemoved', 'card/a/io3', {}],
  ['event', 'moduleChanged', 'card/a/io3', { before: { serialNumber: '1' }, after: { model: 'psx210' } }],
  ['event', 'apiVersionChanged', 'chassis/a', { before: '17.0', after: '17.1' }],
  ['event', 'deviceUnreachable', 'card/a/io3', { kind: 'timeout', message: 'No answer.' }],
  ['event', 'deviceReachable', 'card/a/io3', { unreachableSince: 0 }],
  ['event', 'instanceAdded', 'ptp/a/io3/1', { name: 'PTP 1' }],
  ['event', 'instanceRemoved', 'ptp/a/io3/1', { name: 'PTP 1' }],
  ['event', 'portStateChanged', 'ptp/a/io3/1', { before: 'slave', after: 'holdover' }],
  ['event', 'grandmasterChanged', 'ptp/a/io3/1', { after: 'EC-46-70-FF-FE-00-00-01' }],
];

const wrong: readonly [string, Kind, string, string, Json | undefined, string, RegExp][] = [
  ['data where there are none', 'message', 'refresh', 'chassis/a', {}, 'malformed', /takes no data/],
  ['a list instead of an object', 'message', 'setSlotId', 'chassis/a', ['io3'], 'malformed', /an object is expected/],
  ['a blank slot', 'message', 'setSlotId', 'chassis/a', { slotIds: [' '] }, 'malformed', /"slotIds": a list/],
  ['an interval of zero', 'message', 'setPollingInterval', 'chassis/a', { intervalSeconds: 0 }, 'malformed', /from 1 to 3600/],
  ['an interval that is too long', 'message', 'setPollingInterval', 'chassis/a', { intervalSeconds: 3601 }, 'malformed', /from 1 to 3600/],
  ['an interval as a text', 'message', 'setPollingInterval', 'chassis/a', { intervalSeconds: '10' }, 'malformed', /from 1 to 3600/],
  ['half a session', 'message', 'listSessions', 'chassis/a', { limit: 1.5 }, 'malformed', /whole number/],
  ['a path that is a number', 'message', 'getRawData', 'chassis/a', { path: 1 }, 'malformed', /"path": a text/],
  ['an event without its data', 'event', 'slotAdded', 'card/a/io3', undefined, 'malformed', /an object is expected/],
  ['a member within a member', 'event', 'moduleChanged', 'card/a/io3', { before: {}, after: { model: 1 } }, 'malformed', /"after": "model": a text/],
  ['a message for the chassis alone', 'message', 'setSlotId', 'card/a/io3', { slotIds: [] }, 'unknownDestination', /kind card/],
  ['a card event to an instance', 'event', 'slotAdded', 'ptp/a/io3/1', { slotType: 'io' }, 'unknownDestination', /kind ptp/],
  ['an own message to an extension', 'message', 'refresh', 'extension/acme.clock', undefined, 'unknownDestination', /kind extension/],
  ['a custom message to a device', 'message', 'custom:x', 'chassis/a', undefined, 'unknownDestination', /other extensions only/],
  ['a message as an event', 'event', 'refresh', 'chassis/a', undefined, 'unknownType', /no event "refresh"/],
  ['a member that every object has', 'message', 'constructor', 'chassis/a', undefined, 'unknownType', /no message "constructor"/],
  ['a custom name with a space', 'message', 'custom:a b', 'extension/acme.clock', undefined, 'unknownType', /custom:a b/],
];

describe('whatIsWrong', () => {
  it.each(right)('nothing is with the %s %s to %s: %j', (kind, name, destination, data) => {
    expect(whatIsWrong(kind, name, address(destination), data)).toBeUndefined();
  });

  it.each(wrong)('says of %s what is wrong', (_what, kind, name, destination, data, code, message) => {
    expect(whatIsWrong(kind, name, address(destination), data)).toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
      hint: expect.stringMatching(/\.$/) as string,
    });
  });

  it.each(['custom:été', 'custom:a b', 'custom:', `custom:${'x'.repeat(101)}`])('tells of the name %s what it may be made of', (name) => {
    expect(whatIsWrong('message', name, address('extension/acme.clock'), undefined)).toMatchObject({
      code: 'unknownType',
      hint: expect.stringContaining('1 to 100 letters a to z') as string,
    });
  });

  it('of any JSON is nothing or a failure with a sentence and a hint', () => {
    const names = fc.oneof(fc.constantFrom(...right.map(([, name]) => name), '__proto__', 'toString'), fc.string());
    const kinds = fc.constantFrom<Kind>('message', 'event');
    fc.assert(
      fc.property(kinds, names, fc.constantFrom(...addresses), fc.jsonValue(), (kind, name, destination, data) => {
        const failure = whatIsWrong(kind, name, address(destination), data);
        if (failure !== undefined) {
          expect(interAppErrorCodes).toContain(failure.code);
          expect(failure.message).toMatch(/\.$/);
          expect(failure.hint).toMatch(/\.$/);
        }
      }),
    );
  });

  it('knows every type of its own, and no other', () => {
    const own = right.filter(([, name]) => !name.startsWith('custom:'));
    expect(own.every(([kind, name]) => isOwnType(kind, name))).toBe(true);
    expect(isOwnType('message', 'toString')).toBe(false);
    expect(isOwnType('event', 'custom:x')).toBe(false);
  });
});
