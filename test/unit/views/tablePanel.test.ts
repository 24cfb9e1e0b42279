import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { Emitter } from '../../../src/model/event';
import type { HostMessage, PageRequest } from '../../../src/webview/pageMessages';
import { DefinedTable } from '../../../src/views/table/pageTable';
import type { TableDefinition } from '../../../src/views/table/tableDefinition';
import { TableFault } from '../../../src/views/table/tableFault';
import { TablePanels, type PanelKind } from '../../../src/views/table/tablePanels';

const created: FakePanel[] = [];
vi.mock('vscode', () => ({
  ViewColumn: { Active: -1 },
  Uri: { joinPath: (base: { path: string }, ...parts: string[]) => ({ path: [base.path, ...parts].join('/'), toString: () => [base.path, ...parts].join('/') }) },
  window: {
    registerWebviewPanelSerializer: () => ({ dispose: () => undefined }),
    createWebviewPanel: (viewType: string, title: string) => {
      const panel = new FakePanel(viewType, title);
      created.push(panel);
      return panel;
    },
  },
}));

/** A webview panel as the host sees it, with the page's side in the test's hands. */
class FakePanel {
  readonly messages = new Emitter<unknown>();
  readonly viewStates = new Emitter<void>();
  readonly disposals = new Emitter<void>();
  readonly posted: HostMessage[] = [];
  visible = true;
  reveals = 0;
  isDisposed = false;
  readonly webview = {
    options: {},
    html: '',
    cspSource: 'https://csp.example',
    asWebviewUri: (uri: unknown) => uri,
    onDidReceiveMessage: this.messages.event,
    postMessage: (message: HostMessage) => {
      if (this.isDisposed) throw new Error('Webview is disposed');
      this.posted.push(message);
      return Promise.resolve(true);
    },
  };
  readonly onDidChangeViewState = this.viewStates.event;
  readonly onDidDispose = this.disposals.event;

  constructor(
    readonly viewType: string,
    public title: string,
  ) {}

  reveal(): void {
    this.reveals += 1;
  }

  dispose(): void {
    this.isDisposed = true;
    this.disposals.fire();
  }

  show(isVisible: boolean): void {
    this.visible = isVisible;
    this.viewStates.fire();
  }

  /** What the page gets as the answer to its request. */
  async ask(id: number, request: unknown): Promise<HostMessage> {
    this.messages.fire({ type: 'request', id, request });
    return vi.waitFor(() => {
      const answer = this.posted.find((message) => (message.type === 'reply' || message.type === 'failure') && message.id === id);
      if (answer === undefined) throw new Error('No answer yet.');
      return answer;
    }, { interval: 1 });
  }

  count(type: HostMessage['type']): number {
    return this.posted.filter((message) => message.type === type).length;
  }
}

interface Row {
  readonly id: number;
}

