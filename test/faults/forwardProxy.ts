import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { TcpService } from './tcpService';

/** How an HTTP proxy answers, if it does not do as it is asked. */
export type ForwardProxyFault =
  | { readonly kind: 'status'; readonly status: number }
  /** The connection is open, and nothing comes. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'closes' }
  /** Bytes that are no HTTP. */
  | { readonly kind: 'garbage' };

/** An HTTP proxy as companies have one: tunnels for HTTPS, forwarded requests for HTTP. Every name leads to one port of 127.0.0.1. */
export class ForwardProxy {
  readonly #target: number;
  readonly #service: TcpService;
  readonly #upstreams = new Set<Socket>();
  fault: ForwardProxyFault | undefined;

  private constructor(target: number, service: TcpService) {
    this.#target = target;
    this.#service = service;
  }

  static async start(target: number): Promise<ForwardProxy> {
    const server = createServer();
    const service = await TcpService.start(() => undefined, server);
    const proxy = new ForwardProxy(target, service);
    server.on('request', (incoming, response) => proxy.#forward(incoming, response));
    server.on('connect', (_, client: Socket) => proxy.#tunnel(client));
    return proxy;
  }

  get port(): number {
    return this.#service.port;
  }

  get open(): number {
    return this.#service.open + this.#upstreams.size;
  }

  cut(): void {
    this.#service.cut();
  }

  down(): Promise<void> {
    return this.#service.down();
  }

  up(): Promise<void> {
    return this.#service.up();
  }

  stop(): Promise<void> {
    return this.#service.stop();
  }

  #forward(incoming: IncomingMessage, response: ServerResponse): void {
    if (this.fault !== undefined) {
      this.#fail(incoming.socket, this.fault);
      return;
    }
    const { pathname, search } = new URL(incoming.url ?? '', 'http://unknown');
    const { method, headers } = incoming;
    const upstream = request({ port: this.#target, host: '127.0.0.1', path: pathname + search, method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', () => incoming.socket.destroy());
    response.once('close', () => upstream.destroy());
    upstream.end();
  }

  #tunnel(client: Socket): void {
    if (this.fault !== undefined) {
      this.#fail(client, this.fault);
      return;
    }
    const upstream = connect(this.#target, '127.0.0.1', () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'));
    this.#upstreams.add(upstream);
    upstream.on('error', () => client.destroy()).once('close', () => {
      this.#upstreams.delete(upstream);
      client.destroy();
    });
    client.once('close', () => upstream.destroy());
    client.pipe(upstream).pipe(client);
  }

  #fail(client: Socket, fault: ForwardProxyFault): void {
    switch (fault.kind) {
      case 'status':
        client.end(`HTTP/1.1 ${fault.status} No\r\nProxy-Authenticate: Basic realm="proxy"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
        break;
      case 'silent':
        break;
      case 'closes':
        client.destroy();
        break;
      case 'garbage':
        client.end('\u0001\u0002 this is not HTTP\r\n\r\n');
        break;
    }
  }
}
