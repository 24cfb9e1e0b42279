import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { History } from '../../src/history/history';
import { FailedMigration, migrate, migrations, schemaVersion } from '../../src/history/schema';
import { problemOf } from '../../src/history/sqlite';
import { address, event, newFolder, onEnd, openDatabase, openWindow, sample } from './fixture';
import { ManualClock } from './manualClock';

/** Every method works, be it with little to show; returns what was recorded. */
function use(history: History, clock: ManualClock): readonly number[] {
  const t = clock.now();
  history.record([sample(t, 42)]);
  history.append([event(t, 'MASTER')]);
  history.put('alarm', new Map([['a', 1]]));
  clock.advance(3_000);
  expect(history.events()[0]?.after).toBe('MASTER');
  expect(history.entries('alarm').get('a')).toBe(1);
  expect(history.portStates(address, t, t + 1)).toHaveLength(1);
  return history.trend(address, 'offsetFromMasterNs', t, t + 1, 10).mean;
}

const keptAside = (folder: string) => readdirSync(folder).filter((name) => name.includes('.kept-') && !/-(wal|shm)$/.test(name));

/** Runs as somebody who has no rights when the tests run as root, whom no permission stops. */
function withoutRights(action: () => void): void {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    process.seteuid?.(65_534);
  }
  try {
    action();
  } finally {
    if (isRoot) {
      process.seteuid?.(0);
    }
  }
}

