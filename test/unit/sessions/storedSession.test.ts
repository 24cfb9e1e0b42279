import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BufferPool } from '../../../src/sessions/bufferPool';
import type { RecordedSession } from '../../../src/sessions/recordedSession';
import { storedSession } from '../../../src/sessions/storedSession';

const long = (character: string): string => character.repeat(5_000);
const session = (members: Partial<RecordedSession>): RecordedSession =>
  Object.freeze({ id: 7, deviceId: 'a', origin: 'https://10.0.4.20', method: 'GET', uri: '/api/status', requestTime: 1, ...members });

describe('a pool of buffers', () => {
  it('hands out again what was given back, also for a size that is a little different', () => {
    const pool = new BufferPool(1_000_000);
    const first = pool.take(30_000);
    expect(first.length).toBeGreaterThanOrEqual(30_000);
    const second = pool.take(30_000);
    expect(second.buffer).not.toBe(first.buffer);
    pool.giveBack(first);
    expect(pool.take(29_700).buffer).toBe(first.buffer);
    expect(pool.take(29_700).buffer).not.toBe(first.buffer);
  });

  it('wastes no more than an eighth', () => {
    const pool = new BufferPool(0);
    fc.assert(
      fc.property(fc.integer({ min: 1024, max: 20_000_000 }), (bytes) => {
        const { length } = pool.take(bytes);
        expect(length).toBeGreaterThanOrEqual(bytes);
        expect(length).toBeLessThanOrEqual(Math.ceil(bytes * 1.125));
      }),
    );
  });

  it('keeps no more unused ones than it may', () => {
    const pool = new BufferPool(100_000);
    const [small, large] = [pool.take(60_000), pool.take(90_000)];
    pool.giveBack(small);
    pool.giveBack(large);
    expect(pool.take(60_000).buffer).not.toBe(small.buffer);
    expect(pool.take(90_000).buffer).not.toBe(large.buffer);
    // It has started anew.
    const other = pool.take(50_000);
    pool.giveBack(other);
    expect(pool.take(50_000).buffer).toBe(other.buffer);
  });
});

describe('a session as it is kept', () => {
  it('has the same members, whatever its bodies are', () => {
    const text = fc.oneof(fc.constant(undefined), fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({ unit: 'grapheme', minLength: 1_000, maxLength: 1_500 }));
    const cut = fc.constantFrom(undefined, 'rowLimit' as const);
    fc.assert(
      fc.property(text, text, cut, cut, (requestData, responseData, requestDataCut, responseDataCut) => {
        const plain = session(JSON.parse(JSON.stringify({ status: 200, requestData, responseData, requestDataCut, responseDataCut })) as Partial<RecordedSession>);
        const stored = storedSession(plain, new BufferPool(0));
        expect(stored.session).toEqual(plain);
        expect(JSON.parse(JSON.stringify(stored.session))).toEqual(plain);
        expect({ ...stored.session }).toEqual(plain);
        expect(Object.isFrozen(stored.session)).toBe(true);
      }),
    );
  });

  it('leaves short bodies where they are', () => {
    const plain = session({ responseData: '{}' });
    expect(storedSession(plain, new BufferPool(0))).toEqual({ session: plain, bodies: [] });
  });

  it('says that its bodies were given up, to those who still have it', () => {
    const pool = new BufferPool(1_000_000);
    const { session: stored, bodies } = storedSession(session({ requestData: long('q'), responseData: long('a'), responseDataCut: 'rowLimit' }), pool);
    expect(stored).toMatchObject({ requestData: long('q'), responseData: long('a'), responseDataCut: 'rowLimit' });
    expect(stored.requestDataCut).toBeUndefined();
    bodies.forEach((body) => body.giveUp());
    bodies.forEach((body) => body.giveUp());
    const others = [1, 2, 3].map(() => storedSession(session({ responseData: long('o') }), pool));
    expect(stored).toMatchObject({ requestDataCut: 'totalLimit', responseDataCut: 'totalLimit' });
    expect([stored.requestData, stored.responseData]).toEqual([undefined, undefined]);
    expect(others.map((other) => other.session.responseData)).toEqual([long('o'), long('o'), long('o')]);
  });
});