describe('panels of tables', () => {
  let rows: readonly Row[] = [];
  let maxCount = 500;
  const changes = new Emitter<void>();
  const cleared = new Emitter<void>();
  const subjects = new Emitter<void>();
  const titles = new Map([
    ['a', 'Requests of A'],
    ['b', 'Requests of B'],
  ]);
  const log = { warn: vi.fn(), error: vi.fn() };
  let panels: TablePanels;

  const definition: TableDefinition<Row> = {
    id: 't',
    label: 'Requests',
    rowNoun: { one: 'request', many: 'requests' },
    defaultSort: { columnId: 'id', isDescending: true },
    emptyText: 'None.',
    columns: [{ id: 'id', label: 'ID', widthPx: 50, text: ({ id }) => String(id), sortKey: ({ id }) => id }],
    filters: [{ kind: 'toggle', id: 'odd', label: 'Odd', passes: ({ id }) => id % 2 === 1 }],
    settings: [{ kind: 'number', id: 'maxCount', label: 'Max count', min: 1, max: 10_000, read: () => maxCount, write: (value) => Promise.resolve(void (maxCount = value)) }],
    actions: [
      { id: 'clear', label: 'Clear', scope: 'table', run: () => Promise.resolve(((rows = []), cleared.fire(), 'Cleared')) },
      { id: 'fail', label: 'Fail', scope: 'table', run: () => Promise.reject(new Error('secret detail')) },
      { id: 'refuse', label: 'Refuse', scope: 'table', run: () => Promise.reject(new TableFault('notSupported', 'Not now.', 'Try later.')) },
      { id: 'name', label: 'Name', scope: 'row', run: ({ row }) => Promise.resolve(`row ${row?.id}`) },
    ],
    key: ({ id }) => String(id),
    tone: ({ id }) => (id === 2 ? 'error' : undefined),
    detail: ({ id }) => ({ key: String(id), title: `Row ${id}`, facts: [], blocks: [] }),
    rows: () => rows,
    figures: (all) => [{ label: 'requests', value: String(all.length) }],
    sparkline: () => undefined,
    disabledActions: ({ id }) => (id === 2 ? ['name'] : []),
    onDidChange: (listener) => changes.event(listener),
    onDidClear: (listener) => cleared.event(listener),
  };
  const kind: PanelKind = {
    viewType: 'psx.test',
    title: (subject) => titles.get(subject),
    page: (subject) => ({ title: titles.get(subject) ?? '', tables: [new DefinedTable(definition)] }),
    gone: () => ({ title: 'Gone', message: 'It is gone.', hint: 'Close it.' }),
    onDidChangeSubjects: subjects.event,
  };

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    created.length = 0;
    rows = [{ id: 1 }, { id: 2 }, { id: 3 }];
    maxCount = 500;
    titles.set('a', 'Requests of A');
    log.warn.mockClear();
    log.error.mockClear();
    panels = new TablePanels(kind, { path: '/ext' } as unknown as vscode.Uri, log as unknown as vscode.LogOutputChannel);
  });
  afterEach(() => {
    panels.dispose();
    vi.useRealTimers();
  });

  const open = (subject = 'a'): FakePanel => {
    panels.show(subject);
    const panel = created.at(-1)!;
    panel.messages.fire({ type: 'ready' });
    return panel;
  };
  const view = (changed: object = {}): PageRequest => ({
    kind: 'view',
    tableId: 't',
    view: { sort: { columnId: 'id', isDescending: true }, text: '', filters: {}, isPaused: false, ...changed },
  });

  it('are one for each subject: opened again, the same one is shown', () => {
    panels.show('a');
    panels.show('a');
    panels.show('b');
    expect(created.map(({ title, reveals }) => [title, reveals])).toEqual([
      ['Requests of A', 1],
      ['Requests of B', 0],
    ]);
    created[0]!.dispose();
    panels.show('a');
    expect(created).toHaveLength(3);
  });

  it('may load the own script and style only', () => {
    const { webview } = open();
    expect(webview.options).toMatchObject({ enableScripts: true, localResourceRoots: [{ path: '/ext/dist' }, { path: '/ext/media' }] });
    expect(webview.html).toContain('src="/ext/dist/tablePage.js"');
    const nonce = /nonce="([^"]+)"/.exec(webview.html)?.[1];
    expect(nonce?.length).toBeGreaterThan(20);
    expect(open('b').webview.html).not.toContain(nonce);
  });

  it('follow the name of their subject', () => {
    const panel = open();
    titles.set('a', 'Requests of A2');
    subjects.fire();
    expect(panel.title).toBe('Requests of A2');
    expect(panel.posted.at(-1)).toEqual({ type: 'title', title: 'Requests of A2' });
    panel.messages.fire({ type: 'ready' });
    expect(panel.posted.at(-1)).toMatchObject({ type: 'config', config: { title: 'Requests of A2' } });
  });

  it('log a table that cannot be read, and go on', () => {
    const panel = open();
    const failing = vi.spyOn(definition, 'figures').mockImplementation(() => {
      throw new Error('broken');
    });
    changes.fire();
    expect(log.warn).toHaveBeenCalledWith(expect.stringContaining('broken'));
    failing.mockRestore();
    vi.advanceTimersByTime(200);
    changes.fire();
    vi.advanceTimersByTime(200);
    expect(panel.count('status')).toBeGreaterThan(0);
  });

  it('forget the rows of a pause when they are cleared elsewhere', async () => {
    const panel = open();
    await panel.ask(1, view());
    await panel.ask(2, view({ isPaused: true }));
    rows = [];
    cleared.fire();
    expect(await panel.ask(3, { kind: 'rows', tableId: 't', from: 0, count: 10 })).toMatchObject({ value: { shown: 0 } });
  });

  it('hold no function in what they post', () => {
    const panel = open();
    expect(structuredClone(panel.posted)).toEqual(panel.posted);
    expect(panel.posted[0]).toMatchObject({
      type: 'config',
      config: { title: 'Requests of A', tables: [{ id: 't', columns: [{ id: 'id', label: 'ID', widthPx: 50 }] }] },
      statuses: [{ tableId: 't', total: 3, shown: 3, settings: { maxCount: 500 }, figures: [{ label: 'requests', value: '3' }] }],
    });
  });

  it('answer every request', async () => {
    const panel = open();
    expect(await panel.ask(1, view({ filters: { odd: true } }))).toMatchObject({ type: 'reply', id: 1, value: { shown: 2, total: 3 } });
    expect(await panel.ask(2, { kind: 'rows', tableId: 't', from: 0, count: 10, anchorKey: '1' })).toMatchObject({
      value: { from: 0, shown: 2, anchorIndex: 1, rows: [{ key: '3', cells: ['3'] }, { key: '1', cells: ['1'] }] },
    });
    await panel.ask(3, view());
    expect(await panel.ask(4, { kind: 'rows', tableId: 't', from: 1, count: 1 })).toMatchObject({ value: { rows: [{ key: '2', tone: 'error' }] } });
    expect(await panel.ask(5, { kind: 'locate', tableId: 't', key: '1' })).toMatchObject({ value: { index: 2 } });
    expect(await panel.ask(6, { kind: 'detail', tableId: 't', key: '2' })).toMatchObject({ value: { state: 'shown', version: 1, detail: { title: 'Row 2', disabledActions: ['name'] } } });
    expect(await panel.ask(61, { kind: 'detail', tableId: 't', key: '2', knownVersion: 1 })).toMatchObject({ value: { state: 'unchanged' } });
    expect(await panel.ask(62, { kind: 'rowActions', tableId: 't', key: '2' })).toMatchObject({ value: { disabled: ['name'] } });
    rows = rows.map((row) => ({ ...row }));
    expect(await panel.ask(63, { kind: 'detail', tableId: 't', key: '2', knownVersion: 1 })).toMatchObject({ value: { state: 'shown', version: 2 } });
    expect(await panel.ask(7, { kind: 'detail', tableId: 't', key: '99' })).toMatchObject({ type: 'reply', value: { state: 'gone' } });
    expect(await panel.ask(8, { kind: 'action', tableId: 't', actionId: 'name', key: '2' })).toMatchObject({ value: { said: 'row 2' } });
    expect(await panel.ask(9, { kind: 'setting', tableId: 't', settingId: 'maxCount', value: 7 })).toMatchObject({ type: 'reply' });
    expect(maxCount).toBe(7);
  });

  it('answer failures with what to do, and keep texts that are not ours in the log', async () => {
    const panel = open();
    expect(await panel.ask(1, { kind: 'action', tableId: 't', actionId: 'refuse' })).toEqual({ type: 'failure', id: 1, message: 'Not now.', hint: 'Try later.' });
    const failed = await panel.ask(2, { kind: 'action', tableId: 't', actionId: 'fail' });
    expect(failed).toMatchObject({ type: 'failure' });
    expect(JSON.stringify(failed)).not.toContain('secret detail');
    expect(log.error).toHaveBeenCalledTimes(1);
    expect(await panel.ask(3, { kind: 'action', tableId: 't', actionId: 'name', key: '99' })).toMatchObject({ type: 'failure', hint: 'Choose another one.' });
    expect(await panel.ask(4, { kind: 'action', tableId: 't', actionId: 'none' })).toMatchObject({ type: 'failure' });
    expect(await panel.ask(5, { kind: 'rows', tableId: 'other', from: 0, count: 1 })).toMatchObject({ type: 'failure' });
    for (const [id, value] of [10, 0, 10_001, 1.5, '7', true].entries()) {
      const answer = await panel.ask(100 + id, { kind: 'setting', tableId: 't', settingId: 'maxCount', value });
      expect(answer.type).toBe(value === 10 ? 'reply' : 'failure');
    }
    expect(maxCount).toBe(10);
  });

  it('refuse what is no message, tell who waits, and do not fill the log', async () => {
    const panel = open();
    panel.messages.fire({ type: 'nonsense' });
    expect(log.warn).toHaveBeenCalledTimes(1);
    expect(await panel.ask(5, { kind: 'rows', tableId: 't', from: -1, count: 1 })).toMatchObject({ type: 'failure', id: 5 });
    for (let time = 0; time < 100; time += 1) {
      panel.messages.fire({ type: 'problem', text: 'again' });
    }
    expect(log.warn.mock.calls.length).toBeLessThanOrEqual(20);
  });

  it('tell of changes while visible only, some times a second at most, and start anew when shown again', () => {
    const panel = open();
    for (let change = 0; change < 50; change += 1) {
      changes.fire();
    }
    expect(panel.count('status')).toBe(1);
    vi.advanceTimersByTime(125);
    expect(panel.count('status')).toBe(2);
    panel.show(false);
    vi.advanceTimersByTime(1000);
    changes.fire();
    expect(panel.count('status')).toBe(2);
    panel.show(true);
    changes.fire();
    expect(panel.count('status')).toBe(2);
    rows = [...rows, { id: 4 }];
    panel.messages.fire({ type: 'ready' });
    expect(panel.count('config')).toBe(2);
    expect(panel.posted.at(-1)).toMatchObject({ statuses: [{ total: 4 }] });
    changes.fire();
    expect(panel.count('status')).toBe(3);
  });

  it('keep the view of a hidden page, and clear the rows of a pause', async () => {
    const panel = open();
    await panel.ask(0, view());
    await panel.ask(1, view({ isPaused: true }));
    panel.show(false);
    rows = [...rows, { id: 4 }];
    panel.show(true);
    panel.messages.fire({ type: 'ready' });
    expect(await panel.ask(2, view({ isPaused: true }))).toMatchObject({ value: { total: 3 } });
    expect(await panel.ask(3, { kind: 'action', tableId: 't', actionId: 'clear' })).toMatchObject({ value: { said: 'Cleared' } });
    expect(await panel.ask(4, view({ isPaused: true }))).toMatchObject({ value: { total: 0 } });
  });

  it('come back after a reload of the window with the same subject; a second one of it is closed', async () => {
    const restored = new FakePanel('psx.test', 'old title');
    await panels.deserializeWebviewPanel(restored as unknown as vscode.WebviewPanel, { subject: 'b', tables: {} });
    expect(restored.title).toBe('Requests of B');
    expect(restored.webview.html).toContain('data-subject="b"');
    const second = new FakePanel('psx.test', 'old title');
    await panels.deserializeWebviewPanel(second as unknown as vscode.WebviewPanel, { subject: 'b', tables: {} });
    expect(second.isDisposed).toBe(true);
    panels.show('b');
    expect(restored.reveals).toBe(1);
  });

  it.each([undefined, null, {}, { subject: 5 }, { subject: 'never' }])('say so when their subject is gone: state %j', async (state) => {
    const restored = new FakePanel('psx.test', 'old title');
    await panels.deserializeWebviewPanel(restored as unknown as vscode.WebviewPanel, state);
    expect(restored.webview.html).toContain('It is gone.');
    expect(restored.webview.options).toMatchObject({ enableScripts: false });
  });

  it('follow the names of their subjects, and say when one is removed', () => {
    const panel = open();
    titles.set('a', 'Requests of New A');
    subjects.fire();
    expect(panel.title).toBe('Requests of New A');
    titles.delete('a');
    subjects.fire();
    expect(panel.title).toBe('Gone');
    expect(panel.webview.html).toContain('Close it.');
    const posted = panel.posted.length;
    changes.fire();
    panel.messages.fire({ type: 'ready' });
    expect(panel.posted).toHaveLength(posted);
    titles.set('a', 'Requests of A');
    panels.show('a');
    expect(created).toHaveLength(2);
  });

  it('know which subjects can be seen', () => {
    const told = vi.fn();
    panels.onDidChangeVisible(told);
    const panel = open();
    open('b');
    expect(panels.visibleSubjects).toEqual(['a', 'b']);
    panel.show(false);
    expect(panels.visibleSubjects).toEqual(['b']);
    panel.dispose();
    expect(told.mock.calls.length).toBeGreaterThanOrEqual(4);
  });

  it('post nothing to a page that was closed meanwhile, and let go of everything', async () => {
    const panel = open();
    panel.messages.fire({ type: 'request', id: 1, request: { kind: 'action', tableId: 't', actionId: 'clear' } });
    const before = panel.count('status');
    panel.dispose();
    await new Promise((resolve) => setImmediate(resolve));
    expect(panel.count('reply')).toBe(0);
    changes.fire();
    vi.advanceTimersByTime(1000);
    expect(panel.count('status')).toBe(before);
    expect(vi.getTimerCount()).toBe(0);
  });
});
