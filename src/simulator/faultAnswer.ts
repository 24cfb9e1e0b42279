import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type Answer, errorAnswer, jsonAnswer, textAnswer, unauthorizedAnswer, webPage } from './answer';
import type { FaultEffect } from './simulatorFault';

/** Size of the `tooLarge` answer: just more than 16 MiB. */
const tooLargeBytes = 17 * 1024 * 1024;

/** Sends an answer as it is. */
export function sendAnswer(response: ServerResponse, answer: Answer): void {
  sendBytes(response, answer, Buffer.from(answer.body, 'utf8'));
}

/** Sends what a fault makes of the usual answer. `usual` is only called when the fault needs it. */
export function sendFaultyAnswer(response: ServerResponse, fault: FaultEffect, usual: () => Answer): void {
  switch (fault.kind) {
    case 'truncated':
      sendTruncated(response, usual());
      break;
    case 'gzip':
      sendGzip(response, usual());
      break;
    case 'tooLarge':
      sendTooLarge(response);
      break;
    default:
      sendAnswer(response, faultyAnswer(fault, usual));
  }
}

type CompleteFault = Exclude<FaultEffect, { kind: 'truncated' | 'gzip' | 'tooLarge' }>;

/** The answer under a fault that leaves HTTP itself in order. */
function faultyAnswer(fault: CompleteFault, usual: () => Answer): Answer {
  switch (fault.kind) {
    case 'unauthorized':
      return unauthorizedAnswer();
    case 'forbidden':
      return textAnswer(403, 'Forbidden\n');
    case 'notFound':
      return errorAnswer(404, 'Not Found');
    case 'throttled':
      return textAnswer(429, 'Too Many Requests\n', retryAfter(fault));
    case 'unavailable':
      return textAnswer(503, 'Service Unavailable\n');
    case 'serverError':
      return textAnswer(500, 'Internal Server Error\n');
    case 'html':
      return webPage('LANTIME', 'Please log in.');
    case 'apiDisabled':
      return webPage('404 Not Found', 'The requested page was not found on this device.', 404);
    case 'wrongShape':
      return jsonAnswer('[\n  1,\n  2\n]\n');
    case 'emptyBody':
      return jsonAnswer('');
    case 'redirect':
      return textAnswer(fault.status ?? 302, '', { Location: fault.location });
    case 'truncatedJson':
      return withBody(usual(), (body) => body.slice(0, Math.ceil(body.length / 2)));
    case 'blankLinesAndBom':
      return withBody(usual(), (body) => `\uFEFF\r\n\r\n\n${body}\r\n\r\n`);
    case 'resetConnection':
    case 'resetOnReuse':
    case 'noAnswer':
    case 'delay':
    case 'plainOnTls':
      // What these do, they do to the connection or to the time; an answer, if any, is the usual one.
      return usual();
  }
}

function sendBytes(response: ServerResponse, answer: Answer, body: Buffer): void {
  response.writeHead(answer.status, {
    'Content-Type': answer.contentType,
    'Content-Length': body.length,
    ...answer.headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

function sendTruncated(response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body, 'utf8');
  response.writeHead(answer.status, { 'Content-Type': answer.contentType, 'Content-Length': body.length });
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => {
    response.destroy();
  });
}

function sendGzip(response: ServerResponse, answer: Answer): void {
  const headers = { ...answer.headers, 'Content-Encoding': 'gzip' };
  sendBytes(response, { ...answer, headers }, gzipSync(answer.body));
}

/** Streams valid JSON at the pace at which the other side reads, and stops when it hangs up. */
function sendTooLarge(response: ServerResponse): void {
  const chunk = 'x'.repeat(64 * 1024);
  let sentBytes = 0;
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.write('{"data":"');
  const pump = (): void => {
    while (sentBytes < tooLargeBytes && !response.destroyed) {
      sentBytes += chunk.length;
      if (!response.write(chunk)) {
        response.once('drain', pump);
        return;
      }
    }
    response.end('"}');
  };
  pump();
}

function withBody(answer: Answer, change: (body: string) => string): Answer {
  return { ...answer, body: change(answer.body) };
}

function retryAfter(fault: FaultEffect & { kind: 'throttled' }): Record<string, string> {
  const value = fault.retryAfterDate?.toUTCString() ?? fault.retryAfterSeconds?.toString();
  return value === undefined ? {} : { 'Retry-After': value };
}
