import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HttpSession } from '../../../src/model/httpSession';
import type { FaultKind } from '../../../src/model/fault';
import { offsetIsoTime } from '../../../src/model/offsetTime';
import { sessionExportFormats } from '../../../src/views/httpSessions/exportFormats';
import { prettyJson } from '../../../src/views/httpSessions/prettyJson';
import { sessionColumns } from '../../../src/views/httpSessions/sessionColumns';
import { sessionDetail } from '../../../src/views/httpSessions/sessionDetail';
import { scopeOf, scopeOfArgument, subjectOf } from '../../../src/views/deviceScope/deviceScope';
import { columnCsvChunks } from '../../../src/views/table/columnTexts';
import { exportChoices } from '../../../src/views/table/exportArgument';
import { FleetStore } from '../../../src/polling/fleetStore';
import { LocalTimes } from '../../../src/views/table/localTimes';
import { deviceConfig } from './commandFixture';

const requestTime = Date.UTC(2026, 10, 23, 14, 31, 54, 120);
const times = new LocalTimes('de');

const answered = (changes: Partial<HttpSession> = {}): HttpSession => ({
  id: 142,
  deviceId: 'a',
  method: 'GET',
  uri: '/api/status/chassis0/slots/io3/module',
  requestTime,
  requestHeaders: { accept: 'application/json', authorization: '[redacted]' },
  responseTime: requestTime + 955,
  timeSpanMs: 955.4,
  status: 200,
  statusText: 'OK',
  responseHeaders: { 'content-type': 'application/json' },
  responseData: '{"a":1}\nsecond line',
  responseBytes: 31_234,
  timing: { queuedMs: 0, tcpMs: 2, firstByteMs: 930, bodyMs: 17, reusedSocket: false },
  ...changes,
});
const pending: HttpSession = { id: 143, deviceId: 'a', method: 'PUT', uri: '/api', requestTime, requestData: '{"x":1}' };
const lost = (kind: FaultKind, changes: Partial<HttpSession> = {}): HttpSession => ({
  id: 144,
  deviceId: 'a',
  method: 'GET',
  uri: '/api',
  requestTime,
  timing: { queuedMs: 0, reusedSocket: true },
  error: { kind, message: 'No answer from 10.0.4.20 within 15 s.', hint: 'Check the network.' },
  ...changes,
});

describe('the columns of the HTTP sessions', () => {
  const columns = sessionColumns({ times });
  const cells = (session: HttpSession): Record<string, string> => Object.fromEntries(columns.map((column) => [column.label, column.shown?.(session) ?? column.text(session)]));

  it('are the nine of the connector in its order, then those on demand', () => {
    expect(columns.filter(({ isHiddenAtFirst }) => isHiddenAtFirst !== true).map(({ label }) => label)).toEqual([
      'ID',
      'Method',
      'URI',
      'Time Span',
      'Request Time',
      'Request Data',
      'Response Time',
      'Response Status',
      'Response Data',
    ]);
    expect(columns.filter(({ isHiddenAtFirst }) => isHiddenAtFirst).map(({ label }) => label)).toEqual(['Code', 'Size', 'Phases', 'Error']);
    const withDevice = sessionColumns({ times, deviceName: (id) => `device ${id}` });
    expect(withDevice.map(({ label }) => label).slice(0, 3)).toEqual(['ID', 'Device', 'Method']);
    expect(withDevice[1]?.text(pending)).toBe('device a');
  });

  it('show an answer', () => {
    const shown = cells(answered());
    expect(shown).toMatchObject({ ID: '142', Method: 'GET', 'Time Span': '955 ms', 'Response Status': 'OK', Code: '200', Size: '31.2 kB', Error: '' });
    expect(shown['Request Time']).toBe(times.format(requestTime));
    expect(shown['Response Data']).toContain('{"a":1}');
    expect(shown['Response Data']).not.toMatch(/\n/);
    expect(shown.Phases).toBe('Queued 0 · TCP 2 · First byte 930 · Body 17 ms');
  });

  it('show nothing of an answer that is still awaited', () => {
    expect(cells(pending)).toMatchObject({ 'Time Span': '', 'Response Time': '', 'Response Status': '', 'Response Data': '', Code: '', 'Request Data': '{"x":1}' });
  });

  it('show N/A and the cause where no answer came', () => {
    expect(cells(lost('timeout'))).toMatchObject({ 'Time Span': 'N/A', 'Response Time': 'N/A', 'Response Status': 'N/A (timeout)', Code: 'N/A', 'Response Data': '' });
    expect(cells(lost('refused'))['Response Status']).toBe('N/A (connection refused)');
    expect(cells(lost('truncated', { status: 200, statusText: 'OK' }))['Response Status']).toBe('OK (cut short)');
    expect(cells(answered({ status: 429, statusText: '' }))['Response Status']).toBe('Too Many Requests');
    expect(cells(answered({ status: 799, statusText: '' }))['Response Status']).toBe('799');
  });

  it('hold no text of a device that a page could take for anything else', () => {
    const hostile = 'a\u202Eb\u0000c\u001b[31m<script>\u2028';
    const row = answered({ uri: hostile, statusText: hostile, responseData: hostile.repeat(100), requestData: hostile });
    for (const text of Object.values(cells(row))) {
      expect(text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2028\u2029]/u);
      expect(text.length).toBeLessThan(1_000);
    }
    expect(columns.find(({ id }) => id === 'responseData')?.text(row)).toBe(row.responseData);
  });

  it('sort by numbers where the text is one, and put what is not there last', () => {
    const key = (id: string, session: HttpSession) => columns.find((column) => column.id === id)?.sortKey(session);
    expect(key('timeSpan', answered())).toBe(955.4);
    expect(key('timeSpan', lost('timeout'))).toBeUndefined();
    expect(key('requestTime', pending)).toBe(requestTime);
    expect(key('responseStatus', pending)).toBeUndefined();
  });
});

