/** What polling follows. Always handed over as a function, so that changes apply at once. */
export interface PollingSettings {
  /** From the start of one cycle to the start of the next, for devices without an interval of their own. */
  readonly intervalMs: number;
  /** How long one request may take. */
  readonly timeoutMs: number;
  /** Without a good answer for longer than this, a device counts as not answering. */
  readonly elementTimeoutMs: number;
  /** After so long in the state `timeout`, only one cheap request is sent now and then … */
  readonly slowPollAfterMs: number;
  /** … namely this often. */
  readonly slowPollIntervalMs: number;
  /** Requests in flight at a time, to all devices together. */
  readonly mostRequests: number;
  /** Polls every PSX card that the chassis lists when no slot was chosen. */
  readonly autoDetectSlots: boolean;
  /** The unit of offsets and delays that the device sends without one. */
  readonly offsetUnit: 'auto' | 'ns' | 's';
  /** Whether the device is asked for numbers instead of words. */
  readonly raw: boolean;
}

export const defaultPollingSettings: PollingSettings = Object.freeze({
  intervalMs: 10_000,
  timeoutMs: 15_000,
  elementTimeoutMs: 30_000,
  slowPollAfterMs: 300_000,
  slowPollIntervalMs: 60_000,
  mostRequests: 100,
  autoDetectSlots: true,
  offsetUnit: 'auto',
  raw: false,
});

/** The settings as they are now; while they cannot be read, the last ones that could: polling must not end over them. */
export function steadySettings(settings: () => PollingSettings): () => PollingSettings {
  let last = defaultPollingSettings;
  return () => {
    try {
      last = settings();
    } catch {
      // The last known settings are the best that there is.
    }
    return last;
  };
}
