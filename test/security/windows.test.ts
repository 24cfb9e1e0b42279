import * as fs from 'node:fs';
import * as path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { InterAppBus } from '../../src/interapp/interAppBus';
import { LtosClient } from '../../src/ltos/ltosClient';
import type { LtosApi } from '../../src/ltos/ltosApi';
import type { Credentials } from '../../src/model/credentials';
import type { DeviceConfig } from '../../src/model/deviceConfig';
import { FleetStore } from '../../src/polling/fleetStore';
import { PollingFeed } from '../../src/polling/pollingFeed';
import { defaultPollingSettings } from '../../src/polling/pollingSettings';
import { Provisioning } from '../../src/polling/provisioning';
import { SessionLogs } from '../../src/sessions/sessionLogs';
import { FollowingFeed } from '../../src/windows/followingFeed';
import { LineChannel } from '../../src/windows/lineChannel';
import { SharedFeed } from '../../src/windows/sharedFeed';
import type { FollowerMessage, LeaderMessage } from '../../src/windows/wire';
import { temporaryFolder } from '../unit/windows/temporaryFolder';
import { testTimes } from '../unit/windows/testTimes';
import { password, plantedIn, user } from './planted';
import { startEcho } from './plantedRun';

/** The types of all messages: one that is new does not compile until it is here, and is seen. */
const messageTypes = Object.keys({
  welcome: true, alive: true, polled: true, device: true, deviceChange: true, session: true, looked: true, refreshed: true, answer: true, fault: true, notifier: true,
  hello: true, follow: true, refresh: true, get: true, pause: true, resume: true, credentialsChanged: true, tellAnew: true, rest: true, demand: true,
  deviceDemand: true, forgetMissing: true,
} satisfies Record<(FollowerMessage | LeaderMessage)['type'], true>);

const until = (assertion: () => void): Promise<void> => vi.waitFor(assertion, { timeout: 15_000, interval: 10 });

/** Opens a window that has secrets of its own. @param isEntered Whether what was entered was so there. */
function open(folder: string, isEntered: boolean, credentials: (origin: string) => Promise<Credentials | undefined>) {
  const sessions = new SessionLogs();
  const store = new FleetStore();
  const news = new Provisioning(store, new InterAppBus());
  const clients = new Map<string, LtosApi>();
  const pins = new Map<string, string>();
  const createClient = ({ id, origin }: DeviceConfig): LtosClient => {
    const client = new LtosClient({ deviceId: id, origin, bypassProxy: false, credentials, pins, observer: () => sessions });
    clients.set(id, client);
    return client;
  };
  const polling = new PollingFeed({ store, news, createClient, settings: () => defaultPollingSettings });
  const feed = new SharedFeed({ store, news, polling, client: (deviceId) => clients.get(deviceId), holdsEntry: () => Promise.resolve(isEntered), sessions, folder, version: '1', times: testTimes, settleMs: 100 });
  onTestFinished(() => feed.dispose());
  return { store, feed, sessions, pins, state: (deviceId: string) => store.get(deviceId)?.communication.state };
}

it('no message between windows holds a log-in, even when the device repeats it', { timeout: 60_000 }, async () => {
  const lines: string[] = [];
  const send = vi.spyOn(LineChannel.prototype, 'send');
  onTestFinished(() => send.mockRestore());
  const refusing = new Set(['refused']);
  const echo = await startEcho(() => refusing.has('gm'));
  const locked = await startEcho();
  const refused = await startEcho(() => refusing.has('refused'));
  const config = (id: string, origin: string): DeviceConfig => ({ id, name: id.toUpperCase(), origin, busAddress: '', bypassProxy: false, slotIds: [] });
  const configs = [config('gm', echo), config('locked', locked), config('refused', refused)];
  const folder = temporaryFolder();

  const leader = open(folder, false, (origin) => Promise.resolve(origin === locked ? undefined : { user, password }));
  leader.feed.setDevices(configs);
  const states = ({ state }: typeof leader): readonly (string | undefined)[] => configs.map(({ id }) => state(id));
  await until(() => expect([leader.feed.state, ...states(leader)]).toEqual(['leading', 'responding', 'waitingForCredentials', 'unauthorized']));
  const follower = open(folder, true, () => Promise.resolve({ user, password }));
  // The first that it is told of a device is lost: what follows does not fit.
  const take = vi.spyOn(FollowingFeed.prototype, 'take').mockImplementationOnce(() => undefined);
  onTestFinished(() => take.mockRestore());
  follower.feed.setDevices(configs);
  await until(() => expect([follower.feed.state, ...states(follower)]).toEqual(['following', 'connecting', 'responding', 'unauthorized']));
  await leader.feed.refresh('gm');
  await until(() => expect(follower.state('gm')).toBe('responding'));

  await follower.feed.refresh('gm');
  const client = follower.feed.client('gm');
  await client?.get('/api/status');
  await expect(client?.get('/api/status/redirect')).rejects.toMatchObject({ status: 500 });
  follower.feed.pause('gm');
  await until(() => expect(follower.state('gm')).toBe('paused'));
  follower.feed.resume('gm');
  follower.feed.setDemand('tree');
  follower.feed.setDeviceDemand('gm', 'panel');
  follower.feed.forgetMissing({ deviceId: 'gm' });
  await until(() => expect(follower.state('gm')).toBe('responding'));
  refusing.add('gm');
  await follower.feed.refresh('gm');
  await until(() => expect(follower.state('gm')).toBe('unauthorized'));
  await until(() => expect(follower.sessions.sessions('gm').map(({ status }) => status)).toContain(401));
  refusing.clear();
  // The same log-in is tried again: another certificate is trusted.
  leader.pins.set(echo, '00');
  configs.forEach(({ id }) => follower.feed.credentialsChanged(id, `entry of ${id}`));
  await until(() => expect([leader.state('gm'), ...states(follower)]).toEqual(['responding', 'responding', 'responding', 'responding']));
  await until(() => expect(send.mock.calls.filter(([line]) => line.includes('"type":"looked"'))).toHaveLength(3));

  const file = fs.readdirSync(folder).find((name) => name.endsWith('.json')) ?? '';
  lines.push(...send.mock.calls.map(([line]) => line), fs.readFileSync(path.join(folder, file), 'utf8'));
  const types = new Set(lines.map((line) => (JSON.parse(line) as { type?: string }).type));
  expect(messageTypes.filter((type) => !types.has(type))).toEqual([]);
  expect(['"entry":', '"isRefused":'].filter((member) => !lines.some((line) => line.includes(member)))).toEqual([]);
  expect(lines.flatMap((line) => plantedIn(line).map((form) => `${line.slice(0, 100)}: ${form}`))).toEqual([]);
});
