import { describe, expect, test } from 'vitest';
import { parseGraphMessage } from '../../../../src/views/graphMessageParser';

const request = (value: unknown): unknown => ({ type: 'request', id: 1, request: value });
const view = { deviceFilter: '', problemsOnly: false, toggled: ['a'] };

describe('a message of a graph page', () => {
  test.each([
    [{ type: 'ready' }],
    [{ type: 'problem', text: 'x' }],
    [request({ kind: 'bmcaView', view: { rowCounts: { k: 50 } } })],
    [request({ kind: 'topologyView', view })],
    [request({ kind: 'open', key: 'k', where: 'panel' })],
    [request({ kind: 'open', key: 'k', where: 'tree' })],
    [request({ kind: 'export', svg: '<svg xmlns="http://www.w3.org/2000/svg"/>' })],
  ])('is read: %j', (message) => {
    expect(parseGraphMessage(message)).toEqual(message);
  });

  test.each([
    [undefined],
    [[]],
    ['ready'],
    [{ type: 'other' }],
    [{ type: 'problem', text: 5 }],
    [{ type: 'request', id: -1, request: { kind: 'topologyView', view } }],
    [request(undefined)],
    [request({ kind: 'delete' })],
    [request({ kind: 'bmcaView', view: { rowCounts: { k: -1 } } })],
    [request({ kind: 'bmcaView', view: { rowCounts: { k: '5' } } })],
    [request({ kind: 'bmcaView' })],
    [request({ kind: 'topologyView', view: { ...view, toggled: [5] } })],
    [request({ kind: 'topologyView', view: { ...view, toggled: Array.from({ length: 10_001 }, () => 'a') } })],
    [request({ kind: 'topologyView', view: { ...view, deviceFilter: 'x'.repeat(10_001) } })],
    [request({ kind: 'open', key: 'k', where: 'window' })],
    [request({ kind: 'open', key: 5, where: 'tree' })],
    [request({ kind: 'export', svg: '<html></html>' })],
    [request({ kind: 'export', svg: `<svg ${' '.repeat(20_000_000)}>` })],
  ])('is refused: %#', (message) => {
    expect(parseGraphMessage(message)).toBeUndefined();
  });

  test('loses what does not belong to it', () => {
    expect(parseGraphMessage({ ...(request({ kind: 'topologyView', view: { ...view, more: 1 }, more: 2 }) as object), more: 3 })).toEqual(request({ kind: 'topologyView', view }));
  });
});