describe('a history file that cannot be used', () => {
  it.each([
    ['text', Buffer.from('This is no database, it is a sentence. '.repeat(300))],
    ['zeros', Buffer.alloc(20_000)],
    ['a head and nothing that fits it', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(9_000, 0xff)])],
  ])('is kept aside when it holds %s', (_, bytes) => {
    const folder = newFolder();
    const file = path.join(folder, 'history.sqlite');
    writeFileSync(file, bytes);
    const { history, clock } = openWindow({ folder });
    const { state, fault } = { fault: undefined, ...history.status };
    expect(state).toBe('ok');
    expect(fault).toMatchObject({ kind: 'fileDamaged', message: 'The history file was damaged. It was kept aside, and a new history was started.' });
    const [kept = ''] = keptAside(folder);
    expect(kept).toBe('history.sqlite.kept-2026-11-23T12-00-00');
    expect(fault?.hint).toContain(kept);
    expect(readFileSync(path.join(folder, kept))).toEqual(bytes);
    expect(use(history, clock)).toEqual([42]);
  });

  it('is kept aside when it is another program\'s', () => {
    const folder = newFolder();
    openDatabase(path.join(folder, 'history.sqlite')).exec('CREATE TABLE customer (name TEXT)');
    const { history, clock } = openWindow({ folder });
    expect(history.status).toMatchObject({ state: 'ok', fault: { kind: 'fileDamaged' } });
    expect(use(history, clock)).toEqual([42]);
  });

  it('is kept aside when a table is missing, at the start and while it is open', () => {
    const { history, clock, folder, file } = openWindow();
    use(history, clock);
    openDatabase(file).exec('DROP TABLE block');
    expect(history.trend(address, 'offsetFromMasterNs', 0, clock.now(), 10).at).toEqual([]);
    clock.advance(1_000);
    expect(history.status).toMatchObject({ state: 'ok', fault: { kind: 'fileDamaged' } });
    expect(use(history, clock)).toEqual([42]);
    history.dispose();
    openDatabase(file).exec('DROP TABLE event');
    const again = openWindow({ folder, clock }).history;
    expect(again.status).toMatchObject({ state: 'ok', fault: { kind: 'fileDamaged' } });
    expect(use(again, clock)).toEqual([42]);
    expect(keptAside(folder)).toHaveLength(2);
  });

  it('leaves history in memory when one after the other is damaged', () => {
    const { history, clock, file } = openWindow();
    const states: string[] = [];
    for (let n = 0; n < 8; n++) {
      openDatabase(file).exec('DROP TABLE IF EXISTS state');
      history.entries('alarm');
      clock.advance(1_000);
      states.push(history.status.state);
    }
    expect(states).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'memoryOnly', 'memoryOnly', 'memoryOnly']);
    expect(use(history, clock)).toEqual([42]);
  });

  it('is kept aside at most three times', () => {
    const folder = newFolder();
    const clock = new ManualClock();
    for (let n = 0; n < 6; n++) {
      writeFileSync(path.join(folder, 'history.sqlite'), `damaged ${n} ${'x'.repeat(1_000)}`);
      openWindow({ folder, clock }).history.dispose();
      clock.advance(1_000);
    }
    expect(keptAside(folder).map((name) => readFileSync(path.join(folder, name), 'utf8').slice(0, 9))).toEqual(['damaged 3', 'damaged 4', 'damaged 5']);
  });

  it('is waited for while it is locked, then kept aside', () => {
    const folder = newFolder();
    const file = path.join(folder, 'history.sqlite');
    openWindow({ folder }).history.dispose();
    const other = openDatabase(file);
    other.exec('BEGIN IMMEDIATE');
    const { history, clock } = openWindow({ folder });
    expect(history.status).toEqual({ state: 'opening' });
    history.record([sample(clock.now(), 1)]);
    clock.advance(10_000);
    expect(history.status).toMatchObject({ state: 'ok', fault: { kind: 'fileLocked' } });
    expect(keptAside(folder)).toHaveLength(1);
    expect(history.trend(address, 'offsetFromMasterNs', 0, clock.now(), 10).mean).toEqual([1]);
    other.exec('ROLLBACK');
    expect(use(history, clock)).toEqual([42]);
  });

  it('is used when the lock goes in time', () => {
    const folder = newFolder();
    openWindow({ folder }).history.dispose();
    const other = openDatabase(path.join(folder, 'history.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    const { history, clock } = openWindow({ folder });
    clock.advance(1_000);
    expect(history.status.state).toBe('opening');
    other.exec('ROLLBACK');
    clock.advance(1_000);
    expect(history.status).toEqual({ state: 'ok' });
    expect(keptAside(folder)).toEqual([]);
  });

  it('keeps what waits while it is locked for a while, says so after half a minute, and writes it then', () => {
    const { history, clock, file } = openWindow();
    const t = clock.now();
    const other = openDatabase(file);
    other.exec('BEGIN IMMEDIATE');
    history.record([sample(t, 1)]);
    history.put('alarm', new Map([['a', 1]]));
    clock.advance(10_000);
    expect(history.status).toEqual({ state: 'ok' });
    clock.advance(25_000);
    expect(history.status).toMatchObject({ state: 'ok', fault: { kind: 'fileLocked' } });
    expect(history.entries('alarm').get('a')).toBe(1);
    other.exec('ROLLBACK');
    clock.advance(2_000);
    expect(history.status).toEqual({ state: 'ok' });
    expect(history.trend(address, 'offsetFromMasterNs', t, t + 1, 10).mean).toEqual([1]);
  });

  it('is left alone when a newer version wrote it, also while it is open; history is in memory then', () => {
    const { history, clock, folder, file } = openWindow();
    const newer = openDatabase(file);
    newer.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    expect(use(history, clock)).toEqual([42]);
    expect(history.status).toMatchObject({ state: 'memoryOnly', fault: { kind: 'fileTooNew' } });
    const second = openWindow({ folder, clock }).history;
    expect(second.status).toMatchObject({ state: 'memoryOnly', fault: { kind: 'fileTooNew' } });
    expect(use(second, clock)).toEqual([42]);
    expect(newer.prepare('SELECT count(*) AS n FROM event').get()?.n).toBe(0);
    expect(keptAside(folder)).toEqual([]);
  });

  it('is made anew when it is moved away, without touching the one that was moved', () => {
    const { history, clock, folder, file } = openWindow();
    use(history, clock);
    const away = path.join(folder, 'away.sqlite');
    for (const suffix of ['', '-wal', '-shm']) {
      renameSync(file + suffix, away + suffix);
    }
    clock.advance(2_000);
    expect(history.status).toEqual({ state: 'ok' });
    expect(existsSync(file)).toBe(true);
    expect(use(history, clock)).toEqual([42]);
    expect(history.events()).toHaveLength(1);
    const moved = openDatabase(away);
    expect(moved.prepare('PRAGMA integrity_check').get()?.integrity_check).toBe('ok');
    expect(moved.prepare('SELECT count(*) AS n FROM event').get()?.n).toBe(1);
  });

  it('never keeps history from working, whatever bytes are in it', () => {
    const clock = new ManualClock();
    const { history, file } = openWindow({ clock });
    for (let n = 0; n < 300; n++) {
      history.record([sample(clock.now(), n)]);
      history.append([event(clock.now(), String(n))]);
      clock.advance(1_000);
    }
    use(history, clock);
    history.dispose();
    const good = readFileSync(file);
    const change = fc.record({ at: fc.integer({ min: 0, max: good.length - 1 }), bytes: fc.uint8Array({ minLength: 1, maxLength: 50 }) });
    const length = fc.oneof(fc.constant(good.length), fc.integer({ min: 0, max: good.length }));
    const changed = fc.record({ changes: fc.array(change, { maxLength: 8 }), length }).map(({ changes, length: end }) => {
      const bytes = Buffer.from(good);
      changes.forEach((one) => bytes.set(one.bytes.subarray(0, bytes.length - one.at), one.at));
      return bytes.subarray(0, end);
    });
    fc.assert(
      fc.property(fc.oneof(changed, fc.uint8Array({ maxLength: 5_000 })), (bytes) => {
        const folder = newFolder();
        writeFileSync(path.join(folder, 'history.sqlite'), bytes);
        const window = openWindow({ folder, clock });
        const look = () => {
          window.history.events();
          window.history.entries('alarm');
          window.history.portStates(address, 0, clock.now());
          [1, 50, 5_000].forEach((maxPoints) => window.history.trend(address, 'offsetFromMasterNs', 0, clock.now(), maxPoints));
        };
        look();
        window.history.record([sample(clock.now(), 42)]);
        window.history.append([event(clock.now(), 'MASTER')]);
        clock.advance(60_000);
        look();
        expect(window.history.status.state).toBe('ok');
        window.history.dispose();
      }),
      { numRuns: 150 },
    );
  });
});

