import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A TCP server on 127.0.0.1 that can go away and come back on the same port. */
export class TcpService {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly port: number;

  private constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  /** Any server of Node will do; `makeServer` does not let it listen. */
  static async start(serve: (socket: Socket) => void, server: Server = createServer()): Promise<TcpService> {
    await listen(server, 0);
    const service = new TcpService(server);
    server.on('connection', (socket: Socket) => {
      service.#sockets.add(socket);
      socket.on('error', () => undefined).once('close', () => service.#sockets.delete(socket));
      serve(socket);
    });
    return service;
  }

  /** Connections that are open. */
  get open(): number {
    return this.#sockets.size;
  }

  /** Ends all connections with a reset; new ones are accepted. */
  cut(): void {
    this.#sockets.forEach((socket) => socket.resetAndDestroy());
  }

  /** Ends all connections, and refuses new ones. */
  async down(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.cut();
    await closed;
  }

  async up(): Promise<void> {
    await listen(this.#server, this.port);
  }

  async stop(): Promise<void> {
    if (this.#server.listening) {
      await this.down();
    }
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
