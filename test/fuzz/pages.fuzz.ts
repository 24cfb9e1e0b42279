import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { parseGraphMessage } from '../../src/views/graphMessageParser';
import { parseInstanceMessage } from '../../src/views/ptpInstance/instanceMessageParser';
import { parsePageMessage, requestIdOf } from '../../src/views/table/pageMessageParser';
import { readGraphState } from '../../src/webview/graph/graphState';
import { readInstanceState } from '../../src/webview/instance/instanceState';
import { readPageState } from '../../src/webview/pageStateStore';
import { fuzz } from './fuzz';
import { anyNumber, anyText, anyValue, jsonWith, nearly } from './inputs';
import { expectPlain } from './sound';

const view = { sort: { columnId: 'time', isDescending: true }, text: 'x', filters: { device: 'gm', slow: true, above: 5 }, isPaused: false };
const keys = [
  'type', 'id', 'request', 'kind', 'tableId', 'view', 'sort', 'columnId', 'isDescending', 'text', 'filters', 'isPaused', 'from', 'count', 'anchorKey', 'key', 'knownVersion', 'actionId', 'settingId', 'value',
  'svg', 'where', 'rowCounts', 'deviceFilter', 'problemsOnly', 'toggled', 'spanMs', 'fromMs', 'toMs', 'maxPoints', 'target', 'chart', 'png', 'subject', 'tables', 'viewport', 'window', 'open',
];
const value = fc.oneof(jsonWith(keys), anyValue, anyText, anyNumber);
const request = (content: object): object => ({ type: 'request', id: 1, request: content });

/** What was read is of its type through and through: reading it once more changes nothing. */
function stable(read: (value: unknown) => unknown): (input: unknown) => void {
  return (input) => {
    const message = read(input);
    expectPlain(message);
    expect(read(structuredClone(message))).toEqual(message);
  };
}

function messages(...examples: readonly object[]): fc.Arbitrary<unknown> {
  return fc.oneof(anyValue, ...examples.map((example) => nearly(example, value, keys)));
}

describe('a message of a page', () => {
  const tableRequests = [
    { kind: 'view', tableId: 't', view },
    { kind: 'rows', tableId: 't', from: 0, count: 50, anchorKey: 'k' },
    { kind: 'detail', tableId: 't', key: 'k', knownVersion: 2 },
    { kind: 'action', tableId: 't', actionId: 'copy', key: 'k' },
    { kind: 'setting', tableId: 't', settingId: 's', value: 5 },
  ];
  const tableMessages = messages({ type: 'ready' }, { type: 'problem', text: 'x' }, ...tableRequests.map(request));
  fuzz('with tables is read or refused', tableMessages, stable(parsePageMessage));
  fuzz('with tables has an id when it was read', tableMessages, (input) => {
    const message = parsePageMessage(input);
    expect(message?.type === 'request' ? message.id : requestIdOf(input)).toBe(requestIdOf(input));
  });

  const graphRequests = [
    { kind: 'bmcaView', view: { rowCounts: { a: 10 } } },
    { kind: 'topologyView', view: { deviceFilter: 'x', problemsOnly: true, toggled: ['a'] } },
    { kind: 'open', key: 'k', where: 'tree' },
    { kind: 'export', svg: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
  ];
  fuzz('with a graph is read or refused', messages({ type: 'problem', text: 'x' }, ...graphRequests.map(request)), stable(parseGraphMessage));

  const instanceRequests = [
    { kind: 'charts', spanMs: 3_600_000, maxPoints: 500, toMs: 1_700_000_000_000 },
    { kind: 'clients', from: 0, count: 50 },
    { kind: 'link', target: 'eventLog' },
    { kind: 'exportCsv', fromMs: 0, toMs: 1000 },
    { kind: 'exportPng', chart: 'offset', png: 'AAAA' },
  ];
  fuzz('with a PTP instance is read or refused', messages({ type: 'ready' }, ...instanceRequests.map(request)), stable(parseInstanceMessage));
});

describe('what a page has kept', () => {
  const table = { view, selectedKey: 'k', hiddenColumns: ['a'], columnWidths: { a: 100 }, scrollTop: 5, topKey: 'k', isFollowing: true, isDetailOpen: true, rowsPercent: 50 };
  fuzz('of its tables is read as far as it goes', messages({ subject: 's', tables: { t: table }, splitPercents: [50] }), stable((state) => readPageState(state, 's')));

  const graph = { subject: 's', topology: { view: { deviceFilter: 'x', problemsOnly: true, toggled: ['a'] }, viewport: { x: 1, y: 2, scale: 1 }, selectedId: 'n' }, bmca: { rowCounts: { a: 1 }, closed: ['b'] } };
  fuzz('of a graph is read as far as it goes', messages(graph), stable((state) => readGraphState(state, 's')));

  fuzz('of a PTP instance is read as far as it goes', messages({ subject: 's', window: { spanMs: 1000, toMs: 5 }, isPaused: true, open: ['rates'] }), stable((state) => readInstanceState(state, 's')));
});
