import type { Socket } from 'node:net';

/** Rejection when a connection ended before what was waited for; `code` as Node has it for such cases. */
export class SocketClosed extends Error {
  readonly code = 'ECONNRESET';
}

/**
 * Resolves at the first `event` of a socket. Rejects with the socket's error, with {@link SocketClosed}, or when `signal` aborts; the socket
 * is destroyed then.
 */
export function waitForEvent(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const settle = (outcome: () => void): void => {
      socket.off(event, onEvent).off('error', onError).off('close', onClose);
      signal.removeEventListener('abort', onAbort);
      outcome();
    };
    const fail = (error: Error): void =>
      settle(() => {
        socket.destroy();
        reject(error);
      });
    const onEvent = (): void => settle(resolve);
    const onError = (error: Error): void => fail(error);
    const onClose = (): void => fail(new SocketClosed('closed'));
    const onAbort = (): void => fail(new Error('aborted'));
    socket.on(event, onEvent).on('error', onError).on('close', onClose);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) {
      onAbort();
    }
  });
}

/** Keeps a late error of a socket, between two owners, from ending the process. */
export function ignoreLateErrors(socket: Socket): void {
  socket.on('error', () => undefined);
}
