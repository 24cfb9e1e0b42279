import * as fs from 'node:fs';
import { createServer, type Server } from 'node:net';
import * as path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ClaimFile } from '../../../src/windows/claim';
import { sweepLeftovers } from '../../../src/windows/leftovers';
import { PollerElection } from '../../../src/windows/pollerElection';
import { claimPath } from '../../../src/windows/socketPath';
import { temporaryFolder } from './temporaryFolder';
import { testTimes } from './testTimes';

const socketName = (digit: string): string => `psx-${digit.repeat(16)}.sock`;
const ofAnotherComputer = 'poller-1.0.0-0123456789ab.json';

async function listen(address: string): Promise<Server> {
  const server = createServer((socket) => void socket.on('error', () => undefined));
  await new Promise<void>((resolve) => server.listen(address, resolve));
  onTestFinished(() => void server.close());
  return server;
}

/** A socket that nobody listens on: made elsewhere, and moved, so that closing does not remove it. */
async function leave(address: string): Promise<void> {
  const server = await listen(`${address}.tmp`);
  fs.renameSync(`${address}.tmp`, address);
  await new Promise((resolve) => server.close(resolve));
}

function age(file: string): void {
  fs.utimesSync(file, new Date(2_020, 1), new Date(2_020, 1));
}

// A named pipe of Windows is gone with its window.
describe.skipIf(process.platform === 'win32')('what killed windows leave', () => {
  const own = (folder: string) => ({ address: path.join(folder, socketName('f')), claimPath: claimPath(folder, '1.0.0') });

  it('is removed: sockets that nobody listens on, and claims of any version whose address is dead', async () => {
    const folder = temporaryFolder();
    const dead = path.join(folder, socketName('a'));
    await leave(dead);
    await leave(path.join(folder, socketName('b')));
    age(path.join(folder, socketName('b')));
    new ClaimFile(claimPath(folder, '0.9.0')).take({ address: dead, key: 'k' });
    new ClaimFile(claimPath(folder, '0.8.0-pre-1')).take({ address: '/nowhere/psx.sock', key: 'k' });
    fs.writeFileSync(claimPath(folder, '0.7.0'), '{"address":');
    age(claimPath(folder, '0.7.0'));
    await sweepLeftovers(folder, own(folder));
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('is told from what answers, is one\'s own, is young, or is of another computer or program', async () => {
    const folder = temporaryFolder();
    const listened = path.join(folder, socketName('a'));
    await listen(listened);
    age(listened);
    new ClaimFile(claimPath(folder, '0.9.0')).take({ address: listened, key: 'k' });
    for (const digit of ['c', 'f']) {
      await leave(path.join(folder, socketName(digit)));
      age(path.join(folder, socketName(digit)));
    }
    // The home directory is mounted elsewhere there.
    new ClaimFile(path.join(folder, ofAnotherComputer)).take({ address: path.join('/elsewhere', socketName('c')), key: 'k' });
    await leave(path.join(folder, socketName('d')));
    fs.writeFileSync(own(folder).claimPath, '{"address":');
    age(own(folder).claimPath);
    fs.writeFileSync(claimPath(folder, '0.8.0'), '{"address":');
    const others = ['psx-1.sock', 'other.sock', 'poller-1.json', `x${socketName('a')}`, 'history.sqlite'];
    for (const name of others) {
      await leave(path.join(folder, name));
      age(path.join(folder, name));
    }
    fs.writeFileSync(path.join(folder, socketName('e')), 'no socket');
    age(path.join(folder, socketName('e')));
    const before = fs.readdirSync(folder);
    await sweepLeftovers(folder, own(folder));
    expect(fs.readdirSync(folder)).toEqual(before);
    // Which socket this one stands for is not known, so that each may be its.
    await leave(path.join(folder, socketName('9')));
    age(path.join(folder, socketName('9')));
    fs.writeFileSync(path.join(folder, ofAnotherComputer), '');
    await sweepLeftovers(folder, own(folder));
    expect(fs.readdirSync(folder).filter((name) => !before.includes(name))).toEqual([socketName('9')]);
    await sweepLeftovers(path.join(folder, 'not there'), own(folder));
  });

  it('is removed by the window that polls', async () => {
    const folder = temporaryFolder();
    await leave(path.join(folder, socketName('b')));
    age(path.join(folder, socketName('b')));
    new ClaimFile(claimPath(folder, '0.9.0')).take({ address: '/nowhere/psx.sock', key: 'k' });
    const election = new PollerElection({ folder, version: '1.0.0', times: testTimes, onRole: () => undefined, onLeaderMessage: () => undefined, onFollower: () => undefined });
    onTestFinished(() => election.dispose());
    const names = (): readonly string[] => fs.readdirSync(folder);
    await vi.waitFor(() => {
      expect(names()).toHaveLength(2);
      expect(names()).not.toContain(socketName('b'));
      expect(names()).toContain(path.basename(claimPath(folder, '1.0.0')));
    }, { timeout: 10_000, interval: 5 });
  });
});
