/** An HTTP answer as bytes: the head up to and with its blank line, and the body. */
export interface HttpAnswer {
  readonly head: Buffer;
  readonly body: Buffer;
}

/** Collects the bytes of answers with a Content-Length, and hands over each one that is complete. */
export class AnswerCollector {
  readonly #take: (answer: HttpAnswer) => void;
  #received = Buffer.alloc(0);

  constructor(take: (answer: HttpAnswer) => void) {
    this.#take = take;
  }

  add(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    const headEnd = this.#received.indexOf('\r\n\r\n') + 4;
    if (headEnd < 4) {
      return;
    }
    const head = this.#received.subarray(0, headEnd);
    const bodyEnd = headEnd + Number(/^content-length: (\d+)/im.exec(head.toString('latin1'))?.[1] ?? 0);
    if (this.#received.length >= bodyEnd) {
      const body = this.#received.subarray(headEnd, bodyEnd);
      this.#received = Buffer.from(this.#received.subarray(bodyEnd));
      this.#take({ head, body });
    }
  }
}

/** A good answer of HTTP with this body. */
export function answerWith(body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Buffer {
  const bytes = Buffer.from(body);
  const all = { 'Content-Type': 'application/json', 'Content-Length': String(bytes.length), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${lines.join('')}\r\n`), bytes]);
}

/** The answer, with another length than it has. */
export function withLength({ head, body }: HttpAnswer, length: string): Buffer {
  return Buffer.concat([Buffer.from(head.toString('latin1').replace(/(content-length: )\d+/i, `$1${length}`), 'latin1'), body]);
}
