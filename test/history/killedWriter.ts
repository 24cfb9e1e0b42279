import { writeSync } from 'node:fs';
import { History } from '../../src/history/history';

/** Writes batch after batch to the folder that it is given, and says which one is written, until it is killed. */
const [, , folder = ''] = process.argv;
const clock = {
  now: () => Date.now(),
  setTimeout: (callback: () => void, delayMs: number): object => setTimeout(callback, delayMs),
  clearTimeout: (handle: object) => clearTimeout(handle as NodeJS.Timeout),
};
const history = new History({ folder, clock });
const address = { deviceId: 'gm-north', slotId: 'io3', instanceId: 'ptp0' };
const start = Date.now();

function writeBatch(n: number): void {
  const at = start + n * 10;
  history.record([{ address, at, portState: 'SLAVE', offsetFromMasterNs: n }]);
  history.append([{ id: 0, at, kind: 'offsetStep', subject: address, subjectName: 'Blue', severity: 'warning', text: `Step ${n}.`, after: String(n) }]);
  history.flush();
  writeSync(1, `${n}\n`);
  setImmediate(() => writeBatch(n + 1));
}

void history.opened.then(() => writeBatch(0));
