import { expect, it, onTestFinished, vi } from 'vitest';
import { startSimulator } from '../../../src/simulator';
import { LoginWindows, TestSecrets, type LoginWindow } from './loginWindow';

const until = (assertion: () => void): Promise<void> => vi.waitFor(assertion, { timeout: 15_000, interval: 5 });

it.each([1, 2, 4])('one wrong password is refused once, however many windows tell of it: %i', async (count) => {
  const simulator = await startSimulator({ psxCards: 1 });
  onTestFinished(() => simulator.stop());
  const right = { user: simulator.user, password: simulator.password };
  const secrets = new TestSecrets(right);
  const opener = new LoginWindows(simulator);
  const windows: LoginWindow[] = [];
  for (let index = 0; index < count; index++) {
    const window = opener.open(secrets);
    windows.push(window);
    await until(() => expect([window.feed.state, window.state()]).toEqual([index === 0 ? 'leading' : 'following', 'responding']));
  }
  secrets.login = { ...right, password: 'mistyped' };
  // The editor tells each window what was stored in one of them; a busy window hears of it later.
  secrets.tellAll();
  await until(() => expect(windows.map(({ state }) => state())).toEqual(windows.map(() => 'unauthorized')));
  secrets.tellAll();
  expect(await Promise.all(windows.map(({ feed }) => feed.refresh('a')))).toEqual(windows.map(() => 'waiting'));
  secrets.login = right;
  secrets.tellAll();
  await until(() => expect(windows.map(({ state }) => state())).toEqual(windows.map(() => 'responding')));
  expect(simulator.requests.filter(({ status }) => status === 401)).toHaveLength(1);
});
