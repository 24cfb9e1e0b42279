import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import draft06 from 'ajv/dist/refs/json-schema-draft-06.json';
import fc from 'fast-check';
import type { Har, Timings } from 'har-format';
import { describe, expect, it } from 'vitest';
import type { FinishedRequest } from '../../../src/model/httpRequest';
import { curlCommand } from '../../../src/sessions/curlCommand';
import { harChunks } from '../../../src/sessions/harExport';
import { jsonChunks } from '../../../src/sessions/jsonExport';
import type { RecordedSession } from '../../../src/sessions/recordedSession';
import { SessionLogs } from '../../../src/sessions/sessionLogs';
import { finishedRequest, lostRequest, startedRequest } from './requests';

const context = { version: '0.2.0', deviceName: (deviceId: string) => `Device ${deviceId}` };
const origin = 'https://[fd00::1]:8443';

function recorded(): readonly RecordedSession[] {
  const logs = new SessionLogs({ maxCount: 100, totalCount: 100, rowLimitBytes: 20, totalLimitBytes: 1000 });
  const put = startedRequest(2, {
    origin,
    method: 'PUT',
    uri: '/api/get-token?token=abc&raw=[1]',
    requestHeaders: { Authorization: 'Basic aHVudGVyMjI=', 'Content-Type': 'application/json' },
    requestBody: '{"password":"hunter22"}',
  });
  logs.started(startedRequest(1));
  logs.finished(lostRequest(startedRequest(1)));
  logs.started(put);
  logs.finished(finishedRequest(put, { body: 'x'.repeat(50), responseHeaders: { 'content-type': 'text/html', 'content-encoding': 'gzip', location: '/b' } }));
  logs.started(startedRequest(3, { repeatOf: 2, deviceId: 'gone', origin: '' }));
  return logs.sessions();
}

const harSchema = createRequire(import.meta.url)('har-schema') as Readonly<Record<string, object>>;
const ajv = new Ajv({ strict: false });
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
// The characters of RFC 3986; browsers let more pass.
ajv.addFormat('uri', (text) => URL.canParse(text) && /^(?:[\w.~:/?#@!$&'()*+,;=[\]-]|%[\dA-F]{2})*$/i.test(text) && !/\/\/[^/]*\/.*[[\]]/.test(text));
ajv.addFormat('ipv4', true).addFormat('ipv6', true);
ajv.addMetaSchema(draft06);
ajv.addSchema(Object.values(harSchema));

/** The errors by the schema of HAR. */
function validate(har: unknown): readonly unknown[] {
  return ajv.validate('har.json#', har) ? [] : (ajv.errors ?? []);
}

const parsed = (chunks: Iterable<string>): unknown => JSON.parse([...chunks].join(''));

describe('the export as HAR', () => {
  it('is valid by the schema, for all, some and no sessions', () => {
    expect(validate(parsed(harChunks(recorded(), context)))).toEqual([]);
    expect(validate(parsed(harChunks(recorded().slice(1, 2), context)))).toEqual([]);
    expect(validate(parsed(harChunks([], context)))).toEqual([]);
    expect(validate({ log: { version: '1.2' } })).not.toEqual([]);
  });

  it('tells what happened', () => {
    const { log } = parsed(harChunks(recorded(), context)) as Har;
    expect(log.pages?.map(({ id, title }) => [id, title])).toEqual([
      ['a', 'Device a'],
      ['gone', 'Device gone'],
    ]);
    const [lost, put, pending] = log.entries;
    expect(lost).toMatchObject({
      startedDateTime: '1970-01-01T00:00:01.000Z',
      time: 15_000,
      timings: { blocked: 0, dns: -1, connect: -1, send: 0, wait: 15_000, receive: 0 },
      request: { url: 'https://10.0.4.20/api/status', bodySize: 0 },
      response: { status: 0, bodySize: -1 },
      comment: 'No answer within 15 s. Check the network.',
      _error: { kind: 'timeout' },
    });
    expect(put).toMatchObject({
      // One millisecond in the queue, before the request left.
      startedDateTime: '1970-01-01T00:00:01.999Z',
      time: 50,
      timings: { blocked: 1, dns: -1, connect: 5, ssl: 3, send: 0, wait: 40, receive: 4 },
      request: { queryString: [{ name: 'token', value: '[redacted]' }, { name: 'raw', value: '[1]' }], postData: { mimeType: 'application/json' } },
      response: { status: 200, redirectURL: '/b', bodySize: -1, content: { size: 50, text: 'x'.repeat(20), comment: 'Not whole.' } },
      comment: 'The request data are not whole. The response data are not whole.',
    });
    expect(log.pages?.[0]?.startedDateTime).toBe('1970-01-01T00:00:01.000Z');
    expect(put?.request.url).toBe('https://[fd00::1]:8443/api/get-token?token=%5Bredacted%5D&raw=%5B1%5D');
    expect(pending).toMatchObject({ pageref: 'gone', request: { url: 'http://device.invalid/api/status' }, comment: 'Under way when this was exported. Follows from request 2.' });
  });

  it('shares the time among the phases, as long as there was one to wait for', () => {
    const timed = (changes: Partial<FinishedRequest>): { readonly time: number; readonly timings: Timings } | undefined => {
      const logs = new SessionLogs();
      const request = startedRequest(1);
      logs.started(request);
      logs.finished({ ...lostRequest(request), ...changes });
      return (parsed(harChunks(logs.sessions(), context)) as Har).log.entries[0];
    };
    // Refused while it connected, cut short in the middle of its answer, and complete with some time that belongs to no phase.
    expect(timed({ timing: { queuedMs: 7, dnsMs: 3, tcpMs: 90, reusedSocket: false }, waitedMs: 100 })).toMatchObject({
      time: 107,
      timings: { blocked: 7, dns: 3, connect: 90, wait: 7, receive: 0 },
    });
    expect(timed({ timing: { queuedMs: 0, firstByteMs: 30, reusedSocket: true }, waitedMs: 100 })).toMatchObject({ time: 100, timings: { wait: 30, receive: 70 } });
    expect(timed({ timing: { queuedMs: 5, firstByteMs: 30, bodyMs: 10, reusedSocket: true }, timeSpanMs: 45, waitedMs: undefined })).toMatchObject({
      time: 50,
      timings: { blocked: 5, wait: 35, receive: 10 },
    });
  });

  it('holds no secret', () => {
    const text = [...harChunks(recorded(), context), ...jsonChunks(recorded())].join('');
    expect(text).not.toMatch(/hunter22|aHVudGVyMjI|abc/);
  });

  it('is valid whatever the device and the person wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.webPath(), fc.option(fc.double({ noNaN: true, min: -1e9, max: 1e9 })), (text, sentTo, path, ms) => {
        const session: RecordedSession = {
          id: 1,
          origin: sentTo,
          deviceId: text,
          method: 'GET',
          uri: path === '' ? text : path,
          requestTime: 0,
          timing: { queuedMs: ms ?? 0, reusedSocket: false },
          status: 200,
          statusText: text,
          responseHeaders: { 'content-type': text, location: text },
          responseData: text,
        };
        expect(validate(parsed(harChunks([session], { version: '1', deviceName: () => text })))).toEqual([]);
      }),
    );
  });
});

