import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceEvent } from '../../src/model/deviceEvent';
import { event, openDatabase, openWindow } from './fixture';

describe('the event log', () => {
  it('keeps everything about an event, newest first, with ids that increase', () => {
    const { history, clock, folder } = openWindow();
    const t = clock.now();
    const first = event(t, 'MASTER', { before: 'SLAVE' });
    const subject = { deviceId: 'gm-north', slotId: 'io3', portId: 'port0' };
    const second: DeviceEvent = { id: 0, at: t, kind: 'linkDown', subject, subjectName: 'port0', severity: 'critical', text: 'Link is down.' };
    history.append([first, second]);
    history.append([{ ...event(t + 5, 'PASSIVE'), subject: { deviceId: 'gm-south' } }]);
    history.dispose();
    const events = openWindow({ folder, clock }).history.events();
    expect(events.map((one) => ({ ...one, id: 0 })).reverse()).toEqual([first, second, { ...event(t + 5, 'PASSIVE'), subject: { deviceId: 'gm-south' } }]);
    const ids = events.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    expect(new Set(ids).size).toBe(3);
  });

  it('gives ids no second time, also when events went', () => {
    const { history, clock, file } = openWindow();
    history.append([event(clock.now(), 'MASTER')]);
    const [{ id } = { id: 0 }] = history.events();
    openDatabase(file).exec('DELETE FROM event');
    history.append([event(clock.now(), 'PASSIVE')]);
    expect(history.events()[0]?.id).toBeGreaterThan(id);
  });

  it('answers what is asked for', () => {
    const device = fc.constantFrom('a', 'b');
    const optional = fc.option(fc.constantFrom('x', 'y'), { nil: undefined });
    const anEvent = fc.record({ at: fc.integer({ min: 0, max: 20 }), deviceId: device, slotId: optional, instanceId: optional });
    const time = fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined });
    const query = fc.record({
      deviceId: fc.option(device, { nil: undefined }),
      slotId: optional,
      instanceId: optional,
      fromMs: time,
      toMs: time,
      limit: fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 20 }), query, (subjects, { deviceId, slotId, instanceId, fromMs, toMs, limit }) => {
        const { history } = openWindow();
        history.append(subjects.map(({ at, ...subject }, n) => event(at, String(n), { subject: JSON.parse(JSON.stringify(subject)) as DeviceEvent['subject'] })));
        const wanted = subjects
          .map((subject, n) => ({ ...subject, n: String(n) }))
          .filter(
            (one) =>
              (deviceId === undefined || one.deviceId === deviceId) &&
              (slotId === undefined || one.slotId === slotId) &&
              (instanceId === undefined || one.instanceId === instanceId) &&
              one.at >= (fromMs ?? 0) &&
              one.at < (toMs ?? Infinity),
          )
          .reverse()
          .slice(0, limit)
          .map(({ n }) => n);
        const asked = JSON.parse(JSON.stringify({ deviceId, slotId, instanceId, fromMs, toMs, limit })) as Parameters<typeof history.events>[0];
        expect(history.events(asked).map(({ after }) => after)).toEqual(wanted);
        history.dispose();
      }),
      { numRuns: 60 },
    );
  });

  it('keeps any text as it is', () => {
    const { history, clock } = openWindow();
    const text = `'"; DROP TABLE event; -- \u202e 👩\u200d🔧 \n`;
    history.append([event(clock.now(), text, { text })]);
    expect(history.events()[0]).toMatchObject({ text, after: text });
  });

  it('tells listeners once per batch', () => {
    const { history, clock } = openWindow();
    let calls = 0;
    history.onDidChange(() => calls++);
    history.append([event(clock.now(), 'MASTER'), event(clock.now(), 'SLAVE')]);
    history.append([event(clock.now(), 'MASTER')]);
    clock.advance(10_000);
    expect(calls).toBe(1);
  });

  it('leaves out kinds that a newer version wrote', () => {
    const { history, clock, file } = openWindow();
    history.append([event(clock.now(), 'MASTER'), event(clock.now(), 'SLAVE')]);
    expect(history.events()).toHaveLength(2);
    openDatabase(file).exec(`UPDATE event SET kind = 'somethingNew' WHERE after = 'MASTER'`);
    expect(history.events().map(({ after }) => after)).toEqual(['SLAVE']);
  });
});

describe('states', () => {
  it('are replaced and removed by key, each kind by itself', () => {
    const { history, clock, folder } = openWindow();
    history.put('alarm', new Map<string, number | undefined>([['a', 1], ['b', 2]]));
    history.put('value', new Map([['a', { deep: [1, null, 'x'] }]]));
    expect(history.entries('alarm')).toEqual(new Map([['a', 1], ['b', 2]]));
    clock.advance(3_000);
    history.put('alarm', new Map<string, number | undefined>([['a', undefined], ['b', 3], ['c', 4]]));
    expect(history.entries('alarm')).toEqual(new Map([['b', 3], ['c', 4]]));
    history.dispose();
    const again = openWindow({ folder, clock }).history;
    expect(again.entries('alarm')).toEqual(new Map([['b', 3], ['c', 4]]));
    expect(again.entries('value')).toEqual(new Map([['a', { deep: [1, null, 'x'] }]]));
    expect(again.entries('other').size).toBe(0);
  });

  it('that cannot be read are left out', () => {
    const { history, clock, file } = openWindow();
    history.put('alarm', new Map([['a', 1], ['b', 2]]));
    clock.advance(1_000);
    openDatabase(file).exec(`UPDATE state SET value = '{half' WHERE key = 'a'`);
    expect(history.entries('alarm')).toEqual(new Map([['b', 2]]));
  });
});
