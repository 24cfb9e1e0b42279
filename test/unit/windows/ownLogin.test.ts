import { describe, expect, it } from 'vitest';
import type { Credentials } from '../../../src/model/credentials';
import { count, open, own, refusals, right, send, simulator, until, useLoginBench } from './loginBench';
import { TestSecrets, type LoginWindow } from './loginWindow';

useLoginBench();
const wrong = (password: string): Credentials => ({ user: 'info', password });

/** The first window polls with a log-in of its own, which is refused. */
async function refusedLeader(far = new TestSecrets(wrong('mistyped'))): Promise<LoginWindow> {
  return open(far, 'leading', 'unauthorized');
}

/** All looks have ended, and what follows from them as well. */
async function settled(...all: readonly LoginWindow[]): Promise<void> {
  await until(() => expect(count('looked')).toBe(count('credentialsChanged')));
  await Promise.all(all.map(({ feed }) => feed.refresh('a')));
}

describe('a log-in that works while the window that polls has none', () => {
  async function openWorking() {
    const [far, near] = [new TestSecrets(), new TestSecrets(right)];
    const leader = await open(far, 'leading', 'waitingForCredentials');
    const follower = await open(near, 'following', 'responding');
    expect(own(follower)).toEqual(['a']);
    return { far, near, leader, follower };
  }

  it('is used on when that one is given a wrong one, until it is given a good one', async () => {
    const { far, leader, follower } = await openWorking();
    const states = new Set<string | undefined>();
    follower.store.onDidChange(() => states.add(follower.state()));
    far.enter(leader, wrong('mistyped'));
    await until(() => expect(leader.state()).toBe('unauthorized'));
    const told = send.mock.calls.length;
    await until(() => expect(send.mock.calls.slice(told).some(([line]) => line.includes('"unauthorized"'))).toBe(true));
    expect([await follower.feed.refresh('a'), own(follower), follower.feed.isNotifierOf('a')]).toEqual(['asked', ['a'], true]);
    far.enter(leader, right);
    await until(() => expect([leader.state(), own(follower)]).toEqual(['responding', []]));
    expect([await follower.feed.refresh('a'), states, refusals()]).toEqual(['asked', new Set(['responding']), 1]);
  });

  it('is not used on when a wrong one was stored over it', async () => {
    const { far, near, leader, follower } = await openWorking();
    far.enter(leader, wrong('mistyped'));
    near.login = far.login;
    near.tellAll();
    await until(() => expect([leader.state(), follower.state(), own(follower)]).toEqual(['unauthorized', 'unauthorized', []]));
    await settled(leader, follower);
    expect(refusals()).toBe(1);
  });
});

describe('a log-in that is entered where another window polls is sent by one window', () => {
  it('when two that share it follow, whichever of them it is entered in, and however often', async () => {
    const near = new TestSecrets();
    const leader = await refusedLeader();
    const one = await open(near, 'following', 'unauthorized');
    const other = await open(near, 'following', 'unauthorized');
    for (const [index, window] of [one, other, other, one].entries()) {
      near.enter(window, wrong(`mistyped ${index}`));
      await until(() => expect(refusals()).toBe(index + 2));
      await settled(leader, one, other);
      expect([refusals(), own(one), own(other)]).toEqual([index + 2, [], []]);
    }
  });

  it('when it is stored over a good one of a window that shares it', async () => {
    const near = new TestSecrets();
    const leader = await refusedLeader();
    const one = await open(near, 'following', 'unauthorized');
    const other = await open(near, 'following', 'unauthorized');
    near.enter(one, right);
    await until(() => expect([one.state(), own(one)]).toEqual(['responding', ['a']]));
    near.enter(other, wrong('mistyped too'));
    await until(() => expect([refusals(), one.state(), other.state()]).toEqual([2, 'unauthorized', 'unauthorized']));
    await settled(leader, one, other);
    expect([refusals(), own(one), own(other)]).toEqual([2, [], []]);
  });

  it('when its window is told again of what works, or that another certificate is trusted', async () => {
    const near = new TestSecrets();
    await refusedLeader();
    const one = await open(near, 'following', 'unauthorized');
    near.enter(one, right);
    await until(() => expect([one.state(), own(one)]).toEqual(['responding', ['a']]));
    near.tellAll(one);
    near.tellAll();
    await one.feed.refresh('a');
    expect([one.state(), own(one), refusals()]).toEqual(['responding', ['a'], 1]);
  });

  it('again, once what is entered reaches the window that polls in time', async () => {
    const near = new TestSecrets();
    const late = new TestSecrets(wrong('mistyped'));
    const leader = await refusedLeader(late);
    const one = await open(near, 'following', 'unauthorized');
    near.enter(one, wrong('late'));
    await until(() => expect([refusals(), own(one)]).toEqual([2, []]));
    late.receive(near);
    await until(() => expect(refusals()).toBe(3));
    await settled(leader, one);
    near.enter(one, wrong('in time'));
    late.receive(near);
    await until(() => expect(refusals()).toBe(4));
    await settled(leader, one);
    expect([refusals(), own(one), one.state()]).toEqual([4, [], 'unauthorized']);
  });

  it('when another window polls before the device has answered', async () => {
    const near = new TestSecrets();
    const leader = await refusedLeader();
    const one = await open(near, 'following', 'unauthorized');
    const third = await open(new TestSecrets(wrong('another')), 'following', 'unauthorized');
    const before = simulator.requests.length;
    simulator.setFault({ kind: 'delay', ms: 2_500 });
    near.enter(one, wrong('mistyped too'));
    await until(() => expect([one.state(), own(one)]).toEqual(['connecting', ['a']]));
    leader.close();
    await until(() => expect([one, third].map(({ feed }) => feed.state).toSorted()).toEqual(['following', 'leading']));
    await until(() => expect(one.state()).toBe('unauthorized'));
    await settled(one, third);
    expect([simulator.requests.length - before, refusals(), own(one)]).toEqual([1, 2, []]);
  });
});
