import type { Socket } from 'node:net';
import { type FaultGroup, ofTheMenu, onTheWay } from './faultCase';
import type { ProxyFault } from './faultProxy';
import type { HttpAnswer } from './httpAnswer';

/** Long enough for what was written before to be read. */
const breathMs = 20;

function reset(client: Socket): void {
  after(client, breathMs, () => client.resetAndDestroy());
}

function after(client: Socket, ms: number, action: () => void): void {
  const timer = setTimeout(action, ms);
  client.once('close', () => clearTimeout(timer));
}

/** An answer with a fault: what is sent of it, and how the connection ends. */
function answered(part: (answer: HttpAnswer) => Buffer, end: (client: Socket) => void): ProxyFault {
  return {
    answer: (answer, client) => {
      client.write(part(answer));
      end(client);
    },
  };
}

const close = (client: Socket): void => void client.end();
const halfHead = ({ head }: HttpAnswer): Buffer => half(head);
const onlyHead = ({ head }: HttpAnswer): Buffer => head;
const halfBody = ({ head, body }: HttpAnswer): Buffer => Buffer.concat([head, half(body)]);
const whole = ({ head, body }: HttpAnswer): Buffer => Buffer.concat([head, body]);

function half(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}

/** A byte now and then, for longer than a request may take. */
function trickle({ head, body }: HttpAnswer, client: Socket): void {
  const bytes = Buffer.concat([head, body]);
  let sent = 0;
  const timer = setInterval(() => client.write(bytes.subarray(sent, ++sent)), 50);
  client.once('close', () => clearInterval(timer));
}

const retrying = { state: 'retrying' } as const;
const lost = { ...retrying, kind: 'connectionLost' } as const;
const cutShort = { ...retrying, kind: 'truncated' } as const;
const timeout = { ...retrying, kind: 'timeout' } as const;
const unnoticed = { state: 'responding' } as const;

/** What TCP can do. */
export const connectionFaults: FaultGroup = {
  heading: 'Connection',
  cases: [
    {
      name: 'Nobody listens on the port',
      begin: ({ proxy }) => proxy.down(),
      end: ({ proxy }) => proxy.up(),
      expected: { state: 'retrying', kind: 'refused' },
    },
    {
      name: 'Nobody listens on the port, for longer than the element timeout',
      setup: { settings: { elementTimeoutMs: 30_000 } },
      begin: ({ proxy }) => proxy.down(),
      end: ({ proxy }) => proxy.up(),
      expected: { state: 'timeout', kind: 'refused' },
    },
    {
      name: 'Nobody listens on the port, for much longer than that',
      setup: { settings: { elementTimeoutMs: 30_000, slowPollAfterMs: 60_000 } },
      begin: ({ proxy }) => proxy.down(),
      end: ({ proxy }) => proxy.up(),
      expected: { state: 'slowPoll', kind: 'refused' },
    },
    onTheWay('Each connection is reset as soon as it is open', { connection: (client) => client.resetAndDestroy() }, lost, { cuts: true }),
    onTheWay('Reset after the request, before the answer', { request: (client) => client.resetAndDestroy() }, lost),
    onTheWay('Closed after the request, before the answer', { request: (client) => client.end() }, lost),
    onTheWay('Reset amid the headers', answered(halfHead, reset), lost),
    onTheWay('Closed amid the headers', answered(halfHead, close), lost),
    onTheWay('Reset after the headers', answered(onlyHead, reset), cutShort),
    onTheWay('Closed after the headers', answered(onlyHead, close), cutShort),
    onTheWay('Reset amid the body', answered(halfBody, reset), cutShort),
    ofTheMenu('Closed amid the body', { kind: 'truncated' }, cutShort),
    ofTheMenu('Reset before the answer, by the device itself', { kind: 'resetConnection' }, lost),
    ofTheMenu('Kept-alive connections are reset when they are used again', { kind: 'resetOnReuse' }, unnoticed),
    onTheWay('Closed after each answer, though said to be kept alive', answered(whole, close), unnoticed),
    onTheWay('Half-open: what is sent gets lost', { request: () => undefined }, timeout),
    onTheWay('Accepted, and nothing more', { connection: () => undefined }, timeout, { cuts: true }),
    onTheWay('The answer trickles in, byte by byte', { answer: trickle }, timeout),
    ofTheMenu('The answer takes its time, within the limit', { kind: 'delay', ms: 100 }, unnoticed),
    ofTheMenu('No answer', { kind: 'noAnswer' }, timeout),
    ofTheMenu(
      'No answer about one of two cards',
      { kind: 'noAnswer', paths: '/api/status/chassis0/slots/io3' },
      { state: 'responding', kind: 'timeout' },
      { setup: { psxCards: 2 } },
    ),
  ],
};
