/** Time, injected so that tests decide it. The clock of `src/polling` is one. */
export interface HistoryClock {
  /** Milliseconds since the epoch. */
  now(): number;
  setTimeout(callback: () => void, delayMs: number): object;
  clearTimeout(handle: object): void;
}
