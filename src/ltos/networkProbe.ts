import { lookup } from 'node:dns/promises';
import { isIP, Socket } from 'node:net';
import { Deadline } from './deadline';
import { connectionFault, errorCode } from './errorFaults';
import { cancelled, timedOut, whereIs } from './faults';
import { LtosError } from './ltosError';
import { hostOfOrigin, portOfOrigin } from './originParts';

/** What is probed, and for how long. */
export interface Probe {
  /** `scheme://host:port`. */
  readonly origin: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** The addresses of the origin's host name; of an IP address, itself. Rejects with {@link LtosError} only. */
export async function resolveName(probe: Probe): Promise<readonly string[]> {
  const hostname = hostOfOrigin(probe.origin);
  if (isIP(hostname) !== 0) {
    return [hostname];
  }
  const found = await limited(probe, lookup(hostname, { all: true }));
  return found.map(({ address }) => address);
}

/** Opens a TCP connection and closes it at once. Rejects with {@link LtosError} only. */
export async function probeTcp(probe: Probe): Promise<void> {
  // `net.connect` is replaced inside VS Code, where a socket that was destroyed early may still connect.
  const socket = new Socket();
  const opened = new Promise<void>((resolve, reject) => {
    socket.connect({ host: hostOfOrigin(probe.origin), port: portOfOrigin(probe.origin) });
    socket.once('connect', resolve);
    // Stays: a socket whose probe is over may still fail.
    socket.on('error', reject);
  });
  try {
    await limited(probe, opened);
  } finally {
    socket.destroy();
  }
}

/** Settles as `work` does, as long as time and signal allow. */
async function limited<T>({ origin, timeoutMs, signal }: Probe, work: Promise<T>): Promise<T> {
  const deadline = new Deadline(timeoutMs, signal);
  const where = whereIs(origin);
  try {
    return await deadline.race(work);
  } catch (error) {
    const fault = deadline.end === 'timeout' ? timedOut(where, timeoutMs) : deadline.end === 'cancelled' ? cancelled() : connectionFault(where, errorCode(error));
    throw new LtosError(fault, { cause: error });
  } finally {
    deadline.clear();
  }
}
