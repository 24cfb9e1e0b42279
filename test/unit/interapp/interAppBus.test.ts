import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InterAppBus, type InterAppBusOptions } from '../../../src/interapp/interAppBus';
import { InterAppError } from '../../../src/interapp/interAppError';
import type { HandledRequest } from '../../../src/interapp/handlerRegistry';
import { interAppErrorCodes, type InterAppMessage } from '../../../src/model/interApp';

const refresh = (device = 'a'): InterAppMessage => ({ name: 'refresh', destination: `chassis/${device}` });
const custom = (name: string, data?: InterAppMessage['data']): InterAppMessage => ({
  name: `custom:${name}`,
  destination: 'extension/acme.clock',
  ...(data === undefined ? {} : { data }),
});
const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: unknown) => (error instanceof InterAppError ? error.code : String(error)),
  );

describe('InterAppBus', () => {
  let bus: InterAppBus;
  const make = (options: InterAppBusOptions = {}): InterAppBus => (bus = new InterAppBus(options));

  beforeEach(() => {
    vi.useFakeTimers();
    make();
  });
  afterEach(() => {
    bus.dispose();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  const serve = (handle: (request: HandledRequest) => unknown, pattern = 'chassis', names = ['refresh', 'pause']) =>
    bus.register(pattern, { name: `${pattern} test`, names, handle });

  it('carries a message to its handler and the reply back, with one GUID', async () => {
    const seen: HandledRequest[] = [];
    serve((request) => {
      seen.push(request);
      return Promise.resolve(42);
    });
    const reply = await bus.send({ name: 'refresh', destination: 'chassis/a%20b', source: 'uri' });
    expect(reply).toEqual({ guid: expect.stringMatching(/^[0-9a-f-]{36}$/) as string, result: 42 });
    const address = { kind: 'chassis', deviceId: 'a b' };
    expect(seen[0]).toMatchObject({ guid: reply.guid, kind: 'message', name: 'refresh', source: 'uri', address });
    expect(Object.isFrozen(seen[0])).toBe(true);
    const [communication] = bus.communications;
    const times = { created: Date.now(), started: Date.now(), finished: Date.now() };
    expect(communication).toMatchObject({ id: 1, guid: reply.guid, state: 'executed', source: 'uri', ...times });
    expect(bus.handlers).toMatchObject([{ communicationId: 1, handler: 'chassis test', state: 'executed', result: '42' }]);
    expect(Object.isFrozen(communication) && Object.isFrozen(bus.handlers[0])).toBe(true);
  });

  it('shows each state as it is, and begins a handler in a later turn', async () => {
    const states: string[] = [];
    bus.onDidChange(() => states.push(`${bus.communications[0]?.state} ${bus.handlers[0]?.state}`));
    serve(() => Promise.resolve());
    const sent = bus.send(refresh());
    expect(states).toEqual(['waiting waiting']);
    await sent;
    expect(states).toEqual(['waiting waiting', 'processing processing', 'executed executed']);
  });

  it('keeps the order of one destination, and does not let it delay another', async () => {
    const order: string[] = [];
    const release: (() => void)[] = [];
    serve(({ destination, name }) => {
      order.push(`${destination} ${name}`);
      return destination === 'chassis/slow' ? new Promise<void>((resolve) => release.push(resolve)) : undefined;
    });
    const first = bus.send(refresh('slow'));
    const second = bus.send({ name: 'pause', destination: 'chassis/slow' });
    await bus.send(refresh('quick'));
    expect(order).toEqual(['chassis/slow refresh', 'chassis/quick refresh']);
    release[0]?.();
    await first;
    await vi.waitFor(() => expect(release).toHaveLength(2));
    release[1]?.();
    await second;
    expect(order.at(-1)).toBe('chassis/slow pause');
  });

  it('fails only what a handler throws at, and keeps its sentence and hint', async () => {
    const errors: unknown[] = [
      new Error('broken'),
      Object.assign(new Error('No answer.'), { fault: { kind: 'timeout', message: 'No answer from it.', hint: 'Check the cable.' } }),
      { code: 'unknownDestination', message: 'No such slot.', hint: 'See the tree.' },
      'a text',
    ];
    serve(() => {
      throw errors.shift();
    });
    const failures = [];
    for (let i = 0; i < 4; i += 1) {
      failures.push(await bus.send(refresh()).catch((error: unknown) => error));
    }
    expect(failures).toMatchObject([
      { code: 'handlerFailed', message: 'broken' },
      { code: 'handlerFailed', message: 'No answer from it.', hint: 'Check the cable.' },
      { code: 'unknownDestination', message: 'No such slot.', hint: 'See the tree.' },
      { code: 'handlerFailed', message: 'a text' },
    ]);
    expect(bus.communications.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed', 'failed']);
    expect(bus.handlers[1]).toMatchObject({ state: 'failed', error: { hint: 'Check the cable.' } });
  });

  it('gives up a handler that hangs, aborts it, goes on with the next, and ignores a late result', async () => {
    const signals: AbortSignal[] = [];
    let finish: (value: unknown) => void = () => undefined;
    serve(({ name, signal }) => {
      signals.push(signal);
      return name === 'refresh' ? new Promise((resolve) => (finish = resolve)) : 'done';
    });
    const hanging = code(bus.send(refresh(), { timeoutMs: 5_000 }));
    const next = bus.send({ name: 'pause', destination: 'chassis/a' });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await hanging).toBe('timeout');
    expect((await next).result).toBe('done');
    expect(signals[0]?.aborted).toBe(true);
    finish('late');
    await vi.advanceTimersByTimeAsync(0);
    expect(bus.communications.map(({ state, error }) => [state, error?.code])).toEqual([
      ['failed', 'timeout'],
      ['executed', undefined],
    ]);
  });

  it('counts the time of waiting too, and takes back what was cancelled', async () => {
    serve(() => new Promise(() => undefined));
    const running = code(bus.send(refresh(), { timeoutMs: 60_000 }));
    const waiting = code(bus.send(refresh(), { timeoutMs: 1_000 }));
    const abort = new AbortController();
    const given = code(bus.send(refresh(), { signal: abort.signal }));
    const before = code(bus.send(refresh('b'), { signal: AbortSignal.abort() }));
    abort.abort();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await Promise.all([waiting, given, before])).toEqual(['timeout', 'cancelled', 'cancelled']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await running).toBe('timeout');
  });

  it.each<[string, unknown, string]>([
    ['no object', 7, 'malformed'],
    ['no name', { destination: 'chassis/a' }, 'malformed'],
    ['an unknown type', { name: 'explode', destination: 'chassis/a' }, 'unknownType'],
    ['an event as a message', { name: 'slotAdded', destination: 'card/a/b', data: { slotType: 'io' } }, 'unknownType'],
    ['a wrong destination', { name: 'refresh', destination: 'moon' }, 'unknownDestination'],
    ['a source as a destination', { name: 'refresh', destination: 'user' }, 'unknownDestination'],
    ['a destination of the wrong kind', { name: 'diagnose', destination: 'card/a/b' }, 'unknownDestination'],
    ['a custom name to a device', { name: 'custom:x', destination: 'chassis/a' }, 'unknownDestination'],
    ['wrong data', { name: 'setSlotId', destination: 'chassis/a', data: { slotIds: [1] } }, 'malformed'],
    ['missing data', { name: 'setPollingInterval', destination: 'chassis/a' }, 'malformed'],
    ['data that are no JSON', { name: 'custom:x', destination: 'extension/a.b', data: { f: () => 1 } }, 'malformed'],
    ['data that are too large', { name: 'custom:x', destination: 'extension/a.b', data: 'x'.repeat(100_000) }, 'malformed'],
    ['nobody to handle it', { name: 'refresh', destination: 'chassis/a' }, 'notHandled'],
  ])('refuses %s with a clear error, and shows it as failed', async (_what, message, expected) => {
    const error = await bus.receive(message, 'message', 'extension/acme.clock').catch((thrown: unknown) => thrown);
    const words = expect.stringMatching(/\S/) as string;
    expect(error).toMatchObject({ name: 'InterAppError', code: expected, message: words, hint: words });
    const { guid } = error as InterAppError;
    expect(bus.communications).toMatchObject([{ state: 'failed', source: 'extension/acme.clock', error: { code: expected }, guid }]);
    expect(bus.handlers).toMatchObject([{ communicationId: 1, handler: 'refusal', state: 'failed' }]);
  });

  it('refuses instead of dropping when a queue is full', async () => {
    make({ maxQueueLength: 2 });
    serve(() => new Promise(() => undefined));
    const codes = [1, 2, 3, 4].map(() => code(bus.send(refresh(), { timeoutMs: 1_000 })));
    expect(await codes[3]).toBe('queueFull');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await Promise.all(codes)).toEqual(['timeout', 'timeout', 'timeout', 'queueFull']);
  });

  it('copies the data: a sender cannot change them afterwards, and the tables show no secret', async () => {
    let got: unknown;
    bus.register('extension/acme.clock', { name: 'acme', names: ['custom:login'], handle: ({ data }) => (got = data) });
    const data = { user: 'info', password: 'hunter22', list: [1] };
    const sent = bus.send(custom('login', data));
    data.password = 'changed';
    data.list.push(2);
    await sent;
    expect(got).toEqual({ user: 'info', password: 'hunter22', list: [1] });
    expect(Object.isFrozen(got)).toBe(true);
    expect(bus.communications[0]?.data).toEqual({ user: 'info', password: '[redacted]', list: [1] });
  });

  it('does not let data pollute prototypes', async () => {
    bus.register('extension/acme.clock', { name: 'acme', names: ['custom:x'], handle: ({ data }) => data });
    const { result } = await bus.send(custom('x', JSON.parse('{"__proto__":{"polluted":true}}') as InterAppMessage['data']));
    expect((result as Record<string, unknown>).polluted).toBeUndefined();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('serves extensions at their address and below it, the nearest handler first', async () => {
    bus.register('extension/acme.clock', { name: 'all', names: ['custom:x'], handle: () => 'all' });
    const alarms = bus.register('extension/acme.clock/alarms', { name: 'alarms', names: ['custom:x'], handle: () => 'alarms' });
    const send = (destination: `extension/${string}`) => bus.send({ name: 'custom:x', destination }).then(({ result }) => result);
    const replies = [send('extension/acme.clock/alarms/1'), send('extension/acme.clock/other'), send('extension/acme.clock')];
    expect(await Promise.all(replies)).toEqual(['alarms', 'all', 'all']);
    expect(() => bus.register('extension/acme.clock', { name: 'again', names: ['custom:x'], handle: () => 0 })).toThrow('already');
    alarms.dispose();
    expect(await send('extension/acme.clock/alarms/1')).toBe('all');
  });

  it('fails what waits for a handler that goes away', async () => {
    const registration = serve(() => 'done');
    const sent = code(bus.send(refresh()));
    registration.dispose();
    expect(await sent).toBe('notHandled');
  });

  it('publishes events, and never throws for one', async () => {
    const seen: unknown[] = [];
    bus.register('card', { name: 'card discovery', names: ['slotAdded'], handle: ({ data }) => void seen.push(data) });
    const { settled } = bus.publish({ name: 'slotAdded', destination: 'card/a/io3', source: 'chassis/a', data: { slotType: 'io', model: 'psx210' } });
    expect(await settled).toMatchObject({ kind: 'event', state: 'executed', source: 'chassis/a' });
    expect(seen).toEqual([{ slotType: 'io', model: 'psx210' }]);
    const unserved = bus.publish({ name: 'slotRemoved', destination: 'card/a/io3', data: {} });
    expect(await unserved.settled).toMatchObject({ state: 'failed', error: { code: 'notHandled' } });
    const misdirected = bus.publish({ name: 'slotAdded', destination: 'chassis/a', data: { slotType: 'io' } });
    expect(await misdirected.settled).toMatchObject({ state: 'failed', error: { code: 'unknownDestination' } });
  });

  it('does not let others announce what only a device can', async () => {
    bus.register('card', { name: 'card discovery', names: ['slotRemoved'], handle: () => 'removed' });
    expect(await code(bus.receive({ name: 'slotRemoved', destination: 'card/a/io3', data: {} }, 'event', 'extension/acme.clock'))).toBe('denied');
  });

  it('tries a failed message again, as the user, linked to the first', async () => {
    let works = false;
    serve(() => {
      if (!works) {
        throw new Error('not yet');
      }
      return 'now';
    });
    await code(bus.send({ ...refresh(), source: 'extension/acme.clock' }));
    works = true;
    expect((await bus.retry(1)).result).toBe('now');
    expect(bus.communications[1]).toMatchObject({ id: 2, retryOf: 1, source: 'user', name: 'refresh' });
    expect(bus.communications[1]?.guid).not.toBe(bus.communications[0]?.guid);
    expect(await code(bus.retry(2))).toBe('malformed');
    expect(await code(bus.retry(99))).toBe('malformed');
  });

  it('tries again with the time that the sender gave, and not while another try is under way', async () => {
    serve(() => new Promise(() => undefined));
    const first = code(bus.send(refresh(), { timeoutMs: 120_000 }));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(await first).toBe('timeout');
    expect(bus.canRetry(1)).toBe(true);
    const again = code(bus.retry(1));
    expect(bus.canRetry(1)).toBe(false);
    expect(await code(bus.retry(1))).toBe('malformed');
    await vi.advanceTimersByTimeAsync(119_000);
    expect(bus.communications[1]?.state).toBe('processing');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await again).toBe('timeout');
    expect(bus.canRetry(1)).toBe(true);
  });

  it('runs only one of the tries of a message at once, also when a listener asks for another', async () => {
    let isHanging = false;
    serve(() => {
      if (isHanging) {
        return new Promise(() => undefined);
      }
      throw new Error('not yet');
    });
    await code(bus.send(refresh()));
    await code(bus.retry(1));
    isHanging = true;
    const asked: Promise<string>[] = [];
    const listening = bus.onDidChange(() => {
      if (asked.length === 0) {
        asked.push(code(bus.retry(1)));
      }
    });
    const third = code(bus.retry(2));
    listening.dispose();
    await vi.advanceTimersByTimeAsync(0);
    expect([bus.canRetry(1), bus.canRetry(2)]).toEqual([false, false]);
    expect(await asked[0]).toBe('malformed');
    expect(await code(bus.retry(1))).toBe('malformed');
    expect(bus.communications.map(({ id, state, retryOf }) => [id, state, retryOf])).toEqual([
      [1, 'failed', undefined],
      [2, 'failed', 1],
      [3, 'processing', 2],
    ]);
    bus.clear();
    expect(bus.canRetry(1)).toBe(false);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await third).toBe('timeout');
    expect(bus.canRetry(3)).toBe(true);
  });

  it.each([
    ['malformed', false],
    ['denied', false],
    ['unknownType', false],
    ['unknownDestination', true],
    ['handlerFailed', true],
  ] as const)('after %s from a handler says that another try makes sense: %s', async (failed, expected) => {
    serve(() => {
      throw Object.assign(new Error('It failed.'), { code: failed, hint: 'Do something.' });
    });
    expect(await code(bus.send(refresh()))).toBe(failed);
    expect(bus.canRetry(1)).toBe(expected);
  });

  it('lets neither the user nor a device wait behind what an extension sends', async () => {
    make({ maxQueueLength: 3 });
    const begun: string[] = [];
    bus.register('chassis', {
      name: 'test',
      names: ['refresh', 'pause', 'apiVersionChanged'],
      handle: ({ name, source }) => {
        begun.push(`${source} ${name}`);
        return name === 'refresh' ? new Promise(() => undefined) : 'done';
      },
    });
    const flood = Array.from({ length: 6 }, () => code(bus.receive(refresh(), 'message', 'extension/acme.clock')));
    const other = code(bus.receive(refresh(), 'message', 'extension/other.one/part'));
    await bus.send({ name: 'pause', destination: 'chassis/a' });
    await bus.publish({ name: 'apiVersionChanged', source: 'chassis/a', destination: 'chassis/a', data: { before: '1', after: '2' } }).settled;
    expect(begun).toEqual(['extension/acme.clock refresh', 'extension/other.one/part refresh', 'user pause', 'chassis/a apiVersionChanged']);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await Promise.all(flood)).toEqual(['timeout', 'timeout', 'timeout', 'timeout', 'queueFull', 'queueFull']);
    expect(await other).toBe('timeout');
  });

  it('keeps so many and no more, but never forgets what is not finished', async () => {
    make({ maxCount: 3 });
    serve(({ address }) => (address.kind === 'chassis' && address.deviceId === 'slow' ? new Promise(() => undefined) : undefined));
    const slow = code(bus.send(refresh('slow')));
    for (let i = 0; i < 6; i += 1) {
      await bus.send(refresh(`d${i}`));
    }
    expect(bus.communications.map(({ id }) => id)).toEqual([1, 6, 7]);
    expect(bus.handlers.map(({ communicationId }) => communicationId)).toEqual([1, 6, 7]);
    bus.configure(1);
    expect(bus.communications.map(({ id }) => id)).toEqual([1]);
    bus.clear();
    expect(bus.communications).toHaveLength(1);
    bus.dispose();
    expect(await slow).toBe('disposed');
  });

  it('leaves nothing behind when it is disposed of during traffic', async () => {
    const signals: AbortSignal[] = [];
    serve(({ signal }) => {
      signals.push(signal);
      return new Promise(() => undefined);
    });
    const codes = Array.from({ length: 50 }, (_, index) => code(bus.send(refresh(`d${index % 10}`))));
    await vi.advanceTimersByTimeAsync(0);
    bus.dispose();
    expect(new Set(await Promise.all(codes))).toEqual(new Set(['disposed']));
    expect(vi.getTimerCount()).toBe(0);
    expect(signals).toHaveLength(10);
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
    expect(await code(bus.send(refresh()))).toBe('disposed');
    expect(bus.communications.every(({ state }) => state === 'failed')).toBe(true);
  });

  it('takes any input without anything but its own errors', async () => {
    serve(() => undefined);
    await fc.assert(
      fc.asyncProperty(fc.anything(), fc.constantFrom('message' as const, 'event' as const), async (input, kind) => {
        const error: unknown = await bus.receive(input, kind, 'extension/acme.clock').catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(InterAppError);
        expect(interAppErrorCodes).toContain((error as InterAppError).code);
      }),
    );
  });

  it('brings every communication to exactly one end, in order, whatever its handlers do', async () => {
    const step = fc.record({
      device: fc.integer({ min: 0, max: 4 }),
      act: fc.constantFrom('now', 'later', 'throw', 'reject', 'hang'),
      ms: fc.integer({ min: 0, max: 400 }),
      timeoutMs: fc.integer({ min: 1, max: 600 }),
      cancelAfterMs: fc.option(fc.integer({ min: 0, max: 600 }), { nil: undefined }),
      pauseMs: fc.integer({ min: 0, max: 50 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        make({ maxCount: 10_000, maxQueueLength: 5 });
        const begun = new Map<string, number[]>();
        bus.register('extension/t', {
          name: 'test',
          names: ['custom:x'],
          handle: ({ destination, data }) => {
            const { index } = data as { index: number };
            begun.set(destination, [...(begun.get(destination) ?? []), index]);
            const { act, ms } = steps[index]!;
            if (act === 'throw') {
              throw new Error('thrown');
            }
            if (act === 'now') {
              return index;
            }
            return new Promise((resolve, reject) => {
              if (act !== 'hang') {
                setTimeout(() => (act === 'reject' ? reject(new Error('rejected')) : resolve(index)), ms);
              }
            });
          },
        });
        const ends: string[] = [];
        let startMs = 0;
        const sent = steps.map(({ device, timeoutMs, cancelAfterMs, pauseMs }, index) => {
          startMs += pauseMs;
          return new Promise<void>((resolve) => {
            setTimeout(() => {
              const abort = new AbortController();
              const timer = cancelAfterMs === undefined ? undefined : setTimeout(() => abort.abort(), cancelAfterMs);
              const message: InterAppMessage = { name: 'custom:x', destination: `extension/t/${device}`, data: { index } };
              void code(bus.send(message, { timeoutMs, signal: abort.signal })).then((end) => {
                clearTimeout(timer);
                ends.push(end);
                resolve();
              });
            }, startMs);
          });
        });
        await vi.advanceTimersByTimeAsync(60_000);
        await Promise.all(sent);
        expect(ends).toHaveLength(steps.length);
        expect(bus.communications).toHaveLength(steps.length);
        expect(bus.handlers.map(({ communicationId }) => communicationId)).toEqual(bus.communications.map(({ id }) => id));
        for (const [index, { state, error, finished }] of bus.communications.entries()) {
          expect(['executed', 'failed']).toContain(state);
          expect(error === undefined).toBe(state === 'executed');
          expect(finished).toBeDefined();
          expect(bus.handlers[index]?.state).toBe(state);
        }
        expect(bus.communications.filter(({ state }) => state === 'executed')).toHaveLength(ends.filter((end) => end === 'none').length);
        for (const indices of begun.values()) {
          const ids = indices.map((index) => bus.communications.find(({ data }) => (data as { index: number }).index === index)!.id);
          expect(ids).toEqual(ids.toSorted((one, other) => one - other));
        }
        bus.dispose();
        expect(vi.getTimerCount()).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});
