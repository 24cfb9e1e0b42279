import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { History } from '../../src/history/history';
import { systemClock } from '../../src/polling/clock';
import { plantedIn } from '../security/planted';
import { plantedRun } from '../security/plantedRun';
import { newFolder, onEnd } from './fixture';

it('the password is in no file of the history, even when the device repeats it', { timeout: 60_000 }, async () => {
  const folder = newFolder();
  const history = new History({ folder, clock: systemClock, opensByItself: false });
  onEnd(() => history.dispose());
  const texts = await plantedRun(history);
  expect(history.status).toEqual({ state: 'ok' });
  expect(history.events()).not.toEqual([]);
  history.flush();
  history.dispose();
  const files = readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name)).toString('latin1')] as const);
  const whole = files.map(([, bytes]) => bytes).join('');
  // What was recorded is in the files, so that the search has something to look through.
  expect(whole).toContain('Blue [redacted]');
  const found = [...files, ...texts].flatMap(([name, text]) => plantedIn(text).map((form) => `${name}: ${form}`));
  expect(found).toEqual([]);
});
