import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../src/model/event';
import type { InterAppCommunication, InterAppHandler } from '../../../src/model/interApp';
import { communicationColumns, type CommunicationTexts } from '../../../src/views/interApp/communicationColumns';
import { communicationTable } from '../../../src/views/interApp/communicationTable';
import { handlerColumns } from '../../../src/views/interApp/handlerColumns';
import { handlerTable } from '../../../src/views/interApp/handlerTable';
import { communicationActions, handlerActions } from '../../../src/views/interApp/interAppActions';
import { interAppFigures } from '../../../src/views/interApp/interAppFigures';
import { withDates } from '../../../src/views/interApp/interAppExport';
import type { InterAppTraffic } from '../../../src/views/interApp/interAppTraffic';
import { columnCsvChunks } from '../../../src/views/table/columnTexts';
import { LocalTimes } from '../../../src/views/table/localTimes';
import { DefinedTable } from '../../../src/views/table/pageTable';
import type { TableColumn } from '../../../src/views/table/tableDefinition';
import type { TableView } from '../../../src/webview/tableConfig';

const created = Date.UTC(2026, 10, 23, 14, 31, 54, 120);
const deviceId = '5e1e8a70-0000-4000-8000-000000000001';
const texts: CommunicationTexts = { times: new LocalTimes('de'), deviceName: (id) => (id === deviceId ? 'GM-North' : id) };

const communication = (changes: Partial<InterAppCommunication> = {}): InterAppCommunication => ({
  id: 7,
  guid: '11111111-2222-4333-8444-555555555555',
  kind: 'message',
  name: 'refresh',
  source: 'extension/acme.clock',
  destination: `card/${deviceId}/io3`,
  created,
  started: created + 3,
  finished: created + 15,
  durationMs: 12.3,
  state: 'executed',
  data: { slotIds: ['io3'] },
  ...changes,
});
const failed = (changes: Partial<InterAppCommunication> = {}): InterAppCommunication =>
  communication({ state: 'failed', error: { code: 'timeout', message: 'There was no reply within 30 s.', hint: 'Check the device.' }, ...changes });
const handler = (changes: Partial<InterAppHandler> = {}): InterAppHandler => ({
  id: 3,
  handler: 'card refresh',
  communicationId: 7,
  state: 'executed',
  started: created + 3,
  finished: created + 15,
  durationMs: 12.3,
  result: 'done',
  ...changes,
});

function trafficOf(communications: readonly InterAppCommunication[], handlers: readonly InterAppHandler[]) {
  const changes = new Emitter<void>();
  const cleared = new Emitter<void>();
  const retried: number[] = [];
  const rows = { communications, handlers };
  let failure: Error | undefined;
  const bus: InterAppTraffic = {
    get communications() {
      return rows.communications;
    },
    get handlers() {
      return rows.handlers;
    },
    get: (id) => rows.communications.find((row) => row.id === id),
    handlerOf: (id) => rows.handlers.find(({ communicationId }) => communicationId === id),
    canRetry: (id) => rows.communications.some((row) => row.id === id && row.kind === 'message' && row.state === 'failed'),
    retry: (id) => {
      retried.push(id);
      return failure === undefined ? Promise.resolve({ guid: 'new', result: undefined }) : Promise.reject(failure);
    },
    clear: () => {
      rows.communications = [];
      rows.handlers = [];
      changes.fire();
      cleared.fire();
    },
    configure: () => undefined,
    onDidChange: changes.event,
    onDidClear: cleared.event,
  };
  const set = (next: readonly InterAppCommunication[]): void => {
    rows.communications = next;
    changes.fire();
  };
  return { bus, retried, changes, set, failWith: (error: Error) => (failure = error) };
}

const cellsOf = <R>(columns: readonly TableColumn<R>[], row: R): Record<string, string> =>
  Object.fromEntries(columns.map((column) => [column.label, column.shown?.(row) ?? column.text(row)]));
const tableOf = (bus: InterAppTraffic) => new DefinedTable(communicationTable(bus, texts, communicationActions(bus, texts)));
const handlersOf = (bus: InterAppTraffic) => new DefinedTable(handlerTable(bus, texts, handlerActions(bus, texts)));
const view = (changes: Partial<TableView>): TableView => ({ sort: { columnId: 'id', isDescending: true }, text: '', filters: {}, isPaused: false, ...changes });