describe('the HTTP sessions as CSV', () => {
  const lines = (...sessions: readonly HttpSession[]): readonly string[] => [...columnCsvChunks(sessionColumns({ times }), sessions)].map((line) => line.trimEnd());

  it('have plain numbers, with their units in the heads of the columns, and times with their offsets', () => {
    const [head, row] = lines(answered({ responseData: '[1]', timing: { queuedMs: 0.12345, tcpMs: 2, firstByteMs: 930, bodyMs: 17.5, reusedSocket: false } }));
    expect(head).toBe(
      'ID,Method,URI,Time Span (ms),Request Time,Request Data,Response Time,Response Status,Response Data,Code,Size (bytes),' +
        'Queued (ms),DNS (ms),TCP (ms),TLS (ms),First Byte (ms),Body (ms),Socket Reused,Error',
    );
    expect(row).toBe(
      `142,GET,/api/status/chassis0/slots/io3/module,955.4,${offsetIsoTime(requestTime)},,${offsetIsoTime(requestTime + 955)},OK,[1],200,31234,0.123,,2,,930,17.5,false,`,
    );
  });

  it('leave empty what is not known', () => {
    const [, waiting, gone] = lines(pending, lost('timeout'));
    expect(waiting).toBe(`143,PUT,/api,,${offsetIsoTime(requestTime)},"{""x"":1}",,,,,,,,,,,,,`);
    expect(gone).toBe(`144,GET,/api,,${offsetIsoTime(requestTime)},,,N/A (timeout),,,,0,,,,,,true,timeout: No answer from 10.0.4.20 within 15 s.`);
  });
});

describe('times with their offsets', () => {
  it.each([
    [60, '2026-11-23T15:31:54.120+01:00'],
    [-210, '2026-11-23T11:01:54.120-03:30'],
    [0, '2026-11-23T14:31:54.120+00:00'],
  ])('say what the clock shows, %i min from UTC', (offsetMinutes, expected) => {
    expect(offsetIsoTime(requestTime, offsetMinutes)).toBe(expected);
  });

  it('are the same moment', () => {
    expect(Date.parse(offsetIsoTime(requestTime))).toBe(requestTime);
  });
});

describe('the detail of an HTTP session', () => {
  const detailOf = (session: HttpSession, all: readonly HttpSession[] = [session]) =>
    sessionDetail(session, { tableId: 't', times, deviceName: () => 'GM-North', sessions: () => all });

  it('holds phases, headers and bodies', () => {
    const detail = detailOf(answered());
    expect(detail.title).toBe('142 · GET /api/status/chassis0/slots/io3/module');
    expect(detail.phases?.map(({ label, ms, colour }) => [label, ms, colour])).toEqual([['Queued', 0, 0], ['TCP', 2, 2], ['First byte', 930, 4], ['Body', 17, 5]]);
    expect(detail.blocks.map(({ id }) => id)).toEqual(['requestHeaders', 'responseHeaders', 'responseData']);
    expect(detail.facts).toContainEqual({ label: 'Response status', value: '200 OK' });
  });

  it('says why there is no answer, and what to do', () => {
    const detail = detailOf(lost('timeout'));
    expect(detail.facts).toContainEqual({ label: 'Error', value: 'No answer from 10.0.4.20 within 15 s.', tone: 'error' });
    expect(detail.facts).toContainEqual({ label: 'What to do', value: 'Check the network.' });
    expect(detailOf(lost('throttled')).facts.find(({ label }) => label === 'Error')?.tone).toBe('warning');
  });

  it('says that a body was cut, and how much there was', () => {
    const note = (cut: HttpSession['responseDataCut']) => {
      const [block] = detailOf(answered({ responseDataCut: cut, ...(cut === 'totalLimit' ? { responseData: undefined } : {}) })).blocks.slice(-1);
      return block?.kind === 'text' ? block.note : undefined;
    };
    expect(note('rowLimit')).toMatch(/bodyLimit.*31\.2 kB/);
    expect(note('totalLimit')).toMatch(/totalBodyLimit/);
    expect(note(undefined)).toBeUndefined();
  });

  it('leads to the session that it repeats, and to those that repeat it', () => {
    const [first, second, third] = [answered({ id: 1 }), answered({ id: 2, repeatOf: 1 }), answered({ id: 3, repeatOf: 2 })];
    const all = [first, second, third];
    expect(detailOf(second, all).links?.map(({ key }) => key)).toEqual(['1', '3']);
    expect(detailOf(first, all).links?.map(({ key }) => key)).toEqual(['2']);
    expect(detailOf(second, [second]).links).toEqual([]);
  });
});

