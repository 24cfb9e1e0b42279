import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { type AddressInfo, isIP, type Socket } from 'node:net';
import { type Answer, errorAnswer, jsonAnswer, unauthorizedAnswer, webPage } from './answer';
import { Auth, authorizationKind, randomPassword } from './auth';
import { createCertificate, fingerprint256 } from './certificate';
import { Connections } from './connections';
import { ltosText } from './envelope';
import { sendAnswer, sendFaultyAnswer } from './faultAnswer';
import { FaultSwitch } from './faultSwitch';
import { RequestLog } from './requestLog';
import type { RequestRecord, SimulatedDevice } from './simulatedDevice';
import type { DeviceServerOptions, ServerCertificate } from './simulatorOptions';
import type { SimulatorFault } from './simulatorFault';

/** Answers an authorized GET of a path under `/api`. */
export type ApiHandler = (pathname: string, query: URLSearchParams) => Answer;

/** A device's HTTP or HTTPS server: log-in, error menu, request log. What it answers is the handler's business. */
export class DeviceServer implements SimulatedDevice {
  readonly #options: DeviceServerOptions;
  readonly #handler: ApiHandler;
  readonly #server: Server | HttpsServer;
  readonly #auth: Auth;
  readonly #connections = new Connections();
  readonly #faults = new FaultSwitch();
  readonly #log = new RequestLog();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #now: () => number;
  readonly host: string;
  #certificate: ServerCertificate | undefined;
  #stopping: Promise<void> | undefined;

  private constructor(options: DeviceServerOptions, handler: ApiHandler, certificate: ServerCertificate | undefined) {
    this.#options = options;
    this.#handler = handler;
    this.#certificate = certificate;
    this.#now = options.now ?? Date.now;
    this.#auth = new Auth(options.user ?? 'info', options.password ?? randomPassword());
    this.host = options.host ?? '127.0.0.1';
    this.#server = certificate ? createHttpsServer(certificate) : createHttpServer();
    this.#server.keepAliveTimeout = 60_000;
    this.#server.on('request', (request, response) => this.#serve(request, response));
    this.#server.on('clientError', (_error, socket) => socket.destroy());
    this.#watchConnections();
  }

