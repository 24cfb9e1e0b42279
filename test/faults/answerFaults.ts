import { constants, gzipSync } from 'node:zlib';
import { type FaultGroup, ofTheMenu, onTheWay } from './faultCase';
import type { ProxyFault } from './faultProxy';
import { answerWith, withLength, type HttpAnswer } from './httpAnswer';

const retrying = { state: 'retrying' } as const;
const notJson = { ...retrying, kind: 'notJson' } as const;
const cutShort = { ...retrying, kind: 'truncated' } as const;
const tooLarge = { ...retrying, kind: 'tooLarge' } as const;
const unexpectedShape = { ...retrying, kind: 'unexpectedShape' } as const;
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

/** The answer, changed. */
function instead(change: (answer: HttpAnswer) => Buffer): ProxyFault {
  return { answer: (answer, client) => void client.write(change(answer)) };
}

const longer = (answer: HttpAnswer): Buffer => withLength(answer, String(answer.body.length + 100));
const shorter = (answer: HttpAnswer): Buffer => withLength(answer, String(answer.body.length - 100));
const withoutSizes = ({ body }: HttpAnswer): Buffer => Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'), body]);
const twice = ({ head, body }: HttpAnswer): Buffer => Buffer.concat([head, body, head, body]);
const endlessHead = Buffer.from(`HTTP/1.1 200 OK\r\n${'X-More: of the same\r\n'.repeat(5_000)}`);
const exchanged = ({ body }: HttpAnswer): Buffer => answerWith(Buffer.concat([body.subarray(body.length / 2), body.subarray(0, body.length / 2)]));
const deepLists = answerWith('['.repeat(deepCount) + ']'.repeat(deepCount));
const deepObjects = `${'{"a":'.repeat(deepCount)}1${'}'.repeat(deepCount)}`;
const gzip = { 'Content-Encoding': 'gzip' };

/** Answers that are not what HTTP or JSON want, and some that are. */
export const bodyFaults: FaultGroup = {
  heading: 'Bodies',
  cases: [
    onTheWay('Shorter than its Content-Length, on an open connection', instead(longer), { state: 'retrying', kind: 'timeout' }),
    onTheWay('Longer than its Content-Length', instead(shorter), notJson),
    onTheWay('A Content-Length that is no number', instead((answer) => withLength(answer, 'much')), notJson),
    onTheWay('Two different Content-Lengths', instead((answer) => withLength(answer, '5\r\nContent-Length: 6')), notJson),
    onTheWay('Chunks without their sizes', instead(withoutSizes), notJson),
    ofTheMenu('JSON that is cut', { kind: 'truncatedJson' }, cutShort),
    onTheWay('The body twice', instead(({ body }) => answerWith(Buffer.concat([body, body]))), notJson),
    onTheWay('The whole answer twice', instead(twice), unnoticed),
    onTheWay('The halves of the body exchanged', instead(exchanged), notJson),
    onTheWay('Garbage instead of HTTP', instead(() => garbage), { state: 'retrying', kind: 'tlsFailed' }),
    onTheWay('Garbage instead of JSON', instead(() => answerWith(garbage)), notJson),
    onTheWay('Headers without end', instead(() => endlessHead), notJson),
    onTheWay('Lists in lists, 10,000 deep', instead(() => deepLists), unexpectedShape),
    onTheWay('A good answer with objects in objects, 10,000 deep', instead((answer) => withMember(answer, deepObjects)), unnoticed),
    onTheWay('A good answer of nearly 16 MiB', instead((answer) => withMember(answer, `"${'x'.repeat(16 * mebibyte - 100_000)}"`)), unnoticed),
    ofTheMenu('More than 16 MiB', { kind: 'tooLarge' }, tooLarge),
    onTheWay('A gzip bomb: 1 GiB in 1 MB', instead(() => answerWith(gzipBomb(), gzip)), tooLarge),
    onTheWay('Said to be gzip, and is not', instead(({ body }) => answerWith(body, gzip)), notJson),
    onTheWay('gzip that is cut', instead(({ body }) => answerWith(gzipSync(body).subarray(0, 100), gzip)), cutShort),
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
    ofTheMenu(
      '401: the log-in is refused',
      { kind: 'unauthorized' },
      { state: 'unauthorized', kind: 'unauthorized' },
      { person: 'when the log-in was entered again' },
    ),
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
