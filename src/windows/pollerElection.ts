import * as fs from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Disposable } from '../model/event';
import { ClaimFile, type Claim } from './claim';
import { sweepLeftovers } from './leftovers';
import { LineChannel } from './lineChannel';
import { newKey, newNonce, isProof, proofOf } from './proof';
import { claimPath, newSocketPath } from './socketPath';
import type { FollowerMessage, LeaderMessage } from './wire';
import { parseFollowerMessage, parseLeaderMessage } from './wireParser';

/** What this window is among those of one person on one computer. */
export type WindowRole =
  /** It polls; the others come to it. */
  | { readonly state: 'leading' }
  /** Another window polls, and takes these messages. */
  | { readonly state: 'following'; readonly send: (message: FollowerMessage) => void }
  /** The windows cannot reach each other: each polls for itself. */
  | { readonly state: 'alone'; readonly reason: string };

export interface PollerElectionOptions {
  /** Private to the person; made when it is absent. */
  readonly folder: string;
  /** Windows of the same version find each other. */
  readonly version: string;
  /** The window has another role now, or has it anew. The channels of the former role are closed. */
  readonly onRole: (role: WindowRole) => void;
  /** What the window that polls has to say, but for what concerns the election only. */
  readonly onLeaderMessage: (message: LeaderMessage) => void;
  /** Another window has shown that it may follow this one. Its channel's listener is to be set at once. */
  readonly onFollower: (channel: LineChannel) => void;
  readonly times?: Partial<ElectionTimes>;
}

export interface ElectionTimes {
  /** How often the window that polls says that it is alive, and looks whether its claim is still there. Default: 1 s. */
  readonly aliveMs: number;
  /** A window that polls and has not said anything for so long is left. Default: 3 s. */
  readonly silentMs: number;
  /** How long greeting each other may take. Default: 2 s. */
  readonly greetMs: number;
  /** A window that could reach no other one tries again after so long. Default: 10 s. */
  readonly retryMs: number;
}

export const defaultElectionTimes: ElectionTimes = { aliveMs: 1_000, silentMs: 3_000, greetMs: 2_000, retryMs: 10_000 };

/** A claim that cannot be read is being written; after so many looks it is damaged. */
const mostUnreadable = 10;
const mostAttempts = 50;
const shortWaitMs = 50;
const looksOfSilence = 6;

type Attempt = { readonly role: 'leading'; readonly claim: Claim } | { readonly role: 'following'; readonly channel: LineChannel; readonly claim: Claim } | 'again';

interface Listening {
  readonly server: Server;
  readonly claim: Claim;
}

/**
 * Agrees with the other windows on one that polls: the first to claim it in a file. The others connect to its local socket; when it ends or hangs they
 * agree anew. A window that finds the claim of another one in place of its own steps down.
 */
export class PollerElection implements Disposable {
  readonly #options: PollerElectionOptions;
  readonly #times: ElectionTimes;
  readonly #file: ClaimFile;
  /** What is waited for next. */
  #timer: NodeJS.Timeout | undefined;
  #listening: Listening | undefined;
  #channel: LineChannel | undefined;
  readonly #followers = new Set<LineChannel>();
  #unreadable = 0;
  #isDisposed = false;

  constructor(options: PollerElectionOptions) {
    this.#options = options;
    this.#times = { ...defaultElectionTimes, ...options.times };
    this.#file = new ClaimFile(claimPath(options.folder, options.version));
    void this.#elect();
  }

  /** Lets the other windows agree on another one at once. */
  dispose(): void {
    this.#isDisposed = true;
    this.#leave();
  }