describe('a folder that cannot be written', () => {
  it.each([
    ['is below a file', (folder: string) => writeFileSync(path.join(folder, 'file'), ''), 'file/history'],
    ['is a file itself', (folder: string) => writeFileSync(path.join(folder, 'file'), ''), 'file'],
    ['holds a folder of the name of the file', (folder: string) => mkdirSync(path.join(folder, 'history.sqlite')), '.'],
  ])('that %s leaves history in memory, and says so', (_, prepare, below) => {
    const folder = newFolder();
    prepare(folder);
    const { history, clock } = openWindow({ folder: path.join(folder, below) });
    expect(history.status).toMatchObject({ state: 'memoryOnly', fault: { kind: 'folderUnusable', hint: expect.stringContaining('Make the folder writable') as string } });
    expect(use(history, clock)).toEqual([42]);
  });

  it('because of missing rights leaves history in memory, and the file as it is', () => {
    const { history: before, clock, folder, file } = openWindow();
    use(before, clock);
    before.dispose();
    const bytes = readFileSync(file);
    chmodSync(file, 0o444);
    chmodSync(folder, 0o555);
    onEnd(() => chmodSync(folder, 0o755));
    withoutRights(() => {
      const { history } = openWindow({ folder, clock });
      expect(history.status).toMatchObject({ state: 'memoryOnly', fault: { kind: 'folderUnusable' } });
      expect(use(history, clock)).toEqual([42]);
      history.dispose();
    });
    expect(readFileSync(file)).toEqual(bytes);
  });

  it('any more is told, and what waits is written when it can be again', () => {
    const { history, clock, file, problems } = openWindow();
    const t = clock.now();
    const other = openDatabase(file);
    // Stands for a disk that takes no more.
    other.exec(`CREATE TRIGGER full BEFORE INSERT ON block BEGIN SELECT RAISE(FAIL, 'disk I/O error'); END`);
    history.record([sample(t, 1)]);
    clock.advance(3_000);
    expect(history.status).toMatchObject({ state: 'ok', fault: { kind: 'writeFailed' } });
    expect(problems).toHaveLength(1);
    other.exec('DROP TRIGGER full');
    clock.advance(3_000);
    expect(history.status).toEqual({ state: 'ok' });
    expect(history.trend(address, 'offsetFromMasterNs', t, t + 1, 10).mean).toEqual([1]);
  });
});

