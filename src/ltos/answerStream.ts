import { IncomingMessage } from 'node:http';
import Stream, { PassThrough, pipeline as streamPipeline, type Transform } from 'node:stream';

/**
 * Stands in for `pipeline` inside node-fetch (see `esbuild.js`), which leads each answer through a stream that only passes it on, to no use of ours. At the end
 * of such a pipeline Node makes an error with its stack, which is long in the extension host. A packed answer takes its usual way.
 */
export function pipeline(source: Stream.Readable, target: Transform, whenDone: (error: NodeJS.ErrnoException | null) => void): Stream.Readable {
  const isPassedOn = target instanceof PassThrough && source instanceof IncomingMessage && source.headers['content-encoding'] === undefined;
  return isPassedOn ? source : streamPipeline(source, target, whenDone);
}

export { PassThrough };

export default Stream;
