import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { defaultSessionLimits, SessionLogs } from '../../../src/sessions/sessionLogs';
import type { RecordedSession } from '../../../src/sessions/recordedSession';
import { exportSessions, type SessionExport } from '../../../src/views/httpSessions/exportSessions';
import { sessionTable } from '../../../src/views/httpSessions/sessionTable';
import type { Services } from '../../../src/views/services';
import { DefinedTable } from '../../../src/views/table/pageTable';
import type { TableAction } from '../../../src/views/table/tableDefinition';
import { finishedRequest, startedRequest } from '../sessions/requests';

const person = vi.hoisted(() => ({ pick: (): unknown => undefined }));

vi.mock('vscode', () => {
  const uri = (fsPath: string) => ({ scheme: 'file', fsPath, path: fsPath });
  return {
    ProgressLocation: { Notification: 15 },
    Uri: { file: uri },
    FileType: { File: 1 },
    extensions: { getExtension: () => undefined },
    window: {
      showQuickPick: () => Promise.resolve(person.pick()),
      showInformationMessage: () => Promise.resolve(undefined),
      withProgress: (_: unknown, task: (progress: unknown, token: unknown) => unknown) => task({ report: () => undefined }, { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => undefined }) }),
    },
    workspace: {
      getConfiguration: () => ({ get: (_: string, fallback?: unknown) => fallback }),
      onDidChangeConfiguration: () => ({ dispose: () => undefined }),
    },
  };
});

const times = { format: String, formatExactly: String } as never;
const kept = 20;

/** A device whose answers are long. */
class Device {
  readonly logs = new SessionLogs({ ...defaultSessionLimits, maxCount: kept });
  #last = 0;

  constructor() {
    this.poll();
  }

  /** Until all that was there has gone. */
  poll(): void {
    for (let count = 0; count < kept; count++) {
      const request = startedRequest(++this.#last);
      this.logs.started(request);
      this.logs.finished(finishedRequest(request, { body: bodyOf(this.#last) }));
    }
  }

  table(actions: readonly TableAction<RecordedSession>[] = []): DefinedTable<RecordedSession> {
    return new DefinedTable(sessionTable({ scope: { deviceId: 'a' }, logs: this.logs, times, deviceName: String, actions }));
  }
}

const bodyOf = (id: number): string => JSON.stringify({ id, text: 'x'.repeat(3_000) });

it('the rows of a paused table keep their bodies, until the pause or the panel ends', async () => {
  const device = new Device();
  const table = device.table();
  const view = { sort: { columnId: 'id', isDescending: true }, text: '', filters: {}, isPaused: false };
  await table.answer({ kind: 'view', tableId: 'sessions', view });
  await table.answer({ kind: 'view', tableId: 'sessions', view: { ...view, isPaused: true } });
  const held = device.logs.get(3);
  device.poll();
  const detail = JSON.stringify(await table.answer({ kind: 'detail', tableId: 'sessions', key: '3' }));
  expect(detail).toContain('x'.repeat(3_000));
  expect(detail).not.toContain('totalBodyLimit');
  const newer = device.logs.get(kept + 3);
  table.dispose();
  device.poll();
  expect([held?.responseData, newer?.responseData]).toEqual([bodyOf(3), undefined]);
});

it('an action has the bodies of its rows, however long a person takes', async () => {
  const device = new Device();
  const act = vi.fn<TableAction<RecordedSession>['run']>(async ({ row, shown }) => {
    await Promise.resolve();
    device.poll();
    return [row, ...shown].map((session) => String(session?.responseData === bodyOf(session?.id ?? 0))).join(' ');
  });
  const table = device.table([{ id: 'act', label: 'Act', title: 'Act', scope: 'row', run: act }]);
  expect(await table.answer({ kind: 'action', tableId: 'sessions', actionId: 'act', key: '4' })).toEqual({ said: Array.from({ length: kept + 1 }, () => 'true').join(' ') });
});

it('an export has the bodies of what it was asked to save', async () => {
  const device = new Device();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'psx-held-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'sessions.json');
  await writeFile(file, '');
  person.pick = () => {
    device.poll();
    return { format: 'json' };
  };
  const options: SessionExport = { scope: { deviceId: 'a' }, times, shown: device.logs.sessions('a'), file };
  await exportSessions({ sessions: device.logs, fleet: { get: () => undefined } } as unknown as Services, options);
  const saved = JSON.parse(readFileSync(file, 'utf8')) as RecordedSession[];
  expect(saved.map(({ responseData }) => responseData)).toEqual(Array.from({ length: kept }, (_, index) => bodyOf(index + 1)));
});
