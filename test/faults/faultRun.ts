import { expect } from 'vitest';
import { leftResources, restingResources } from './activeResources';
import { FaultBench } from './faultBench';
import type { FaultCase } from './faultCase';
import { until } from './until';
import type { Sight, Witness } from './witness';

/** What a fault looked like to the user; texts without what is different in each run. */
export interface FaultSight {
  readonly state: string;
  readonly kind: string | undefined;
  readonly message: string | undefined;
  readonly hint: string | undefined;
}

const someCycles = 2;
/** Nobody puts a device right and enters its log-in again in less. */
const personMs = 15_000;

/**
 * Polls two devices, lets one have the fault and lose it again, and ends the polling. Checks the state and the kind, that the other device
 * noticed nothing, that polling recovered by itself or as soon as a person acted, and that nothing was left over.
 */
export async function runFault(fault: FaultCase): Promise<FaultSight> {
  const bench = await FaultBench.start(fault.setup ?? {});
  try {
    const before = await restingResources();
    bench.poll();
    await untilPolled('both devices are polled', bench.victim);
    await untilPolled('both devices are polled', bench.healthy);
    bench.healthy.forget();

    bench.victim.forget();
    await fault.begin(bench);
    const sight = await seenFault(bench, fault);
    const answersMeanwhile = bench.healthy.answers;
    await until('the other device is polled as before', () => bench.healthy.answers > answersMeanwhile);

    bench.victim.forget();
    await fault.end(bench);
    if (fault.person !== undefined) {
      const endedAt = bench.clock.elapsed();
      await until('a person has had the time to act', () => bench.clock.elapsed() - endedAt >= personMs);
      bench.personActed();
    }
    await untilPolled('polling has recovered', bench.victim);
    await untilPolled('the other device is polled as before', bench.healthy);
    if (fault.concernsAll !== true) {
      expect(bench.healthy.sights.map(({ state, error }) => error?.message ?? state)).toEqual(['responding']);
    }

    bench.stopPolling();
    expect(bench.clock.timers).toBe(0);
    await until('all connections are closed', () => bench.open === 0, () => bench.open);
    expect(await leftResources(before)).toEqual([]);
    return sight;
  } finally {
    await bench.stop();
  }
}

async function untilPolled(what: string, witness: Witness): Promise<void> {
  const isWell = (): boolean => witness.communication.state === 'responding' && witness.communication.error === undefined;
  await until(what, () => isWell() && witness.answers >= someCycles, () => witness.sights);
}

async function seenFault(bench: FaultBench, { expected }: FaultCase): Promise<FaultSight> {
  const { victim } = bench;
  if (expected.kind === undefined) {
    await until('some cycles have passed', () => victim.answers >= someCycles, () => victim.sights);
    expect(victim.sights.map(({ state, error }) => error?.message ?? state)).toEqual([expected.state]);
    return { state: expected.state, kind: undefined, message: undefined, hint: undefined };
  }
  let sight: Sight | undefined;
  const isSeen = (): boolean => {
    sight = victim.sights.find(({ state, error }) => state === expected.state && error?.kind === expected.kind);
    return sight !== undefined;
  };
  await until(`the state is ${expected.state} with ${expected.kind}`, isSeen, () => victim.sights);
  const { message = '', hint = '' } = sight?.error ?? {};
  expect(message + hint).not.toContain(bench.device.password);
  return { state: expected.state, kind: expected.kind, message: bench.stripped(message), hint: bench.stripped(hint) };
}
