/** Time, injected so that tests decide it. The clock of the pollers is one. */
export interface AlarmClock {
  /** Milliseconds since the epoch. */
  now(): number;
  setTimeout(callback: () => void, delayMs: number): object;
  clearTimeout(handle: object): void;
}
