import * as fs from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { Disposable } from '../model/event';
import { ClaimFile, type Claim } from './claim';
import { defaultElectionTimes, type ElectionTimes } from './electionTimes';
import { greetFollower, greetLeader } from './greeting';
import { sweepLeftovers } from './leftovers';
import type { LineChannel } from './lineChannel';
import { isReachable, listen } from './localServer';
import { newKey } from './proof';
import { claimPath, newSocketPath } from './socketPath';
import type { FollowerMessage, LeaderMessage } from './wire';
import { parseLeaderMessage } from './wireParser';

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
    greetFollower(socket, {
      key,
      timeoutMs: this.#times.greetMs,
      onProved: (channel) => {
        const isOurs = this.#listening?.claim.key === key;
        if (isOurs) {
          this.#followers.add(channel);
          this.#options.onFollower(channel);
        }
        return isOurs;
      },
      onEnd: (channel) => this.#followers.delete(channel),
    });
  }
}
