import { describe, expect, it, vi } from 'vitest';
import type { Bench} from './bench';
import { start, useBench } from './bench';
import { config, cpu, fault, modulePathOf, psx, slot } from './fakeDevice';

describe('throttling', () => {
  let bench: Bench;
  useBench((made) => (bench = made));

  it('waits as long as the device asks, but not longer than ten minutes', async () => {
    await bench.begin();
    bench.device.takePaths();
    bench.device.outcome = () => fault('throttled', 42_000);
    await bench.pass(10_000 + 41_999);
    expect(bench.device.takePaths()).toHaveLength(1);
    bench.device.outcome = () => fault('throttled', 86_400_000);
    await bench.pass(1);
    expect(bench.device.takePaths()).toHaveLength(1);
    expect(bench.communication).toMatchObject({ error: { kind: 'throttled' } });
    await bench.pass(599_999);
    expect(bench.device.takePaths()).toHaveLength(0);
    await bench.pass(1);
    expect(bench.device.takePaths()).toHaveLength(1);
  });

  it('waits longer each time without Retry-After, drops the rest of the cycle and continues there', async () => {
    bench.device.slots = [slot('io1', psx()), slot('io2', psx()), slot('io3', psx()), cpu];
    await bench.begin();
    bench.device.takePaths();
    bench.device.outcome = (path) => (path.includes('io2') ? fault('throttled') : undefined);
    await bench.pass(10_000);
    expect(bench.device.takePaths()).toHaveLength(2);
    expect(bench.communication).toMatchObject({ state: 'responding', error: { kind: 'throttled' } });
    await bench.pass(3_000);
    expect(bench.device.takePaths()).toEqual([modulePathOf('io2')]);
    await bench.pass(4_999);
    expect(bench.device.takePaths()).toEqual([]);
    bench.device.outcome = () => undefined;
    await bench.pass(1);
    expect(bench.device.takePaths()).toEqual(['io3', 'io1'].map(modulePathOf));
    expect(bench.communication.state).toBe('responding');
  });

  it('reads the other slots when one path is always throttled, and that one now and then', async () => {
    bench.device.slots = [slot('io1', psx()), slot('io2', psx()), slot('io3', psx()), cpu];
    await bench.begin();
    bench.device.outcome = (path) => (path.includes('io1') ? fault('throttled') : undefined);
    bench.device.takePaths();
    await bench.pass(3_600_000);
    const asked = bench.device.takePaths();
    const count = (id: string): number => asked.filter((path) => path.includes(id)).length;
    expect(count('io1')).toBeGreaterThan(6);
    expect(count('io1')).toBeLessThan(20);
    expect(count('io2')).toBeGreaterThan(330);
    expect(count('io3')).toBeGreaterThan(330);
    expect(bench.communication).toMatchObject({ state: 'responding', error: { kind: 'throttled' } });
    expect(bench.states).toEqual(['connecting', 'responding']);
    bench.device.outcome = () => undefined;
    await bench.pass(700_000);
    expect(bench.communication.error).toBeUndefined();
    expect(bench.device.takePaths().filter((path) => path.includes('io1')).length).toBeGreaterThan(2);
  });

  it('finds the slots on another path when the whole status is always throttled', async () => {
    bench.device.outcome = (path) => (path === '/api/status' ? fault('throttled') : undefined);
    await bench.begin();
    await bench.pass(60_000);
    expect(bench.communication.state).toBe('responding');
    expect(bench.snapshot.slots.map(({ slotId }) => slotId)).toContain('io1');
  });

  it('is not silent when it answers nothing but that it is busy', async () => {
    await bench.begin();
    bench.device.outcome = () => fault('throttled');
    await bench.pass(3_600_000);
    expect(bench.communication).toMatchObject({ state: 'retrying', lastSuccess: start, error: { kind: 'throttled' } });
    expect(bench.states).toEqual(['connecting', 'responding', 'retrying']);
  });

  it('does not show old data as fresh while it waits as long as the device asks', async () => {
    await bench.begin();
    bench.device.outcome = () => fault('throttled', 600_000);
    await bench.pass(29_999);
    expect(bench.communication.state).toBe('responding');
    await bench.pass(1);
    expect(bench.communication).toMatchObject({ state: 'retrying', error: { kind: 'throttled' } });
    await bench.pass(500_000);
    expect(bench.states).toEqual(['connecting', 'responding', 'retrying']);
  });

  it('is one steady state when every third request is throttled', async () => {
    bench.device.slots = [slot('io1', psx()), slot('io2', psx()), cpu];
    let requests = 0;
    bench.device.outcome = () => ((requests += 1) % 3 === 0 ? fault('throttled') : undefined);
    await bench.begin();
    const communications: string[] = [];
    bench.store.onDidChange(({ devices }) => {
      if (devices.some(({ communication }) => communication)) {
        communications.push(bench.communication.state);
      }
    });
    await bench.pass(600_000);
    expect(communications.length).toBeLessThan(5);
    expect(bench.communication).toMatchObject({ state: 'responding', error: { kind: 'throttled' } });
    bench.device.outcome = () => undefined;
    await bench.pass(80_000);
    expect(bench.communication.error).toBeUndefined();
  });

  it('says that it throttles again after it was silent', async () => {
    await bench.begin();
    bench.device.outcome = () => fault('refused');
    await bench.pass(60_000);
    expect(bench.communication.state).toBe('timeout');
    bench.device.outcome = () => fault('throttled');
    await bench.pass(10_000);
    expect(bench.communication).toMatchObject({ state: 'retrying', error: { kind: 'throttled' } });
  });

  it('responds from the first good answer on, also when the first cycle ends by throttling', async () => {
    bench.device.outcome = (path) => (path === '/api/status' ? { slots: bench.device.slots } : fault('throttled'));
    await bench.begin();
    expect(bench.communication).toMatchObject({ state: 'responding', lastSuccess: start, error: { kind: 'throttled' } });
    expect(bench.states).toEqual(['connecting', 'responding']);
  });

  it('responds also while the handlers of what it told first are still busy', async () => {
    vi.spyOn(bench.bus, 'publish').mockImplementation(() => ({ guid: '', settled: new Promise(() => undefined) }));
    bench.device.outcome = (path) => (path === '/api/status' ? { slots: bench.device.slots } : fault('throttled'));
    await bench.begin();
    expect(bench.states).toEqual(['connecting', 'responding']);
  });

  it('reads a chosen slot while every way to the list is throttled', async () => {
    bench.device.outcome = (path) => (path === modulePathOf('io1') ? undefined : fault('throttled'));
    await bench.begin({ slotIds: ['io1'] });
    await bench.pass(600_000);
    const asked = bench.device.takePaths();
    expect(asked.filter((path) => path === modulePathOf('io1')).length).toBeGreaterThan(30);
    expect(bench.communication).toMatchObject({ state: 'responding', error: { kind: 'throttled' } });
    expect(bench.states.length).toBeLessThan(5);
  });

  it('does not give throttling as the reason of a silence', async () => {
    await bench.begin();
    bench.device.outcome = () => fault('throttled', 60_000);
    await bench.pass(69_999);
    expect(bench.communication).toMatchObject({ state: 'retrying', error: { kind: 'throttled' } });
    bench.device.outcome = () => 'hang';
    await bench.pass(60_000);
    expect(bench.communication).toMatchObject({ state: 'timeout', error: { kind: 'timeout' } });
  });

  it('says what is wrong now, not which path it leaves out, when nothing answers', async () => {
    bench.device.slots = [slot('io1', psx()), slot('io2', psx()), cpu];
    await bench.begin();
    bench.device.outcome = (path) => (path.includes('io1') ? fault('throttled') : undefined);
    await bench.pass(30_000);
    bench.device.outcome = () => fault('serverError');
    await bench.pass(30_000);
    expect(bench.communication.error?.kind).toBe('serverError');
  });

  it('lets the device rest when other slots are chosen meanwhile', async () => {
    bench.device.slots = [slot('io1', psx()), slot('io2', psx()), cpu];
    await bench.begin({ slotIds: ['io1'] });
    bench.device.outcome = () => fault('throttled', 60_000);
    await bench.pass(10_000);
    bench.device.takePaths();
    bench.device.outcome = () => undefined;
    bench.feed.setDevices([config('d', { slotIds: ['io2'] })]);
    bench.feed.setDemand('unfocused');
    bench.feed.setDemand('tree');
    await bench.pass(59_999);
    expect(bench.device.takePaths()).toEqual([]);
    await bench.pass(1);
    expect(bench.device.takePaths()).toEqual([modulePathOf('io2'), '/api/status/chassis0/slots']);
  });
});
