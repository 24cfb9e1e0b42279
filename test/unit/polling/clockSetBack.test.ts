import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bench } from './bench';
import { useBench } from './bench';
import { fault, modulePathOf } from './fakeDevice';

const hourMs = 3_600_000;
const modulePath = modulePathOf('io1');

function setBack(): void {
  vi.setSystemTime(Date.now() - hourMs);
}

describe('When the clock of the computer is set back', () => {
  let bench: Bench;
  useBench((made) => (bench = made));

  beforeEach(async () => {
    await bench.begin();
    bench.device.takePaths();
  });

  it('the next cycle is on time, also after a request that was under way', async () => {
    bench.device.latencyMs = 1_000;
    await bench.pass(10_500);
    setBack();
    await bench.pass(10_000);
    expect(bench.device.takePaths()).toEqual([modulePath, modulePath]);
    setBack();
    bench.feed.settingsChanged();
    await bench.pass(10_000);
    expect(bench.device.takePaths()).toEqual([modulePath]);
    expect(bench.states).toEqual(['connecting', 'responding']);
  });

  it('a device that does not answer any more is in timeout on time, and polled slowly on time', async () => {
    bench.device.outcome = () => fault('refused');
    await bench.pass(10_000);
    setBack();
    await bench.pass(20_000);
    expect(bench.communication.state).toBe('timeout');
    setBack();
    await bench.pass(300_000);
    expect(bench.communication.state).toBe('slowPoll');
  });

  it('the slot list is asked for on time', async () => {
    setBack();
    await bench.pass(60_000);
    expect(bench.device.takePaths()).toContain('/api/status/chassis0/slots');
  });

  it('old data of a device that asks for rest do not look fresh', async () => {
    bench.device.outcome = () => fault('throttled', 8_000);
    setBack();
    await bench.pass(40_000);
    expect(bench.communication).toMatchObject({ state: 'retrying', error: { kind: 'throttled' } });
  });

  it('a card that cannot be read any more does not keep its old data', async () => {
    bench.device.outcome = (path) => (path.includes('/slots/io1') ? fault('serverError') : undefined);
    expect(bench.snapshot.slots.find(({ slotId }) => slotId === 'io1')?.severity).toBe('normal');
    setBack();
    await bench.pass(40_000);
    expect(bench.snapshot.slots.find(({ slotId }) => slotId === 'io1')?.severity).toBe('timeout');
  });

  it('what a device throttles is asked for again on time', async () => {
    bench.device.outcome = (path) => (path === modulePath ? fault('throttled', 2_000) : undefined);
    await bench.pass(30_000);
    bench.device.outcome = () => undefined;
    setBack();
    bench.device.takePaths();
    await bench.pass(70_000);
    expect(bench.device.takePaths()).toContain(modulePath);
  });
});
