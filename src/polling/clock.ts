import { SteadyTime } from './steadyTime';

/** A timer that {@link Clock.clearTimeout} takes back. */
export type TimerHandle = object;

/** Time and chance, injected so that tests decide both. */
export interface Clock {
  /** Milliseconds since the epoch, for people: whoever sets the clock of the computer sets this. */
  now(): number;
  /** Milliseconds since some moment, for durations: never set back, and counted on while the computer sleeps. */
  elapsed(): number;
  setTimeout(callback: () => void, delayMs: number): TimerHandle;
  clearTimeout(handle: TimerHandle): void;
  /** From 0 to below 1. */
  random(): number;
}

/** What a timer of Node and of browsers can wait at most; longer delays would fire at once. */
export const longestDelayMs = 2 ** 31 - 1;

const steadyTime = new SteadyTime();

/** The real clock; its functions are looked up with each call, so that fake timers work as well. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => steadyTime.read(),
  setTimeout: (callback, delayMs) => setTimeout(callback, Math.min(delayMs, longestDelayMs)),
  clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout),
  random: () => Math.random(),
};
