import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { History } from '../../src/history/history';
import { systemClock } from '../../src/polling/clock';
import { password, plantedForms, plantedIn, user } from './planted';
import { plantedRun } from './plantedRun';

it('the password is in nothing that is written, shown or handed out, even when the device repeats it', { timeout: 60_000 }, async () => {
  // Without SQLite: what is in its file is looked at where there is one.
  const history = new History({ folder: tmpdir(), clock: systemClock, opensByItself: false, load: () => undefined });
  const texts = await plantedRun(history);
  history.dispose();
  expect(texts.size).toBeGreaterThan(20);
  for (const name of ['sessions as HAR', 'raw data', 'report', 'snapshots of the API', 'failures', 'inter-app log', 'metrics', 'log', 'history']) {
    expect(texts.get(name)?.length, name).toBeGreaterThan(50);
  }
  const found = [...texts].flatMap(([name, text]) => plantedIn(text).map((form) => `${name}: ${form}`));
  expect(found).toEqual([]);
});

it('the search finds each form of the password, wherever it stands', () => {
  for (const [name, form] of plantedForms) {
    expect(plantedIn(`before ${form} after`), name).toContain(name);
  }
  for (const before of ['', 'a', 'ab', `${user}:`]) {
    expect(plantedIn(Buffer.from(`${before}${password} after`).toString('base64')).filter((name) => name.startsWith('base64'))).not.toEqual([]);
  }
});
