import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceSnapshot } from '../../../src/model/snapshot';
import { finishedSession, startedSession } from '../../../src/sessions/recordedSession';
import type { FollowerMessage, LeaderMessage } from '../../../src/windows/wire';
import { parseFollowerMessage, parseLeaderMessage } from '../../../src/windows/wireParser';
import { finishedRequest, startedRequest } from '../sessions/requests';

const device: DeviceSnapshot = {
  id: 'd',
  name: 'D',
  baseUrl: 'https://d:443',
  communication: { state: 'retrying', since: 1, error: { kind: 'timeout', message: 'No answer.', hint: 'Wait.' } },
  slots: [
    {
      slotId: 'io1',
      slotType: 'io',
      isPsx: true,
      isEmpty: false,
      severity: 'normal',
      properties: [{ path: 'a', value: null }],
      ptpInstances: [{ id: 'i0', name: 'Blue', portState: 'MASTER', severity: 'normal', properties: [] }],
    },
  ],
};
const fault = { kind: 'timeout', message: 'No answer.', hint: 'Wait.' } as const;
const pending = startedSession(startedRequest(1), 100);

const ofFollower: readonly FollowerMessage[] = [
  { type: 'hello', nonce: 'n' },
  { type: 'follow', proof: 'p' },
  { type: 'refresh', id: 1, deviceId: 'd' },
  { type: 'get', id: 2, deviceId: 'd', path: '/api/status', timeoutMs: 5 },
  { type: 'get', id: 2, deviceId: 'd', path: '/api/status' },
  { type: 'pause', deviceId: 'd' },
  { type: 'resume', deviceId: 'd' },
  { type: 'credentialsChanged', id: 2, deviceId: 'd', origin: 'https://d:443' },
  { type: 'credentialsChanged', id: 2, deviceId: 'd', origin: 'https://d:443', entry: 'e' },
  { type: 'tellAnew', deviceId: 'd' },
  { type: 'rest', devices: [{ deviceId: 'd', origin: 'https://d:443' }] },
  { type: 'demand', level: 'hidden' },
  { type: 'deviceDemand', deviceId: 'd', level: 'panel' },
  { type: 'deviceDemand', deviceId: 'd' },
  { type: 'forgetMissing', deviceId: 'd', slotId: 'io1', instanceId: 'i0' },
];
const ofLeader: readonly LeaderMessage[] = [
  { type: 'welcome', nonce: 'n', proof: 'p' },
  { type: 'alive' },
  { type: 'polled', devices: [] },
  { type: 'polled', devices: [{ deviceId: 'd', origin: 'https://d:443' }] },
  { type: 'device', device },
  { type: 'deviceChange', deviceId: 'd', change: { members: [['name', { to: 'E' }], ['slots', { elements: [], length: 0 }]], gone: ['system'] } },
  { type: 'session', session: pending },
  { type: 'session', session: finishedSession(pending, finishedRequest(startedRequest(1)), 100) },
  { type: 'looked', id: 1 },
  { type: 'looked', id: 1, isRefused: true },
  { type: 'refreshed', id: 1, result: 'asked' },
  { type: 'answer', id: 2, answer: { path: '/api/status', body: null, bodyBytes: 4, timeSpanMs: 1 } },
  { type: 'fault', id: 2, fault, status: 503, retryAfterMs: 1_000 },
  { type: 'fault', id: 2, fault },
  { type: 'notifier', isNotifier: true, toldElsewhere: ['d'] },
];

describe('the messages between windows', () => {
  it.each(ofFollower)('arrive as they were sent: $type of a follower', (message) => expect(parseFollowerMessage(JSON.stringify(message))).toEqual(message));
  it.each(ofLeader)('arrive as they were sent: $type of the leader', (message) => expect(parseLeaderMessage(JSON.stringify(message))).toEqual(message));

  it('are not taken from the wrong side', () => {
    ofFollower.forEach((message) => expect(parseLeaderMessage(JSON.stringify(message))).toBeUndefined());
    ofLeader.forEach((message) => expect(parseFollowerMessage(JSON.stringify(message))).toBeUndefined());
  });

  it('are nothing without what they need', () => {
    const optional = new Set(['entry', 'isRefused', 'timeoutMs', 'level', 'slotId', 'instanceId', 'status', 'retryAfterMs']);
    for (const message of [...ofFollower, ...ofLeader]) {
      for (const name of Object.keys(message).filter((each) => !optional.has(each))) {
        const line = JSON.stringify({ ...message, [name]: undefined });
        expect(parseFollowerMessage(line) ?? parseLeaderMessage(line), `${message.type} without ${name}`).toBeUndefined();
      }
    }
    expect(parseFollowerMessage('{"type":"demand"}')).toBeUndefined();
  });

  it('are nothing when a device or a session would lead astray', () => {
    const wrong = [
      { ...device, id: 7 },
      { ...device, communication: { state: 'happy', since: 1 } },
      { ...device, slots: [{ ...device.slots[0], properties: undefined }] },
      { ...device, slots: [{ ...device.slots[0], ptpInstances: [{ id: 'i0', name: 'x' }] }] },
    ];
    wrong.forEach((each) => expect(parseLeaderMessage(JSON.stringify({ type: 'device', device: each }))).toBeUndefined());
    expect(parseLeaderMessage(JSON.stringify({ type: 'polled', devices: [{ deviceId: 'd', origin: 'https://d:443' }, { deviceId: 'e' }] }))).toBeUndefined();
    expect(parseLeaderMessage(JSON.stringify({ type: 'session', session: { ...pending, error: 'no' } }))).toBeUndefined();
    expect(parseFollowerMessage(JSON.stringify({ type: 'get', id: 1, deviceId: 'd', path: 'https://elsewhere' }))).toBeUndefined();
  });

  it('are read without harm whatever they are', () => {
    const value = fc.oneof(fc.json(), fc.string(), fc.jsonValue().map((json) => JSON.stringify(json)));
    const nearly = fc
      .tuple(fc.constantFrom(...ofFollower, ...ofLeader), fc.string(), fc.jsonValue())
      .chain(([message, name, given]) => fc.constantFrom(...Object.keys(message), name).map((key) => JSON.stringify({ ...message, [key]: given })));
    fc.assert(
      fc.property(fc.oneof(value, nearly), (line) => {
        parseFollowerMessage(line);
        parseLeaderMessage(line);
      }),
    );
  });
});
