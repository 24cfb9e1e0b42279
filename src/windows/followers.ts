import type { Disposable } from '../model/event';
import type { RecordedSession } from '../sessions/recordedSession';
import { DeviceLines } from './deviceLines';
import { Follower, type FollowerServices } from './follower';
import type { LineChannel } from './lineChannel';
import type { PolledDevice } from './polledDevices';

/** The windows that follow this one. */
export class Followers implements Disposable {
  readonly #services: FollowerServices;
  readonly #lines = new DeviceLines();
  readonly #followers = new Set<Follower>();

  constructor(services: Omit<FollowerServices, 'onDidChangeNotifier' | 'lines'>) {
    this.#services = { ...services, lines: this.#lines, onDidChangeNotifier: () => this.tellNotifier() };
  }

  /** A window has shown that it may follow this one. */
  admit(channel: LineChannel): void {
    const follower: Follower = new Follower(channel, this.#services, () => {
      this.#followers.delete(follower);
      if (this.#followers.size === 0) {
        this.#lines.clear();
      }
      this.tellNotifier();
    });
    this.#followers.add(follower);
    this.tellNotifier();
  }

  /** Devices have changed, came or went. */
  devicesChanged(deviceIds: Iterable<string>): void {
    const ids = this.#followers.size === 0 ? [] : [...deviceIds];
    this.#followers.forEach((follower) => follower.devicesChanged(ids));
  }

  sessionChanged(session: RecordedSession): void {
    this.#followers.forEach((follower) => follower.sessionChanged(session));
  }

  /** Tells each whether it is the one that tells the person of alarms. Of a device that several poll themselves only one does, best the one in the focus. */
  tellNotifier(): void {
    const { focused } = this.#services.demand;
    const tellers = new Map<string, Follower>();
    for (const follower of [...this.#followers].toSorted((one, other) => Number(other === focused) - Number(one === focused))) {
      follower.rest.map(keyOf).filter((key) => !tellers.has(key)).forEach((key) => tellers.set(key, follower));
    }
    for (const follower of this.#followers) {
      const elsewhere = follower.rest.filter((device) => tellers.get(keyOf(device)) !== follower);
      follower.setNotifier(follower === focused, elsewhere.map(({ deviceId }) => deviceId));
    }
  }

  /** None follows any more. */
  dispose(): void {
    this.#followers.forEach((follower) => follower.dispose());
    this.#followers.clear();
    this.#lines.clear();
  }
}

/** Another host of the same id is another device. */
function keyOf({ deviceId, origin }: PolledDevice): string {
  return `${deviceId} ${origin}`;
}
