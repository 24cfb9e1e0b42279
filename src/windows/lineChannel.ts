import type { Socket } from 'node:net';
import type { Disposable } from '../model/event';

/** The largest device known has a snapshot of well below a megabyte. */
const longestLine = 64 * 1024 * 1024;

export interface LineChannelListener {
  /** A whole line, without its end. */
  line(line: string): void;
  /** The other side is gone; told once, and not after {@link LineChannel.dispose}. */
  closed(): void;
}

/** Lines of text in both directions over a local socket. While nobody listens, what comes waits. */
export class LineChannel implements Disposable {
  readonly #socket: Socket;
  #listener: LineChannelListener | undefined;
  readonly #waiting: string[] = [];
  #parts: string[] = [];
  #length = 0;
  #isClosed = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => this.#take(text));
    // What went wrong is of no interest: 'close' follows.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#isClosed = true;
      this.#deliver();
    });
  }

  /** Who listens from now on, also to what has come since the one before stopped. */
  set listener(listener: LineChannelListener | undefined) {
    this.#listener = listener;
    this.#deliver();
  }

  /** Bytes that the other side has not taken yet. */
  get waitingBytes(): number {
    return this.#socket.writableLength;
  }

  send(line: string): void {
    if (!this.#socket.destroyed) {
      this.#socket.write(`${line}\n`);
    }
  }

  dispose(): void {
    this.#listener = undefined;
    this.#waiting.length = 0;
    this.#socket.destroy();
  }

  #take(text: string): void {
    const lines = text.split('\n');
    const rest = lines.pop() ?? '';
    for (const line of lines) {
      this.#waiting.push(this.#parts.length === 0 ? line : [...this.#parts, line].join(''));
      this.#parts = [];
      this.#length = 0;
    }
    if (rest !== '') {
      this.#parts.push(rest);
      this.#length += rest.length;
    }
    if (this.#length > longestLine) {
      this.#socket.destroy();
    }
    this.#deliver();
  }

  #deliver(): void {
    while (this.#listener !== undefined && this.#waiting.length > 0) {
      this.#listener.line(this.#waiting.shift() ?? '');
    }
    if (this.#isClosed && this.#listener !== undefined) {
      const listener = this.#listener;
      this.#listener = undefined;
      listener.closed();
    }
  }
}
