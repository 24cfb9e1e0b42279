import * as fs from 'node:fs';
import type { Server } from 'node:net';

/** Listens at a local socket or named pipe that nobody else may open. */
export function listen(server: Server, address: string): Promise<void> {
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

/** Whether who listens at the address can be connected to: a socket file that somebody removed leads nowhere. */
export function isReachable(address: string): boolean {
  return address.startsWith('\\\\') || fs.existsSync(address);
}
