import fc from 'fast-check';
import { beforeEach, describe, expect, vi } from 'vitest';
import * as vscode from 'vscode';
import { chassisAddress, parseAddress, ptpAddress, readAddress } from '../../src/interapp/address';
import { frozenData } from '../../src/interapp/frozenData';
import { InterAppBus } from '../../src/interapp/interAppBus';
import { InterAppError, failureOf } from '../../src/interapp/interAppError';
import { interAppErrorCodes } from '../../src/model/interApp';
import type { DeviceSnapshot } from '../../src/model/snapshot';
import { wellFormed } from '../../src/model/wellFormed';
import { parseAddDeviceArgument } from '../../src/views/addDevice/addDeviceArgument';
import { alarmChoice } from '../../src/views/alarms/alarmArgument';
import { parseFingerprint } from '../../src/views/certificateQuestion';
import { devicesOf, toolInput } from '../../src/views/languageModelTools/toolInput';
import { deviceNamed, isProblem, linkActions, parseLink } from '../../src/views/link';
import { intervalSecondsOf, limitOf, rawDataPathOf, slotIdsOf } from '../../src/views/messageHandlers/messageData';
import { MessageFault } from '../../src/views/messageHandlers/messageFault';
import { rawDataSubject } from '../../src/views/rawData/rawDataUri';
import type { Services } from '../../src/views/services';
import { exportChoices } from '../../src/views/table/exportArgument';
import { asTarget } from '../../src/views/target';
import { registerUriHandler } from '../../src/views/uriHandler';
import { fuzz } from './fuzz';
import { anyText, anyValue, jsonWith, nearly, planted } from './inputs';
import { expectNoSecret, expectPlain, expectSentence } from './sound';

const north: DeviceSnapshot = { id: 'id 1', name: 'GM-North', baseUrl: 'https://north:443', communication: { state: 'responding', since: 0 }, slots: [] };

describe('a link', () => {
  const parameter = fc.tuple(fc.constantFrom('device', 'slot', 'instance', 'password', 'x'), fc.oneof(anyText, fc.constantFrom('GM-North', 'id 1', 'io3'))).map(([name, text]) => `${name}=${text}`);
  const path = fc.oneof(fc.constantFrom(...linkActions).map((action) => `/${action}`), anyText, anyText.map((text) => `/${text}`));
  const query = fc.oneof(anyText, fc.array(parameter, { maxLength: 4 }).map((parameters) => parameters.join('&')));

  fuzz('is read, or said to be wrong', fc.tuple(path, query), ([given, parameters]) => {
    const link = parseLink(given, parameters);
    if (isProblem(link)) {
      expectSentence(link.message);
      expect(link.message.length).toBeLessThan(200);
    } else {
      expect(linkActions).toContain(link.action);
      expect(link.device).not.toBe('');
      expect(link.instanceId !== undefined && link.slotId === undefined).toBe(false);
      expectPlain(deviceNamed([north], link.device));
    }
  });

  let open: (path: string, query: string) => unknown;
  let sent: string[];
  beforeEach(() => {
    const register = (handler: vscode.UriHandler) => {
      open = (given, parameters) => handler.handleUri({ path: given, query: parameters } as unknown as vscode.Uri);
      return { dispose: () => undefined };
    };
    Object.assign(vscode.window, { registerUriHandler: register });
    Object.assign(vscode.commands, { getCommands: () => Promise.resolve([]) });
    const services = { fleet: { devices: [north], get: () => north }, reveal: () => Promise.resolve(), log: { error: () => undefined } } as unknown as Services;
    const send = vi.fn(({ name }: { name: string }) => Promise.resolve(void sent.push(name)));
    registerUriHandler({ send } as unknown as InterAppBus, services);
  });
  fuzz('does nothing to a device that nobody has agreed to', fc.tuple(path, query), async ([given, parameters]) => {
    sent = [];
    await open(given, parameters);
    expect(sent.filter((name) => name !== 'getSnapshot')).toEqual([]);
  });

  fuzz('of raw data names a device or nothing', fc.tuple(anyText, fc.oneof(anyText, fc.tuple(anyText, anyText).map(([a, b]) => new URLSearchParams({ deviceId: a, slotId: b, place: 'module' }).toString()))), ([scheme, text]) => {
    for (const tried of [scheme, 'psx']) {
      const subject = rawDataSubject(vscode.Uri.from({ scheme: tried, path: '/x', query: text }));
      expect(subject === undefined || typeof subject.deviceId === 'string').toBe(true);
    }
  });
});

function refuseToBeRead(): never {
  throw new Error('not for you');
}