async function shownIds(table: DefinedTable<InterAppCommunication> | DefinedTable<InterAppHandler>, changes: Partial<TableView>): Promise<number[]> {
  const tableId = table.config.id;
  await table.answer({ kind: 'view', tableId, view: view(changes) });
  const reply = await table.answer({ kind: 'rows', tableId, from: 0, count: 100 });
  return 'rows' in reply ? reply.rows.map(({ cells }) => Number(cells[0])) : [];
}

describe('the columns of Inter App', () => {
  it('are those of Communication and of Handlers, in their order', () => {
    const labels = (columns: readonly { label: string }[]) => columns.map(({ label }) => label);
    expect(labels(communicationColumns(texts))).toEqual(
      ['ID', 'GUID', 'Kind', 'Name', 'Source', 'Destination', 'Created', 'Started', 'Finished', 'Duration', 'State', 'Error', 'Data'],
    );
    expect(labels(handlerColumns(texts.times))).toEqual(['ID', 'Handler', 'Communication ID', 'State', 'Started', 'Finished', 'Duration', 'Result', 'Error']);
  });

  it('show a communication with the names of devices and a sign for the state', () => {
    expect(cellsOf(communicationColumns(texts), communication())).toMatchObject({
      ID: '7',
      Kind: 'Message',
      Name: 'refresh',
      Source: 'extension/acme.clock',
      Destination: 'card/GM-North/io3',
      Duration: '12.3 ms',
      State: '✓ Executed successfully',
      Error: '',
      Data: '{"slotIds":["io3"]}',
    });
    expect(cellsOf(communicationColumns(texts), communication()).Created).toContain(',120');
    expect(cellsOf(communicationColumns(texts), failed())).toMatchObject({ State: '✗ Failed', Error: 'timeout: There was no reply within 30 s.' });
    expect(cellsOf(handlerColumns(texts.times), handler())).toMatchObject({ ID: '3', 'Communication ID': '7', Handler: 'card refresh', Result: 'done', Duration: '12.3 ms' });
  });

  it.each([
    ['waiting', '◷ Waiting to be processed', 'pending'],
    ['processing', '▶ Being processed', 'pending'],
    ['executed', '✓ Executed successfully', undefined],
    ['failed', '✗ Failed', 'error'],
  ] as const)('show the state %s as %s', (state, words, tone) => {
    const { bus } = trafficOf([communication({ state })], [handler({ state })]);
    expect(cellsOf(communicationColumns(texts), communication({ state })).State).toBe(words);
    expect(communicationTable(bus, texts, []).tone(communication({ state }))).toBe(tone);
    expect(handlerTable(bus, texts, []).tone(handler({ state }))).toBe(tone);
  });

  it('leave empty what has not happened yet', () => {
    const waiting: InterAppCommunication = { id: 1, guid: 'g', kind: 'event', name: 'slotAdded', source: 'chassis/a', destination: 'card/a/io3', created, state: 'waiting' };
    expect(cellsOf(communicationColumns(texts), waiting)).toMatchObject({ Kind: 'Event', Started: '', Finished: '', Duration: '', Error: '', Data: '' });
  });

  it('show an address that is none as it is, and hold nothing that a page could take for anything else', () => {
    const hostile = 'custom:a\u202Eb\u0000<script>\u2028';
    const row = communication({ name: hostile, source: 'card/%zz/io3', destination: hostile, data: { text: hostile.repeat(500) } });
    expect(cellsOf(communicationColumns(texts), row).Source).toBe('card/%zz/io3');
    for (const text of Object.values(cellsOf(communicationColumns(texts), row))) {
      expect(text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2028\u2029]/u);
      expect(text.length).toBeLessThan(1_000);
    }
  });
});