describe('the export as JSON', () => {
  it('is what was recorded, with readable times', () => {
    const sessions = parsed(jsonChunks(recorded())) as RecordedSession[];
    expect(sessions.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(sessions[1]).toMatchObject({ ...recorded()[1], requestDate: '1970-01-01T00:00:02.000Z', responseDate: '1970-01-01T00:00:02.049Z' });
    expect(parsed(jsonChunks([]))).toEqual([]);
  });
});

describe('a request as a cURL command', () => {
  const session: RecordedSession = {
    id: 1,
    deviceId: 'a',
    origin: 'https://h:1',
    method: 'PUT',
    uri: '/api/x?a=[1]',
    requestTime: 0,
    requestHeaders: { authorization: '[redacted]', accept: 'application/json', 'accept-encoding': 'gzip', host: 'h', 'x-api-key': '[redacted]' },
    requestData: `it's "quoted" $HOME \`id\`\n\\`,
  };

  it('has everything but the secrets and what curl writes itself', () => {
    expect(curlCommand({ ...session, requestData: '{}' })).toBe(
      `curl --globoff --request 'PUT' --user USERNAME --header 'accept: application/json' --compressed --data-raw '{}' 'https://h:1/api/x?a=[1]'`,
    );
    const bare: RecordedSession = { id: 1, deviceId: 'a', origin: 'http://h', method: 'GET', uri: '/', requestTime: 0 };
    expect(curlCommand(bare)).toBe(`curl 'http://h/'`);
    expect(curlCommand({ ...bare, method: 'HEAD' })).toBe(`curl --head 'http://h/'`);
  });

  it('takes brackets and braces as they are', () => {
    const bare: RecordedSession = { id: 1, deviceId: 'a', origin: 'https://[fd00::1]:8443', method: 'GET', uri: '/api', requestTime: 0 };
    expect(curlCommand(bare)).toBe(`curl --globoff 'https://[fd00::1]:8443/api'`);
    expect(curlCommand({ ...bare, origin: 'http://h', uri: '/{a,b}' })).toBe(`curl --globoff 'http://h/{a,b}'`);
  });

  it('says that the body is not whole', () => {
    expect(curlCommand({ ...session, requestData: '{"a', requestDataCut: 'rowLimit' })).toMatch(/^# The request body was cut when it was recorded\.\ncurl .* --data-raw '\{"a' /);
    expect(curlCommand({ ...session, requestData: undefined, requestDataCut: 'totalLimit' })).toMatch(/^# The request body is not kept any more\.\ncurl (?!.*--data-raw)/);
  });

  it.skipIf(process.platform === 'win32')('is safe in a shell: the arguments arrive as they are', () => {
    const command = curlCommand({ ...session, requestDataCut: 'rowLimit' });
    const output = execFileSync('sh', ['-c', command.replace(/^curl/m, `printf '%s\\0'`)], { encoding: 'utf8' });
    expect(output.split('\0')).toContain(session.requestData);
  });
});
