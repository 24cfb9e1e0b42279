import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageMessage } from '../../../src/webview/pageMessages';
import { gonePageHtml, tablePageHtml } from '../../../src/views/table/pageHtml';
import { parsePageMessage, requestIdOf } from '../../../src/views/table/pageMessageParser';
import { Throttle } from '../../../src/views/throttle';

const view = { sort: { columnId: 'id', isDescending: true }, text: 'x', filters: { errors: true, slow: 2000, method: 'GET' }, isPaused: false };

const good: readonly PageMessage[] = [
  { type: 'ready' },
  { type: 'problem', text: 'oops' },
  { type: 'request', id: 1, request: { kind: 'view', tableId: 't', view } },
  { type: 'request', id: 2, request: { kind: 'rows', tableId: 't', from: 0, count: 50 } },
  { type: 'request', id: 3, request: { kind: 'rows', tableId: 't', from: 10, count: 50, anchorKey: '7' } },
  { type: 'request', id: 4, request: { kind: 'locate', tableId: 't', key: '7' } },
  { type: 'request', id: 5, request: { kind: 'detail', tableId: 't', key: '7' } },
  { type: 'request', id: 6, request: { kind: 'action', tableId: 't', actionId: 'clear' } },
  { type: 'request', id: 7, request: { kind: 'action', tableId: 't', actionId: 'copyRow', key: '7' } },
  { type: 'request', id: 8, request: { kind: 'setting', tableId: 't', settingId: 'maxCount', value: 10 } },
];

describe('messages of a page', () => {
  it.each(good)('are read: %j', (message) => {
    expect(parsePageMessage(message)).toEqual(message);
  });

  it.each([
    undefined,
    null,
    'ready',
    [],
    { type: 'other' },
    { type: 'problem' },
    { type: 'request', id: 1 },
    { type: 'request', id: -1, request: good[2] },
    { type: 'request', id: 1, request: { kind: 'rows', tableId: 't', from: 0.5, count: 1 } },
    { type: 'request', id: 1, request: { kind: 'rows', tableId: 't', from: 0, count: -1 } },
    { type: 'request', id: 1, request: { kind: 'rows', tableId: 't', from: 0, count: 1, anchorKey: 5 } },
    { type: 'request', id: 1, request: { kind: 'rows', from: 0, count: 1 } },
    { type: 'request', id: 1, request: { kind: 'locate', tableId: 't' } },
    { type: 'request', id: 1, request: { kind: 'setting', tableId: 't', settingId: 's', value: {} } },
    { type: 'request', id: 1, request: { kind: 'setting', tableId: 't', settingId: 's', value: Number.NaN } },
    { type: 'request', id: 1, request: { kind: 'view', tableId: 't', view: { ...view, text: 'x'.repeat(10_001) } } },
    { type: 'request', id: 1, request: { kind: 'view', tableId: 't', view: { ...view, sort: { columnId: 'id' } } } },
    { type: 'request', id: 1, request: { kind: 'view', tableId: 't', view: { ...view, filters: { errors: null } } } },
    { type: 'request', id: 1, request: { kind: 'view', tableId: 't', view: { ...view, filters: [] } } },
    { type: 'request', id: 1, request: { kind: 'view', tableId: 't', view: { ...view, isPaused: 1 } } },
  ])('are refused: %j', (message) => {
    expect(parsePageMessage(message)).toBeUndefined();
  });

  it('are read or refused, whatever they are: nothing throws, and nothing unknown comes through', () => {
    const nearly = fc.constantFrom(...good).chain((message) => {
      const paths = Object.keys(message);
      return fc.tuple(fc.constantFrom(...paths), fc.jsonValue()).map(([path, value]) => ({ ...message, [path]: value }));
    });
    const nearlyRequest = fc
      .tuple(fc.constantFrom(...good.filter((message) => message.type === 'request')), fc.string(), fc.jsonValue())
      .chain(([message, name, value]) =>
        fc.constantFrom(...Object.keys(message.request), name).map((member) => ({ ...message, request: { ...message.request, [member]: value } })),
      );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), nearly, nearlyRequest, fc.anything()), (message) => {
        const read = parsePageMessage(message);
        requestIdOf(message);
        expect(read === undefined || ['ready', 'problem', 'request'].includes(read.type)).toBe(true);
        expect(read === undefined ? undefined : parsePageMessage(read)).toEqual(read);
      }),
    );
  });

  it('that are refused still tell whom to answer', () => {
    expect(requestIdOf({ type: 'request', id: 5, request: 'nonsense' })).toBe(5);
    expect(requestIdOf({ type: 'problem', id: 5 })).toBeUndefined();
    expect(requestIdOf(null)).toBeUndefined();
  });
});

describe('the document of a page', () => {
  const html = tablePageHtml({
    title: '<script>alert(1)</script>',
    subject: '"><img src=x onerror=alert(1)>',
    scriptUri: 'https://file.example/dist/tablePage.js',
    styleUri: 'https://file.example/media/tablePage.css',
    cspSource: 'https://*.example',
    scriptNonce: 'abc+/=',
    styleNonce: 'def',
  });

  it('lets only its own script run, and takes styles only from its file and its controls', () => {
    const policy = /content="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#39;', "'");
    expect(policy).toBe("default-src 'none'; style-src https://*.example 'nonce-def'; script-src 'nonce-abc+/='");
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain('<script nonce="abc+/=" src="https://file.example/dist/tablePage.js">');
    expect(html).not.toMatch(/unsafe|style=|<style/);
  });

  it('holds names as text only', () => {
    expect(html).not.toContain('<img');
    expect(html).toContain('data-subject="&#34;&#62;&#60;img src=x onerror=alert(1)&#62;"');
    expect(gonePageHtml({ title: '<b>', message: 'a & b', hint: '' })).toMatch(/<h1>&#60;b&#62;<\/h1>\n<p>a &#38; b<\/p>/);
  });
});

describe('statuses', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('go out at once, then at most once in each interval, and the last one is never lost', () => {
    const task = vi.fn();
    const throttle = new Throttle(task, 125);
    throttle.ask();
    expect(task).toHaveBeenCalledTimes(1);
    for (let asked = 0; asked < 100; asked += 1) {
      throttle.ask();
    }
    expect(task).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(124);
    expect(task).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    expect(task).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(1000);
    expect(task).toHaveBeenCalledTimes(2);
    throttle.ask();
    expect(task).toHaveBeenCalledTimes(3);
  });

  it('are forgotten when the page is hidden', () => {
    const task = vi.fn();
    const throttle = new Throttle(task, 125);
    throttle.ask();
    throttle.ask();
    throttle.cancel();
    vi.advanceTimersByTime(1000);
    expect(task).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
