import { describe, expect, it, vi } from 'vitest';
import { deviceEventKinds, type DeviceEvent, type DeviceEventLog, type DeviceEventQuery } from '../../../../src/model/deviceEvent';
import { Emitter } from '../../../../src/model/event';
import { rank, severitiesWorstFirst } from '../../../../src/model/severity';
import { eventActions } from '../../../../src/views/eventLog/eventActions';
import { eventColumns } from '../../../../src/views/eventLog/eventColumns';
import { eventLogTable } from '../../../../src/views/eventLog/eventLogTable';
import { EventRows } from '../../../../src/views/eventLog/eventRows';
import { eventKindText, severityText, severityTone } from '../../../../src/views/eventLog/eventWords';
import type { Services } from '../../../../src/views/services';
import { columnCsvChunks } from '../../../../src/views/table/columnTexts';
import { LocalTimes } from '../../../../src/views/table/localTimes';
import { DefinedTable } from '../../../../src/views/table/pageTable';
import type { RowDetail } from '../../../../src/webview/pageMessages';
import type { TableView } from '../../../../src/webview/tableConfig';

const at = Date.UTC(2026, 10, 23, 14, 31, 54, 120);
const times = new LocalTimes('de');
const names = new Map([
  ['a', 'GM-North'],
  ['b', 'GM-South'],
]);

const event = (id: number, changes: Partial<DeviceEvent> = {}): DeviceEvent => ({
  id,
  at: at + id,
  kind: 'portStateChanged',
  subject: { deviceId: 'a', slotId: 'io3', instanceId: 'blue' },
  subjectName: 'GM-North / io3 / Blue',
  severity: 'warning',
  text: 'Port state changed from SLAVE to MASTER.',
  before: 'SLAVE',
  after: 'MASTER',
  ...changes,
});

/** A log that makes new objects at each reading, as one that reads a file does. */
function logOf(...initial: readonly DeviceEvent[]) {
  const changes = new Emitter<void>();
  const kept = [...initial];
  const queries: (DeviceEventQuery | undefined)[] = [];
  let failure: Error | undefined;
  const log: DeviceEventLog = {
    events: (query) => {
      queries.push(query);
      if (failure !== undefined) {
        throw failure;
      }
      return kept
        .filter(({ subject }) => query?.deviceId === undefined || subject.deviceId === query.deviceId)
        .toReversed()
        .slice(0, query?.limit)
        .map((one) => ({ ...one }));
    },
    append: (events) => {
      kept.push(...events);
      changes.fire();
    },
    onDidChange: changes.event,
  };
  return { log, kept, queries, changes, failWith: (error: Error | undefined) => (failure = error) };
}

function tableOf(log: DeviceEventLog, deviceId?: string) {
  const services = { fleet: { get: (id: string) => (names.has(id) ? { name: names.get(id) } : undefined) }, reveal: vi.fn(() => Promise.resolve()) };
  const problems: unknown[] = [];
  const definition = eventLogTable({
    events: new EventRows(log, deviceId, (error) => problems.push(error)),
    isOfOneDevice: deviceId !== undefined,
    times,
    deviceName: (id) => names.get(id) ?? id,
    actions: eventActions(services as unknown as Services, log, deviceId, times),
  });
  return { definition, table: new DefinedTable(definition), reveal: services.reveal, problems };
}

const view = (changes: Partial<TableView>): TableView => ({ sort: { columnId: 'id', isDescending: true }, text: '', filters: {}, isPaused: false, ...changes });

async function shownIds(table: DefinedTable<DeviceEvent>, changes: Partial<TableView> = {}): Promise<number[]> {
  await table.answer({ kind: 'view', tableId: 'events', view: view(changes) });
  const reply = await table.answer({ kind: 'rows', tableId: 'events', from: 0, count: 100 });
  return 'rows' in reply ? reply.rows.map(({ cells }) => Number(cells[0])) : [];
}

describe('the words of the event log', () => {
  it('differ for all kinds and all severities', () => {
    expect(new Set(deviceEventKinds.map(eventKindText)).size).toBe(deviceEventKinds.length);
    expect(new Set(severitiesWorstFirst.map(severityText)).size).toBe(severitiesWorstFirst.length);
  });

  it('have a tone exactly where somebody is needed', () => {
    expect(severitiesWorstFirst.filter((severity) => severityTone(severity) !== undefined)).toEqual(
      severitiesWorstFirst.filter((severity) => rank(severity) < rank('normal')),
    );
  });
});

