import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FleetMetrics } from './fleetMetrics';
import { bracketed, isLoopbackAddress } from './hostText';
import { metricsServerError } from './metricsServerError';

/** What `/healthz` answers, so that another window can tell this server from a stranger's. */
export const healthText = 'PSX Explorer metrics: ok\n';

export interface MetricsServerOptions {
  readonly metrics: Pick<FleetMetrics, 'text' | 'contentType'>;
  /** IP address or host name to listen on. */
  readonly address: string;
  /** 0: a free one. */
  readonly port: number;
  /** Told when the metrics could not be put together; the client is answered 500 without details. */
  readonly onError?: (error: unknown) => void;
}

/** A running server of metrics. */
export interface MetricsServer {
  /** Where Prometheus finds them: `http://127.0.0.1:10319/metrics`. */
  readonly url: string;
  readonly port: number;
  /** Only this computer can reach it. */
  readonly isLoopback: boolean;
  /** Stops at once, open connections included. */
  close(): Promise<void>;
}

const mostConnections = 32;
const requestLimitMs = 10_000;
const idleLimitMs = 60_000;

/**
 * Serves `GET` and `HEAD` of `/metrics` and `/healthz`, and nothing else. It changes nothing and knows no log-in, so whoever reaches it may read.
 * Rejects with a `MetricsServerError` when it cannot listen.
 */
export async function startMetricsServer({ metrics, address, port, onError }: MetricsServerOptions): Promise<MetricsServer> {
  let isLoopback = true;
  const server = createServer({ maxHeaderSize: 8 * 1024, requestTimeout: requestLimitMs, headersTimeout: requestLimitMs, keepAliveTimeout: idleLimitMs }, (request, response) => {
    // What somebody sends along is of no interest, but must not fill the socket.
    request.resume();
    if (isLoopback && !isLoopbackHost(request.headers.host)) {
      // A web page whose name was made to point to this computer would be sent by a browser, with its own name.
      send(request, response, 421, 'Ask for 127.0.0.1, [::1] or localhost: only this computer is served.\n');
      return;
    }
    void answer(request, response, metrics).catch((error: unknown) => {
      onError?.(error);
      if (!response.headersSent) {
        send(request, response, 500, 'The metrics could not be put together.\n');
      }
    });
  });
  server.maxConnections = mostConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(metricsServerError(`${bracketed(address)}:${port}`, error)));
    server.listen({ host: address, port }, resolve);
  });
  server.on('error', (error) => onError?.(error));
  // A string is the address of a pipe, which was not asked for.
  const bound = server.address() as AddressInfo;
  isLoopback = isLoopbackAddress(bound.address);
  return {
    url: `http://${bracketed(bound.address)}:${bound.port}/metrics`,
    port: bound.port,
    isLoopback,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, metrics: MetricsServerOptions['metrics']): Promise<void> {
  const [path = ''] = (request.url ?? '').split('?', 1);
  if (path !== '/metrics' && path !== '/healthz') {
    send(request, response, 404, 'There are /metrics and /healthz.\n');
  } else if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    send(request, response, 405, 'Only GET and HEAD are served.\n');
  } else if (path === '/healthz') {
    send(request, response, 200, healthText);
  } else {
    send(request, response, 200, await metrics.text(), metrics.contentType);
  }
}

function send(request: IncomingMessage, response: ServerResponse, status: number, body: string, contentType = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** HTTP/1.0 needs no Host header; browsers always send one. */
function isLoopbackHost(host: string | undefined): boolean {
  if (host === undefined) {
    return true;
  }
  const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || isLoopbackAddress(name);
}
