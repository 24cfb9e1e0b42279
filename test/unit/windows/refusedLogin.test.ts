import { expect, it, onTestFinished, vi } from 'vitest';
import { InterAppBus } from '../../../src/interapp/interAppBus';
import { LtosClient } from '../../../src/ltos/ltosClient';
import { FleetStore } from '../../../src/polling/fleetStore';
import { PollingFeed } from '../../../src/polling/pollingFeed';
import { defaultPollingSettings } from '../../../src/polling/pollingSettings';
import { Provisioning } from '../../../src/polling/provisioning';
import { SessionLogs } from '../../../src/sessions/sessionLogs';
import { startSimulator } from '../../../src/simulator';
import { SharedFeed } from '../../../src/windows/sharedFeed';
import { temporaryFolder } from './temporaryFolder';
import { testTimes } from './testTimes';

const until = (assertion: () => void): Promise<void> => vi.waitFor(assertion, { timeout: 15_000, interval: 5 });

it.each([1, 2, 4])('one wrong password is refused once, however many windows tell of it: %i', async (count) => {
  const simulator = await startSimulator({ psxCards: 1 });
  onTestFinished(() => simulator.stop());
  let login = { user: simulator.user, password: simulator.password };
  const folder = temporaryFolder();
  const config = { id: 'a', name: 'a', origin: simulator.url, busAddress: '', bypassProxy: true, slotIds: [] };
  const open = () => {
    const store = new FleetStore();
    const news = new Provisioning(store, new InterAppBus());
    const createClient = () => new LtosClient({ deviceId: 'a', origin: simulator.url, bypassProxy: true, pins: new Map(), credentials: () => Promise.resolve(login) });
    const polling = new PollingFeed({ store, news, createClient, settings: () => defaultPollingSettings });
    const feed = new SharedFeed({ store, news, polling, client: () => undefined, sessions: new SessionLogs(), folder, version: '1', times: testTimes });
    onTestFinished(() => feed.dispose());
    feed.setDevices([config]);
    return { store, feed };
  };
  const state = ({ store }: ReturnType<typeof open>) => store.get('a')?.communication.state;
  const windows: ReturnType<typeof open>[] = [];
  for (let index = 0; index < count; index++) {
    const window = open();
    windows.push(window);
    await until(() => expect([window.feed.state, state(window)]).toEqual([index === 0 ? 'leading' : 'following', 'responding']));
  }
  const right = login;
  login = { ...login, password: 'mistyped' };
  // The editor tells each window what was stored in one of them; a busy window hears of it later.
  const tellAll = (): void => windows.forEach(({ feed }) => feed.credentialsChanged('a'));
  tellAll();
  await until(() => expect(windows.map(state)).toEqual(windows.map(() => 'unauthorized')));
  tellAll();
  expect(await Promise.all(windows.map(({ feed }) => feed.refresh('a')))).toEqual(windows.map(() => 'waiting'));
  login = right;
  tellAll();
  await until(() => expect(windows.map(state)).toEqual(windows.map(() => 'responding')));
  expect(simulator.requests.filter(({ status }) => status === 401)).toHaveLength(1);
});
