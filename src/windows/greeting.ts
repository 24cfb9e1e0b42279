import { connect, type Socket } from 'node:net';
import type { Claim } from './claim';
import { LineChannel } from './lineChannel';
import { isProof, newNonce, proofOf } from './proof';
import { parseFollowerMessage, parseLeaderMessage } from './wireParser';

/** How a window that polls greets whoever connects to it. */
export interface GreetingOptions {
  /** Of the claim. */
  readonly key: string;
  readonly timeoutMs: number;
  /** The other window knows the key. @returns Whether it may follow; its channel has no listener then. */
  readonly onProved: (channel: LineChannel) => boolean;
  /** The channel is closed, whether or not the other window has proved itself. */
  readonly onEnd: (channel: LineChannel) => void;
}

/** Greets the window that polls. @returns `undefined` when nobody is there, or somebody else. */
export function greetLeader({ address, key }: Claim, timeoutMs: number): Promise<LineChannel | undefined> {
  return new Promise((resolve) => {
    const nonce = newNonce();
    const channel = new LineChannel(connect(address));
    const settle = (found: LineChannel | undefined): void => {
      clearTimeout(tooLate);
      channel.listener = undefined;
      if (found === undefined) {
        channel.dispose();
      }
      resolve(found);
    };
    const tooLate = setTimeout(() => settle(undefined), timeoutMs);
    channel.listener = {
      line: (line) => {
        const message = parseLeaderMessage(line);
        if (message?.type === 'welcome' && isProof(message.proof, key, 'leader', nonce)) {
          channel.send(JSON.stringify({ type: 'follow', proof: proofOf(key, 'follower', message.nonce) }));
          settle(channel);
        } else {
          settle(undefined);
        }
      },
      closed: () => settle(undefined),
    };
    channel.send(JSON.stringify({ type: 'hello', nonce }));
  });
}

/** Greets a window that connects to this one, and lets nobody in who does not know the key. */
export function greetFollower(socket: Socket, { key, timeoutMs, onProved, onEnd }: GreetingOptions): void {
  const nonce = newNonce();
  const channel = new LineChannel(socket);
  const tooLate = setTimeout(() => channel.dispose(), timeoutMs);
  const end = (): void => {
    clearTimeout(tooLate);
    onEnd(channel);
  };
  socket.once('close', end);
  channel.listener = {
    line: (line) => {
      const message = parseFollowerMessage(line);
      if (message?.type === 'hello') {
        channel.send(JSON.stringify({ type: 'welcome', nonce, proof: proofOf(key, 'leader', message.nonce) }));
      } else if (message?.type === 'follow' && isProof(message.proof, key, 'follower', nonce)) {
        clearTimeout(tooLate);
        channel.listener = undefined;
        if (!onProved(channel)) {
          channel.dispose();
        }
      } else {
        channel.dispose();
      }
    },
    closed: end,
  };
}
