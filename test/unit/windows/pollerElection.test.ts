import { fork, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import { connect, createServer } from 'node:net';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ClaimFile, type Claim } from '../../../src/windows/claim';
import { defaultElectionTimes, type ElectionTimes } from '../../../src/windows/electionTimes';
import { PollerElection, type WindowRole } from '../../../src/windows/pollerElection';
import { claimPath } from '../../../src/windows/socketPath';
import { temporaryFolder } from './temporaryFolder';
import { testTimes } from './testTimes';

const until = (assertion: () => void): Promise<void> => vi.waitFor(assertion, { timeout: 10_000, interval: 5 });
const version = '1.0.0';
const bundle = path.resolve('out/test/electionProcess.cjs');

beforeAll(() => {
  buildSync({ entryPoints: ['test/unit/windows/electionProcess.ts'], outfile: bundle, bundle: true, platform: 'node', logLevel: 'error' });
});

interface Candidate {
  readonly roles: string[];
  readonly role: () => string | undefined;
  readonly last: () => WindowRole | undefined;
  followers: number;
  readonly election: PollerElection;
}

function stand(folder: string, times: Partial<ElectionTimes> = {}): Candidate {
  const roles: WindowRole[] = [];
  const election = new PollerElection({
    folder,
    version,
    times: { ...testTimes, ...times },
    onRole: (role) => {
      roles.push(role);
      candidate.roles.push(role.state);
    },
    onLeaderMessage: () => undefined,
    onFollower: (channel) => {
      candidate.followers++;
      channel.listener = { line: () => undefined, closed: () => candidate.followers-- };
    },
  });
  const candidate: Candidate = { roles: [], role: () => roles.at(-1)?.state, last: () => roles.at(-1), followers: 0, election };
  onTestFinished(() => election.dispose());
  return candidate;
}

