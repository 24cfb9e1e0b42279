import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { History } from '../../src/history/history';
import { address, event, newFolder, onEnd, openDatabase, openWindow, sample } from './fixture';
import { ManualClock } from './manualClock';

describe('history', () => {
  it('has nothing to do with the file before it is opened, and opens it by itself', async () => {
    const clock = new ManualClock();
    const start = clock.now();
    const { history } = openWindow({ clock });
    expect(history.status).toEqual({ state: 'ok' });
    await history.opened;
    expect(history.trend(address, 'offsetFromMasterNs', start, start + 1_000, 100).at).toEqual([]);
  });

  it('opens only when it is told to, if that is wanted, and once; what was recorded before waits', () => {
    const clock = new ManualClock();
    const { history, file } = openWindow({ clock, opensByItself: false });
    const t = clock.now();
    history.record([sample(t, 1)]);
    clock.advance(10_000);
    expect(history.status).toEqual({ state: 'opening' });
    expect(existsSync(file)).toBe(false);
    expect(clock.waiting).toBe(0);
    history.open();
    history.open();
    clock.advance(0);
    history.open();
    expect(history.status).toEqual({ state: 'ok' });
    expect(clock.waiting).toBe(1);
    expect(history.trend(address, 'offsetFromMasterNs', t, t + 1_000, 100).mean).toEqual([1]);
  });

  it('gives raw points back as they came, with both parameters', () => {
    const { history, clock } = openWindow();
    const t = clock.now();
    history.record([
      sample(t, -12, { meanPathDelayNs: 600.25 }),
      sample(t + 1_000, 1.5),
      sample(t + 2_000, undefined, { meanPathDelayNs: 2e12 }),
    ]);
    const offset = history.trend(address, 'offsetFromMasterNs', t, t + 10_000, 100);
    expect(offset).toEqual({ at: [t, t + 1_000], min: [-12, 1.5], mean: [-12, 1.5], max: [-12, 1.5], count: [1, 1], stepMs: 0, gaps: [{ fromMs: t + 1_001, toMs: t + 10_000 }] });
    expect(history.trend(address, 'meanPathDelayNs', t, t + 10_000, 100).mean).toEqual([600.25, 2e12]);
  });

  it('reads from `from` (inclusive) to `to` (exclusive), of one instance', () => {
    const { history, clock } = openWindow();
    const t = clock.now();
    history.record([sample(t, 1), sample(t + 1_000, 2), sample(t + 2_000, 3), sample(t + 1_000, 9, { address: { ...address, instanceId: 'ptp1' } })]);
    expect(history.trend(address, 'offsetFromMasterNs', t + 1_000, t + 2_000, 100).mean).toEqual([2]);
    expect(history.trend({ ...address, instanceId: 'ptp2' }, 'offsetFromMasterNs', t, t + 2_000, 100).mean).toEqual([]);
    expect(history.trend(address, 'offsetFromMasterNs', t + 2_000, t, 100).mean).toEqual([]);
    expect(history.trend(address, 'offsetFromMasterNs', Number.NaN, t, 100).mean).toEqual([]);
  });

  it('leaves out what is no number, and samples without a time', () => {
    const { history, clock } = openWindow();
    const t = clock.now();
    history.record([sample(t, Number.NaN), sample(t + 1, Number.POSITIVE_INFINITY), sample(Number.NaN, 1), sample(-5, 1), sample(t + 2, 4)]);
    expect(history.trend(address, 'offsetFromMasterNs', 0, t + 10, 100).mean).toEqual([4]);
    expect(history.status).toEqual({ state: 'ok' });
  });

  it('tells listeners of new samples, at most once a second', () => {
    const { history, clock } = openWindow();
    clock.advance(1_000);
    let calls = 0;
    history.onDidAppend(() => calls++);
    for (let n = 0; n < 100; n++) {
      history.record([sample(clock.now(), n)]);
      clock.advance(100);
    }
    expect(calls).toBeGreaterThanOrEqual(4);
    expect(calls).toBeLessThanOrEqual(10);
  });

  it('writes one batch every two seconds, and the rest when it is disposed of', () => {
    const { history, clock, file, folder } = openWindow();
    const t = clock.now();
    history.record([sample(t, 1)]);
    const other = openDatabase(file);
    const blocks = () => other.prepare('SELECT count(*) AS n FROM block').get()?.n;
    expect(blocks()).toBe(0);
    clock.advance(2_000);
    expect(blocks()).toBe(1);
    history.record([sample(t + 60_000, 2)]);
    history.append([event(t, 'MASTER')]);
    history.put('alarm', new Map([['a', { state: 'active' }]]));
    history.dispose();
    expect(history.status).toEqual({ state: 'closed' });
    expect(clock.waiting).toBe(0);
    expect(blocks()).toBe(2);
    const again = openWindow({ folder, clock }).history;
    expect(again.trend(address, 'offsetFromMasterNs', t, t + 100_000, 100).mean).toEqual([1, 2]);
    expect(again.events().map(({ after }) => after)).toEqual(['MASTER']);
    expect(again.entries('alarm')).toEqual(new Map([['a', { state: 'active' }]]));
  });

  it('writes nothing at all when there is nothing to record', () => {
    const { history, clock, file } = openWindow();
    const other = openDatabase(file);
    const version = () => other.prepare('PRAGMA data_version').get()?.data_version;
    const before = version();
    clock.advance(3_600_000);
    expect(version()).toBe(before);
    history.put('alarm', new Map([['a', 1]]));
    clock.advance(1_000);
    expect(version()).not.toBe(before);
  });

  it('keeps what is recorded before it is open, and tells everybody when it is', async () => {
    const clock = new ManualClock();
    const t = clock.now();
    const history = new History({ folder: newFolder(), clock });
    onEnd(() => history.dispose());
    const told: string[] = [];
    history.onDidAppend(() => told.push('trends'));
    history.onDidChange(() => told.push('events'));
    history.onDidChangeElsewhere(() => told.push('states'));
    history.onDidChangeStatus(({ state }) => told.push(state));
    history.record([sample(t, 7)]);
    history.append([event(t, 'MASTER')]);
    history.put('alarm', new Map([['a', 1]]));
    expect(history.status).toEqual({ state: 'opening' });
    expect(history.trend(address, 'offsetFromMasterNs', t, t + 1, 10)).toEqual({ at: [], min: [], mean: [], max: [], count: [], stepMs: 0, gaps: [] });
    expect(history.events()).toEqual([]);
    expect(history.entries('alarm').get('a')).toBe(1);
    clock.advance(0);
    await history.opened;
    expect(new Set(told)).toEqual(new Set(['ok', 'trends', 'events', 'states']));
    expect(history.trend(address, 'offsetFromMasterNs', t, t + 1, 10).mean).toEqual([7]);
    expect(history.events()).toHaveLength(1);
    expect(history.entries('alarm').get('a')).toBe(1);
  });

  it('saves also what came before it was open when it is disposed of at once', async () => {
    const clock = new ManualClock();
    const folder = newFolder();
    const history = new History({ folder, clock });
    history.put('alarm', new Map([['a', 1]]));
    history.dispose();
    await history.opened;
    expect(openWindow({ folder, clock }).history.entries('alarm').get('a')).toBe(1);
  });

  it.each(['ok', 'opening'])('leaves no timer when who is told that it is %s disposes of it', (wanted) => {
    const { history, clock, file } = openWindow({ opensByItself: false });
    history.onDidChangeStatus(({ state }) => {
      if (state === wanted) {
        history.dispose();
      }
    });
    history.open();
    clock.advance(0);
    if (wanted === 'opening') {
      openDatabase(file).exec('DROP TABLE state');
      history.entries('alarm');
    }
    clock.advance(5_000);
    expect(history.status).toEqual({ state: 'closed' });
    expect(clock.waiting).toBe(0);
  });

  it('takes nothing after it was disposed of', () => {
    const { history, clock } = openWindow();
    history.dispose();
    history.record([sample(clock.now(), 1)]);
    history.append([event(clock.now(), 'MASTER')]);
    history.put('alarm', new Map([['a', 1]]));
    history.dispose();
    expect(history.trend(address, 'offsetFromMasterNs', 0, clock.now() + 1, 10).at).toEqual([]);
    expect(history.events()).toEqual([]);
    expect(history.entries('alarm').size).toBe(0);
  });
});
