import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { faultKinds, type FaultKind } from '../../../src/model/fault';
import { communicationStates } from '../../../src/model/snapshot';
import { Bench } from './bench';
import { fault, instance, psx, slot, cpu, type Outcome } from './fakeDevice';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const anOutcome: fc.Arbitrary<Outcome | undefined> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom<FaultKind>(...faultKinds), fc.option(fc.integer({ min: 0, max: 900_000 }), { nil: undefined })).map(([kind, wait]) => fault(kind, wait)) },
  { weight: 1, arbitrary: fc.constantFrom<Outcome>('throw', 'hang', new Error('odd'), {}, { slots: [] }, { slots: [cpu] }, { module: psx([instance('i9')]) }) },
);

const anAction = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 100_000 }).map((ms) => ({ pass: ms })) },
  { weight: 1, arbitrary: fc.constantFrom('refresh', 'pause', 'resume', 'credentialsChanged', 'hidden', 'tree', 'chooseSlot', 'chooseNone', 'pullCard', 'putCard', 'forget' as const) },
);

it('never runs two cycles at once, never dies, and is never in a wrong state', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anOutcome, { minLength: 1, maxLength: 30 }),
      fc.array(anAction, { maxLength: 25 }),
      fc.constantFrom(0, 700, 8_000),
      async (outcomes, actions, latencyMs) => {
        const bench = new Bench();
        const { device, feed } = bench;
        let next = 0;
        device.latencyMs = latencyMs;
        device.outcome = () => outcomes[next++ % outcomes.length];
        await bench.begin();
        for (const action of actions) {
          if (typeof action === 'object') {
            await bench.pass(action.pass);
          } else if (action === 'hidden' || action === 'tree') {
            feed.setDemand(action);
          } else if (action === 'chooseSlot' || action === 'chooseNone') {
            feed.setDevices([{ id: 'd', name: 'd', origin: 'https://d:443', busAddress: '', bypassProxy: false, slotIds: action === 'chooseSlot' ? ['io2'] : [] }]);
          } else if (action === 'pullCard' || action === 'putCard') {
            device.slots = action === 'pullCard' ? [slot('io1'), cpu] : [slot('io1', psx()), slot('io2', psx()), cpu];
          } else if (action === 'forget') {
            bench.store.forgetMissing('d');
          } else if (action === 'refresh') {
            void feed.refresh('d');
          } else {
            feed[action]('d');
          }
          await bench.pass(0);
          const { state, lastSuccess, since, error } = bench.communication;
          expect(communicationStates).toContain(state);
          expect(device.mostInFlight).toBeLessThanOrEqual(1);
          const isStopped = state === 'paused' || ['unauthorized', 'credentialsMissing', 'tlsChanged'].includes(error?.kind ?? '');
          expect(vi.getTimerCount() > 0 || isStopped).toBe(true);
          // Who asks for rest is there.
          expect(state === 'timeout' && error?.kind === 'throttled').toBe(false);
          if (state === 'responding') {
            expect(Math.max(lastSuccess ?? 0, since)).toBeGreaterThanOrEqual(Date.now() - 75_000);
          }
        }
        // Whatever happened, a device that is well again is shown as well again.
        device.outcome = () => undefined;
        device.slots = [slot('io1', psx()), slot('io2', psx()), cpu];
        feed.resume('d');
        feed.credentialsChanged('d');
        await bench.pass(700_000);
        expect(bench.communication.state).toBe('responding');
        expect(Date.now() - (bench.communication.lastSuccess ?? 0)).toBeLessThan(60_000);
        feed.dispose();
        expect(vi.getTimerCount() - device.inFlight).toBeLessThanOrEqual(0);
      },
    ),
    { numRuns: 100 },
  );
});
