import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HandledRequest } from '../../../src/interapp/handlerRegistry';
import { InterAppBus } from '../../../src/interapp/interAppBus';
import { InterAppError } from '../../../src/interapp/interAppError';
import type { InterAppMessage } from '../../../src/model/interApp';

const source = 'extension/acme.clock';
const refresh = (device = 'a'): InterAppMessage => ({ name: 'refresh', destination: `chassis/${device}` });
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => value,
    (error: unknown) => error,
  );

describe('InterAppBus, whoever talks to it', () => {
  let bus: InterAppBus;

  beforeEach(() => {
    vi.useFakeTimers();
    bus = new InterAppBus();
  });
  afterEach(() => {
    bus.dispose();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  const serve = (handle: (request: HandledRequest) => unknown): void =>
    void bus.register('chassis', { name: 'chassis test', names: ['refresh', 'pause'], handle });

  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();

  it.each<[string, unknown]>([
    ['a revoked proxy', proxy],
    [
      'a name that throws when it is read',
      {
        get name() {
          throw new Error('not for you');
        },
        destination: 'chassis/a',
      },
    ],
    [
      'data that throw when they are read',
      {
        name: 'custom:x',
        destination: 'extension/acme.clock',
        data: {
          get member() {
            throw new Error('not for you');
          },
        },
      },
    ],
  ])('refuses %s as it does anything malformed', async (_what, input) => {
    for (const kind of ['message', 'event'] as const) {
      expect(await failure(bus.receive(input, kind, source))).toMatchObject({ name: 'InterAppError', code: 'malformed' });
    }
    expect(bus.refuse(input, 'message', source, { code: 'denied', message: 'No.', hint: 'Ask.' })).toBeInstanceOf(InterAppError);
    expect(bus.communications.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed']);
  });

  it('is not told one name for the check and another for the act', async () => {
    const served = vi.fn();
    bus.register('card', { name: 'card discovery', names: ['slotRemoved'], handle: served });
    let looks = 0;
    const event = {
      get name() {
        looks += 1;
        return looks === 1 ? 'custom:x' : 'slotRemoved';
      },
      destination: 'card/a/io3',
      data: {},
    };
    expect(await failure(bus.receive(event, 'event', source))).toMatchObject({ code: 'unknownDestination' });
    expect(served).not.toHaveBeenCalled();
  });

  it.each<[string, () => unknown]>([
    [
      'an error that throws when it is read',
      () => {
        throw Object.defineProperty(new Error(), 'message', {
          get: () => {
            throw new Error('again');
          },
        });
      },
    ],
    [
      'a result whose "then" throws when it is read',
      () =>
        Object.defineProperty({}, 'then', {
          get: () => {
            throw new Error('then');
          },
        }),
    ],
    [
      'a promise whose "then" throws',
      () => ({
        then: () => {
          throw new Error('then');
        },
      }),
    ],
    ['a rejection with nothing', () => ({ then: (_resolve: unknown, reject: (error: unknown) => void) => reject(undefined) })],
  ])('survives a handler with %s', async (_what, handle) => {
    serve(({ name }) => (name === 'refresh' ? handle() : 'next'));
    const failed = failure(bus.send(refresh()));
    const next = bus.send({ name: 'pause', destination: 'chassis/a' });
    const words = expect.stringMatching(/\S/) as string;
    expect(await failed).toMatchObject({ code: 'handlerFailed', message: words, hint: words });
    expect((await next).result).toBe('next');
  });

  it.each<[string, unknown, string, string]>([
    ['secrets', new Error('The log-in with password=hunter22 failed.'), 'password=[redacted]', 'hunter22'],
    ['secrets in its hint', { message: 'No.', hint: 'Try token: abc123xyz' }, '[redacted]', 'abc123xyz'],
    ['lines and signs that turn others round', new Error('one\ntwo\u202e'), 'one⏎two', '\u202e'],
    ['a text without end', new Error(`${'y'.repeat(1_000_000)} password=hunter22`), 'yyy', 'hunter22'],
  ])('shows of an error with %s what can be shown', async (_what, error, expected, unwanted) => {
    serve(() => {
      throw error;
    });
    const thrown = (await failure(bus.send(refresh()))) as InterAppError;
    const [communication] = bus.communications;
    for (const { message, hint } of [thrown, communication?.error ?? expect.unreachable()]) {
      expect(message.length + hint.length).toBeLessThanOrEqual(1_000);
      expect(message + hint).toContain(expected);
      expect(message + hint).not.toContain(unwanted);
    }
  });

  it.each<unknown>([
    { message: '', hint: '' },
    { message: ' ', hint: 'Do it.' },
    { message: 'It broke.', hint: '\n' },
    { fault: { message: '', hint: 'Do it.' } },
    new Error(' '),
  ])('has a sentence and a hint for the error %j', async (error) => {
    serve(() => {
      throw error;
    });
    const words = expect.stringMatching(/^\S.*\.$/) as string;
    expect(await failure(bus.send(refresh()))).toMatchObject({ code: 'handlerFailed', message: words, hint: words });
  });

  it('shows a result without its secrets, in one line; its sender gets it as it is', async () => {
    const result = `password=hunter22\n${'z'.repeat(1_000)}`;
    serve(() => result);
    expect((await bus.send(refresh())).result).toBe(result);
    const shown = bus.handlers[0]?.result ?? '';
    expect(shown).toContain('password=[redacted]');
    expect(shown).not.toMatch(/hunter22|\n/);
    expect(shown.length).toBeLessThanOrEqual(200);
  });

  it('takes the first word of a promise that says more than one', async () => {
    serve(() => ({
      then: (resolve: (value: string) => void, reject: (error: Error) => void) => {
        resolve('first');
        reject(new Error('second'));
        resolve('third');
      },
    }));
    expect((await bus.send(refresh())).result).toBe('first');
    expect(bus.communications).toMatchObject([{ state: 'executed' }]);
  });

  it('knows a destination in every spelling, and serves it in one queue', async () => {
    const order: string[] = [];
    const release: (() => void)[] = [];
    serve(({ destination, name }) => {
      order.push(`${destination} ${name}`);
      return new Promise<void>((resolve) => release.push(resolve));
    });
    const first = bus.send({ name: 'refresh', destination: 'chassis/a b' });
    const second = bus.send({ name: 'pause', destination: 'chassis/%61%20b' });
    await vi.advanceTimersByTimeAsync(0);
    expect(order).toEqual(['chassis/a%20b refresh']);
    release[0]?.();
    await first;
    await vi.waitFor(() => expect(release).toHaveLength(2));
    release[1]?.();
    await second;
    expect(order).toEqual(['chassis/a%20b refresh', 'chassis/a%20b pause']);
  });

  it('finds an extension however its id is spelled', async () => {
    bus.register('extension/Acme.Clock', { name: 'acme', names: ['custom:x'], handle: () => 'found' });
    const results = ['extension/acme.clock', 'extension/ACME.clock/below', 'extension/acme%2Eclock'] as const;
    for (const destination of results) {
      expect((await bus.send({ name: 'custom:x', destination })).result).toBe('found');
    }
    expect(() => bus.register('extension/acme.clock', { name: 'again', names: ['custom:x'], handle: () => 0 })).toThrow('already');
  });

  it.each(['chasis', '', 'user', 'uri', 'chassis/a', 'extension', 'extension/', 'extension/%'])('registers nothing at "%s"', (pattern) => {
    expect(() => bus.register(pattern, { name: 'test', names: ['refresh'], handle: () => 0 })).toThrow(/neither/);
  });

  it('does not let a message be tried again while it is under way', async () => {
    serve(({ signal }) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('late')))));
    const sent = failure(bus.send(refresh(), { timeoutMs: 1_000 }));
    await vi.advanceTimersByTimeAsync(0);
    expect(await failure(bus.retry(1))).toMatchObject({ code: 'malformed' });
    expect(bus.communications).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await sent).toMatchObject({ code: 'timeout' });
    const again = failure(bus.retry(1, { timeoutMs: 1_000 }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await again).toMatchObject({ code: 'timeout' });
    bus.clear();
    expect(await failure(bus.retry(1))).toMatchObject({ code: 'malformed' });
  });

  it('shows a refusal as the handler of what found no room or no time', async () => {
    bus = new InterAppBus({ maxQueueLength: 1 });
    serve(() => new Promise(() => undefined));
    const ends = [1, 2, 3].map(() => failure(bus.send(refresh())));
    expect(await ends[2]).toMatchObject({ code: 'queueFull' });
    bus.dispose();
    await Promise.all(ends);
    await failure(bus.send(refresh()));
    expect(bus.handlers.map(({ handler, state, error }) => [handler, state, error?.code])).toEqual([
      ['chassis test', 'failed', 'disposed'],
      ['chassis test', 'failed', 'disposed'],
      ['refusal', 'failed', 'queueFull'],
      ['refusal', 'failed', 'disposed'],
    ]);
  });

  it('keeps the order when a listener sends as well', async () => {
    const order: string[] = [];
    serve(({ source: from }) => void order.push(from));
    let hasSent = false;
    const ends: Promise<unknown>[] = [];
    bus.onDidChange(() => {
      if (!hasSent) {
        hasSent = true;
        ends.push(bus.send({ ...refresh(), source: 'uri' }));
      }
    });
    ends.push(bus.send({ ...refresh(), source: 'user' }));
    await Promise.all(ends);
    expect(order).toEqual(['user', 'uri']);
    expect(bus.communications.map(({ source: from }) => from)).toEqual(['user', 'uri']);
  });

  it('does not act when a listener disposes of it at the last moment', async () => {
    const served = vi.fn();
    serve(served);
    bus.onDidChange(() => {
      if (bus.communications[0]?.state === 'processing') {
        bus.dispose();
      }
    });
    expect(await failure(bus.send(refresh()))).toMatchObject({ code: 'disposed' });
    expect(served).not.toHaveBeenCalled();
    expect(bus.communications).toMatchObject([{ state: 'failed' }]);
  });

  it('survives listeners that throw, and tells about them', async () => {
    const onListenerError = vi.fn();
    bus = new InterAppBus({ onListenerError });
    serve(() => 'done');
    bus.onDidChange(() => {
      throw new Error('reader');
    });
    expect((await bus.send(refresh())).result).toBe('done');
    expect(onListenerError).toHaveBeenCalled();
  });

  it('gives the same lists and rows until something changes, and new ones then', async () => {
    serve(() => 'done');
    await bus.send(refresh());
    const { communications, handlers } = bus;
    expect([bus.communications, bus.handlers]).toEqual([communications, handlers]);
    expect(bus.communications).toBe(communications);
    expect(bus.handlers).toBe(handlers);
    await bus.send(refresh());
    expect(bus.communications).not.toBe(communications);
    expect(bus.communications[0]).toBe(communications[0]);
    expect(bus.handlers[0]).toBe(handlers[0]);
  });

  it('takes whatever comes in the place of a request, and records each once', async () => {
    serve(() => undefined);
    const known = ['refresh', 'setSlotId', 'slotAdded', 'custom:x', 'chassis/a', 'card/a/b', 'extension/a'];
    const part = fc.oneof(fc.constantFrom<unknown>(...known), fc.anything());
    const kinds = fc.constantFrom('message' as const, 'event' as const);
    await fc.assert(
      fc.asyncProperty(fc.record({ name: part, destination: part, data: part }), kinds, async (input, kind) => {
        bus.clear();
        const end = await failure(bus.receive(input, kind, source));
        expect(end instanceof InterAppError ? 'failed' : 'executed').toBe(bus.communications[0]?.state);
        expect(bus.communications).toHaveLength(1);
        expect(bus.handlers).toHaveLength(1);
      }),
    );
  });

  it('brings 1,000 messages of another extension to 50 destinations to one end each, in order, though some of them hang', async () => {
    bus = new InterAppBus({ maxCount: 2_000 });
    const begun = new Map<string, number[]>();
    bus.register(source, {
      name: 'acme',
      names: ['custom:count'],
      handle: ({ destination, data }) => {
        const index = data as number;
        begun.set(destination, [...(begun.get(destination) ?? []), index]);
        const isHanging = destination.endsWith('/7');
        return isHanging ? new Promise(() => undefined) : new Promise((resolve) => setTimeout(() => resolve(index), (index * 7) % 10));
      },
    });
    const sent = Array.from({ length: 1_000 }, (_, index) =>
      failure(bus.receive({ name: 'custom:count', destination: `${source}/${index % 50}`, data: index }, 'message', source, { timeoutMs: 10_000 })),
    );
    await vi.advanceTimersByTimeAsync(1_000);
    const executedInTime = bus.communications.filter(({ state }) => state === 'executed');
    expect(executedInTime).toHaveLength(980);
    await vi.advanceTimersByTimeAsync(9_000);
    const ends = await Promise.all(sent);
    expect(ends.filter((end) => end instanceof InterAppError).map((end) => (end).code)).toEqual(Array.from({ length: 20 }, () => 'timeout'));
    expect(new Set(bus.communications.map(({ guid }) => guid)).size).toBe(1_000);
    for (const [position, { id, state, finished }] of bus.communications.entries()) {
      expect(bus.handlers[position]).toMatchObject({ communicationId: id, state, finished });
    }
    for (const indices of begun.values()) {
      expect(indices).toEqual(indices.toSorted((one, other) => one - other));
    }
    expect([...begun.values()].flat().length).toBeGreaterThanOrEqual(981);
  });
});
