import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BusHandler, HandledRequest } from '../../../src/interapp/handlerRegistry';
import { InterAppBus } from '../../../src/interapp/interAppBus';
import { ExtensionConsent, type ConsentAnswer, type ConsentQuestion } from '../../../src/views/extensionConsent';
import { ExtensionMessages } from '../../../src/views/extensionMessages';

const refresh = { name: 'refresh', destination: 'chassis/north' } as const;

describe('messages of other extensions', () => {
  let answer: ConsentAnswer | undefined;
  let ask: ReturnType<typeof vi.fn<(question: ConsentQuestion) => Promise<ConsentAnswer | undefined>>>;
  let bus: InterAppBus;
  let served: string[];
  let order: unknown[];
  let onEventError: ReturnType<typeof vi.fn<(error: unknown) => void>>;
  /** The folders of these files are those of the extension that calls. */
  let callerFolders: string[];
  let messages: ExtensionMessages;
  const rows = () => bus.communications.map(({ kind, source, name, state, error }) => ({ kind, source, name, state, code: error?.code }));

  beforeEach(() => {
    answer = 'once';
    ask = vi.fn(() => Promise.resolve(answer));
    bus = new InterAppBus();
    served = [];
    order = [];
    const handle = ({ guid, data, source }: HandledRequest): string => {
      served.push(source);
      order.push(data);
      return JSON.stringify(data ?? guid);
    };
    bus.register('chassis', { name: 'chassis', names: ['refresh', 'setPollingInterval'], handle });
    bus.register('extension/other.one', { name: 'other', names: ['custom:hello'], handle });
    onEventError = vi.fn();
    callerFolders = ['/nowhere'];
    messages = new ExtensionMessages({
      bus,
      consent: new ExtensionConsent({ memory: { get: () => undefined, update: () => Promise.resolve() }, ask, onMemoryError: () => undefined }),
      installed: () => [
        { id: 'acme.Clock', folders: callerFolders },
        { id: 'other.one', folders: ['/elsewhere'] },
        { id: 'psx-tools.psx-explorer', folders: [] },
      ],
      onEventError,
    });
  });
  afterEach(() => bus.dispose());

  it('are served once they are allowed, with their source', async () => {
    await messages.send({ ...refresh, source: 'extension/acme.clock/part' }, { timeoutMs: 7_000 });
    expect(served).toEqual(['extension/acme.clock/part']);
    expect(ask).toHaveBeenCalledExactlyOnceWith({ extensionId: 'acme.clock', name: 'refresh', address: { kind: 'chassis', deviceId: 'north' } });
  });

  it('are what was asked about, whatever their sender makes of them meanwhile', async () => {
    const message = { name: 'setPollingInterval', destination: 'chassis/north', data: { intervalSeconds: 7 }, source: 'extension/acme.clock' };
    const sent = messages.send(message, undefined);
    Object.assign(message, { destination: 'chassis/south' });
    message.data.intervalSeconds = 3600;
    expect((await sent).result).toBe('{"intervalSeconds":7}');
    expect(bus.communications).toMatchObject([{ destination: 'chassis/north' }]);
  });

  it('are checked before anybody is asked', async () => {
    const source = 'extension/acme.clock';
    await expect(messages.send({ name: '<b>Allow</b>', destination: 'chassis/north', source }, undefined)).rejects.toMatchObject({ code: 'unknownType' });
    await expect(messages.send({ name: 'refresh', destination: 'chassis/', source }, undefined)).rejects.toMatchObject({ code: 'unknownDestination' });
    await expect(messages.send({ ...refresh, data: 7, source }, undefined)).rejects.toMatchObject({ code: 'malformed' });
    expect(ask).not.toHaveBeenCalled();
    expect(rows().map(({ state }) => state)).toEqual(['failed', 'failed', 'failed']);
  });

  it('fail visibly when they are denied, and cannot be tried again', async () => {
    answer = 'denied';
    await expect(messages.send({ ...refresh, source: 'extension/acme.clock' }, undefined)).rejects.toMatchObject({ code: 'denied' });
    expect(rows()).toEqual([{ kind: 'message', source: 'extension/acme.clock', name: 'refresh', state: 'failed', code: 'denied' }]);
    expect(bus.canRetry(bus.communications[0]?.id ?? 0)).toBe(false);
    expect(served).toEqual([]);
  });

  it('wait where they can be seen as long as nobody answers, not too many, and not for ever', async () => {
    vi.useFakeTimers();
    ask.mockReturnValue(new Promise(() => undefined));
    const sent = Array.from({ length: 105 }, () => messages.send({ ...refresh, source: 'extension/acme.clock' }, { timeoutMs: 60_000 }).catch((error: unknown) => error));
    await vi.advanceTimersByTimeAsync(0);
    expect(rows().filter(({ state }) => state === 'waiting')).toHaveLength(100);
    expect(rows().filter(({ code }) => code === 'queueFull')).toHaveLength(5);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(rows().filter(({ code }) => code === 'timeout')).toHaveLength(100);
    expect(await Promise.all(sent)).toHaveLength(105);
    vi.useRealTimers();
  });

  it('get the usual time after the answer, however long that took', async () => {
    vi.useFakeTimers();
    let allow: (answer: ConsentAnswer) => void = () => undefined;
    ask.mockReturnValue(new Promise((resolve) => (allow = resolve)));
    bus.register('card', { name: 'never', names: ['refresh'], handle: () => new Promise(() => undefined) });
    const sent = messages.send({ name: 'refresh', destination: 'card/north/io1', source: 'extension/acme.clock' }, undefined).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(200_000);
    expect(rows()).toMatchObject([{ state: 'waiting' }]);
    allow('once');
    await vi.advanceTimersByTimeAsync(29_000);
    expect(rows()).toMatchObject([{ state: 'processing' }]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await sent).toMatchObject({ code: 'timeout' });
    vi.useRealTimers();
  });

  it('fail when the window closes before anybody has answered', async () => {
    ask.mockReturnValue(new Promise(() => undefined));
    const sent = messages.send({ ...refresh, source: 'extension/acme.clock' }, undefined);
    bus.dispose();
    await expect(sent).rejects.toMatchObject({ code: 'disposed' });
  });

  it('that are events need nobody to allow them, and tell somebody when they fail', async () => {
    messages.publish({ name: 'slotRemoved', destination: 'card/north/io3', data: {}, source: 'extension/acme.clock' });
    await vi.waitFor(() => expect(onEventError).toHaveBeenCalledOnce());
    expect(rows()).toMatchObject([{ kind: 'event', source: 'extension/acme.clock', state: 'failed', code: 'denied' }]);
    expect(ask).not.toHaveBeenCalled();
  });

  it('get the source of the extension whose code calls', async () => {
    callerFolders = [import.meta.dirname];
    await messages.send(refresh, undefined);
    await messages.send({ ...refresh, source: 'extension/ACME.clock' }, undefined);
    await messages.send({ ...refresh, source: 'extension/acme%2Eclock/part' }, undefined);
    expect(served).toEqual(['extension/acme.clock', 'extension/acme.clock', 'extension/acme.clock/part']);
  });

  it.each([
    ['in the name of another', { ...refresh, source: 'extension/other.one' }],
    ['as a person', { ...refresh, source: 'user' }],
    ['as this extension', { ...refresh, source: 'extension/psx-tools.psx-explorer' }],
    ['as nobody that is installed', { ...refresh, source: 'extension/nobody.here' }],
    ['under an address that is too long', { ...refresh, source: `extension/acme.clock/${'x'.repeat(2_000)}` }],
    ['as something else', { ...refresh, source: 7 }],
  ])('are refused %s', async (_, message) => {
    callerFolders = [import.meta.dirname];
    await expect(messages.send(message, undefined)).rejects.toMatchObject({ code: 'denied' });
    expect(() => messages.publish(message)).toThrow(expect.objectContaining({ code: 'denied' }) as Error);
    expect(rows()).toMatchObject([
      { kind: 'message', source: 'extension/acme.clock', code: 'denied' },
      { kind: 'event', source: 'extension/acme.clock', code: 'denied' },
    ]);
    expect(ask).not.toHaveBeenCalled();
  });

  it('are refused when nobody knows whose they are', async () => {
    await expect(messages.send(refresh, undefined)).rejects.toMatchObject({ code: 'malformed' });
    expect(rows()).toMatchObject([{ source: 'extension/unknown' }]);
  });

  it('to other extensions need nobody to allow them', async () => {
    await messages.send({ name: 'custom:hello', destination: 'extension/other.one', source: 'extension/acme.clock' }, undefined);
    expect(ask).not.toHaveBeenCalled();
    expect(served).toEqual(['extension/acme.clock']);
  });

  it.each([undefined, null, 'text', 7, [], {}, { name: 1 }])('are refused by the bus, in a row, when they are %j', async (message) => {
    callerFolders = [import.meta.dirname];
    await expect(messages.send(message, 'no options')).rejects.toMatchObject({ code: 'malformed' });
    expect(rows()).toMatchObject([{ state: 'failed', code: 'malformed' }]);
    expect(ask).not.toHaveBeenCalled();
  });

  it('are refused by the bus when they throw as they are read', async () => {
    callerFolders = [import.meta.dirname];
    const get = (): never => {
      throw new Error('no');
    };
    for (const [member, code] of [['destination', 'malformed'], ['source', 'denied']] as const) {
      await expect(messages.send(Object.defineProperty({ ...refresh }, member, { get }), undefined)).rejects.toMatchObject({ code });
    }
    expect(rows()).toMatchObject([{ state: 'failed' }, { state: 'failed' }]);
  });

  it('keep their order while the first one waits for the answer', async () => {
    const intervals = Array.from({ length: 20 }, (_, index) => index + 1);
    const results = await Promise.all(
      intervals.map((intervalSeconds) =>
        messages.send({ name: 'setPollingInterval', destination: 'chassis/north', source: 'extension/acme.clock', data: { intervalSeconds } }, undefined),
      ),
    );
    expect(results.map(({ result }) => result)).toEqual(intervals.map((intervalSeconds) => JSON.stringify({ intervalSeconds })));
    expect(served).toHaveLength(20);
    expect(order).toEqual(intervals.map((intervalSeconds) => ({ intervalSeconds })));
    expect(ask).toHaveBeenCalledOnce();
  });
});

