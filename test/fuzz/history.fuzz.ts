import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect } from 'vitest';
import { AlarmBook } from '../../src/alarms/alarmBook';
import { parseAlarmNote, parseAlarmRecord, recordJson } from '../../src/alarms/alarmRecord';
import { History } from '../../src/history/history';
import { unpackRows } from '../../src/history/packedRows';
import type { Json } from '../../src/model/json';
import { address, event, sample } from '../history/fixture';
import { ManualClock } from '../history/manualClock';
import { fuzz } from './fuzz';
import { jsonWith, nearly } from './inputs';
import { expectPlain, expectSentence } from './sound';

describe('what was kept of alarms', () => {
  const record = {
    parameter: 'offsetFromMaster', subject: { deviceId: 'gm', slotId: 'io3', instanceId: '1' }, subjectName: 'GM / io3', severity: 'major', worst: 'critical', text: 'Too far.', hint: 'Look.',
    raisedAt: 1_000, changedAt: 2_000, clearedAt: 3_000,
  };
  const note = { at: 1, acknowledgedAt: 2, stateAt: 3, maskedUntil: 'cleared', comment: 'x' };
  const keys = [...Object.keys(record), ...Object.keys(record.subject), ...Object.keys(note)];
  const kept = fc.tuple(nearly(record, jsonWith(keys), keys), nearly(note, jsonWith(keys), keys)) as fc.Arbitrary<[Json, Json]>;

  fuzz('is read or left out', kept, ([first, second]) => {
    const read = parseAlarmRecord(first);
    expectPlain(read);
    expect(read === undefined ? undefined : parseAlarmRecord(recordJson(read))).toEqual(read);
    expect(parseAlarmNote(recordJson(parseAlarmNote(second)))).toEqual(parseAlarmNote(second));
  });

  fuzz('does not keep alarms from working', kept, ([first, second]) => {
    const clock = new ManualClock();
    const read = parseAlarmRecord(first);
    const id = read === undefined ? 'gm#offsetFromMaster' : `${['gm', 'io3', 'ptp', '1'].join('/')}#${read.parameter}`;
    const states = { entries: (kind: string) => new Map([[id, kind === 'alarms' ? first : second]]), put: () => undefined, onDidChangeElsewhere: () => ({ dispose: () => undefined }) };
    const book = new AlarmBook({ states, clock });
    book.acknowledge(id, 'seen');
    book.mask(id, 'cleared');
    clock.advance(60_000);
    expectPlain(book.alarms);
    book.removeDevice('gm');
    expect(book.alarms).toEqual([]);
    book.dispose();
    expect(clock.waiting).toBe(0);
  });
});

describe('the history file', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'psx-fuzz-history-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const clock = new ManualClock();
  let made = 0;

  const open = (bytes?: Uint8Array): { history: History; file: string } => {
    const own = path.join(folder, String(made++));
    mkdirSync(own);
    const file = path.join(own, 'history.sqlite');
    if (bytes !== undefined) {
      writeFileSync(file, bytes);
    }
    const history = new History({ folder: own, clock });
    clock.advance(0);
    return { history, file };
  };

  const goodFile = (): Buffer => {
    const { history, file } = open();
    for (let n = 0; n < 300; n++) {
      history.record([sample(clock.now(), n)]);
      history.append([event(clock.now(), String(n))]);
      clock.advance(1_000);
    }
    history.put('alarm', new Map([['a', 1]]));
    clock.advance(3_000);
    history.dispose();
    return readFileSync(file);
  };
  const good = goodFile();

  const change = fc.record({ at: fc.nat(good.length - 1), bytes: fc.uint8Array({ minLength: 1, maxLength: 50 }) });
  const length = fc.oneof(fc.constant(good.length), fc.nat(good.length));
  const changed = fc.record({ changes: fc.array(change, { maxLength: 8 }), length }).map(({ changes, length: end }) => {
    const bytes = Buffer.from(good);
    changes.forEach((one) => bytes.set(one.bytes.subarray(0, bytes.length - one.at), one.at));
    return bytes.subarray(0, end);
  });
  const look = (history: History): unknown => [
    history.events(),
    [...history.entries('alarm')],
    history.portStates(address, 0, clock.now()),
    [1, 50, 5_000].map((maxPoints) => history.trend(address, 'offsetFromMasterNs', 0, clock.now(), maxPoints).at.length),
  ];

  fuzz('never keeps history from working, whatever bytes are in it', fc.oneof({ weight: 4, arbitrary: changed }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 5_000 }) }), (bytes) => {
    const { history, file } = open(bytes);
    look(history);
    history.record([sample(clock.now(), 42)]);
    history.append([event(clock.now(), 'MASTER')]);
    clock.advance(60_000);
    look(history);
    // What was damaged where nobody had looked before is found now, and another file is opened.
    clock.advance(15_000);
    const { state, fault } = { fault: undefined, ...history.status };
    expect(state === 'ok' || (state === 'memoryOnly' && fault.kind === 'fileTooNew')).toBe(true);
    if (fault !== undefined) {
      expectSentence(fault.message);
      expectSentence(fault.hint);
    }
    history.dispose();
    rmSync(path.dirname(file), { recursive: true });
  }, { share: 0.2 });

  fuzz('holds rows that are read as far as they are whole', fc.tuple(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(2, 4, 8), fc.nat(20), fc.nat(20)), ([bytes, width, first, count]) => {
    let rows = 0;
    unpackRows(bytes, width, first, count, (key, values) => {
      rows++;
      expect(key).toBeLessThan(65_536);
      expect(values).toHaveLength(count);
    });
    expect(rows).toBeLessThanOrEqual(bytes.length);
  });
});