describe('a message of another extension', () => {
  const keys = ['name', 'destination', 'data', 'source', 'slotIds', 'intervalSeconds', 'limit', 'path', 'password'];
  /** What comes from another extension may be code as well. */
  const throwing = fc.constantFrom(...keys).map((key) => Object.defineProperty({ name: 'refresh', destination: 'chassis/a' }, key, { enumerable: true, configurable: true, get: refuseToBeRead }));
  const value = fc.oneof(jsonWith(keys), anyValue, anyText, throwing, fc.constant(planted));
  const message = fc.oneof(
    anyValue,
    throwing,
    ...[
      { name: 'refresh', destination: 'chassis/a' },
      { name: 'setSlotId', destination: 'chassis/a', data: { slotIds: ['io3'], password: planted } },
      { name: 'setPollingInterval', destination: 'chassis/a', data: { intervalSeconds: 5, token: planted } },
      { name: 'custom:x', destination: 'extension/acme.clock', data: { list: [1, 'x', { password: planted }] } },
    ].map((example) => nearly(example, value, keys)),
  );

  fuzz('ends with a reply or a failure, and is in the table without its secrets', fc.tuple(message, fc.constantFrom('message', 'event'), anyValue), async ([input, kind, reply]) => {
    const bus = new InterAppBus();
    const handle = (): unknown => {
      if (reply === undefined) {
        throw new Error('No.');
      }
      return reply;
    };
    bus.register('chassis', { name: 'test', names: ['refresh', 'setSlotId', 'setPollingInterval'], handle });
    bus.register('extension/acme.clock', { name: 'test', names: ['custom:x'], handle });
    const failure: unknown = await bus.receive(input, kind, 'extension/acme.sender').then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failure !== undefined) {
      expect(failure).toBeInstanceOf(InterAppError);
      expect(interAppErrorCodes).toContain((failure as InterAppError).code);
    }
    expect(bus.communications).toHaveLength(1);
    expect(bus.handlers).toHaveLength(1);
    for (const { data, state, ...row } of bus.communications) {
      expectPlain(data);
      expectPlain(row);
      expect(state).toBe(failure === undefined ? 'executed' : 'failed');
      expect(JSON.stringify(data ?? null).length).toBeLessThan(100_000);
      expect(JSON.stringify(data ?? null)).not.toContain(`"password":"${planted}"`);
    }
    bus.dispose();
  });

  fuzz('is copied or refused, and nothing can change it any more', fc.oneof(anyValue, throwing, jsonWith(keys)), (data) => {
    const frozen = frozenData(data);
    if (frozen !== undefined) {
      expectPlain(frozen.whole);
      expectPlain(frozen.table.shown);
      expect(typeof frozen.whole !== 'object' || frozen.whole === null || Object.isFrozen(frozen.whole)).toBe(true);
    }
  });

  fuzz('fails with words', fc.oneof(anyValue, throwing), (thrown) => {
    const { code, message: sentence, hint } = failureOf(thrown);
    expect(interAppErrorCodes).toContain(code);
    expect([sentence.trim(), hint.trim()]).not.toContain('');
    expect(sentence.length + hint.length).toBeLessThan(1_100);
  });

  const address = fc.oneof(anyText, fc.tuple(fc.constantFrom('chassis', 'card', 'ptp', 'extension', 'uri', 'user'), fc.array(anyText, { maxLength: 4 })).map(([kind, parts]) => [kind, ...parts.map((part) => encodeURIComponent(wellFormed(part)))].join('/')));
  fuzz('goes to an address in one spelling', fc.tuple(address, anyText), ([text, id]) => {
    const read = readAddress(text);
    expect(read === undefined ? undefined : readAddress(read.canonical)).toEqual(read);
    if (id !== '' && id === wellFormed(id) && encodeURIComponent(id).length < 300) {
      expect(parseAddress(chassisAddress(id))).toEqual({ kind: 'chassis', deviceId: id });
      expect(parseAddress(ptpAddress(id, id, id))).toMatchObject({ kind: 'ptp', instanceId: id });
    }
  });

  fuzz('has data of the right kind, or is told which', fc.oneof(anyText, jsonWith(keys), nearly({ slotIds: ['io3'], intervalSeconds: 5, limit: 10, path: '/api/status/system' }, jsonWith(keys), keys)), (data) => {
    const read = [slotIdsOf, intervalSecondsOf, limitOf, rawDataPathOf].map((reader) => {
      try {
        return reader(data);
      } catch (error) {
        expect(error).toBeInstanceOf(MessageFault);
        return undefined;
      }
    });
    const rawPath = read[3];
    expect(rawPath === undefined || (typeof rawPath === 'string' && /^\/api\/status(\/|\?|$)/.test(new URL(rawPath, 'https://gm').pathname))).toBe(true);
  });
});

describe('the argument of a command', () => {
  const keys = ['host', 'port', 'busAddress', 'name', 'slotIds', 'user', 'password', 'fingerprint', 'deviceId', 'slotId', 'alarmId', 'format', 'file', 'device', 'slot', 'limit', 'details'];
  const example = { host: '10.0.4.20', port: 443, name: 'GM', slotIds: ['io3'], user: 'info', password: planted, fingerprint: 'AA:BB', deviceId: 'id 1', alarmId: 'a', format: 'csv', file: '/x', device: 'GM-North', limit: 5 };
  const argument = nearly(example, fc.oneof(jsonWith(keys), fc.constant([planted]), fc.constant({ password: planted })), keys);

  fuzz('is read, or refused with a sentence that repeats no password', argument, (given) => {
    const readers: (() => unknown)[] = [
      () => parseAddDeviceArgument(given),
      () => alarmChoice('psx.maskAlarm', { alarms: [] }, given, undefined),
      () => exportChoices(given, [{ format: 'csv', label: '', detail: '' }]),
      () => devicesOf([north], toolInput(given)),
      () => parseFingerprint(parseAddDeviceArgument(given).fingerprint ?? ''),
    ];
    for (const read of readers) {
      try {
        read();
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
        expect((error as Error).constructor).toBe(Error);
        expect((error as Error).message).not.toBe('');
      }
    }
    try {
      parseAddDeviceArgument(given);
    } catch (error) {
      expectNoSecret((error as Error).message);
    }
    const target = asTarget(given);
    expect(target === undefined || typeof target.deviceId === 'string').toBe(true);
  });
});
