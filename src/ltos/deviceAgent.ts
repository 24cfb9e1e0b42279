import { Agent, type ClientRequest, type RequestOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ProxyRoute } from './proxy';
import type { RequestWatch } from './requestWatch';

/** `http.Agent` as `ClientRequest` uses it: the types leave `addRequest` out. */
interface AddsRequests {
  addRequest(request: ClientRequest, options: RequestOptions): void;
}

const plainAgent = Agent.prototype as unknown as AddsRequests;

/** Keeps the one connection to a device open between requests, and opens it by `connect`, whose sockets have been checked already. */
export class DeviceAgent extends Agent {
  /** `ClientRequest` refuses an agent of another protocol than the URL's. */
  readonly protocol: string;
  /** The port that the Host header leaves out. */
  readonly defaultPort: number;
  readonly route: ProxyRoute | undefined;
  readonly #origin: string;
  readonly #connect: (watch: RequestWatch) => Promise<Socket>;
  #watch: RequestWatch | undefined;

  constructor(origin: string, route: ProxyRoute | undefined, connect: (watch: RequestWatch) => Promise<Socket>) {
    super({ keepAlive: true, maxFreeSockets: 1 });
    this.protocol = origin.startsWith('https:') ? 'https:' : 'http:';
    this.defaultPort = this.protocol === 'https:' ? 443 : 80;
    this.#origin = origin;
    this.route = route;
    this.#connect = connect;
  }

  /** Says whose the next request is. There is one at a time. */
  expect(watch: RequestWatch): void {
    this.#watch = watch;
  }

  /** The request is done. An agent lives as long as its connection, and its last answer would live as long. */
  forget(): void {
    this.#watch = undefined;
  }

  /** Called by `ClientRequest` when it needs a socket, before any of it is sent. */
  addRequest(request: ClientRequest, options: RequestOptions): void {
    this.#watch?.attach(request);
    if (this.route !== undefined && this.protocol === 'http:') {
      // A proxy that is asked for plain HTTP wants the whole URL; a ClientRequest's path is a plain property until its head is written.
      request.path = this.#origin + request.path;
      if (this.route.authorization !== undefined) {
        request.setHeader('Proxy-Authorization', this.route.authorization);
      }
    }
    plainAgent.addRequest.call(this, request, options);
  }

  override createConnection(_options: unknown, callback?: (error: Error | null, socket: Duplex) => void): undefined {
    const watch = this.#watch;
    if (watch === undefined || callback === undefined) {
      throw new Error('A device agent serves the requests of its transport only.');
    }
    this.#connect(watch).then(
      (socket) => callback(null, socket),
      // With an error there is no socket; the types want one all the same.
      (error: unknown) => (callback as (error: unknown) => void)(error),
    );
  }

  /** Closes the idle connection now, and the one in use when its request is done. */
  retire(): void {
    this.maxFreeSockets = 0;
    for (const sockets of Object.values(this.freeSockets)) {
      sockets?.forEach((socket) => socket.destroy());
    }
  }
}
