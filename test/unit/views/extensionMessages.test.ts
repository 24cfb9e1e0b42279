import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BusHandler } from '../../../src/interapp/handlerRegistry';
import type { InterAppBus } from '../../../src/interapp/interAppBus';
import type { InterAppFailure } from '../../../src/model/interApp';
import { ExtensionConsent, type ConsentAnswer } from '../../../src/views/extensionConsent';
import { ExtensionMessages } from '../../../src/views/extensionMessages';
import { MessageFault } from '../../../src/views/messageHandlers/messageFault';

const refresh = { name: 'refresh', destination: 'chassis/north' } as const;

describe('messages of other extensions', () => {
  let answer: ConsentAnswer | undefined;
  let ask: ReturnType<typeof vi.fn<() => Promise<ConsentAnswer | undefined>>>;
  let receive: ReturnType<typeof vi.fn>;
  let refused: { source: string; kind: string; failure: InterAppFailure }[];
  let registered: Map<string, BusHandler>;
  let onEventError: ReturnType<typeof vi.fn<(error: unknown) => void>>;
  /** The folders of these files are those of the extension that calls. */
  let callerFolders: string[];
  let messages: ExtensionMessages;

  beforeEach(() => {
    answer = 'once';
    ask = vi.fn(() => Promise.resolve(answer));
    receive = vi.fn(() => Promise.resolve({ guid: 'g', result: undefined }));
    refused = [];
    registered = new Map();
    onEventError = vi.fn();
    callerFolders = ['/nowhere'];
    const bus = {
      receive,
      refuse: (_input: unknown, kind: string, source: string, failure: InterAppFailure) => {
        refused.push({ source, kind, failure });
        return new MessageFault(failure);
      },
      register: (address: string, handler: BusHandler) => {
        registered.set(address, handler);
        return { dispose: () => registered.delete(address) };
      },
    };
    messages = new ExtensionMessages({
      bus: bus as unknown as InterAppBus,
      consent: new ExtensionConsent({ memory: { get: () => undefined, update: () => Promise.resolve() }, ask, onMemoryError: () => undefined }),
      installed: () => [
        { id: 'acme.Clock', folders: callerFolders },
        { id: 'other.one', folders: ['/elsewhere'] },
      ],
      onEventError,
    });
  });

  it('go to the bus once they are allowed, with their source', async () => {
    await messages.send({ ...refresh, source: 'extension/acme.clock/part' }, { timeoutMs: 7 });
    expect(receive).toHaveBeenCalledExactlyOnceWith({ ...refresh, source: 'extension/acme.clock/part' }, 'message', 'extension/acme.clock/part', { timeoutMs: 7 });
    expect(ask).toHaveBeenCalledExactlyOnceWith({ extensionId: 'acme.clock', name: 'refresh', destination: 'chassis/north' });
  });

  it('cannot be turned to a device after they were let pass', async () => {
    const message = { name: 'custom:x', destination: 'extension/other.one', source: 'extension/acme.clock' };
    const sent = messages.send(message, undefined);
    Object.assign(message, refresh);
    await sent;
    expect(receive.mock.calls[0]?.[0]).toMatchObject({ name: 'custom:x', destination: 'extension/other.one' });
  });

  it('fail visibly when they are denied', async () => {
    answer = 'denied';
    await expect(messages.send({ ...refresh, source: 'extension/acme.clock' }, undefined)).rejects.toMatchObject({ code: 'denied' });
    expect(refused).toMatchObject([{ kind: 'message', source: 'extension/acme.clock', failure: { code: 'denied' } }]);
    expect(receive).not.toHaveBeenCalled();
  });

  it('that are events need nobody to allow them, and tell somebody when they fail', async () => {
    const event = { name: 'slotRemoved', destination: 'card/north/io3', data: {}, source: 'extension/acme.clock' };
    receive.mockRejectedValue(new Error('refused'));
    messages.publish(event);
    await vi.waitFor(() => expect(onEventError).toHaveBeenCalledOnce());
    expect(receive).toHaveBeenCalledExactlyOnceWith(event, 'event', 'extension/acme.clock');
    expect(ask).not.toHaveBeenCalled();
  });

  it('get the source of the extension whose code calls', async () => {
    callerFolders = [import.meta.dirname];
    await messages.send(refresh, undefined);
    expect(receive).toHaveBeenCalledExactlyOnceWith(refresh, 'message', 'extension/acme.Clock', {});
  });

  it.each([
    ['in the name of another', { ...refresh, source: 'extension/other.one' }, 'denied'],
    ['as a person', { ...refresh, source: 'user' }, 'denied'],
    ['as nobody that is installed', { ...refresh, source: 'extension/nobody.here' }, 'denied'],
    ['as something else', { ...refresh, source: 7 }, 'denied'],
  ])('are refused %s', async (_, message, code) => {
    callerFolders = [import.meta.dirname];
    await expect(messages.send(message, undefined)).rejects.toMatchObject({ code });
    expect(() => messages.publish(message)).toThrow(MessageFault);
    expect(refused).toMatchObject([
      { kind: 'message', source: 'extension/acme.Clock' },
      { kind: 'event', source: 'extension/acme.Clock' },
    ]);
    expect(ask).not.toHaveBeenCalled();
    expect(receive).not.toHaveBeenCalled();
  });

  it('are refused when nobody knows whose they are', async () => {
    await expect(messages.send(refresh, undefined)).rejects.toMatchObject({ code: 'malformed' });
    expect(refused).toMatchObject([{ source: 'extension/unknown' }]);
  });

  it('to other extensions need nobody to allow them', async () => {
    await messages.send({ name: 'custom:hello', destination: 'extension/other.one', source: 'extension/acme.clock' }, undefined);
    expect(ask).not.toHaveBeenCalled();
    expect(receive).toHaveBeenCalledOnce();
  });

  it.each([undefined, null, 'text', 7, [], {}, { name: 1 }])('are left to the bus to refuse when they are %j', async (message) => {
    callerFolders = [import.meta.dirname];
    await messages.send(message, 'no options');
    expect(ask).not.toHaveBeenCalled();
    expect(receive).toHaveBeenCalledOnce();
  });

  it('keep their order while the first one waits for the answer', async () => {
    const sources = Array.from({ length: 20 }, (_, index) => ({ ...refresh, source: 'extension/acme.clock', data: index }));
    await Promise.all(sources.map((message) => messages.send(message, undefined)));
    expect(receive.mock.calls.map(([message]) => message as unknown)).toEqual(sources);
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

  it.each(['extension/other.one', 'extension/nobody', 'chassis/north', 'extension/', undefined])('are refused for the address %j', (address) => {
    expect(() => messages.register(address, { names: ['custom:hello'], handle: () => undefined })).toThrow(expect.objectContaining({ code: 'denied' }) as Error);
    expect(register).not.toHaveBeenCalled();
  });

  it.each([undefined, {}, { names: [], handle: () => 1 }, { names: ['refresh'], handle: () => 1 }, { names: ['custom:a'] }])('are refused when they are %j', (handler) => {
    expect(() => messages.register('extension/acme.clock', handler)).toThrow(expect.objectContaining({ code: 'malformed' }) as Error);
  });
});