describe('the tables of Inter App', () => {
  const rows = [
    communication({ id: 1, kind: 'event', name: 'slotAdded', source: `chassis/${deviceId}` }),
    failed({ id: 2, source: 'user', destination: `chassis/${deviceId}` }),
    communication({ id: 3, state: 'processing', durationMs: undefined, destination: 'ptp/other/io4/1' }),
  ];
  const handlers = rows.map(({ id, state }) => handler({ id: id + 10, communicationId: id, state }));

  it('filter by state, kind, source and destination, together with the text', async () => {
    const table = tableOf(trafficOf(rows, handlers).bus);
    expect(await shownIds(table, {})).toEqual([3, 2, 1]);
    expect(await shownIds(table, { filters: { state: 'failed' } })).toEqual([2]);
    expect(await shownIds(table, { filters: { kind: 'event' } })).toEqual([1]);
    expect(await shownIds(table, { filters: { source: 'CHASSIS/' } })).toEqual([1]);
    expect(await shownIds(table, { filters: { destination: 'gm-north' } })).toEqual([2, 1]);
    expect(await shownIds(table, { filters: { destination: deviceId } })).toEqual([2, 1]);
    expect(await shownIds(table, { filters: { destination: 'gm-north', kind: 'message' }, text: 'no reply' })).toEqual([2]);
    expect(await shownIds(table, { filters: { source: '' } })).toEqual([3, 2, 1]);
    expect(await shownIds(handlersOf(trafficOf(rows, handlers).bus), { filters: { state: 'processing' } })).toEqual([13]);
  });

  it('sort by the order of the states, and by durations with those that are missing last', async () => {
    const table = tableOf(trafficOf(rows, handlers).bus);
    expect(await shownIds(table, { sort: { columnId: 'state', isDescending: false } })).toEqual([3, 1, 2]);
    expect((await shownIds(table, { sort: { columnId: 'duration', isDescending: true } })).at(-1)).toBe(3);
  });

  it('know a communication and its handler by the same key, and name each other', () => {
    const { bus } = trafficOf(rows, handlers);
    const [one, other] = [communicationTable(bus, texts, []), handlerTable(bus, texts, [])];
    expect(one.key(rows[1] ?? failed())).toBe(other.key(handlers[1] ?? handler()));
    expect([tableOf(bus).config.companionTableId, handlersOf(bus).config.companionTableId]).toEqual([handlersOf(bus).config.id, tableOf(bus).config.id]);
  });

  it('tell of changes', () => {
    const { bus, changes } = trafficOf(rows, handlers);
    const told: string[] = [];
    const subscriptions = [tableOf(bus).onDidChange(() => told.push('communications')), handlersOf(bus).onDidChange(() => told.push('handlers'))];
    changes.fire();
    expect(told).toEqual(['communications', 'handlers']);
    subscriptions.forEach((subscription) => subscription.dispose());
    changes.fire();
    expect(told).toHaveLength(2);
  });

  it('count messages, events and what failed, and take the median', () => {
    const figures = (some: readonly InterAppCommunication[]) => Object.fromEntries(interAppFigures(some).map(({ label, value, tone }) => [label, tone === undefined ? value : `${value} ${tone}`]));
    expect(figures(rows)).toEqual({ messages: '2', events: '1', 'under way': '1', failed: '1 error', median: '12.3 ms' });
    expect(figures([])).toEqual({ messages: '0', events: '0', 'under way': '0', failed: '0', median: 'N/A' });
  });

  it('take the data along as CSV without signs, and as JSON with dates', () => {
    const csv = [...columnCsvChunks(communicationColumns(texts), [failed({ data: '=1+1' })])].join('');
    expect(csv).toMatch(/^ID,GUID,Kind,Name,Source/);
    expect(csv).toContain(',Failed,');
    expect(csv).not.toContain('✗');
    expect([...withDates([communication()])]).toEqual([
      {
        ...communication(),
        createdDate: '2026-11-23T14:31:54.120Z',
        startedDate: '2026-11-23T14:31:54.123Z',
        finishedDate: '2026-11-23T14:31:54.135Z',
      },
    ]);
    expect([...withDates([{ id: 1, created }])]).toEqual([{ id: 1, created, createdDate: '2026-11-23T14:31:54.120Z' }]);
  });

  it('are cleared together, also what a pause holds', async () => {
    const { bus } = trafficOf(rows, handlers);
    const table = tableOf(bus);
    await shownIds(table, { isPaused: true });
    expect(await table.answer({ kind: 'action', tableId: table.config.id, actionId: 'clear' })).toEqual({ said: 'Cleared' });
    expect(await shownIds(table, { isPaused: true })).toEqual([]);
    expect(bus.handlers).toEqual([]);
  });
});

