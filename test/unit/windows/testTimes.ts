import type { ElectionTimes } from '../../../src/windows/electionTimes';

/** Short enough for tests, long enough for a busy computer. */
export const testTimes: ElectionTimes = { aliveMs: 100, silentMs: 1_500, greetMs: 1_500, retryMs: 200 };
