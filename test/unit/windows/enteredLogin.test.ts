import { describe, expect, it } from 'vitest';
import type { Credentials } from '../../../src/model/credentials';
import { count, open, own, refusals, right, until, useLoginBench, windows } from './loginBench';
import { TestSecrets, type LoginWindow } from './loginWindow';

useLoginBench();
const wrong: Credentials = { user: 'info', password: 'mistyped' };

/** The first window polls, and its log-in is refused; the others follow it. */
async function refusedWindows(first: TestSecrets, second: TestSecrets, ...others: readonly TestSecrets[]) {
  const leader = await open(first, 'leading', 'unauthorized');
  const follow = (secrets: TestSecrets): Promise<LoginWindow> => open(secrets, 'following', 'unauthorized');
  const follower = await follow(second);
  const idle: LoginWindow[] = [];
  for (const secrets of others) {
    idle.push(await follow(secrets));
  }
  return { leader, follower, all: [leader, follower, ...idle], idle };
}

/** Two windows with secrets of their own. */
async function twoPages() {
  const pages = [new TestSecrets(wrong), new TestSecrets()] as const;
  return { ...(await refusedWindows(...pages)), pages };
}

/** The second has been given the right log-in, and uses it. */
async function twoPagesWithOneRight() {
  const found = await twoPages();
  found.pages[1].enter(found.follower, right);
  await until(() => expect([found.follower.state(), own(found.follower)]).toEqual(['responding', ['a']]));
  return found;
}

/** Resolves when the window that polls has looked at whatever the others have asked it, and this one has done what follows from it. */
async function looked({ feed }: LoginWindow): Promise<void> {
  await until(() => expect(count('looked')).toBe(count('credentialsChanged')));
  await feed.refresh('a');
}

