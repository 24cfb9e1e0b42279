import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ExtensionConsent, type ConsentAnswer, type ConsentQuestion } from '../../../src/views/extensionConsent';

const question: ConsentQuestion = { extensionId: 'acme.clock', name: 'refresh', address: { kind: 'chassis', deviceId: 'north' } };

describe('ExtensionConsent', () => {
  let state: Map<string, unknown>;
  let ask: ReturnType<typeof vi.fn<(question: ConsentQuestion) => Promise<ConsentAnswer | undefined>>>;
  let onMemoryError: ReturnType<typeof vi.fn<(error: unknown) => void>>;
  let update: (key: string, value: unknown) => Promise<void>;

  beforeEach(() => {
    state = new Map();
    ask = vi.fn(() => Promise.resolve('once' as const));
    onMemoryError = vi.fn();
    update = (key, value) => {
      state.set(key, value);
      return Promise.resolve();
    };
  });
  /** As in a window that was just opened. */
  const open = () => new ExtensionConsent({ memory: { get: (key) => state.get(key), update: (key, value) => update(key, value) }, ask, onMemoryError });

  it('asks once per extension', async () => {
    const consent = open();
    expect(await consent.isAllowed(question)).toBe(true);
    expect(await consent.isAllowed(question)).toBe(true);
    expect(await consent.isAllowed({ ...question, extensionId: 'ACME.Clock' })).toBe(true);
    expect(ask).toHaveBeenCalledOnce();
    await consent.isAllowed({ ...question, extensionId: 'other.extension' });
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('lets messages that come at once wait for one answer', async () => {
    let answer: (answer: ConsentAnswer) => void = () => undefined;
    ask.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    const consent = open();
    const waiting = Array.from({ length: 100 }, () => consent.isAllowed(question));
    answer('denied');
    expect(await Promise.all(waiting)).toEqual(Array.from({ length: 100 }, () => false));
    expect(ask).toHaveBeenCalledOnce();
  });

  it('lets no message overtake those that waited for the answer', async () => {
    let kept: () => void = () => undefined;
    update = () => new Promise((resolve) => (kept = resolve));
    ask.mockResolvedValue('always');
    const consent = open();
    const order: string[] = [];
    const admit = async (name: string) => {
      await consent.isAllowed(question);
      order.push(name);
    };
    const early = ['1', '2', '3'].map(admit);
    await vi.waitFor(() => expect(consent.answers.size).toBe(1));
    const late = admit('4');
    kept();
    await Promise.all([...early, late, admit('5')]);
    expect(order).toEqual(['1', '2', '3', '4', '5']);
  });

  it.each([
    ['always', true, 1],
    ['denied', false, 1],
    ['once', true, 2],
    [undefined, false, 2],
  ] as const)('after %s is %s, and has asked %s times once a second window is open', async (answer, isAllowed, count) => {
    ask.mockResolvedValue(answer);
    const consent = open();
    expect(await consent.isAllowed(question)).toBe(isAllowed);
    expect(await consent.isAllowed(question)).toBe(isAllowed);
    expect(await open().isAllowed(question)).toBe(isAllowed);
    expect(ask).toHaveBeenCalledTimes(count);
  });

  it('is revoked, and asks again', async () => {
    ask.mockResolvedValue('always');
    const consent = open();
    await consent.isAllowed(question);
    await consent.set('Acme.Clock', 'denied');
    expect(await consent.isAllowed(question)).toBe(false);
    expect(await open().isAllowed(question)).toBe(false);
    await consent.set('acme.clock', undefined);
    expect(await consent.isAllowed(question)).toBe(true);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('keeps what another window wrote', async () => {
    const consent = open();
    await open().set('other.extension', 'always');
    await consent.set('acme.clock', 'denied');
    expect(Object.fromEntries(open().answers)).toEqual({ 'other.extension': 'always', 'acme.clock': 'denied' });
  });

  it('asks again when the question itself failed', async () => {
    ask.mockRejectedValueOnce(new Error('no window'));
    const consent = open();
    await expect(consent.isAllowed(question)).rejects.toThrow('no window');
    expect(await consent.isAllowed(question)).toBe(true);
  });

  it('holds in this window when the answer could not be kept, and says so', async () => {
    ask.mockResolvedValue('always');
    const failure = new Error('disk full');
    update = () => Promise.reject(failure);
    const consent = open();
    expect(await consent.isAllowed(question)).toBe(true);
    expect(onMemoryError).toHaveBeenCalledExactlyOnceWith(failure);
    expect(ask).toHaveBeenCalledOnce();
  });

  it.each([null, 'text', [1], { 'acme.clock': 'perhaps' }])('takes nothing from a state like %j', async (value) => {
    state.set('psx.extensionAccess', value);
    await open().isAllowed(question);
    expect(ask).toHaveBeenCalledOnce();
  });
});
