import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { HostLink, requestTimeoutMs } from '../../../src/webview/hostLink';
import type { PageMessage } from '../../../src/webview/pageMessages';

function linkWithLog() {
  const posted: PageMessage[] = [];
  const link = new HostLink((message) => posted.push(message));
  const idOf = (index: number) => {
    const message = posted[index];
    return message?.type === 'request' ? message.id : -1;
  };
  return { link, idOf };
}

describe('requests to the host', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('each answer goes to its own request, in any order', async () => {
    const { link, idOf } = linkWithLog();
    const first = link.request({ kind: 'locate', tableId: 't', key: 'a' });
    const second = link.request({ kind: 'locate', tableId: 't', key: 'b' });
    expect(link.receive({ type: 'reply', id: idOf(1), value: { index: 2 } })).toBeUndefined();
    link.receive({ type: 'reply', id: idOf(0), value: { index: 1 } });
    expect(await first).toEqual({ index: 1 });
    expect(await second).toEqual({ index: 2 });
  });

  test('a failure carries its hint', async () => {
    const { link, idOf } = linkWithLog();
    const request = link.request({ kind: 'detail', tableId: 't', key: 'a' });
    link.receive({ type: 'failure', id: idOf(0), message: 'Gone.', hint: 'Look elsewhere.' });
    await expect(request).rejects.toMatchObject({ message: 'Gone.', hint: 'Look elsewhere.' });
  });

  test('a host that does not answer is given up, and its late answer is ignored', async () => {
    const { link, idOf } = linkWithLog();
    const request = link.request({ kind: 'detail', tableId: 't', key: 'a' });
    const outcome = expect(request).rejects.toMatchObject({ message: 'The extension did not answer within 30 s.' });
    vi.advanceTimersByTime(requestTimeoutMs);
    await outcome;
    expect(() => link.receive({ type: 'reply', id: idOf(0), value: undefined })).not.toThrow();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('an action may wait for the user', async () => {
    const { link, idOf } = linkWithLog();
    const request = link.request({ kind: 'action', tableId: 't', actionId: 'export' });
    vi.advanceTimersByTime(10 * requestTimeoutMs);
    link.receive({ type: 'reply', id: idOf(0), value: { said: 'Saved' } });
    expect(await request).toEqual({ said: 'Saved' });
  });

  test('what answers no request is handed on', () => {
    const { link } = linkWithLog();
    expect(link.receive({ type: 'select', tableId: 't', key: 'a' })).toEqual({ type: 'select', tableId: 't', key: 'a' });
  });
});
