import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';
import { History } from '../../src/history/history';
import type { HistoryOptions } from '../../src/history/historyOptions';
import { loadSqlite, type Database } from '../../src/history/sqlite';
import type { DeviceEvent } from '../../src/model/deviceEvent';
import type { PtpAddress } from '../../src/model/ptpAddress';
import type { TrendSample } from '../../src/model/trend';
import { ManualClock } from './manualClock';

export const address: PtpAddress = { deviceId: 'gm-north', slotId: 'io3', instanceId: 'ptp0' };

const undo: (() => void)[] = [];

afterEach(() => {
  undo.splice(0).reverse().forEach((action) => action());
});

export function onEnd(action: () => void): void {
  undo.push(action);
}

export function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'psx-history-'));
  onEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A window: its history, which is open unless something keeps it from that, and what it told. */
export function openWindow({ folder = newFolder(), clock = new ManualClock(), ...rest }: Partial<Omit<HistoryOptions, 'clock'>> & { clock?: ManualClock } = {}) {
  const problems: string[] = [];
  const history = new History({ folder, clock, onProblem: (text) => problems.push(text), ...rest });
  onEnd(() => history.dispose());
  clock.advance(0);
  return { history, clock, folder, file: path.join(folder, 'history.sqlite'), problems };
}

export function openDatabase(file: string): Database {
  const sqlite = loadSqlite();
  if (sqlite === undefined) {
    throw new Error('This Node has no SQLite.');
  }
  const database = new sqlite.DatabaseSync(file);
  onEnd(() => {
    if (database.isOpen) {
      database.close();
    }
  });
  return database;
}

export function sample(at: number, offsetFromMasterNs?: number, rest: Partial<TrendSample> = {}): TrendSample {
  return { address, at, portState: 'SLAVE', ...(offsetFromMasterNs === undefined ? {} : { offsetFromMasterNs }), ...rest };
}

export function event(at: number, after: string, rest: Partial<DeviceEvent> = {}): DeviceEvent {
  return {
    id: 0,
    at,
    kind: 'portStateChanged',
    subject: address,
    subjectName: 'GM-North / io3 / Blue',
    severity: 'information',
    text: `Port state changed to ${after}.`,
    after,
    ...rest,
  };
}
