import { constants, gzipSync } from 'node:zlib';
import type { Socket } from 'node:net';
import { type FaultGroup, ofTheMenu, onTheWay } from './faultCase';
import { answerWith, withLength, type HttpAnswer } from './httpAnswer';

const retrying = { state: 'retrying' } as const;
const notJson = { ...retrying, kind: 'notJson' } as const;
const cutShort = { ...retrying, kind: 'truncated' } as const;
const tooLarge = { ...retrying, kind: 'tooLarge' } as const;
const unexpectedShape = { ...retrying, kind: 'unexpectedShape' } as const;
const noHttp = { ...retrying, kind: 'tlsFailed' } as const;
const unnoticed = { state: 'responding' } as const;

/** No HTTP, no TLS, no JSON. */
const garbage = Buffer.from(Array.from({ length: 500 }, (_, index) => (index * 167 + 131) % 256));

const deepCount = 10_000;
const mebibyte = 1024 * 1024;

/** 1 MB that unpacks to 1 GiB: members of gzip add up. */
function gzipBomb(): Buffer {
  const member = gzipSync(Buffer.alloc(16 * mebibyte, ' '), { level: constants.Z_BEST_COMPRESSION });
  return Buffer.concat(Array.from({ length: 64 }, () => member));
}

/** The device's own answer with one more member of its data, which comes as JSON. */
function withMember({ body }: HttpAnswer, memberJson: string): Buffer {
  return answerWith(body.toString('utf8').replace(/"data": *\{/, (start) => `${start} "extra": ${memberJson},`));
}

function send(client: Socket, ...parts: Buffer[]): void {
  client.write(Buffer.concat(parts));
}

/** Answers that HTTP or JSON does not know. */
export const bodyFaults: FaultGroup = {
  heading: 'Bodies',
  cases: [
    onTheWay('Shorter than its Content-Length, on an open connection', { answer: (answer, client) => send(client, withLength(answer, String(answer.body.length + 100))) }, { state: 'retrying', kind: 'timeout' }),
    onTheWay('Longer than its Content-Length', { answer: (answer, client) => send(client, withLength(answer, String(answer.body.length - 100))) }, notJson),
    onTheWay('A Content-Length that is no number', { answer: (answer, client) => send(client, withLength(answer, 'much')) }, notJson),
    onTheWay('Two different Content-Lengths', { answer: (answer, client) => send(client, withLength(answer, '5\r\nContent-Length: 6')) }, notJson),
    onTheWay('Chunks without their sizes', { answer: ({ body }, client) => send(client, Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'), body) }, notJson),
    ofTheMenu('JSON that is cut', { kind: 'truncatedJson' }, cutShort),
    onTheWay('The body twice', { answer: ({ body }, client) => send(client, answerWith(Buffer.concat([body, body]))) }, notJson),
    onTheWay('The whole answer twice', { answer: ({ head, body }, client) => send(client, head, body, head, body) }, unnoticed),
    onTheWay('The halves of the body exchanged', { answer: ({ body }, client) => send(client, answerWith(Buffer.concat([body.subarray(body.length / 2), body.subarray(0, body.length / 2)]))) }, notJson),
    onTheWay('Garbage instead of HTTP', { answer: (_, client) => send(client, garbage) }, noHttp),
    onTheWay('Garbage instead of JSON', { answer: (_, client) => send(client, answerWith(garbage)) }, notJson),
    onTheWay('Headers without end', { answer: (_, client) => send(client, Buffer.from(`HTTP/1.1 200 OK\r\n${'X-More: of the same\r\n'.repeat(5_000)}`)) }, notJson),
    onTheWay(`Lists in lists, ${deepCount} deep`, { answer: (_, client) => send(client, answerWith('['.repeat(deepCount) + ']'.repeat(deepCount))) }, unexpectedShape),
    onTheWay(`A good answer with objects in objects, ${deepCount} deep`, { answer: (answer, client) => send(client, withMember(answer, `${'{"a":'.repeat(deepCount)}1${'}'.repeat(deepCount)}`)) }, unnoticed),
    onTheWay('A good answer of nearly 16 MiB', { answer: (answer, client) => send(client, withMember(answer, `"${'x'.repeat(16 * mebibyte - 100_000)}"`)) }, unnoticed),
    ofTheMenu('More than 16 MiB', { kind: 'tooLarge' }, tooLarge),
    onTheWay('A gzip bomb: 1 GiB in 1 MB', { answer: (_, client) => send(client, answerWith(gzipBomb(), { 'Content-Encoding': 'gzip' })) }, tooLarge),
    onTheWay('Said to be gzip, and is not', { answer: ({ body }, client) => send(client, answerWith(body, { 'Content-Encoding': 'gzip' })) }, notJson),
    onTheWay('gzip that is cut', { answer: ({ body }, client) => send(client, answerWith(gzipSync(body).subarray(0, 100), { 'Content-Encoding': 'gzip' })) }, cutShort),
    ofTheMenu('gzip', { kind: 'gzip' }, unnoticed),
    ofTheMenu('A byte order mark and blank lines', { kind: 'blankLinesAndBom' }, unnoticed),
    ofTheMenu('Another shape', { kind: 'wrongShape' }, unexpectedShape),
    ofTheMenu('No body', { kind: 'emptyBody' }, notJson),
    ofTheMenu('A web page', { kind: 'html' }, { state: 'retrying', kind: 'apiDisabled' }),
  ],
};

/** Answers with another status than 200. */
export const statusFaults: FaultGroup = {
  heading: 'Statuses',
  cases: [
    ofTheMenu('401: the log-in is refused', { kind: 'unauthorized' }, { state: 'unauthorized', kind: 'unauthorized' }, { person: 'when the log-in was entered again' }),
    {
      name: '401: the password was changed on the device',
      begin: ({ device, setCredentials }) => {
        const { user, password } = device;
        setCredentials(() => Promise.resolve({ user, password }));
        device.setPassword('another one');
      },
      end: ({ device, setCredentials }) => setCredentials(() => Promise.resolve(device)),
      expected: { state: 'unauthorized', kind: 'unauthorized' },
      person: 'when the log-in was entered again',
    },
    ofTheMenu('403: the user may not read', { kind: 'forbidden' }, { state: 'retrying', kind: 'forbidden' }),
    ofTheMenu('404: no such path', { kind: 'notFound' }, { state: 'retrying', kind: 'apiDisabled' }),
    ofTheMenu('404 with a web page for the whole REST API', { kind: 'apiDisabled' }, { state: 'retrying', kind: 'apiDisabled' }),
    ofTheMenu('429 with Retry-After', { kind: 'throttled', retryAfterSeconds: 20 }, { state: 'responding', kind: 'throttled' }),
    ofTheMenu('503', { kind: 'unavailable' }, { state: 'responding', kind: 'throttled' }),
    ofTheMenu('500', { kind: 'serverError' }, { state: 'retrying', kind: 'serverError' }),
    ofTheMenu('302 to another address', { kind: 'redirect', location: 'https://elsewhere.example/' }, { state: 'retrying', kind: 'redirected' }),
    ofTheMenu('302 in a circle', { kind: 'redirect', location: '/api/status' }, { state: 'retrying', kind: 'redirected' }),
  ],
};
