import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { InterAppBus } from '../../../src/interapp/interAppBus';
import { LtosClient } from '../../../src/ltos/ltosClient';
import type { Credentials } from '../../../src/model/credentials';
import { systemClock } from '../../../src/polling/clock';
import { FleetStore } from '../../../src/polling/fleetStore';
import { PollingFeed } from '../../../src/polling/pollingFeed';
import { defaultPollingSettings } from '../../../src/polling/pollingSettings';
import { Provisioning } from '../../../src/polling/provisioning';
import { SessionLogs } from '../../../src/sessions/sessionLogs';
import type { Simulator } from '../../../src/simulator';
import { SharedFeed } from '../../../src/windows/sharedFeed';
import { temporaryFolder } from './temporaryFolder';
import { testTimes } from './testTimes';

/** A window that asks a simulator, its device `a`, with a real client. */
export interface LoginWindow {
  readonly store: FleetStore;
  readonly feed: SharedFeed;
  readonly state: () => string | undefined;
  close(): void;
}

/** Where windows keep the log-in: those of a desktop share one, each page of a browser has its own. */
export class TestSecrets {
  login: Credentials | undefined;
  #entry: string | undefined;
  readonly windows = new Set<LoginWindow>();

  constructor(login?: Credentials) {
    this.login = login;
  }

  /** What was stored elsewhere arrives here; the editor tells of it. */
  receive(other: TestSecrets): void {
    this.login = other.login;
    this.#entry = other.#entry;
    this.tellAll();
  }

  holds(entry: string): boolean {
    return this.#entry === entry;
  }

  /** A person enters a log-in in a window; the editor tells each window that shares these secrets. */
  enter(window: LoginWindow, login: Credentials): void {
    this.login = login;
    this.#entry = randomUUID();
    this.tellAll(window);
  }

  /** The editor tells again, as to a busy window later. */
  tellAll(entered?: LoginWindow): void {
    this.windows.forEach((window) => window.feed.credentialsChanged('a', window === entered ? this.#entry : undefined));
  }
}

/** Windows of one person, with the device of the simulator in their settings. */
export class LoginWindows {
  readonly #simulator: Simulator;
  readonly #folder = temporaryFolder();
  /** How far the clocks of the windows are ahead. */
  aheadMs = 0;

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
  }

  /** Opens a window; the running test closes it. */
  open(secrets: TestSecrets): LoginWindow {
    const { url } = this.#simulator;
    const store = new FleetStore();
    const bus = new InterAppBus();
    const news = new Provisioning(store, bus);
    const clients = new Map<string, LtosClient>();
    const createClient = (): LtosClient => {
      const client = new LtosClient({ deviceId: 'a', origin: url, bypassProxy: true, pins: new Map(), credentials: () => Promise.resolve(secrets.login) });
      clients.set('a', client);
      return client;
    };
    const clock = { ...systemClock, elapsed: () => systemClock.elapsed() + this.aheadMs };
    const polling = new PollingFeed({ store, news, createClient, settings: () => ({ ...defaultPollingSettings, intervalMs: 200 }), clock });
    const holdsEntry = (origin: string, entry: string): Promise<boolean> => Promise.resolve(origin === url && secrets.holds(entry));
    const client = (deviceId: string): LtosClient | undefined => clients.get(deviceId);
    const sessions = new SessionLogs();
    const feed = new SharedFeed({ store, news, polling, client, holdsEntry, sessions, folder: this.#folder, version: '1', times: testTimes, settleMs: 100 });
    const close = (): void => {
      secrets.windows.delete(window);
      feed.dispose();
      news.dispose();
      bus.dispose();
    };
    const window = { store, feed, state: () => store.get('a')?.communication.state, close };
    secrets.windows.add(window);
    onTestFinished(close);
    feed.setDevices([{ id: 'a', name: 'a', origin: url, busAddress: '', bypassProxy: true, slotIds: [] }]);
    return window;
  }
}