  /** Starts to listen. Rejects as Node does, e.g. with code `EADDRINUSE`. */
  static async start(options: DeviceServerOptions, handler: ApiHandler): Promise<DeviceServer> {
    const certificate = options.https ? (options.certificate ?? (await newCertificate(options.host))) : undefined;
    const device = new DeviceServer(options, handler, certificate);
    await new Promise<void>((resolve, reject) => {
      device.#server.once('error', reject);
      device.#server.listen(options.port ?? 0, device.host, () => {
        device.#server.off('error', reject);
        resolve();
      });
    });
    return device;
  }

  get url(): string {
    const host = isIP(this.host) === 6 ? `[${this.host}]` : this.host;
    return `${this.#certificate ? 'https' : 'http'}://${host}:${this.port}`;
  }

  get port(): number {
    // Only a listening TCP server is ever handed out, and only `stop` takes its address away.
    return (this.#server.address() as AddressInfo | null)?.port ?? 0;
  }

  get user(): string {
    return this.#auth.user;
  }

  get password(): string {
    return this.#auth.password;
  }

  get fingerprint256(): string | undefined {
    return this.#certificate && fingerprint256(this.#certificate);
  }

  get requests(): readonly RequestRecord[] {
    return this.#log.records;
  }

  get fault(): SimulatorFault | undefined {
    return this.#faults.current;
  }

  clearRequests(): void {
    this.#log.clear();
  }

  setFault(fault: SimulatorFault | undefined): void {
    this.#faults.set(fault);
  }

  setPassword(password: string): void {
    this.#auth.setPassword(password);
  }

  expireTokens(): void {
    this.#auth.expireTokens();
  }

  async renewCertificate(): Promise<void> {
    if (!('setSecureContext' in this.#server)) {
      throw new Error('Only a simulated device with HTTPS has a certificate.');
    }
    this.#certificate = await newCertificate(this.host);
    this.#server.setSecureContext(this.#certificate);
  }

  stop(): Promise<void> {
    this.#stopping ??= new Promise((resolve) => {
      this.#timers.forEach((timer) => clearTimeout(timer));
      this.#server.close(() => resolve());
      this.#connections.closeAll();
    });
    return this.#stopping;
  }

  /** Notes every TCP connection before HTTP or TLS gets it, so that `plainOnTls` can step in. */
  #watchConnections(): void {
    const listeners = this.#server.listeners('connection') as ((socket: Socket) => void)[];
    this.#server.removeAllListeners('connection');
    this.#server.on('connection', (socket: Socket) => {
      this.#connections.add(socket);
      if (this.#certificate && this.#faults.takePlainOnTls()) {
        socket.on('error', () => socket.destroy());
        // Read on, or the end of the other side is never seen and the connection stays.
        socket.resume();
        socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
        return;
      }
      listeners.forEach((listener) => listener.call(this.#server, socket));
    });
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '/';
    const connection = this.#connections.countRequest(request.socket);
    const noteStatus = this.#log.add({
      method: request.method ?? '',
      path,
      authorization: authorizationKind(request.headers.authorization),
      at: this.#now(),
      connectionId: connection.id,
    });
    request.resume();
    // Noted before the client can act on the answer, whatever happens to its body.
    const writeHead = response.writeHead.bind(response);
    response.writeHead = ((...head: Parameters<typeof writeHead>) => {
      noteStatus(head[0]);
      return writeHead(...head);
    }) as typeof response.writeHead;

    const fault = this.#faults.take(path, connection.requests);
    const answer = (): Answer => this.#answer(request, path);
    if (fault === undefined) {
      sendAnswer(response, answer());
    } else if (fault.kind === 'resetConnection' || fault.kind === 'resetOnReuse') {
      this.#connections.reset(request.socket);
    } else if (fault.kind === 'delay') {
      this.#later(fault.ms, () => sendAnswer(response, answer()));
    } else if (fault.kind !== 'noAnswer') {
      sendFaultyAnswer(response, fault, answer);
    }
  }

  #answer(request: IncomingMessage, path: string): Answer {
    // Not `new URL`: it throws for what a client may well send, such as `//`.
    const [pathname = '/', search = ''] = path.split('?', 2);
    if (!/^\/api(\/|$)/.test(pathname)) {
      return pathname === '/'
        ? webPage('LANTIME M3000', 'Web interface of a simulated device.')
        : webPage('404 Not Found', 'There is no such page.', 404);
    }
    if (pathname === '/api/get-token' && this.#options.getToken !== 'absent') {
      return this.#getToken(request);
    }
    if (!this.#auth.accepts(request.headers.authorization)) {
      return unauthorizedAnswer();
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return { ...errorAnswer(405, 'Method Not Allowed'), headers: { Allow: 'GET, HEAD' } };
    }
    return this.#handler(pathname, new URLSearchParams(search));
  }

  #getToken(request: IncomingMessage): Answer {
    if (!this.#auth.acceptsBasic(request.headers.authorization)) {
      return unauthorizedAnswer();
    }
    if (request.method !== 'PUT') {
      return { ...errorAnswer(405, 'Method Not Allowed'), headers: { Allow: 'PUT' } };
    }
    const token = this.#auth.issueToken();
    return jsonAnswer(ltosText(this.#options.getToken === 'wrapped' ? { data: { token } } : { token }));
  }

  #later(ms: number, action: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, ms);
    this.#timers.add(timer);
  }
}

function newCertificate(host = '127.0.0.1'): Promise<ServerCertificate> {
  return createCertificate({ addresses: isIP(host) ? [host] : [] });
}
