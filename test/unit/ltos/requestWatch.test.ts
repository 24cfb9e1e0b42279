import { ClientRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { RequestWatch } from '../../../src/ltos/requestWatch';

/** A request that is never sent: its connection is never opened. */
function watched(): { readonly request: ClientRequest; readonly watch: RequestWatch } {
  const request = new ClientRequest({ host: 'device', createConnection: () => undefined });
  const watch = new RequestWatch(new AbortController().signal);
  watch.attach(request);
  return { request, watch };
}

describe('the end of a request', () => {
  it('is when its connection is free for the next one, which may be later than its answer', async () => {
    const { request, watch } = watched();
    const order: string[] = [];
    const released = watch.released().then(() => order.push('released'));
    await new Promise((resolve) => setImmediate(resolve));
    order.push('answered');
    request.emit('close');
    await released;
    expect(order).toEqual(['answered', 'released']);
    expect(request.listenerCount('close')).toBe(0);
    await watch.released();
  });

  it('is not waited for where nothing was sent', async () => {
    await new RequestWatch(new AbortController().signal).released();
  });
});