describe('a log-in that is entered where another window polls, and was refused with its own', () => {
  it('is used in its window when each has secrets of its own', async () => {
    const { leader, follower } = await twoPagesWithOneRight();
    expect([leader.state(), refusals(), follower.feed.isNotifierOf('a')]).toEqual(['unauthorized', 1, true]);
    expect(await leader.feed.refresh('a')).toBe('waiting');
    expect(await follower.feed.refresh('a')).toBe('asked');
  });

  it('is tried once when it is wrong as well, however often it is told, and another one entered then is used', async () => {
    const { leader, follower, pages } = await twoPages();
    pages[1].enter(follower, { ...wrong, password: 'mistyped too' });
    await until(() => expect([own(follower), refusals(), follower.state()]).toEqual([[], 2, 'unauthorized']));
    pages.forEach((secrets) => secrets.tellAll());
    pages[1].tellAll(follower);
    await looked(follower);
    expect([await follower.feed.refresh('a'), await leader.feed.refresh('a'), refusals()]).toEqual(['waiting', 'waiting', 2]);
    pages[1].enter(follower, right);
    await until(() => expect(follower.state()).toBe('responding'));
    expect(refusals()).toBe(2);
  });

  it('is tried by none of the windows that have another one, and nobody has entered it there', async () => {
    const pages = [new TestSecrets(wrong), new TestSecrets(), new TestSecrets(right)] as const;
    const { follower, idle, all } = await refusedWindows(...pages);
    pages[1].enter(follower, right);
    await until(() => expect(follower.state()).toBe('responding'));
    pages[2].tellAll();
    await Promise.all(idle.map(looked));
    expect([all.map(({ state }) => state()), idle.flatMap(own)]).toEqual([['unauthorized', 'responding', 'unauthorized'], []]);
  });

  it.each([2, 3])('is tried by the window that polls, and by no other, when %i windows share their secrets', async (count) => {
    const secrets = new TestSecrets(wrong);
    const { follower, all } = await refusedWindows(secrets, secrets, ...Array.from({ length: count - 2 }, () => secrets));
    secrets.enter(follower, { ...wrong, password: 'mistyped too' });
    await until(() => expect(refusals()).toBe(2));
    secrets.tellAll(follower);
    await looked(follower);
    expect([all.map(({ state }) => state()), all.flatMap(own), refusals()]).toEqual([all.map(() => 'unauthorized'), [], 2]);
    secrets.enter(follower, right);
    await until(() => expect(all.map(({ state }) => state())).toEqual(all.map(() => 'responding')));
    expect([all.flatMap(own), refusals()]).toEqual([[], 2]);
  });

  it('is not tried while the window that polls is let in with its own', async () => {
    const leader = windows.open(new TestSecrets(right));
    await until(() => expect([leader.feed.state, leader.state()]).toEqual(['leading', 'responding']));
    const secrets = new TestSecrets();
    const follower = windows.open(secrets);
    await until(() => expect([follower.feed.state, follower.state()]).toEqual(['following', 'responding']));
    secrets.enter(follower, wrong);
    await looked(follower);
    expect([follower.state(), own(follower), refusals()]).toEqual(['responding', [], 0]);
  });

  it('is no longer used when the window that polls has a good one again', async () => {
    const { leader, follower, pages } = await twoPagesWithOneRight();
    pages[0].enter(leader, { ...wrong, password: 'mistyped too' });
    await until(() => expect([refusals(), leader.state()]).toEqual([2, 'unauthorized']));
    expect([follower.state(), own(follower)]).toEqual(['responding', ['a']]);
    pages[0].enter(leader, right);
    await until(() => expect([leader.state(), own(follower)]).toEqual(['responding', []]));
    expect(await follower.feed.refresh('a')).toBe('asked');
    expect([follower.state(), refusals()]).toEqual(['responding', 2]);
  });

  it('stays in use when another window polls from then on, and when its own does', async () => {
    const pages = [new TestSecrets(wrong), new TestSecrets(), new TestSecrets()] as const;
    const { leader, follower, idle } = await refusedWindows(...pages);
    pages[1].enter(follower, right);
    await until(() => expect([follower.state(), own(follower)]).toEqual(['responding', ['a']]));
    const states = new Set<string | undefined>();
    follower.store.onDidChange(() => states.add(follower.state()));
    leader.close();
    await until(() => expect([follower, ...idle].map(({ feed }) => feed.state).toSorted()).toEqual(['following', 'leading']));
    await until(() => expect(follower.feed.state === 'leading' || own(follower).includes('a')).toBe(true));
    expect(await follower.feed.refresh('a')).toBe('asked');
    idle.forEach((window) => window.close());
    await until(() => expect(follower.feed.state).toBe('leading'));
    expect(await follower.feed.refresh('a')).toBe('asked');
    expect([states, refusals()]).toEqual([new Set(['responding']), 1]);
  });

  it('is used when the window that polls ends before it has looked', async () => {
    const pages = [new TestSecrets(wrong), new TestSecrets(), new TestSecrets(wrong)] as const;
    const { leader, follower } = await refusedWindows(...pages);
    leader.close();
    pages[1].enter(follower, right);
    await until(() => expect(follower.state()).toBe('responding'));
    expect(refusals()).toBe(1);
  });
});

describe('a log-in that was refused some time ago', () => {
  it('is not sent again when another window is given one, or the same', async () => {
    const { leader, follower, pages } = await twoPages();
    windows.aheadMs = 11_000;
    pages[1].enter(follower, right);
    await until(() => expect(follower.state()).toBe('responding'));
    await looked(follower);
    expect([leader.state(), refusals()]).toEqual(['unauthorized', 1]);
  });

  it.each(['leader', 'follower'] as const)('is sent again, once, when it is entered again in one of the windows that share their secrets: the %s', async (which) => {
    const secrets = new TestSecrets(wrong);
    const { all, follower, ...others } = await refusedWindows(secrets, secrets, secrets);
    const entering = { follower, ...others }[which];
    secrets.enter(entering, wrong);
    await looked(follower);
    expect(refusals()).toBe(1);
    windows.aheadMs = 11_000;
    secrets.enter(entering, wrong);
    await until(() => expect(refusals()).toBe(2));
    await looked(follower);
    expect([all.map(({ state }) => state()), all.flatMap(own), refusals()]).toEqual([all.map(() => 'unauthorized'), [], 2]);
  });
});
