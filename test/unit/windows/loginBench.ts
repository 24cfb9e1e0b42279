import { beforeEach, expect, onTestFinished, vi, type MockInstance } from 'vitest';
import type { Credentials } from '../../../src/model/credentials';
import { startSimulator, type Simulator } from '../../../src/simulator';
import { LineChannel } from '../../../src/windows/lineChannel';
import { LoginWindows, type LoginWindow, type TestSecrets } from './loginWindow';

export let simulator: Simulator;
export let windows: LoginWindows;
/** The log-in that the device takes. */
export let right: Credentials;
/** Sees all lines between the windows. */
export let send: MockInstance<(line: string) => void>;

/** Gives each test of the file a device, and no windows yet. */
export function useLoginBench(): void {
  beforeEach(async () => {
    send = vi.spyOn(LineChannel.prototype, 'send');
    onTestFinished(() => send.mockRestore());
    simulator = await startSimulator({ psxCards: 1 });
    onTestFinished(() => simulator.stop());
    windows = new LoginWindows(simulator);
    right = { user: simulator.user, password: simulator.password };
  });
}

export const until = (assertion: () => void): Promise<void> => vi.waitFor(assertion, { timeout: 15_000, interval: 5 });

/** How often the device has refused a log-in. */
export const refusals = (): number => simulator.requests.filter(({ status }) => status === 401).length;

/** The devices that a window polls itself although another one polls. */
export const own = ({ feed }: LoginWindow): readonly string[] => [...feed.restIds];

/** How many messages of a type were sent. */
export const count = (type: string): number => send.mock.calls.filter(([line]) => line.includes(`"type":"${type}"`)).length;

/** Opens a window, and waits until it and the device are as they should be. */
export async function open(secrets: TestSecrets, feed: string, state: string): Promise<LoginWindow> {
  const window = windows.open(secrets);
  await until(() => expect([window.feed.state, window.state()]).toEqual([feed, state]));
  return window;
}
