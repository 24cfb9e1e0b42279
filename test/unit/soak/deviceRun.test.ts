import { describe, expect, it } from 'vitest';
import { DeviceRun } from '../../soak/deviceRun.mjs';
import type { FaultyDevice } from '../../soak/faultyDevice';
import { SoakRecord } from '../../soak/soakRecord.mjs';

describe('a device in a soak run', () => {
  /** Steps every half a second while the extension says what `communication` returns. */
  async function runFor(seconds: number, communication: (now: number) => { state: string; lastSuccess?: number } | undefined): Promise<SoakRecord> {
    let now = 0;
    const record = new SoakRecord();
    const fault = { name: 'down', begin: () => undefined, end: () => undefined };
    const run = new DeviceRun({ id: 'a' } as FaultyDevice, [fault], () => 0, () => now);
    for (; now < seconds * 1_000; now += 500) await run.step(communication(now), record, false);
    return record;
  }

  it('recovers with a success after the end of the fault', async () => {
    // The fault begins after 2 s and ends after 5 s.
    const record = await runFor(7, (now) => ({ state: 'responding', lastSuccess: Math.min(now, 5_700) }));
    expect(record).toMatchObject({ faults: { down: 1 }, recoveriesMs: [500], notRecovered: [] });
  });

  it('has not recovered while its last success is older than the end of the fault, whatever its state', async () => {
    const record = await runFor(60, () => ({ state: 'responding', lastSuccess: 1_000 }));
    expect(record).toMatchObject({ recoveriesMs: [], notRecovered: [] });
    const longer = await runFor(100, () => ({ state: 'responding', lastSuccess: 1_000 }));
    expect(longer.recoveriesMs).toEqual([]);
    expect(longer.notRecovered[0]).toContain('a is responding');
  });

  it('has not recovered while its state is another', async () => {
    const record = await runFor(60, (now) => (now < 3_000 ? { state: 'responding', lastSuccess: now } : { state: 'retrying', lastSuccess: now }));
    expect(record).toMatchObject({ faults: { down: 1 }, recoveriesMs: [] });
  });

  it('has not recovered while nobody tells', async () => {
    const record = await runFor(60, (now) => (now < 3_000 ? { state: 'responding', lastSuccess: now } : undefined));
    expect(record).toMatchObject({ faults: { down: 1 }, recoveriesMs: [] });
  });
});
