import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { Emitter } from '../../../../src/model/event';
import { GraphPanel } from '../../../../src/views/graphPanel';
import { openSubject } from '../../../../src/views/openSubject';
import { TableFault } from '../../../../src/views/table/tableFault';
import type { GraphHostMessage, GraphNews, GraphReplies, GraphRequest, TopologyDrawing } from '../../../../src/webview/graph/graphMessages';

const created: FakePanel[] = [];
const executed: unknown[] = [];
vi.mock('vscode', () => ({
  ViewColumn: { Active: -1 },
  Uri: { joinPath: (base: { path: string }, ...parts: string[]) => ({ path: [base.path, ...parts].join('/'), toString: () => [base.path, ...parts].join('/') }) },
  commands: { executeCommand: (...call: unknown[]) => Promise.resolve(executed.push(call)) },
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
  readonly posted: GraphHostMessage[] = [];
  visible = true;
  reveals = 0;
  isDisposed = false;
  readonly webview = {
    options: {},
    html: '',
    cspSource: 'https://csp.example',
    asWebviewUri: (uri: unknown) => uri,
    onDidReceiveMessage: this.messages.event,
    postMessage: (message: GraphHostMessage) => {
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
  async ask(id: number, request: unknown): Promise<GraphHostMessage> {
    this.messages.fire({ type: 'request', id, request });
    return vi.waitFor(() => {
      const answer = this.posted.find((message) => (message.type === 'reply' || message.type === 'failure') && message.id === id);
      if (answer === undefined) throw new Error('No answer yet.');
      return answer;
    }, { interval: 1 });
  }

  count(type: GraphHostMessage['type']): number {
    return this.posted.filter((message) => message.type === type).length;
  }
}

describe('the panel of a graph', () => {
  const changes = new Emitter<void>();
  const log = { warn: vi.fn(), error: vi.fn() };
  let drawing: TopologyDrawing;
  let draws = 0;
  let fault: Error | undefined;
  let panel: GraphPanel;

  const content = {
    news: (): GraphNews => {
      draws += 1;
      return { type: 'topology', drawing };
    },
    answer: (request: GraphRequest): Promise<GraphReplies[GraphRequest['kind']]> => (fault === undefined ? Promise.resolve(request.kind === 'topologyView' ? drawing : {}) : Promise.reject(fault)),
    onDidChange: changes.event,
  };
  const viewRequest = { kind: 'topologyView', view: { deviceFilter: '', problemsOnly: false, toggled: [] } };

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    created.length = 0;
    executed.length = 0;
    drawing = { nodes: [], edges: [], summary: 'a' };
    draws = 0;
    fault = undefined;
    log.warn.mockClear();
    log.error.mockClear();
    panel = new GraphPanel({ viewType: 'psx.topology', subject: 'topology', title: 'Topology', content: () => content }, { path: '/ext' } as unknown as vscode.Uri, log as unknown as vscode.LogOutputChannel);
  });
  afterEach(() => {
    panel.dispose();
    vi.useRealTimers();
  });

  const open = async (): Promise<FakePanel> => {
    panel.show();
    const made = created.at(-1)!;
    made.messages.fire({ type: 'ready' });
    await made.ask(1, viewRequest);
    return made;
  };

  it('is one: opened again, it is shown', async () => {
    await open();
    panel.show();
    expect(created.map(({ viewType, title, reveals }) => [viewType, title, reveals])).toEqual([['psx.topology', 'Topology', 1]]);
    created[0]!.dispose();
    panel.show();
    expect(created).toHaveLength(2);
  });

  it('asks for fresh data of all devices while it can be seen', async () => {
    const shown: (readonly string[])[] = [];
    panel.onDidChangeVisible(() => void shown.push(panel.visibleSubjects));
    const made = await open();
    made.visible = false;
    made.viewStates.fire();
    made.visible = true;
    made.viewStates.fire();
    made.dispose();
    expect(shown).toEqual([['all'], [], ['all'], []]);
  });

  it('survives a drawing that cannot be made, and draws the next one', async () => {
    const made = await open();
    const news = vi.spyOn(content, 'news').mockImplementationOnce(() => {
      throw new Error('a strange device');
    });
    changes.fire(undefined);
    vi.runAllTimers();
    expect(log.warn).toHaveBeenCalledWith(expect.stringContaining('a strange device'));
    drawing = { nodes: [], edges: [], summary: 'b' };
    changes.fire(undefined);
    vi.runAllTimers();
    news.mockRestore();
    expect(made.posted.at(-1)).toMatchObject({ drawing: { summary: 'b' } });
  });

  it('may load the own script and style only', async () => {
    const { webview } = await open();
    expect(webview.options).toMatchObject({ enableScripts: true, localResourceRoots: [{ path: '/ext/dist' }, { path: '/ext/media' }] });
    expect(webview.html).toContain('src="/ext/dist/graphPage.js"');
    expect(webview.html).toContain('href="/ext/media/graphPage.css"');
    expect(webview.html).toContain('data-subject="topology"');
    expect(webview.html).toContain('default-src &#39;none&#39;');
  });

  it('tells its page what it is, and draws when the page says what it wants to see', async () => {
    const made = await open();
    expect(made.posted).toEqual([
      { type: 'config', title: 'Topology' },
      { type: 'reply', id: 1, value: drawing },
    ]);
    expect(structuredClone(made.posted)).toEqual(made.posted);
  });

  it('sends what is new, once a second at most, and nothing when nothing changed that is drawn', async () => {
    const made = await open();
    changes.fire();
    expect([draws, made.count('topology')]).toEqual([1, 0]);
    drawing = { ...drawing, summary: 'b' };
    for (let time = 0; time < 50; time += 1) {
      changes.fire();
    }
    expect(draws).toBe(1);
    vi.advanceTimersByTime(1_000);
    expect([draws, made.count('topology')]).toEqual([2, 1]);
    expect(made.posted.at(-1)).toEqual({ type: 'topology', drawing });
    vi.advanceTimersByTime(1_000);
    changes.fire();
    expect([draws, made.count('topology')]).toEqual([3, 1]);
  });

  it('draws nothing while it is hidden, and starts anew when shown again', async () => {
    const made = await open();
    made.show(false);
    drawing = { ...drawing, summary: 'b' };
    changes.fire();
    vi.advanceTimersByTime(5_000);
    expect(draws).toBe(0);
    made.show(true);
    changes.fire();
    expect(draws).toBe(0);
    made.messages.fire({ type: 'ready' });
    expect(await made.ask(2, viewRequest)).toMatchObject({ value: { summary: 'b' } });
    drawing = { ...drawing, summary: 'c' };
    changes.fire();
    expect(made.count('topology')).toBe(1);
  });

  it('answers failures with what to do, and keeps texts that are not ours in the log', async () => {
    const made = await open();
    fault = new TableFault('notWritten', 'It could not be written.', 'Choose another folder.');
    expect(await made.ask(2, { kind: 'export', svg: '<svg ' })).toEqual({ type: 'failure', id: 2, message: 'It could not be written.', hint: 'Choose another folder.' });
    fault = new Error('secret detail');
    const failed = await made.ask(3, viewRequest);
    expect(failed).toMatchObject({ type: 'failure', hint: 'Try it again.' });
    expect(JSON.stringify(failed)).not.toContain('secret detail');
    expect(log.error).toHaveBeenCalledTimes(1);
  });

  it('refuses what is no message, tells who waits, and does not fill the log', async () => {
    const made = await open();
    expect(await made.ask(5, { kind: 'nonsense' })).toMatchObject({ type: 'failure', id: 5 });
    for (let time = 0; time < 100; time += 1) {
      made.messages.fire({ type: 'problem', text: 'again' });
    }
    expect(log.warn.mock.calls.length).toBe(20);
  });

  it('comes back after a reload of the window; a second one is closed', async () => {
    const restored = new FakePanel('psx.topology', 'old title');
    await panel.deserializeWebviewPanel(restored as unknown as vscode.WebviewPanel);
    expect(restored.title).toBe('Topology');
    const second = new FakePanel('psx.topology', 'old title');
    await panel.deserializeWebviewPanel(second as unknown as vscode.WebviewPanel);
    expect([restored.isDisposed, second.isDisposed]).toEqual([false, true]);
    panel.show();
    expect(restored.reveals).toBe(1);
  });

  it('lets go of everything when it is closed', async () => {
    const made = await open();
    made.dispose();
    changes.fire();
    vi.advanceTimersByTime(5_000);
    expect(draws).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('what a node leads to', () => {
  const reveal = vi.fn(() => Promise.resolve());
  const services = { fleet: { get: (id: string) => (id === 'a' ? {} : undefined) }, reveal } as unknown as Parameters<typeof openSubject>[0];

  it('is the panel of an instance, or a row of the tree', async () => {
    executed.length = 0;
    await openSubject(services, { deviceId: 'a', slotId: 'io1', instanceId: 'i' }, 'panel');
    expect(executed).toEqual([['psx.showPtpInstance', { deviceId: 'a', slotId: 'io1', instanceId: 'i' }]]);
    await openSubject(services, { deviceId: 'a', slotId: 'io1', instanceId: 'i' }, 'tree');
    await openSubject(services, { deviceId: 'a', slotId: 'io1' }, 'panel');
    expect(reveal.mock.calls).toEqual([
      ['a', { slotId: 'io1', instanceId: 'i' }],
      ['a', { slotId: 'io1' }],
    ]);
  });

  it('is nothing when the device is gone', async () => {
    await expect(openSubject(services, { deviceId: 'b' }, 'tree')).rejects.toMatchObject({ kind: 'rowGone' });
  });
});
