import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';

/** Stands before a device and notes when it was asked. Speaks plain HTTP, the device HTTPS. */
export class CountingProxy {
  /** When each request arrived, milliseconds since the epoch. */
  readonly times: number[] = [];
  readonly #server: http.Server;

  private constructor(server: http.Server) {
    this.#server = server;
  }

  static async start(device: { readonly url: string }): Promise<CountingProxy> {
    const target = new URL(device.url);
    const server = http.createServer((request, response) => {
      proxy.times.push(Date.now());
      const { method, url: path, headers } = request;
      const forwarded = https.request({ host: target.hostname, port: target.port, method, path, headers, rejectUnauthorized: false }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      forwarded.on('error', () => response.destroy());
      request.pipe(forwarded);
    });
    const proxy = new CountingProxy(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Requests a second over those that are yet to come, so many. */
  async rate(requests: number): Promise<number> {
    const first = this.times.length;
    const arrived = (): boolean => this.times.length >= first + requests;
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (arrived()) {
          this.#server.off('request', look);
          resolve();
        }
      };
      this.#server.on('request', look);
    });
    const times = this.times.slice(first, first + requests);
    return ((times.length - 1) * 1_000) / ((times.at(-1) ?? 0) - (times[0] ?? 0));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
