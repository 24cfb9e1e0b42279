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
import { LineChannel } from '../../src/windows/lineChannel';
import { SharedFeed } from '../../src/windows/sharedFeed';
import { temporaryFolder } from '../unit/windows/temporaryFolder';
import { testTimes } from '../unit/windows/testTimes';
import { password, plantedIn, user } from './planted';
import { startEcho } from './plantedRun';

const until = (assertion: () => void): Promise<void> => vi.waitFor(assertion, { timeout: 15_000, interval: 10 });

function open(folder: string, credentials: (origin: string) => Promise<Credentials | undefined>) {
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
  const feed = new SharedFeed({ store, news, polling, client: (deviceId) => clients.get(deviceId), holdsEntry: () => Promise.resolve(true), sessions, folder, version: '1', times: testTimes, settleMs: 100 });
  onTestFinished(() => feed.dispose());
  return { store, feed, sessions, pins, state: (deviceId: string) => store.get(deviceId)?.communication.state };
}

it('no message between windows holds a log-in, even when the device repeats it', { timeout: 60_000 }, async () => {
  const lines: string[] = [];
  const send = vi.spyOn(LineChannel.prototype, 'send');
  onTestFinished(() => send.mockRestore());
  let isRefusing = false;
  const echo = await startEcho(() => isRefusing);
  const locked = await startEcho();
  const config = (id: string, origin: string): DeviceConfig => ({ id, name: id.toUpperCase(), origin, busAddress: '', bypassProxy: false, slotIds: [] });
  const configs = [config('gm', echo), config('locked', locked)];
  const folder = temporaryFolder();

  const leader = open(folder, (origin) => Promise.resolve(origin === locked ? undefined : { user, password }));
  leader.feed.setDevices(configs);
  await until(() => expect([leader.feed.state, leader.state('gm'), leader.state('locked')]).toEqual(['leading', 'responding', 'waitingForCredentials']));
  const follower = open(folder, () => Promise.resolve({ user, password }));
  follower.feed.setDevices(configs);
  await until(() => expect([follower.feed.state, follower.state('gm'), follower.state('locked')]).toEqual(['following', 'responding', 'responding']));

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
  isRefusing = true;
  await follower.feed.refresh('gm');
  await until(() => expect(follower.state('gm')).toBe('unauthorized'));
  await until(() => expect(follower.sessions.sessions('gm').map(({ status }) => status)).toContain(401));
  isRefusing = false;
  // The same log-in is tried again: another certificate is trusted.
  leader.pins.set(echo, '00');
  ['gm', 'locked'].forEach((deviceId) => follower.feed.credentialsChanged(deviceId));
  await until(() => expect([leader.state('gm'), follower.state('gm'), follower.state('locked')]).toEqual(['responding', 'responding', 'responding']));
  await until(() => expect(send.mock.calls.filter(([line]) => line.includes('"type":"looked"'))).toHaveLength(2));

  const file = fs.readdirSync(folder).find((name) => name.endsWith('.json')) ?? '';
  lines.push(...send.mock.calls.map(([line]) => line), fs.readFileSync(path.join(folder, file), 'utf8'));
  const types = new Set(lines.map((line) => (JSON.parse(line) as { type?: string }).type));
  const ofLeader = ['welcome', 'alive', 'polled', 'device', 'deviceChange', 'session', 'looked', 'refreshed', 'answer', 'fault', 'notifier'];
  const ofFollower = ['hello', 'follow', 'refresh', 'get', 'pause', 'resume', 'credentialsChanged', 'demand', 'deviceDemand', 'forgetMissing'];
  expect([...ofLeader, ...ofFollower].filter((type) => !types.has(type))).toEqual([]);
  expect(lines.flatMap((line) => plantedIn(line).map((form) => `${line.slice(0, 100)}: ${form}`))).toEqual([]);
});
