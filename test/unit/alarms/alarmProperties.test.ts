import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlarmBook } from '../../../src/alarms/alarmBook';
import { defaultAlarmSettings } from '../../../src/alarms/alarmSettings';
import { alarmSeverities } from '../../../src/model/alarm';
import type { DeviceSnapshot } from '../../../src/model/snapshot';
import { cpu, device, FakeClock, master, port, psx, responding, SharedStates, slave, timedOut } from './alarmFixture';

const offsets = [0, 300, 700, 1_500, 20_000];
const states = ['SLAVE', 'SLAVE', 'SLAVE', 'UNCALIBRATED', 'LISTENING', 'FAULTY', 'MASTER', 'unknown'];
const severities = ['normal', 'minor', 'timeout'] as const;

type Step =
  | { readonly type: 'poll'; readonly offset: number; readonly portState: string; readonly clockClass: number; readonly isMissing: boolean; readonly isListed: boolean; readonly linkUp: boolean }
  | { readonly type: 'silent' | 'paused' | 'retrying' | 'stale' | 'reload' | 'acknowledge' | 'mask' | 'unmask' | 'removeCleared' | 'removeDevice' }
  | { readonly type: 'wait'; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('poll' as const),
      offset: fc.constantFrom(...offsets),
      portState: fc.constantFrom(...states),
      clockClass: fc.constantFrom(6, 7, 52, 248),
      isMissing: fc.boolean(),
      isListed: fc.boolean(),
      linkUp: fc.boolean(),
    }),
  },
  { weight: 6, arbitrary: fc.record({ type: fc.constant('wait' as const), ms: fc.constantFrom(1, 5_000, 10_000, 30_000, 90_000) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom('silent', 'paused', 'retrying', 'stale', 'reload', 'acknowledge', 'mask', 'unmask', 'removeCleared', 'removeDevice' as const),
    }),
  },
);

describe('AlarmBook, whatever happens', () => {
  it('raises and clears each alarm in turn, and says of each what it is', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const clock = new FakeClock();
        const shared = new SharedStates();
        const raised = new Set<string>();
        let snapshot: DeviceSnapshot = device();
        let book = open();

        function open(): AlarmBook {
          const opened = new AlarmBook({ states: shared.window(), clock });
          opened.onDidChange((change) => {
            for (const { id, state, clearedAt } of change.raised) {
              expect(raised.has(id)).toBe(false);
              expect([state, clearedAt]).toEqual(['active', undefined]);
              raised.add(id);
            }
            for (const { id, state, clearedAt } of change.cleared) {
              expect(raised.delete(id)).toBe(true);
              expect([state, clearedAt]).toEqual(['cleared', clock.now()]);
            }
            for (const { id, state } of change.changed) {
              expect(state === 'cleared').toBe(!raised.has(id));
            }
          });
          return opened;
        }
        const show = (next: DeviceSnapshot): void => {
          snapshot = next;
          book.update(snapshot, { settings: defaultAlarmSettings });
        };

        for (const [index, next] of steps.entries()) {
          const { id } = book.alarms[index % Math.max(1, book.alarms.length)] ?? { id: 'none' };
          switch (next.type) {
            case 'poll': {
              clock.advance(1);
              const instance = slave({ portState: next.portState, offsetFromMasterNs: next.offset, ...(next.isMissing ? { missingSince: clock.now() - 5_000 } : {}) });
              const instances = [master({ clockClass: next.clockClass }), ...(next.isListed ? [instance] : [])];
              const updatedAt = clock.now();
              const slots = [psx(instances, { updatedAt, ports: [port('port0', { linkUp: next.linkUp })] }), { ...cpu, updatedAt }];
              show(device(slots, { communication: responding(updatedAt) }));
              break;
            }
            case 'wait':
              clock.advance(next.ms);
              break;
            case 'silent':
              show({ ...snapshot, communication: timedOut });
              break;
            case 'paused':
              show({ ...snapshot, communication: { state: 'paused', since: 1 } });
              break;
            case 'retrying':
              show({ ...snapshot, communication: { ...timedOut, state: 'retrying' } });
              break;
            case 'stale':
              show({ ...snapshot, slots: snapshot.slots.map((slot) => ({ ...slot, severity: 'timeout' as const })) });
              break;
            case 'reload':
              book.dispose();
              book = open();
              show(snapshot);
              break;
            case 'acknowledge':
              book.acknowledge(id);
              break;
            case 'mask':
              book.mask(id, index % 2 === 0 ? 'cleared' : clock.now() + 20_000);
              break;
            case 'unmask':
              book.unmask(id);
              break;
            case 'removeCleared':
              book.removeCleared();
              break;
            case 'removeDevice':
              book.removeDevice('north');
              break;
          }
          const listed = book.alarms.filter(({ state }) => state !== 'cleared').map((alarm) => alarm.id);
          expect(new Set(listed)).toEqual(raised);
          expect(listed).toHaveLength(raised.size);
          const unmasked = book.alarms.filter(({ state, maskedUntil }) => state !== 'cleared' && maskedUntil === undefined);
          const worst = alarmSeverities.find((severity) => unmasked.some((alarm) => alarm.severity === severity));
          expect(book.severityOf({ deviceId: 'north' }, 'normal')).toBe(worst ?? 'normal');
          for (const own of severities) {
            expect([own, 'masked', worst]).toContain(book.severityOf({ deviceId: 'north' }, own));
          }
        }
        book.dispose();
        expect(clock.timers).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});
