import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ClaimFile } from '../../../src/windows/claim';
import { claimPath, newSocketPath } from '../../../src/windows/socketPath';
import { temporaryFolder } from './temporaryFolder';

const mine = { address: '/tmp/mine.sock', key: 'k1' };
const other = { address: '/tmp/other.sock', key: 'k2' };

describe('the claim of the window that polls', () => {
  const open = (): ClaimFile => new ClaimFile(path.join(temporaryFolder(), 'deep', 'claim.json'));

  it('belongs to whoever takes it first, and can be read by nobody else', () => {
    const file = open();
    expect(file.read()).toBeUndefined();
    expect(file.take(mine)).toBe(true);
    expect(file.take(other)).toBe(false);
    expect(file.read()).toEqual(mine);
    expect([file.holds(mine), file.holds(other), file.holds({ ...mine, key: 'k2' })]).toEqual([true, false, false]);
    expect(fs.statSync(file.path).mode & 0o077).toBe(process.platform === 'win32' ? 0o066 : 0);
  });

  it('is taken away by whoever saw it, and by nobody who saw another one', () => {
    const file = open();
    file.take(mine);
    file.drop(other);
    file.drop('unreadable');
    expect(file.read()).toEqual(mine);
    file.drop(mine);
    expect(file.read()).toBeUndefined();
    file.drop(mine);
    expect(file.take(other)).toBe(true);
  });

  it.each(['', '{', '[]', 'null', '{"address":""}', '{"address":"a","key":7}'])('is unreadable as %j, and can then be taken away', (text) => {
    const file = open();
    file.take(mine);
    fs.writeFileSync(file.path, text);
    expect(file.read()).toBe('unreadable');
    file.drop(mine);
    expect(file.read()).toBe('unreadable');
    file.drop('unreadable');
    expect(file.read()).toBeUndefined();
  });
});

describe('the address of a window', () => {
  it('is in the folder, unless that is too deep for a socket; on Windows a pipe', () => {
    expect(newSocketPath('/home/me/.config', 'linux')).toMatch(/^\/home\/me\/\.config\/psx-[0-9a-f]{16}\.sock$/);
    expect(newSocketPath(`/home/${'long/'.repeat(20)}`, 'darwin').length).toBeLessThan(104);
    expect(newSocketPath('C:\\Users\\me', 'win32')).toMatch(/^\\\\\.\\pipe\\psx-[0-9a-f]{16}$/);
    expect(newSocketPath('/a', 'linux')).not.toBe(newSocketPath('/a', 'linux'));
  });

  it('is agreed on by windows of one version', () => {
    expect(claimPath('/a', '1.0.0')).toBe(claimPath('/a', '1.0.0'));
    expect(claimPath('/a', '1.0.0')).not.toBe(claimPath('/a', '1.0.1'));
  });
});
