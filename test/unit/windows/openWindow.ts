import { onTestFinished } from 'vitest';
import { InterAppBus } from '../../../src/interapp/interAppBus';
import type { PolledApi } from '../../../src/ltos/ltosApi';
import type { DeviceConfig } from '../../../src/model/deviceConfig';
import { FleetStore } from '../../../src/polling/fleetStore';
import { PollingFeed } from '../../../src/polling/pollingFeed';
import { defaultPollingSettings } from '../../../src/polling/pollingSettings';
import { Provisioning } from '../../../src/polling/provisioning';
import { SessionLogs } from '../../../src/sessions/sessionLogs';
import { SharedFeed } from '../../../src/windows/sharedFeed';
import { FakeDevice, fakeDecoders, fault } from '../polling/fakeDevice';
import { testTimes } from './testTimes';

/** What one window has: its own client of each device, and its own store. */
export interface TestWindow {
  readonly store: FleetStore;
  readonly bus: InterAppBus;
  readonly sessions: SessionLogs;
  readonly feed: SharedFeed;
  /** What this window has asked the devices itself. */
  readonly device: FakeDevice;
  /** The same by id and origin of the device. */
  readonly asked: string[];
  /** The ids of the devices whose log-in this window has not. */
  readonly missingLogins: Set<string>;
  close(): void;
}

/** Opens a window on the folder; the running test closes it. */
export function openWindow(folder: string): TestWindow {
  const store = new FleetStore();
  const bus = new InterAppBus();
  const news = new Provisioning(store, bus);
  const sessions = new SessionLogs();
  const device = new FakeDevice();
  const asked: string[] = [];
  const missingLogins = new Set<string>();
  const createClient = ({ id, origin }: DeviceConfig): PolledApi => ({
    get: (path, options) => {
      if (missingLogins.has(id)) {
        return Promise.reject(fault('credentialsMissing'));
      }
      asked.push(`${id} ${origin}`);
      return device.get(path, options);
    },
    isAccessChanged: () => device.isAccessChanged(),
    reset: () => device.reset(),
    dispose: () => undefined,
  });
  const polling = new PollingFeed({ store, news, createClient, settings: () => defaultPollingSettings, decoders: fakeDecoders });
  const client = (deviceId: string) => (store.get(deviceId) === undefined ? undefined : device);
  const feed = new SharedFeed({ store, news, polling, client, holdsEntry: () => Promise.resolve(true), sessions, folder, version: '1.0.0', times: testTimes, settleMs: 300 });
  const close = (): void => {
    feed.dispose();
    news.dispose();
    bus.dispose();
  };
  onTestFinished(close);
  return { store, bus, sessions, feed, device, asked, missingLogins, close };
}