describe('the table of events', () => {
  it('has time, subject, event, before, after, severity and text', () => {
    const columns = eventColumns(times);
    expect(columns.map(({ label }) => label)).toEqual(['ID', 'Time', 'Subject', 'Event', 'Before', 'After', 'Severity', 'Text']);
    const [, time, ...cells] = columns.map((column) => column.shown?.(event(7)) ?? column.text(event(7)));
    expect(time).toBe(times.format(at + 7));
    expect(cells).toEqual(['GM-North / io3 / Blue', 'Port state', 'SLAVE', 'MASTER', 'Warning', 'Port state changed from SLAVE to MASTER.']);
  });

  it('shows the newest first, and follows the log', async () => {
    const { log } = logOf(event(1), event(2));
    const { table, definition } = tableOf(log);
    const told = vi.fn();
    definition.onDidChange(told);
    expect(await shownIds(table)).toEqual([2, 1]);
    log.append([event(3, { at: at - 1_000 })]);
    expect(told).toHaveBeenCalledOnce();
    expect(await shownIds(table)).toEqual([3, 2, 1]);
    expect(await shownIds(table, { sort: { columnId: 'time', isDescending: true } })).toEqual([2, 1, 3]);
  });

  it('sorts severities by how bad they are', async () => {
    const { log } = logOf(event(1, { severity: 'normal' }), event(2, { severity: 'critical' }), event(3, { severity: 'timeout' }), event(4, { severity: 'major' }));
    expect(await shownIds(tableOf(log).table, { sort: { columnId: 'severity', isDescending: false } })).toEqual([3, 2, 4, 1]);
  });

  it('asks for the events of its device only', async () => {
    const { log, queries } = logOf(event(1), event(2, { subject: { deviceId: 'b' }, subjectName: 'GM-South' }));
    expect(await shownIds(tableOf(log, 'b').table)).toEqual([2]);
    expect(queries).toEqual([{ deviceId: 'b', limit: 10_000 }]);
  });

  it('reads the log once for each change of it, and keeps the rows that it knows', () => {
    const { log, queries, changes, kept } = logOf(event(1), event(2));
    const { definition } = tableOf(log);
    definition.onDidChange(() => undefined);
    const before = definition.rows();
    expect(definition.rows()).toBe(before);
    changes.fire();
    expect(definition.rows()).toBe(before);
    log.append([event(3)]);
    log.append([event(4)]);
    expect(definition.rows().slice(2)).toEqual(before);
    expect(definition.rows()[2]).toBe(before[0]);
    expect(queries).toHaveLength(3);
    // The file was started anew, and counts from the beginning.
    kept.splice(0, kept.length, event(1, { text: 'Another one.' }));
    changes.fire();
    expect(definition.rows().map(({ text }) => text)).toEqual(['Another one.']);
  });

  it('reads once when reading itself changes the log', () => {
    const { log, queries, changes } = logOf(event(1));
    const { definition } = tableOf({ ...log, events: (query) => (changes.fire(), log.events(query)) });
    definition.onDidChange(() => undefined);
    definition.rows();
    definition.rows();
    expect(queries).toHaveLength(1);
  });

  it('keeps the last rows, and says what is wrong, while the log cannot be read', () => {
    const { log, changes, failWith } = logOf(event(1));
    const { definition, table, problems } = tableOf(log);
    definition.onDidChange(() => undefined);
    expect(table.status().total).toBe(1);
    failWith(Object.assign(new Error('The disk is gone.'), { hint: 'Plug it in.' }));
    changes.fire();
    const [figure] = table.status().figures;
    expect([figure?.value, figure?.title, figure?.tone]).toEqual(['The disk is gone.', 'Plug it in.', 'error']);
    expect(table.status().total).toBe(1);
    expect(problems).toHaveLength(1);
    failWith(new Error('SQLITE_IOERR'));
    changes.fire();
    expect(table.status().figures[0]?.value).toBe('The event log could not be read.');
    failWith(undefined);
    changes.fire();
    expect(table.status().figures.map(({ label }) => label)).toEqual(['warning', 'since']);
  });

  describe('filters', () => {
    const rows = [
      event(1, { severity: 'normal', kind: 'reachable', subject: { deviceId: 'b' }, subjectName: 'Old name' }),
      event(2, { severity: 'critical', kind: 'linkDown' }),
      event(3, { severity: 'masked' }),
      event(4, { severity: 'timeout', kind: 'unreachable', subject: { deviceId: 'gone' }, subjectName: 'GM-West' }),
    ];

    it.each([
      [{ severity: 'critical' }, [2]],
      [{ severity: 'faulty' }, [4, 2]],
      [{ severity: 'masked' }, [3]],
      [{ kind: 'reachable' }, [1]],
      [{ kind: 'linkDown', severity: 'timeout' }, []],
      [{ device: 'gm-south' }, [1]],
      [{ device: 'old' }, [1]],
      [{ device: 'west' }, [4]],
      [{ device: 'blue' }, []],
      [{}, [4, 3, 2, 1]],
    ] as const)('by %j', async (filters, expected) => {
      expect(await shownIds(tableOf(logOf(...rows).log).table, { filters })).toEqual(expected);
    });

    it('by the subject in the log of one device', async () => {
      const { table } = tableOf(logOf(event(1), event(2, { subjectName: 'GM-North / io3 / Red' })).log, 'a');
      expect(table.config.filters.map(({ label }) => label)).toEqual(['Severity', 'Event', 'Subject']);
      expect(await shownIds(table, { filters: { subject: 'red' } })).toEqual([2]);
    });
  });

  it('counts what was worse than normal, and says since when', () => {
    const { log } = logOf(event(1, { severity: 'minor' }), event(2, { severity: 'timeout' }), event(3, { severity: 'minor' }), event(4, { severity: 'information' }));
    const figures = tableOf(log).table.status().figures;
    expect(figures.map(({ label, value }) => [label, value])).toEqual([
      ['timeout', '1'],
      ['minor', '2'],
      ['since', times.format(at + 1)],
    ]);
    expect(tableOf(logOf().log).table.status().figures).toEqual([]);
  });

  it('shows the whole event, and leads to its PTP instance where there is one', async () => {
    const { table, reveal } = tableOf(logOf(event(1), event(2, { subject: { deviceId: 'b' } }), event(3, { subject: { deviceId: 'gone' } })).log);
    const detail = async (key: string): Promise<RowDetail> => ((await table.answer({ kind: 'detail', tableId: 'events', key })) as { detail: RowDetail }).detail;
    expect((await detail('1')).facts).toContainEqual({ label: 'Before', value: 'SLAVE' });
    expect((await detail('1')).disabledActions).toEqual([]);
    expect((await detail('2')).disabledActions).toEqual(['openInstance']);
    await table.answer({ kind: 'action', tableId: 'events', actionId: 'showInTree', key: '1' });
    expect(reveal).toHaveBeenCalledExactlyOnceWith('a', { slotId: 'io3', instanceId: 'blue' });
    await expect(table.answer({ kind: 'action', tableId: 'events', actionId: 'showInTree', key: '3' })).rejects.toMatchObject({ kind: 'rowGone' });
  });

  it('holds nothing that a page could take for anything else', () => {
    const hostile = 'a\u202Eb\u0000<script>\u2028'.repeat(900);
    const row = event(1, { subjectName: hostile, text: hostile, before: hostile, after: hostile });
    const { facts, title } = tableOf(logOf(row).log).definition.detail(row);
    const cells = eventColumns(times).map((column) => column.shown?.(row) ?? column.text(row));
    for (const text of [...cells, title, ...facts.map(({ value }) => value)]) {
      expect(text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2028\u2029]/u);
      expect(text.length).toBeLessThanOrEqual(4_000);
    }
  });

  it('exports whole texts that no spreadsheet takes for a formula', () => {
    const [, line] = [...columnCsvChunks(eventColumns(times), [event(1, { text: '=1+1', after: 'x'.repeat(500) })])];
    expect(line).toContain('x'.repeat(500));
    expect(line).not.toMatch(/,=1\+1/);
  });
});
