import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { History } from '../../src/history/history';
import { systemClock } from '../../src/polling/clock';

const address = { deviceId: 'north', slotId: 'io3', instanceId: 'instance1' };

describe('history, inside the extension host', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'psx-history-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keeps its file with the SQLite of this VS Code, and finds it again', async () => {
    const problems: string[] = [];
    const open = async (): Promise<History> => {
      const history = new History({ folder, clock: systemClock, onProblem: (text) => problems.push(text) });
      await history.opened;
      assert.deepEqual(history.status, { state: 'ok' });
      return history;
    };
    const at = Date.now();
    const before = await open();
    before.record([{ address, at, portState: 'SLAVE', offsetFromMasterNs: 12 }]);
    before.put('alarms', new Map([['one', { state: 'active' }]]));
    before.dispose();
    const after = await open();
    try {
      assert.deepEqual(after.trend(address, 'offsetFromMasterNs', at, at + 1, 10).mean, [12]);
      assert.deepEqual([...after.entries('alarms')], [['one', { state: 'active' }]]);
      assert.deepEqual(problems, []);
    } finally {
      after.dispose();
    }
  });
});