describe('an error', () => {
  it.each([
    [{ code: 'ERR_SQLITE_ERROR', errcode: 13, message: 'database or disk is full' }, 'full'],
    [{ code: 'ENOSPC' }, 'full'],
    [{ code: 'ERR_SQLITE_ERROR', errcode: 5 }, 'locked'],
    [{ code: 'ERR_SQLITE_ERROR', errcode: 5 | (2 << 8) }, 'locked'],
    [{ code: 'ERR_SQLITE_ERROR', errcode: 11 }, 'damaged'],
    [{ code: 'ERR_SQLITE_ERROR', errcode: 1, message: 'no such table: block' }, 'damaged'],
    [{ code: 'ERR_SQLITE_ERROR', errcode: 1, message: 'near "SELEC": syntax error' }, 'other'],
    [{ code: 'ERR_SQLITE_ERROR', errcode: 8 }, 'unusable'],
    [{ code: 'EROFS' }, 'unusable'],
    [new TypeError('a fault in the program'), 'other'],
    [undefined, 'other'],
  ])('%j means %s', (error, problem) => {
    expect(problemOf(error)).toBe(problem);
  });
});

describe('an editor without SQLite', () => {
  it('keeps history in memory, and says so', () => {
    const { history, clock, folder } = openWindow({ load: () => undefined });
    expect(history.status).toMatchObject({ state: 'memoryOnly', fault: { kind: 'sqliteMissing' } });
    expect(use(history, clock)).toEqual([42]);
    expect(readdirSync(folder)).toEqual([]);
    const t = clock.now();
    for (let n = 0; n < 5_000; n++) {
      history.record([sample(clock.now(), n, { portState: n < 4_000 ? 'SLAVE' : 'MASTER' })]);
      clock.advance(1_000);
    }
    const { at, max, stepMs } = history.trend(address, 'offsetFromMasterNs', t, clock.now(), 100);
    expect(at.length).toBeLessThanOrEqual(101);
    expect(Math.max(...max)).toBe(4_999);
    expect(stepMs).toBeGreaterThan(0);
    expect(history.portStates(address, t, clock.now()).map(({ portState }) => portState)).toEqual(['SLAVE', 'MASTER']);
    history.put('alarm', new Map([['a', undefined]]));
    clock.advance(1_000);
    expect(history.entries('alarm').size).toBe(0);
    expect(history.events({ deviceId: 'other' })).toEqual([]);
  });

  it('or with one that does not load works in memory as well', () => {
    const { history, clock } = openWindow({
      load: () => {
        throw new Error('Not for you.');
      },
    });
    expect(history.status).toMatchObject({ state: 'memoryOnly', fault: { kind: 'internal', message: 'History could not be opened (Not for you.).' } });
    expect(use(history, clock)).toEqual([42]);
  });
});

describe('the schema', () => {
  it('has its version only when all steps were taken', () => {
    const database = openDatabase(':memory:');
    migrate(database, migrations);
    const failing = [...migrations, (it: typeof database) => it.exec('CREATE TABLE more (x)'), () => {
      throw new Error('half-way');
    }];
    expect(() => migrate(database, failing)).toThrow(FailedMigration);
    expect(schemaVersion(database)).toBe(migrations.length);
    expect(database.prepare(`SELECT count(*) AS n FROM sqlite_schema WHERE name = 'more'`).get()?.n).toBe(0);
    migrate(database, failing.slice(0, -1));
    expect(schemaVersion(database)).toBe(migrations.length + 1);
  });
});
