import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { parseFollowerMessage, parseLeaderMessage } from '../../src/windows/wireParser';
import { fuzz } from './fuzz';
import { anyNumber, anyText, anyValue, jsonWith, nearly } from './inputs';
import { expectPlain } from './sound';

const device = {
  id: 'd', name: 'D', baseUrl: 'https://d:443', communication: { state: 'responding', since: 1 },
  slots: [{ slotId: 'io1', slotType: 'io', properties: [{ path: 'a', value: 1 }], ptpInstances: [{ id: 'i', name: 'I', properties: [] }] }],
};
const session = { id: 1, deviceId: 'd', origin: 'https://d:443', method: 'GET', uri: '/api', requestTime: 1, timing: { queuedMs: 1 } };
const fault = { kind: 'timeout', message: 'No answer.', hint: 'Wait.' };
const keys = ['type', 'id', 'deviceId', 'nonce', 'proof', 'path', 'timeoutMs', 'level', 'slotId', 'device', 'session', 'devices', 'origin', 'entry', 'isRefused', 'change', 'members', 'gone', 'elements', 'length', 'to', 'result', 'answer', 'fault', 'status', 'isNotifier', 'slots', 'properties', 'ptpInstances'];
const value = fc.oneof(jsonWith(keys), anyText, anyNumber);
const lines = (...examples: readonly object[]): fc.Arbitrary<string> =>
  fc.oneof(anyText, anyValue.map(lineOf), ...examples.map((example) => nearly(example, value, keys).map(lineOf)));

function lineOf(message: unknown): string {
  try {
    // In a list: what JSON leaves out is null there.
    return JSON.stringify([message]).slice(1, -1);
  } catch {
    // What JSON cannot hold is never sent.
    return '';
  }
}

/** What was read is of its type through and through: sent and read once more it is the same. */
function stable(read: (line: string) => unknown): (line: string) => void {
  return (line) => {
    const message = read(line);
    expectPlain(message);
    if (message !== undefined) {
      expect(read(JSON.stringify(message))).toEqual(JSON.parse(JSON.stringify(message)));
    }
  };
}

describe('a message of another window', () => {
  const ofFollower = lines({ type: 'refresh', id: 1, deviceId: 'd' }, { type: 'get', id: 1, deviceId: 'd', path: '/api', timeoutMs: 1 }, { type: 'deviceDemand', deviceId: 'd', level: 'panel' }, { type: 'tellAnew', deviceId: 'd' }, { type: 'credentialsChanged', id: 1, deviceId: 'd', origin: 'https://d:443', entry: 'e' });
  fuzz('that follows is read, or ignored', ofFollower, stable(parseFollowerMessage));

  const ofLeader = lines({ type: 'polled', devices: [{ deviceId: 'd', origin: 'https://d:443' }] }, { type: 'device', device }, { type: 'deviceChange', deviceId: 'd', change: { members: [['slots', { elements: [[0, { to: 1 }]], length: 1 }]], gone: ['system'] } }, { type: 'session', session }, { type: 'fault', id: 1, fault, status: 500 }, { type: 'answer', id: 1, answer: { path: '/api', body: {}, bodyBytes: 1, timeSpanMs: 1 } }, { type: 'looked', id: 1, isRefused: true });
  fuzz('that polls is read, or ignored', ofLeader, stable(parseLeaderMessage));
});
