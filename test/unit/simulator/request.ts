import { type Agent as HttpAgent, type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { type Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { TLSSocket } from 'node:tls';
import type { JsonObject } from '../../../src/model/json';
import type { SimulatedDevice } from '../../../src/simulator';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
  /** Of the certificate that the server showed. */
  readonly fingerprint256?: string;
}

export interface RequestSettings {
  readonly method?: string;
  /** The `Authorization` header; default the device's log-in, `null` none. */
  readonly authorization?: string | null;
  readonly agent?: HttpAgent | HttpsAgent;
  readonly signal?: AbortSignal;
}

/** The `Authorization` header of a log-in. */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** One request; rejects when the answer does not arrive whole. */
export function ask(device: SimulatedDevice, path: string, settings: RequestSettings = {}): Promise<Reply> {
  const { authorization = basic(device.user, device.password), method = 'GET', agent, signal } = settings;
  const request = device.url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: device.host,
        port: device.port,
        path,
        method,
        rejectUnauthorized: false,
        headers: authorization === null ? {} : { authorization },
        agent: agent ?? false,
        ...(signal && { signal }),
      },
      (response) => {
        // Now: a kept-alive response has lost its socket when it ends.
        const fingerprint256 =
          response.socket instanceof TLSSocket ? response.socket.getPeerCertificate().fingerprint256 : undefined;
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const body = Buffer.concat(chunks);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body,
            text: body.toString('utf8'),
            ...(fingerprint256 && { fingerprint256 }),
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

/** The JSON of a good answer. */
export async function askJson(device: SimulatedDevice, path: string): Promise<JsonObject> {
  return JSON.parse((await ask(device, path)).text) as JsonObject;
}

/** The node at a dotted path; list elements by index. */
export function at(node: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], node);
}
