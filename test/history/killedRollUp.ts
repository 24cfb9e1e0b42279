import { loadSqlite } from '../../src/history/sqlite';
import { ManualClock } from './manualClock';
import { beforeTheHour, rollUpRest, writeMinutes } from './manySeries';

/** Rolls up a folder's history, and kills itself right before or after a transaction ends, counted from when the roll-up is due. */
const [, , folder = '', moment = '', count = ''] = process.argv;
const sqlite = loadSqlite();
if (sqlite === undefined) {
  throw new Error('This Node has no SQLite.');
}
let left = Number.POSITIVE_INFINITY;

class Killing extends sqlite.DatabaseSync {
  override exec(sql: string): void {
    left -= sql === 'COMMIT' ? 1 : 0;
    if (left === 0 && moment === 'before') {
      process.kill(process.pid, 'SIGKILL');
    }
    super.exec(sql);
    if (left === 0) {
      process.kill(process.pid, 'SIGKILL');
    }
  }
}

const clock = new ManualClock(beforeTheHour);
const history = writeMinutes(clock, { folder, load: () => ({ ...sqlite, DatabaseSync: Killing }) });
left = Number(count);
rollUpRest(history, clock);
