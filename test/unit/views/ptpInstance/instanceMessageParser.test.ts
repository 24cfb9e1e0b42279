import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstanceMessage } from '../../../../src/views/ptpInstance/instanceMessageParser';
import type { InstanceRequest } from '../../../../src/webview/instance/instanceMessages';

const request = (value: unknown) => ({ type: 'request', id: 1, request: value });

describe('what the page of an instance sends', () => {
  const right: readonly InstanceRequest[] = [
    { kind: 'content' },
    { kind: 'charts', spanMs: 600_000, maxPoints: 800 },
    { kind: 'charts', spanMs: 600_000, toMs: 1_800_000_000_000, maxPoints: 0 },
    { kind: 'clients', from: 0, count: 20 },
    { kind: 'link', target: 'eventLog' },
    { kind: 'exportCsv', fromMs: 1, toMs: 2 },
    { kind: 'exportPng', chart: 'offset', png: 'iVBORw0KGgo=' },
  ];
  it.each(right)('is understood: %j', (sent) => {
    expect(parseInstanceMessage(request(sent))).toEqual(request(sent));
  });

  it.each([
    { kind: 'charts', spanMs: 0, maxPoints: 800 },
    { kind: 'charts', spanMs: Infinity, maxPoints: 800 },
    { kind: 'charts', spanMs: 600_000, maxPoints: 1e9 },
    { kind: 'charts', spanMs: 600_000, toMs: 'now', maxPoints: 800 },
    { kind: 'clients', from: -1, count: 20 },
    { kind: 'clients', from: 0, count: 1e6 },
    { kind: 'link', target: 'elsewhere' },
    { kind: 'exportCsv', fromMs: 2, toMs: 1 },
    { kind: 'exportPng', chart: 'offset', png: '<svg>' },
    { kind: 'exportPng', chart: 'other', png: 'AAAA' },
    { kind: 'delete' },
    null,
  ])('is refused: %j', (sent) => {
    expect(parseInstanceMessage(request(sent))).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (value) => void parseInstanceMessage(value)));
  });
});