  /** Never rejects. `hung`: the claim of a window that says nothing any more. */
  async #elect(hung?: Claim): Promise<void> {
    this.#leave();
    try {
      if (hung !== undefined) {
        this.#file.bury(hung);
      }
      for (let n = 0; n < mostAttempts && !this.#isDisposed; n++) {
        const attempt = await this.#attempt();
        if (attempt !== 'again') {
          this.#assume(attempt);
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, shortWaitMs * (1 + Math.random())));
      }
      throw new Error('The windows could not agree.');
    } catch (error) {
      this.#goAlone(error instanceof Error ? error.message : String(error));
    }
  }

  async #attempt(): Promise<Attempt> {
    const found = this.#file.read();
    if (found === undefined) {
      return this.#claim();
    }
    if (found === 'unreadable') {
      this.#unreadable++;
      if (this.#unreadable >= mostUnreadable) {
        this.#file.drop(found);
      }
      return 'again';
    }
    this.#unreadable = 0;
    const channel = await greetLeader(found, this.#times.greetMs);
    if (channel !== undefined) {
      return { role: 'following', channel, claim: found };
    }
    this.#file.bury(found);
    return 'again';
  }

  async #claim(): Promise<Attempt> {
    fs.mkdirSync(this.#options.folder, { recursive: true });
    const claim: Claim = { address: newSocketPath(this.#options.folder), key: newKey() };
    const server = createServer((socket) => this.#admit(socket, claim.key));
    await listen(server, claim.address);
    if (this.#isDisposed || !this.#file.take(claim)) {
      server.close();
      return 'again';
    }
    this.#listening = { server, claim };
    return { role: 'leading', claim };
  }

  #assume(attempt: Exclude<Attempt, 'again'>): void {
    if (this.#isDisposed) {
      this.#leave();
      if (attempt.role === 'following') {
        attempt.channel.dispose();
      }
    } else if (attempt.role === 'leading') {
      this.#timer = setInterval(() => this.#lead(), this.#times.aliveMs);
      void sweepLeftovers(this.#options.folder, { address: attempt.claim.address, claimPath: this.#file.path });
      this.#options.onRole({ state: 'leading' });
    } else {
      this.#follow(attempt.channel, attempt.claim);
    }
  }

  #lead(): void {
    const listening = this.#listening;
    let isOurs = false;
    try {
      isOurs = listening !== undefined && (this.#file.holds(listening.claim) || this.#file.take(listening.claim)) && isReachable(listening.claim.address);
    } catch {
      // A folder that is gone, or not readable for now: it is tried anew.
    }
    if (isOurs) {
      const alive = JSON.stringify({ type: 'alive' });
      this.#followers.forEach((follower) => follower.send(alive));
    } else {
      void this.#elect();
    }
  }

  #follow(channel: LineChannel, claim: Claim): void {
    this.#channel = channel;
    let quietLooks = 0;
    // Looks are counted, not time: a computer that slept has not waited.
    this.#timer = setInterval(() => {
      quietLooks++;
      if (quietLooks > looksOfSilence) {
        void this.#elect(claim);
      }
    }, this.#times.silentMs / looksOfSilence);
    this.#options.onRole({ state: 'following', send: (message) => channel.send(JSON.stringify(message)) });
    channel.listener = {
      line: (line) => {
        quietLooks = 0;
        const message = parseLeaderMessage(line);
        if (message !== undefined && message.type !== 'alive') {
          this.#options.onLeaderMessage(message);
        }
      },
      closed: () => void this.#elect(),
    };
  }

  #goAlone(reason: string): void {
    if (!this.#isDisposed) {
      this.#leave();
      this.#timer = setTimeout(() => void this.#elect(), this.#times.retryMs);
      this.#options.onRole({ state: 'alone', reason });
    }
  }

  /** Gives up the role. */
  #leave(): void {
    clearTimeout(this.#timer);
    this.#channel?.dispose();
    this.#channel = undefined;
    this.#followers.forEach((follower) => follower.dispose());
    this.#followers.clear();
    const listening = this.#listening;
    this.#listening = undefined;
    if (listening !== undefined) {
      try {
        this.#file.drop(listening.claim);
      } catch {
        // The next window finds out that nobody answers there.
      }
      listening.server.close();
    }
  }

  /** Lets in who knows the key. */
  #admit(socket: Socket, key: string): void {
    const nonce = newNonce();
    const channel = new LineChannel(socket);
    const tooLate = setTimeout(() => channel.dispose(), this.#times.greetMs);
    const end = (): void => {
      clearTimeout(tooLate);
      this.#followers.delete(channel);
    };
    socket.once('close', end);
    channel.listener = {
      line: (line) => {
        const message = parseFollowerMessage(line);
        if (message?.type === 'hello') {
          channel.send(JSON.stringify({ type: 'welcome', nonce, proof: proofOf(key, 'leader', message.nonce) }));
        } else if (message?.type === 'follow' && isProof(message.proof, key, 'follower', nonce) && this.#listening?.claim.key === key) {
          clearTimeout(tooLate);
          channel.listener = undefined;
          this.#followers.add(channel);
          this.#options.onFollower(channel);
        } else {
          channel.dispose();
        }
      },
      closed: end,
    };
  }
}

/** `undefined` when nobody is there, or somebody else. */
function greetLeader({ address, key }: Claim, timeoutMs: number): Promise<LineChannel | undefined> {
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

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      // Later errors concern single connections, which end.
      server.on('error', () => undefined);
      if (process.platform !== 'win32') {
        fs.chmodSync(address, 0o600);
      }
      resolve();
    });
  });
}

/** A socket file that somebody removed leads nowhere. */
function isReachable(address: string): boolean {
  return address.startsWith('\\\\') || fs.existsSync(address);
}
