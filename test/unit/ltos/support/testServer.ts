import { createServer as createHttp, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer as createTcp, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly headers: IncomingMessage['headers'];
}

export interface TestServer {
  readonly origin: string;
  readonly port: number;
  readonly requests: SeenRequest[];
  /** Connections accepted so far, and those still open. */
  readonly accepted: () => number;
  readonly open: () => number;
  readonly server: Server;
}

export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

/** A server on 127.0.0.1 that is closed when the test ends. */
export async function startServer(handler: RequestListener, keyPair?: KeyPair): Promise<TestServer> {
  const requests: SeenRequest[] = [];
  const listener: RequestListener = (request, response) => {
    const { method = '', url = '', headers } = request;
    requests.push({ method, url, authorization: headers.authorization, headers });
    request.resume();
    handler(request, response);
  };
  const server = keyPair === undefined ? createHttp(listener) : createHttps(keyPair, listener);
  const sockets = trackSockets(server);
  const port = await listen(server);
  return {
    origin: `${keyPair === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    requests,
    accepted: () => sockets.accepted,
    open: () => sockets.open.size,
    server,
  };
}

/** A bare TCP server on 127.0.0.1 that is closed when the test ends. */
export async function startTcpServer(handler: (socket: Socket) => void): Promise<{ readonly port: number; readonly server: TcpServer }> {
  const server = createTcp((socket) => {
    socket.on('error', () => undefined);
    handler(socket);
  });
  trackSockets(server);
  return { port: await listen(server), server };
}

async function listen(server: TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function trackSockets(server: TcpServer): { accepted: number; open: Set<Socket> } {
  const state = { accepted: 0, open: new Set<Socket>() };
  server.on('connection', (socket: Socket) => {
    state.accepted += 1;
    state.open.add(socket);
    socket.on('close', () => state.open.delete(socket));
  });
  onTestFinished(async () => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      state.open.forEach((socket) => socket.destroy());
    });
  });
  return state;
}

/** Answers with JSON. */
export function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

/** A good answer of a device whose API generation is `version`. */
export function envelope(version = '10.21.016'): object {
  return { 'system-information': { 'API Version': `LANTIME REST API V${version}` }, data: { 'object-id': 'status' } };
}

/** Resolves when `condition` holds; looked at once per turn of the event loop. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
