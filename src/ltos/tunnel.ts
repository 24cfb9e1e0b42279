import type { Socket } from 'node:net';
import { SocketClosed } from './socketEvents';

/** A proxy answers CONNECT with a few hundred bytes. */
const longestAnswerBytes = 16 * 1024;

/** How a proxy answered CONNECT. `reason` is a clause for a message, absent when the tunnel is open. */
export interface TunnelAnswer {
  readonly status?: number;
  readonly reason?: string;
}

/**
 * Asks a proxy for a tunnel to `target` (`host:port`). Rejects with the socket's error, or when `signal` aborts; the socket is destroyed then.
 */
export async function openTunnel(socket: Socket, target: string, authorization: string | undefined, signal: AbortSignal): Promise<TunnelAnswer> {
  const lines = [`CONNECT ${target} HTTP/1.1`, `Host: ${target}`, 'Proxy-Connection: keep-alive'];
  if (authorization !== undefined) {
    if (/[\r\n]/.test(authorization)) {
      return { reason: 'the configured log-in holds a line break' };
    }
    lines.push(`Proxy-Authorization: ${authorization}`);
  }
  const answer = readHead(socket, signal);
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const head = await answer;
  if (head === undefined) {
    return { reason: 'its answer is too long' };
  }
  const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(head.text)?.[1]);
  if (Number.isNaN(status)) {
    return { reason: 'its answer is not HTTP' };
  }
  if (status < 200 || status > 299) {
    return { status, reason: status === 407 ? 'it asks for a log-in (407)' : `it answered with status ${status}` };
  }
  // The TLS server speaks second: whoever sends more than the head is no tunnel.
  return head.hasMore ? { status, reason: 'it sent more than it was asked for' } : { status };
}

/** Reads up to the blank line; undefined when that does not come within the limit. */
function readHead(socket: Socket, signal: AbortSignal): Promise<{ text: string; hasMore: boolean } | undefined> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const settle = (outcome: () => void): void => {
      socket.off('data', onData).off('error', onError).off('close', onClose).off('end', onClose);
      signal.removeEventListener('abort', onAbort);
      socket.pause();
      outcome();
    };
    const fail = (error: Error): void =>
      settle(() => {
        socket.destroy();
        reject(error);
      });
    const onError = (error: Error): void => fail(error);
    const onClose = (): void => fail(new SocketClosed('closed'));
    const onAbort = (): void => fail(new Error('aborted'));
    const onData = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n');
      if (end >= 0) {
        settle(() => resolve({ text: received.toString('latin1', 0, end), hasMore: received.length > end + 4 }));
      } else if (received.length > longestAnswerBytes) {
        settle(() => resolve(undefined));
      }
    };
    socket.on('data', onData).on('error', onError).on('close', onClose).on('end', onClose);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) {
      onAbort();
    }
  });
}
