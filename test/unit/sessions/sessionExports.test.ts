import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import draft06 from 'ajv/dist/refs/json-schema-draft-06.json';
import fc from 'fast-check';
import type { Har } from 'har-format';
import { describe, expect, it } from 'vitest';
import type { HttpSession } from '../../../src/model/httpSession';
import { curlCommand } from '../../../src/sessions/curlCommand';
import { harChunks } from '../../../src/sessions/harExport';
import { jsonChunks } from '../../../src/sessions/jsonExport';
import { SessionLogs } from '../../../src/sessions/sessionLogs';
import { finishedRequest, lostRequest, startedRequest } from './requests';

const context = { version: '0.2.0', device: (deviceId: string) => ({ name: `Device ${deviceId}`, origin: deviceId === 'gone' ? '' : 'https://[fd00::1]:8443' }) };

function recorded(): readonly HttpSession[] {
  const logs = new SessionLogs({ maxCount: 100, rowLimitBytes: 20, totalLimitBytes: 1000 });
  const put = startedRequest(2, {
    method: 'PUT',
    uri: '/api/get-token?token=abc&raw=[1]',
    requestHeaders: { Authorization: 'Basic aHVudGVyMjI=', 'Content-Type': 'application/json' },
    requestBody: '{"password":"hunter22"}',
  });
  logs.started(startedRequest(1));
  logs.finished(lostRequest(startedRequest(1)));
  logs.started(put);
  logs.finished(finishedRequest(put, { body: 'x'.repeat(50), responseHeaders: { 'content-type': 'text/html', 'content-encoding': 'gzip', location: '/b' } }));
  logs.started(startedRequest(3, { repeatOf: 2, deviceId: 'gone' }));
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
      request: { url: 'https://[fd00::1]:8443/api/status', bodySize: 0 },
      response: { status: 0, bodySize: -1 },
      comment: 'No answer within 15 s. Check the network.',
      _error: { kind: 'timeout' },
    });
    expect(put).toMatchObject({
      time: 50,
      timings: { blocked: 1, dns: -1, connect: 5, ssl: 3, send: 0, wait: 40, receive: 4 },
      request: { queryString: [{ name: 'token', value: '[redacted]' }, { name: 'raw', value: '[1]' }], postData: { mimeType: 'application/json' } },
      response: { status: 200, redirectURL: '/b', bodySize: -1, content: { size: 50, text: 'x'.repeat(20), comment: 'Not whole.' } },
      comment: 'The request data are not whole. The response data are not whole.',
    });
    expect(put?.request.url).toBe('https://[fd00::1]:8443/api/get-token?token=%5Bredacted%5D&raw=%5B1%5D');
    expect(pending).toMatchObject({ pageref: 'gone', request: { url: 'http://device.invalid/api/status' }, comment: 'Under way when this was exported. Follows from request 2.' });
  });

  it('holds no secret', () => {
    const text = [...harChunks(recorded(), context), ...jsonChunks(recorded())].join('');
    expect(text).not.toMatch(/hunter22|aHVudGVyMjI|abc/);
  });

  it('is valid whatever the device and the person wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.webPath(), fc.option(fc.double({ noNaN: true, min: -1e9, max: 1e9 })), (text, origin, path, ms) => {
        const session: HttpSession = {
          id: 1,
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
        expect(validate(parsed(harChunks([session], { version: '1', device: () => ({ name: text, origin }) })))).toEqual([]);
      }),
    );
  });
});

describe('the export as JSON', () => {
  it('is what was recorded, with readable times', () => {
    const sessions = parsed(jsonChunks(recorded())) as HttpSession[];
    expect(sessions.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(sessions[1]).toMatchObject({ ...recorded()[1], requestDate: '1970-01-01T00:00:02.000Z', responseDate: '1970-01-01T00:00:02.050Z' });
    expect(parsed(jsonChunks([]))).toEqual([]);
  });
});

describe('a request as a cURL command', () => {
  const session: HttpSession = {
    id: 1,
    deviceId: 'a',
    method: 'PUT',
    uri: '/api/x?a=[1]',
    requestTime: 0,
    requestHeaders: { authorization: '[redacted]', accept: 'application/json', 'accept-encoding': 'gzip', host: 'h', 'x-api-key': '[redacted]' },
    requestData: `it's "quoted" $HOME \`id\`\n\\`,
  };

  it('has everything but the secrets and what curl writes itself', () => {
    expect(curlCommand({ ...session, requestData: '{}' }, 'https://h:1')).toBe(
      `curl --request 'PUT' --user USERNAME --header 'accept: application/json' --compressed --data-raw '{}' 'https://h:1/api/x?a=%5B1%5D'`,
    );
    expect(curlCommand({ id: 1, deviceId: 'a', method: 'GET', uri: '/', requestTime: 0 }, 'http://h')).toBe(`curl 'http://h/'`);
    expect(curlCommand({ id: 1, deviceId: 'a', method: 'HEAD', uri: '/', requestTime: 0 }, 'http://h')).toBe(`curl --head 'http://h/'`);
  });

  it.skipIf(process.platform === 'win32')('is safe in a shell: the arguments arrive as they are', () => {
    const command = curlCommand(session, 'https://h');
    const output = execFileSync('sh', ['-c', command.replace(/^curl/, `printf '%s\\0'`)], { encoding: 'utf8' });
    expect(output.split('\0')).toContain(session.requestData);
  });
});