describe('the detail of Inter App', () => {
  const detailOf = (bus: InterAppTraffic, row: InterAppCommunication) => communicationTable(bus, texts, []).detail(row);

  it('holds the data as JSON, the error with what to do, and how long it waited', () => {
    const row = failed();
    const detail = detailOf(trafficOf([row], []).bus, row);
    expect(detail.title).toBe('7 · refresh');
    expect(detail.blocks).toMatchObject([{ label: 'Data', text: '{\n  "slotIds": [\n    "io3"\n  ]\n}', isOpenAtFirst: true }]);
    expect(detail.facts).toContainEqual({ label: 'Error', value: 'There was no reply within 30 s.', tone: 'error' });
    expect(detail.facts).toContainEqual({ label: 'Error code', value: 'timeout' });
    expect(detail.facts).toContainEqual({ label: 'What to do', value: 'Check the device.' });
    expect(detail.phases?.map(({ label, ms }) => [label, ms])).toEqual([['Waiting', 3], ['Processing', 12.3]]);
  });

  it('offers Retry for a failed message only', () => {
    const disabled = (row: InterAppCommunication) => communicationTable(trafficOf([row], []).bus, texts, []).disabledActions?.(row);
    expect(disabled(failed())).toEqual([]);
    expect(disabled(failed({ kind: 'event' }))).toEqual(['retry']);
    expect(disabled(communication())).toEqual(['retry']);
    expect(disabled(communication({ state: 'processing' }))).toEqual(['retry']);
  });

  it('leads to the handler and back, and to the other tries', () => {
    const rows = [failed({ id: 1 }), communication({ id: 2, retryOf: 1 })];
    const handlers = [handler({ id: 8, communicationId: 1 }), handler({ id: 9, communicationId: 2 })];
    const { bus } = trafficOf(rows, handlers);
    const links = (row: InterAppCommunication) => detailOf(bus, row).links?.map(({ label, tableId, key }) => [label, tableId, key]);
    expect(links(rows[0] ?? failed())).toEqual([
      ['Handler 8: card refresh', 'handlers', '1'],
      ['Tried again as message 2: refresh', 'communications', '2'],
    ]);
    expect(links(rows[1] ?? failed())).toEqual([
      ['Handler 9: card refresh', 'handlers', '2'],
      ['Tries again message 1: refresh', 'communications', '1'],
    ]);
    const back = handlerTable(bus, texts, []).detail(handlers[1] ?? handler());
    expect(back.key).toBe('2');
    expect(back.links).toEqual([{ label: 'Communication 2: refresh', tableId: 'communications', key: '2' }]);
    expect(handlerTable(trafficOf([], handlers).bus, texts, []).detail(handler()).links).toEqual([]);
  });

  it('tells of a later try in a detail that is shown already', async () => {
    const first = failed({ id: 1 });
    const { bus, set } = trafficOf([first], []);
    const table = tableOf(bus);
    await shownIds(table, {});
    const told = await table.answer({ kind: 'detail', tableId: 'communications', key: '1' });
    const version = 'version' in told ? told.version : undefined;
    const again = () => table.answer({ kind: 'detail', tableId: 'communications', key: '1', knownVersion: version });
    expect(await again()).toEqual({ state: 'unchanged' });
    set([first, communication({ id: 2, retryOf: 1 })]);
    expect(await again()).toMatchObject({ state: 'shown', detail: { links: [{ label: 'Tried again as message 2: refresh' }] } });
  });
});

describe('Retry', () => {
  const retry = (bus: InterAppTraffic, key: string) => tableOf(bus).answer({ kind: 'action', tableId: 'communications', actionId: 'retry', key });

  it('sends a failed message once more and says what became of it', async () => {
    const { bus, retried } = trafficOf([failed()], []);
    expect(await retry(bus, '7')).toEqual({ said: 'Message 7 was sent once more and executed successfully' });
    expect(retried).toEqual([7]);
  });

  it('tells why it failed again, with what to do', async () => {
    const { bus, failWith } = trafficOf([failed()], []);
    failWith(Object.assign(new Error('The queue of card/io3 is full.'), { code: 'queueFull', hint: 'Wait a moment.' }));
    await expect(retry(bus, '7')).rejects.toMatchObject({ kind: 'notExecuted', message: 'The queue of card/io3 is full.', hint: 'Wait a moment.' });
  });

  it('leaves an unexpected failure to the log, not to the page', async () => {
    const { bus, failWith } = trafficOf([failed()], []);
    const unexpected = new TypeError('secret detail');
    failWith(unexpected);
    await expect(retry(bus, '7')).rejects.toBe(unexpected);
  });

  it('refuses what did not fail, events and rows that are gone', async () => {
    const { bus, retried } = trafficOf([communication({ id: 1 }), failed({ id: 2, kind: 'event' })], []);
    await expect(retry(bus, '1')).rejects.toMatchObject({ kind: 'notSupported' });
    await expect(retry(bus, '2')).rejects.toMatchObject({ kind: 'notSupported' });
    await expect(retry(bus, '3')).rejects.toMatchObject({ kind: 'rowGone' });
    expect(retried).toEqual([]);
  });
});