/** A window in a process of its own; resolves when it polls. */
async function standElsewhere(folder: string, times = 'short'): Promise<ChildProcess> {
  const child = fork(bundle, [folder, version, times], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await new Promise((resolve) => child.once('message', resolve));
  return child;
}

const claimOf = (folder: string): Claim => {
  const claim = new ClaimFile(claimPath(folder, version)).read();
  if (typeof claim !== 'object') {
    throw new Error('Nobody polls.');
  }
  return claim;
};

describe('the election of the window that polls', () => {
  it('is won by the first; the others follow it, and one of them goes on when it ends', async () => {
    const folder = temporaryFolder();
    const first = stand(folder);
    await until(() => expect(first.role()).toBe('leading'));
    const others = [stand(folder), stand(folder)];
    await until(() => expect([...others.map(({ role }) => role()), first.followers]).toEqual(['following', 'following', 2]));
    first.election.dispose();
    await until(() => expect(others.map(({ role }) => role()).toSorted()).toEqual(['following', 'leading']));
    expect(first.roles).toEqual(['leading']);
  });

  it('is won by one of many that begin at once', async () => {
    const folder = temporaryFolder();
    const candidates = Array.from({ length: 12 }, () => stand(folder));
    const leaders = (): number => candidates.filter(({ role }) => role() === 'leading').length;
    await until(() => expect([leaders(), candidates.filter(({ role }) => role() === 'following').length]).toEqual([1, 11]));
  });

  it('leaves no file behind', async () => {
    const folder = temporaryFolder();
    const only = stand(folder);
    await until(() => expect(only.role()).toBe('leading'));
    only.election.dispose();
    await until(() => expect(fs.readdirSync(folder)).toEqual([]));
  });

  it('is held again within five seconds when the window was killed', async () => {
    const folder = temporaryFolder();
    const child = await standElsewhere(folder);
    const follower = stand(folder);
    await until(() => expect(follower.role()).toBe('following'));
    const { address } = claimOf(folder);
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(follower.role()).toBe('leading'), { timeout: 5_000, interval: 5 });
    expect(fs.existsSync(address)).toBe(false);
  });

  it('is held again when the window hangs, which steps down when it wakes', async () => {
    const folder = temporaryFolder();
    const child = await standElsewhere(folder);
    const follower = stand(folder);
    await until(() => expect(follower.role()).toBe('following'));
    child.kill('SIGSTOP');
    await vi.waitFor(() => expect(follower.role()).toBe('leading'), { timeout: 5_000, interval: 5 });
    const claim = claimOf(folder);
    const steppedDown = new Promise((resolve) => child.once('message', resolve));
    child.kill('SIGCONT');
    expect(await steppedDown).toBe('following');
    expect(claimOf(folder)).toEqual(claim);
    await until(() => expect(follower.followers).toBe(1));
  });

  it('is held again within five seconds when the window hangs, with the times that are used', { timeout: 30_000 }, async () => {
    const folder = temporaryFolder();
    const child = await standElsewhere(folder, 'default');
    const follower = stand(folder, defaultElectionTimes);
    await until(() => expect(follower.role()).toBe('following'));
    child.kill('SIGSTOP');
    await vi.waitFor(() => expect(follower.role()).toBe('leading'), { timeout: 5_000, interval: 5 });
    // It was not left for nothing.
    expect(follower.roles).toEqual(['following', 'leading']);
  });

  it('passes over a claim that nobody stands for, or that is damaged', async () => {
    for (const left of [JSON.stringify({ address: '/nowhere/psx.sock', key: 'k' }), '{"address":']) {
      const folder = temporaryFolder();
      fs.writeFileSync(claimPath(folder, version), left);
      const candidate = stand(folder);
      await until(() => expect(candidate.role()).toBe('leading'));
    }
  });

  it('passes over a window that does not answer, and over a stranger at its address', async () => {
    for (const greet of [() => undefined, (socket: NodeJS.WritableStream) => socket.write('{"type":"welcome","nonce":"n","proof":"no"}\n')]) {
      const folder = temporaryFolder();
      const address = path.join(folder, 'stranger.sock');
      const stranger = createServer((socket) => void greet(socket.on('error', () => undefined)));
      await new Promise<void>((resolve) => stranger.listen(address, resolve));
      onTestFinished(() => void stranger.close());
      new ClaimFile(claimPath(folder, version)).take({ address, key: 'the key' });
      const candidate = stand(folder, { greetMs: 200 });
      await until(() => expect(candidate.role()).toBe('leading'));
    }
  });

  it('lets nobody follow who does not know the key', async () => {
    const folder = temporaryFolder();
    const leader = stand(folder);
    await until(() => expect(leader.role()).toBe('leading'));
    const lines = ['{"type":"follow","proof":""}', '{"type":"hello","nonce":"n"}\n{"type":"follow","proof":"00"}', '{"type":"refresh","id":1,"deviceId":"a"}', 'no message'];
    for (const line of lines) {
      const stranger = connect(claimOf(folder).address);
      const closed = new Promise((resolve) => stranger.once('close', resolve));
      stranger.on('error', () => undefined).resume();
      stranger.write(`${line}\n`);
      await closed;
    }
    expect(leader.followers).toBe(0);
    expect(fs.statSync(claimOf(folder).address).mode & 0o077).toBe(0);
  });

  it('is held again when the claim or the socket was removed', async () => {
    const folder = temporaryFolder();
    const leader = stand(folder);
    await until(() => expect(leader.role()).toBe('leading'));
    fs.rmSync(claimPath(folder, version));
    await until(() => expect(fs.existsSync(claimPath(folder, version))).toBe(true));
    const { address } = claimOf(folder);
    fs.rmSync(address);
    await until(() => expect(claimOf(folder).address).not.toBe(address));
    const follower = stand(folder);
    await until(() => expect(follower.role()).toBe('following'));
  });

  it('leaves each window alone where none can be held, until it can', async () => {
    const folder = path.join(temporaryFolder(), 'a file');
    fs.writeFileSync(folder, '');
    const candidate = stand(folder);
    await until(() => expect(candidate.last()).toMatchObject({ state: 'alone', reason: expect.stringContaining('a file') as string }));
    fs.rmSync(folder);
    await until(() => expect(candidate.role()).toBe('leading'));
  });
});
