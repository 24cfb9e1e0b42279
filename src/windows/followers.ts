import type { Disposable } from '../model/event';
import type { RecordedSession } from '../sessions/recordedSession';
import { DeviceLines } from './deviceLines';
import { Follower, type FollowerServices } from './follower';
import type { LineChannel } from './lineChannel';

/** The windows that follow this one. */
export class Followers implements Disposable {
  readonly #services: FollowerServices;
  readonly #lines = new DeviceLines();
  readonly #followers = new Set<Follower>();

  constructor(services: Omit<FollowerServices, 'onDidChangeDemand' | 'lines'>) {
    this.#services = { ...services, lines: this.#lines, onDidChangeDemand: () => this.tellNotifier() };
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

  /** Tells each whether it is the one that tells the person of alarms. */
  tellNotifier(): void {
    const { focused } = this.#services.demand;
    this.#followers.forEach((follower) => follower.setNotifier(follower === focused));
  }

  /** None follows any more. */
  dispose(): void {
    this.#followers.forEach((follower) => follower.dispose());
    this.#followers.clear();
    this.#lines.clear();
  }
}
