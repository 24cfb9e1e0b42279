import { expect, it, vi } from 'vitest';
import type { LogOutputChannel } from 'vscode';
import { InterAppBus } from '../../../src/interapp/interAppBus';
import { FleetStore } from '../../../src/polling/fleetStore';
import { PollingFeed } from '../../../src/polling/pollingFeed';
import { defaultPollingSettings } from '../../../src/polling/pollingSettings';
import { Provisioning } from '../../../src/polling/provisioning';
import { SessionLogs } from '../../../src/sessions/sessionLogs';
import { historyDuty, sharePolling } from '../../../src/views/sharedPolling';
import { config, FakeDevice, fakeDecoders } from '../polling/fakeDevice';
import { temporaryFolder } from '../windows/temporaryFolder';

function open(folder: string) {
  const lines: string[] = [];
  const log = { info: (line: string) => lines.push(line), warn: (line: string) => lines.push(line) } as unknown as LogOutputChannel;
  const store = new FleetStore();
  const news = new Provisioning(store, new InterAppBus());
  const polling = new PollingFeed({ store, news, createClient: () => new FakeDevice(), settings: () => defaultPollingSettings, decoders: fakeDecoders });
  const context = { extension: { packageJSON: { version: '1.0.0' } }, globalStorageUri: { fsPath: folder } };
  const feed = sharePolling({ store, news, polling, client: () => undefined, holdsEntry: () => Promise.resolve(true), sessions: new SessionLogs(), settleMs: 50 }, context as unknown as Parameters<typeof sharePolling>[1], log);
  return { feed, lines };
}

it('the log says which window polls, and what another one polls itself', async () => {
  const folder = temporaryFolder();
  const leader = open(folder);
  leader.feed.setDevices([config('a')]);
  await vi.waitFor(() => expect(leader.lines).toEqual(['This window polls the devices; others follow it.']));
  const follower = open(folder);
  follower.feed.setDevices([config('a'), config('b', { name: 'GM-B' })]);
  const following = 'Another window polls the devices; this one follows it.';
  await vi.waitFor(() => expect(follower.lines).toEqual([following, `${following} It polls itself what the other one does not have, or has no good log-in for: GM-B.`]));
  expect([historyDuty(leader.feed.state), historyDuty(follower.feed.state)]).toEqual(['mine', 'others']);
  leader.feed.dispose();
  follower.feed.dispose();
});