describe('local times', () => {
  it.each(['en', 'de', 'fr', 'ja', 'zh-cn', 'ar-EG', 'fa'])('are what Intl says, in %s', (language) => {
    const options = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
    const format = new Intl.DateTimeFormat(language, options);
    const exact = new Intl.DateTimeFormat(language, { ...options, fractionalSecondDigits: 3 });
    const local = new LocalTimes(language);
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2100, 0) }), (epochMs) => {
        expect(local.format(epochMs)).toBe(format.format(epochMs).replace(/[\u00A0\u202F]/g, ' '));
        expect(local.formatExactly(epochMs)).toBe(exact.format(epochMs).replace(/[\u00A0\u202F]/g, ' '));
      }),
    );
  });

  it('fall back when the language is none', () => {
    expect(new LocalTimes('not a language').format(requestTime)).toMatch(/2026|26/);
  });

  it('show milliseconds when asked for them', () => {
    expect(times.formatExactly(requestTime)).toContain('120');
  });
});

describe('pretty JSON', () => {
  it('breaks lines as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, undefined, 2));
      }),
    );
  });

  it('keeps numbers as they were written, and every member', () => {
    expect(prettyJson(' {"id":12345678901234567890, "a" : 1.50,"a":[ ],"b":{}} ')).toBe('{\n  "id": 12345678901234567890,\n  "a": 1.50,\n  "a": [],\n  "b": {}\n}');
  });

  it('leaves alone what is not JSON', () => {
    expect(prettyJson('{"a":1')).toBeUndefined();
    expect(prettyJson('')).toBeUndefined();
  });

  it('copes with long and deep texts', () => {
    expect(prettyJson(JSON.stringify('x\\"'.repeat(500_000)))?.length).toBeGreaterThan(1_500_000);
    expect(prettyJson('['.repeat(3000) + ']'.repeat(3000))).toContain('[]');
  });
});

describe('what a command is about', () => {
  it('survives the way through a page', () => {
    for (const scope of [{ deviceId: undefined }, { deviceId: 'a' }, { deviceId: 'all' }, { deviceId: '' }]) {
      expect(scopeOf(subjectOf(scope))).toEqual(scope);
    }
    expect(scopeOf('nonsense')).toBeUndefined();
  });

  const fleet = new FleetStore();
  fleet.setDevices([deviceConfig('a')]);

  it('is the device of its argument, all devices when it says so, and asked for otherwise', () => {
    expect(scopeOfArgument({ fleet }, { kind: 'device', deviceId: 'a' })).toEqual({ deviceId: 'a' });
    expect(scopeOfArgument({ fleet }, { all: true, format: 'har' })).toEqual({ deviceId: undefined });
    for (const unsaid of [undefined, {}, { format: 'har' }, { all: false }]) {
      expect(scopeOfArgument({ fleet }, unsaid)).toBeUndefined();
    }
  });

  it.each([[{ deviceId: 5 }], [[]], ['a'], [{ deviceId: 'b' }], [{ all: 'yes' }], [{ all: true, deviceId: 'a' }]])('refuses %j', (argument) => {
    expect(() => scopeOfArgument({ fleet }, argument)).toThrow();
  });

  it('may name format and file', () => {
    expect(exportChoices({ deviceId: 'a', format: 'csv', file: '/tmp/x.csv' }, sessionExportFormats)).toEqual({ format: 'csv', file: '/tmp/x.csv' });
    expect(exportChoices({ kind: 'device', deviceId: 'a' }, sessionExportFormats)).toEqual({});
    expect(exportChoices(undefined, sessionExportFormats)).toEqual({});
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    for (const format of ['xls', 7, 7n, cyclic]) {
      expect(() => exportChoices({ format }, sessionExportFormats)).toThrow(/^There is no export as .+\. Use "/);
    }
    expect(() => exportChoices({ format: 'exe' }, sessionExportFormats)).toThrow(/"har", "csv", "json"/);
  });
});
