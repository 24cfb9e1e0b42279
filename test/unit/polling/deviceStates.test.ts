import { describe, expect, it, vi } from 'vitest';
import type { FaultKind } from '../../../src/model/fault';
import type { Bench} from './bench';
import { start, useBench } from './bench';
import { cpu, fault, modulePathOf, psx, slot } from './fakeDevice';

const modulePath = modulePathOf('io1');

describe('States of a polled device', () => {
  let bench: Bench;
  useBench((made) => (bench = made));

  it('connects, retries sooner, and is silent after the element timeout', async () => {
    bench.device.outcome = () => fault('refused');
    await bench.begin();
    expect(bench.communication).toMatchObject({ state: 'retrying', since: start, error: { kind: 'refused' } });
    await bench.pass(29_999);
    expect(bench.communication.state).toBe('retrying');
    expect(bench.device.takePaths()).toHaveLength(1 + 3);
    await bench.pass(1);
    expect(bench.communication).toMatchObject({ state: 'timeout', since: start + 30_000, error: { kind: 'refused' } });
    bench.device.outcome = () => undefined;
    await bench.pass(10_000);
    expect(bench.communication.state).toBe('responding');
    expect(bench.states).toEqual(['connecting', 'retrying', 'timeout', 'responding']);
  });

  it('is in timeout on time while a request hangs', async () => {
    await bench.begin();
    bench.device.outcome = () => 'hang';
    await bench.pass(29_999);
    expect(bench.communication.state).toBe('responding');
    await bench.pass(1);
    expect(bench.communication).toMatchObject({ state: 'timeout', lastSuccess: start, error: { kind: 'timeout' } });
    expect(bench.device.inFlight).toBe(1);
  });

  it('lets go of a request that never settles', async () => {
    await bench.begin();
    bench.device.outcome = () => 'hang';
    await bench.pass(10_000);
    bench.device.outcome = () => undefined;
    await bench.pass(59_999);
    expect(bench.communication.state).toBe('timeout');
    await bench.pass(5_001);
    expect(bench.communication.state).toBe('responding');
  });

  it('does not call a planned pause silence', async () => {
    await bench.begin({ intervalMs: 120_000 });
    await bench.pass(119_999);
    expect(bench.states).toEqual(['connecting', 'responding']);
    bench.device.outcome = () => 'hang';
    await bench.pass(15_001);
    expect(bench.communication.state).toBe('timeout');
  });

  it('does not show old data as fresh when the computer wakes up', async () => {
    await bench.begin();
    bench.device.outcome = () => 'hang';
    vi.setSystemTime(start + 8 * 3_600_000);
    await bench.pass(30_000);
    expect(bench.communication.state).toBe('timeout');
  });

  it('polls slowly after five minutes of silence, with one cheap request, and resumes at the first answer', async () => {
    await bench.begin();
    bench.device.outcome = () => fault('unreachable');
    await bench.pass(30_000 + 300_000);
    expect(bench.communication).toMatchObject({ state: 'slowPoll', since: start + 330_000, lastSuccess: start });
    bench.device.takePaths();
    await bench.pass(120_000);
    expect(bench.device.takePaths()).toEqual(['/api/status/system', '/api/status/system']);
    bench.device.outcome = () => undefined;
    await bench.pass(60_000);
    expect(bench.device.takePaths().slice(0, 2)).toEqual(['/api/status/system', modulePath]);
    expect(bench.communication.state).toBe('responding');
    expect(bench.states).toEqual(['connecting', 'responding', 'retrying', 'timeout', 'slowPoll', 'responding']);
  });

  it('resumes from slow polling when the device does not know the cheap path', async () => {
    await bench.begin();
    bench.device.outcome = () => fault('unreachable');
    await bench.pass(331_000);
    bench.device.outcome = (path) => (path === '/api/status/system' ? fault('notFound') : undefined);
    await bench.pass(60_000);
    expect(bench.communication.state).toBe('responding');
  });

  it.each<FaultKind>(['unauthorized', 'credentialsMissing', 'tlsChanged'])('sends nothing after %s until the credentials change', async (kind) => {
    bench.device.outcome = () => fault(kind);
    await bench.begin();
    await bench.pass(3_600_000);
    await bench.feed.refresh('d');
    bench.feed.setDemand('hidden');
    bench.feed.settingsChanged();
    bench.feed.pause('d');
    bench.feed.resume('d');
    await bench.pass(3_600_000);
    expect(bench.device.takePaths()).toEqual(['/api/status']);
    expect(bench.communication.state).toBe({ unauthorized: 'unauthorized', credentialsMissing: 'waitingForCredentials', tlsChanged: 'connecting' }[kind as string]);
    expect(bench.communication.error?.kind).toBe(kind);
    bench.device.outcome = () => undefined;
    bench.feed.setDemand('tree');
    bench.feed.credentialsChanged('d');
    await bench.pass(0);
    expect(bench.device.resets).toBe(1);
    expect(bench.communication.state).toBe('responding');
    await bench.pass(10_000);
    expect(bench.device.takePaths()).toEqual(['/api/status', modulePath]);
  });

  it.each<FaultKind>(['unauthorized', 'tlsChanged'])('does not try again after %s what was just refused, however often it is told that it was given', async (kind) => {
    bench.device.outcome = () => fault(kind);
    await bench.begin();
    bench.device.isAnotherLoginStored = false;
    for (let second = 0; second < 10; second++) {
      bench.feed.credentialsChanged('d');
      bench.feed.credentialsChanged('d');
      await bench.pass(999);
    }
    expect(bench.device.takePaths()).toHaveLength(1);
    expect(bench.states).toHaveLength(kind === 'unauthorized' ? 2 : 1);
    // Later somebody has put it right on the device and gives the same log-in again.
    await bench.pass(10);
    bench.feed.credentialsChanged('d');
    bench.feed.credentialsChanged('d');
    await bench.pass(0);
    bench.feed.credentialsChanged('d');
    await bench.pass(5_000);
    expect(bench.device.takePaths()).toHaveLength(1);
    bench.device.outcome = () => undefined;
    bench.device.isAnotherLoginStored = true;
    bench.feed.credentialsChanged('d');
    await bench.pass(0);
    expect(bench.communication.state).toBe('responding');
  });

  it.each([false, undefined])('does not try a refused log-in again because another window was given one, when its own is another one: %s', async (isAnother) => {
    bench.device.outcome = () => fault('unauthorized');
    await bench.begin();
    bench.device.isAnotherLoginStored = isAnother;
    await bench.pass(60_000);
    await bench.feed.checkAccess('d');
    await bench.pass(0);
    expect([bench.device.takePaths(), bench.device.resets]).toEqual([['/api/status'], 0]);
    bench.device.isAnotherLoginStored = true;
    await bench.feed.checkAccess('d');
    await bench.pass(0);
    expect(bench.device.takePaths()).toHaveLength(1);
  });

  it('looks for a log-in that was missing when another window was given one', async () => {
    bench.device.outcome = () => fault('credentialsMissing');
    await bench.begin();
    bench.device.isAnotherLoginStored = undefined;
    bench.device.outcome = () => undefined;
    await bench.feed.checkAccess('d');
    await bench.pass(0);
    expect(bench.communication.state).toBe('responding');
  });

  it('goes on undisturbed when the log-in in use is stored again', async () => {
    await bench.begin();
    bench.device.isAnotherLoginStored = false;
    bench.device.outcome = () => 'hang';
    await bench.pass(10_000);
    bench.device.takePaths();
    bench.feed.credentialsChanged('d');
    await bench.pass(0);
    expect(bench.device).toMatchObject({ resets: 0, paths: [], inFlight: 1 });
  });

  it('does not go on with the cycle after 401', async () => {
    bench.device.slots = [slot('io1', psx()), slot('io2', psx()), cpu];
    await bench.begin();
    bench.device.takePaths();
    bench.device.outcome = () => fault('unauthorized');
    await bench.pass(600_000);
    expect(bench.device.takePaths()).toEqual([modulePath]);
    expect(bench.states).toEqual(['connecting', 'responding', 'unauthorized']);
  });

  it.each<[FaultKind, string]>([
    ['tlsUntrusted', 'timeout'],
    ['credentialsUnreadable', 'waitingForCredentials'],
  ])('looks at %s again each minute', async (kind, state) => {
    await bench.begin();
    bench.device.outcome = () => fault(kind);
    await bench.pass(10_000);
    expect(bench.communication).toMatchObject({ state, since: start + 10_000 });
    bench.device.takePaths();
    await bench.pass(400_000);
    expect(bench.device.takePaths()).toHaveLength(6);
    expect(bench.communication).toMatchObject({ state, since: start + 10_000 });
    bench.device.outcome = () => undefined;
    await bench.pass(60_000);
    expect(bench.communication.state).toBe('responding');
  });

  it('watches the silence again when an untrusted certificate gives way to another fault', async () => {
    bench.device.outcome = () => fault('tlsUntrusted');
    await bench.begin();
    bench.device.outcome = () => fault('refused');
    await bench.pass(60_000 + 300_010);
    expect(bench.states).toEqual(['connecting', 'retrying', 'timeout', 'slowPoll']);
  });

  it('stays connecting while the certificate of a new device is not trusted', async () => {
    bench.device.outcome = () => fault('tlsUntrusted');
    await bench.begin();
    await bench.pass(300_000);
    expect(bench.communication).toMatchObject({ state: 'connecting', since: start, error: { kind: 'tlsUntrusted' } });
  });

  it('pauses and resumes', async () => {
    await bench.begin();
    bench.feed.pause('d');
    bench.feed.pause('d');
    expect(bench.communication).toEqual({ state: 'paused', since: start, lastSuccess: start });
    bench.device.takePaths();
    await bench.pass(3_600_000);
    await bench.feed.refresh('d');
    bench.feed.credentialsChanged('d');
    expect(bench.device.takePaths()).toEqual([]);
    bench.feed.resume('d');
    expect(bench.communication.state).toBe('connecting');
    await bench.pass(0);
    expect(bench.communication.state).toBe('responding');
  });

  it('ignores an answer that arrives after the pause, and begins anew after it', async () => {
    bench.device.latencyMs = 1_000;
    await bench.begin();
    await bench.pass(500);
    bench.feed.pause('d');
    bench.feed.resume('d');
    bench.feed.pause('d');
    await bench.pass(10_000);
    expect(bench.communication.state).toBe('paused');
    expect(bench.communication.lastSuccess).toBeUndefined();
    bench.feed.resume('d');
    await bench.pass(1_000);
    expect(bench.communication.state).toBe('responding');
    expect(bench.device.paths).toEqual(['/api/status', '/api/status']);
  });

  it('drops what is under way when the credentials change, and asks again at once', async () => {
    await bench.begin();
    bench.device.outcome = () => 'hang';
    await bench.pass(10_000);
    bench.device.outcome = () => undefined;
    bench.feed.credentialsChanged('d');
    await bench.pass(0);
    expect(bench.communication).toMatchObject({ state: 'responding', lastSuccess: start + 10_000 });
    expect(bench.states).toEqual(['connecting', 'responding']);
  });
});
