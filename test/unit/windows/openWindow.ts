import { onTestFinished } from 'vitest';
import { InterAppBus } from '../../../src/interapp/interAppBus';
import { FleetStore } from '../../../src/polling/fleetStore';
import { PollingFeed } from '../../../src/polling/pollingFeed';
import { defaultPollingSettings } from '../../../src/polling/pollingSettings';
import { Provisioning } from '../../../src/polling/provisioning';
import { SessionLogs } from '../../../src/sessions/sessionLogs';
import { SharedFeed } from '../../../src/windows/sharedFeed';
import { FakeDevice, fakeDecoders } from '../polling/fakeDevice';
import { testTimes } from './testTimes';

/** What one window has: its own client of each device, and its own store. */
export interface TestWindow {
  readonly store: FleetStore;
  readonly bus: InterAppBus;
  readonly sessions: SessionLogs;
  readonly feed: SharedFeed;
  /** What this window has asked the devices itself. */
  readonly device: FakeDevice;
  close(): void;
}

/** Opens a window on the folder; the running test closes it. */
export function openWindow(folder: string): TestWindow {
  const store = new FleetStore();
  const bus = new InterAppBus();
  const news = new Provisioning(store, bus);
  const sessions = new SessionLogs();
  const device = new FakeDevice();
  const polling = new PollingFeed({ store, news, createClient: () => device, settings: () => defaultPollingSettings, decoders: fakeDecoders });
  const client = (deviceId: string) => (store.get(deviceId) === undefined ? undefined : device);
  const feed = new SharedFeed({ store, news, polling, client, sessions, folder, version: '1.0.0', times: testTimes });
  const close = (): void => {
    feed.dispose();
    news.dispose();
    bus.dispose();
  };
  onTestFinished(close);
  return { store, bus, sessions, feed, device, close };
}
