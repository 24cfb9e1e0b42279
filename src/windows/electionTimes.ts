/** How long windows wait for each other. */
export interface ElectionTimes {
  /** How often the window that polls says that it is alive, and looks whether its claim is still there. Default: 1 s. */
  readonly aliveMs: number;
  /** A window that polls and has not said anything for so long is left. Default: 3 s. */
  readonly silentMs: number;
  /** How long greeting each other may take. Default: 2 s. */
  readonly greetMs: number;
  /** A window that could reach no other one tries again after so long. Default: 10 s. */
  readonly retryMs: number;
}

export const defaultElectionTimes: ElectionTimes = { aliveMs: 1_000, silentMs: 3_000, greetMs: 2_000, retryMs: 10_000 };
