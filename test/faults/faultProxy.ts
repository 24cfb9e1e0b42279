import { connect, type Socket } from 'node:net';
import { AnswerCollector, type HttpAnswer } from './httpAnswer';
import { TcpService } from './tcpService';

/** What goes wrong on the way to a device. What is left out goes right. */
export interface ProxyFault {
  /** In place of passing on a new connection. */
  readonly connection?: (client: Socket) => void;
  /** In place of passing on what the client sends. */
  readonly request?: (client: Socket) => void;
  /** In place of passing on a complete answer. */
  readonly answer?: (answer: HttpAnswer, client: Socket) => void;
  /** What becomes of bytes on their way to the client. */
  readonly bytes?: (chunk: Buffer) => Buffer;
}

/** A TCP proxy in front of a device, which passes everything on or does harm. Connections that are open meet a new fault too. */
export class FaultProxy {
  readonly #service: TcpService;
  readonly #upstreams = new Set<Socket>();
  fault: ProxyFault = {};
  /** Port of the device on 127.0.0.1, for new connections. */
  target: number;

  private constructor(target: number, service: TcpService) {
    this.target = target;
    this.#service = service;
  }

  static async start(target: number): Promise<FaultProxy> {
    const service = await TcpService.start((client) => proxy.#accept(client));
    const proxy = new FaultProxy(target, service);
    return proxy;
  }

  get port(): number {
    return this.#service.port;
  }

  /** Connections that are open, on either side. */
  get open(): number {
    return this.#service.open + this.#upstreams.size;
  }

  /** Ends all connections with a reset; new ones are accepted. */
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

  #accept(client: Socket): void {
    if (this.fault.connection !== undefined) {
      this.fault.connection(client);
      return;
    }
    const upstream = connect(this.target, '127.0.0.1');
    this.#upstreams.add(upstream);
    upstream.on('error', () => client.destroy()).once('close', () => this.#upstreams.delete(upstream));
    const collector = new AnswerCollector((answer) => this.fault.answer?.(answer, client));
    client.on('data', (chunk) => {
      if (this.fault.request === undefined) {
        upstream.write(chunk);
      } else {
        this.fault.request(client);
      }
    });
    upstream.on('data', (chunk) => {
      if (this.fault.answer !== undefined) {
        collector.add(chunk);
      } else if (client.writable) {
        client.write(this.fault.bytes?.(chunk) ?? chunk);
      }
    });
    upstream.once('close', () => client.end());
    client.once('close', () => upstream.destroy());
  }
}