describe('handlers of other extensions', () => {
  let register: ReturnType<typeof vi.fn>;
  let messages: ExtensionMessages;

  beforeEach(() => {
    register = vi.fn(() => ({ dispose: () => undefined }));
    messages = new ExtensionMessages({
      bus: { register } as unknown as InterAppBus,
      consent: undefined as unknown as ExtensionConsent,
      installed: () => [
        { id: 'acme.clock', folders: [import.meta.dirname] },
        { id: 'other.one', folders: [] },
      ],
      onEventError: () => undefined,
    });
  });

  it('serve what comes to their own address', async () => {
    const handler = { names: ['custom:hello'], greeting: 'hello', handle(this: { greeting: string }) { return this.greeting; } };
    messages.register('extension/acme.clock/part', handler);
    const [address, registered] = register.mock.calls[0] as [string, BusHandler];
    expect([address, registered.name, registered.names]).toEqual(['extension/acme.clock/part', 'extension acme.clock', ['custom:hello']]);
    const request = { guid: 'g', kind: 'message', name: 'custom:hello', source: 'user', destination: address, address: { kind: 'user' }, signal: new AbortController().signal } as const;
    expect(await registered.handle(request)).toBe('hello');
  });

  it('reply with copies that nobody can change, and with nothing but JSON', async () => {
    const kept = { list: [1] };
    let reply: unknown = kept;
    messages.register('extension/acme.clock', { names: ['custom:hello'], handle: () => reply });
    const [, registered] = register.mock.calls[0] as [string, BusHandler];
    const answer = () => registered.handle({ address: { kind: 'user' } } as unknown as HandledRequest) as Promise<unknown>;
    const told = await answer();
    kept.list.push(2);
    expect(told).toEqual({ list: [1] });
    expect(Object.isFrozen(told)).toBe(true);
    reply = undefined;
    expect(await answer()).toBeUndefined();
    reply = { say: () => undefined };
    await expect(answer()).rejects.toMatchObject({ code: 'handlerFailed' });
  });

  it('may return anything for an event, as nobody gets it', async () => {
    messages.register('extension/acme.clock', { names: ['custom:hello'], handle: () => ({ dispose: () => undefined }) });
    const [, registered] = register.mock.calls[0] as [string, BusHandler];
    expect(await registered.handle({ kind: 'event', address: { kind: 'user' } } as unknown as HandledRequest)).toBeUndefined();
  });

  it('are what they were when they were registered', async () => {
    let looks = 0;
    const handler = {
      get names() {
        looks += 1;
        return looks === 1 ? ['custom:hello'] : ['custom:other'];
      },
      handle: (): string => 'first',
    };
    messages.register('extension/acme.clock', handler);
    handler.handle = () => 'second';
    const [, registered] = register.mock.calls[0] as [string, BusHandler];
    expect(registered.names).toEqual(['custom:hello']);
    expect(await registered.handle({ kind: 'message', address: { kind: 'user' } } as unknown as HandledRequest)).toBe('first');
  });

  it.each<[string, unknown]>([
    ['that throws when it becomes a text', { toString: () => { throw new Error('raw'); } }],
    ['that is no text at all', Object.create(null)],
    ['without end', `extension/${'x'.repeat(1_000_000)}`],
    ['of several lines', 'extension/a\nb'],
  ])('are refused with a short error for an address %s', (_what, address) => {
    const short = expect.stringMatching(/^.{1,400}$/) as string;
    const refused = expect.objectContaining({ code: 'denied', message: short, hint: short }) as Error;
    expect(() => messages.register(address, { names: ['custom:hello'], handle: () => undefined })).toThrow(refused);
  });

  it.each<[string, unknown]>([
    ['throw when they are read', { get names(): never { throw new Error('raw'); }, handle: () => 1 }],
    ['have more names than anybody needs', { names: Array.from({ length: 1_001 }, (_, index) => `custom:${index}`), handle: () => 1 }],
  ])('are refused when they %s', (_what, handler) => {
    expect(() => messages.register('extension/acme.clock', handler)).toThrow(expect.objectContaining({ code: 'malformed' }) as Error);
    expect(register).not.toHaveBeenCalled();
  });

  it('learn what a name of their own may be made of', () => {
    const hint = expect.stringContaining('letters a to z') as string;
    expect(() => messages.register('extension/acme.clock', { names: ['custom:été'], handle: () => 1 })).toThrow(expect.objectContaining({ hint }) as Error);
  });

  it.each(['extension/other.one', 'extension/nobody', 'chassis/north', 'extension/', undefined])('are refused for the address %j', (address) => {
    expect(() => messages.register(address, { names: ['custom:hello'], handle: () => undefined })).toThrow(expect.objectContaining({ code: 'denied' }) as Error);
    expect(register).not.toHaveBeenCalled();
  });

  it.each([undefined, {}, { names: [], handle: () => 1 }, { names: ['refresh'], handle: () => 1 }, { names: ['custom:a'] }])('are refused when they are %j', (handler) => {
    expect(() => messages.register('extension/acme.clock', handler)).toThrow(expect.objectContaining({ code: 'malformed' }) as Error);
  });
});
