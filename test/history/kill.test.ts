import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { address, newFolder, onEnd, openDatabase, openWindow } from './fixture';
import { ManualClock } from './manualClock';

async function bundleWriter(): Promise<string> {
  const outfile = path.join(newFolder(), 'writer.cjs');
  await build({ entryPoints: [path.join(import.meta.dirname, 'killedWriter.ts')], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node22', logLevel: 'warning' });
  return outfile;
}

/** Kills a process with SIGKILL while it writes; returns the last batch that it said was written. */
async function killWhileWriting(writer: string, folder: string, batches: number): Promise<number> {
  const child = spawn(process.execPath, ['--no-warnings', writer, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  onEnd(() => child.kill('SIGKILL'));
  let last = -1;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (last === batches) {
      child.kill('SIGKILL');
    }
  }
  if (child.exitCode === null && child.signalCode === null) {
    await once(child, 'exit');
  }
  expect(child.signalCode).toBe('SIGKILL');
  return last;
}

describe('a window that is killed while it writes', () => {
  it('loses at most the last batch, and never the file', { timeout: 60_000 }, async () => {
    const writer = await bundleWriter();
    for (const batches of [0, 3, 50, 400, 1_500]) {
      const folder = newFolder();
      const last = await killWhileWriting(writer, folder, batches);
      expect(last).toBeGreaterThanOrEqual(batches);
      const check = openDatabase(path.join(folder, 'history.sqlite'));
      expect(check.prepare('PRAGMA integrity_check').get()?.integrity_check).toBe('ok');
      check.close();
      const { history, clock } = openWindow({ folder, clock: new ManualClock(Date.now()) });
      expect(history.status).toEqual({ state: 'ok' });
      const written = history.events().map(({ after }) => Number(after)).reverse();
      expect(written.length).toBeGreaterThanOrEqual(last + 1);
      // The one after the last that it told of may have been written as well.
      expect(written.length).toBeLessThanOrEqual(last + 2);
      expect(written).toEqual(written.map((_, n) => n));
      expect(history.trend(address, 'offsetFromMasterNs', 0, clock.now() + 3_600_000, 1e6).mean).toEqual(written);
    }
  });
});
