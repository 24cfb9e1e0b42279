import { Readable } from 'node:stream';

/** Rejection when a body is larger than allowed. */
export class BodyTooLarge extends Error {}

/** Rejection when a body ended before its end. */
export class BodyCutShort extends Error {}

/** Reads a body to its end. Rejects with {@link BodyTooLarge} as soon as it is, with {@link BodyCutShort}, or with the stream's error. */
export function readBody(stream: NodeJS.ReadableStream, limitBytes: number): Promise<Buffer> {
  return new Promise<Buffer>((resolve, reject) => {
    // What follows the answer may have closed it before anybody could read it, and a closed stream says nothing any more.
    if (stream instanceof Readable && stream.destroyed) {
      reject(stream.errored ?? new BodyCutShort());
      return;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    let hasEnded = false;
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limitBytes) {
        chunks.length = 0;
        reject(new BodyTooLarge());
        // Else a small packed body would go on being unpacked into gigabytes.
        if (stream instanceof Readable) {
          stream.destroy();
        }
      } else {
        chunks.push(chunk);
      }
    });
    stream.on('end', () => {
      hasEnded = true;
      const [first] = chunks;
      resolve(chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, bytes));
    });
    stream.on('error', reject);
    stream.on('close', () => {
      // Every stream closes in the end; an error with its stack is dear.
      if (!hasEnded) {
        reject(new BodyCutShort());
      }
    });
  });
}
