import { beforeEach, describe, expect, it } from 'vitest';
import { SessionLedger } from '../../soak/sessionLedger.mjs';

const request = (at: number, uri = '/api/status'): { deviceId: string; uri: string; at: number } => ({ deviceId: 'a', uri, at });

describe('the ledger of sessions', () => {
  let ledger: SessionLedger;
  beforeEach(() => {
    ledger = new SessionLedger();
    ledger.begin(0);
  });

  it('finds each request that arrived among the records', () => {
    ledger.compare(5_000, [request(1_010), request(1_020), request(1_030, '/api/other')], [request(1_009), request(1_019), request(1_030, '/api/other')]);
    expect(ledger.lost).toEqual([]);
    expect([ledger.seen, ledger.recorded]).toEqual([3, 3]);
  });

  it('misses what a device has seen and nobody has recorded', () => {
    ledger.compare(5_000, [request(1_000), request(1_100, '/api/other')], [request(999)]);
    expect(ledger.lost).toEqual([request(1_100, '/api/other')]);
  });

  it('takes the record of one request for no other', () => {
    ledger.compare(5_000, [request(1_000), request(1_001)], [request(999)]);
    expect(ledger.lost).toEqual([request(1_001)]);
  });

  it('gives no credit for requests that never arrived', () => {
    const times = Array.from({ length: 40 }, (_, index) => index * 1_000);
    ledger.compare(60_000, [], times.map((at) => request(1_000 + at)));
    expect(ledger.unarrived).toBe(40);
    ledger.compare(700_000, times.map((at) => request(600_000 + at)), []);
    expect(ledger.lost).toHaveLength(40);
  });

  it('gives no credit for requests that were recorded later', () => {
    ledger.compare(10_000, [request(1_000)], [request(1_001)]);
    expect(ledger.lost).toHaveLength(1);
  });

  it('waits for the word of another window', () => {
    ledger.compare(1_010, [request(1_000)], []);
    expect(ledger.lost).toEqual([]);
    ledger.compare(6_000, [], [request(998)]);
    expect([ledger.lost, ledger.recorded]).toEqual([[], 1]);
  });

  it('wastes no record on a request that another one fits as well', () => {
    ledger.compare(9_000, [request(1_980), request(2_100)], [request(90), request(1_970)]);
    expect(ledger.lost).toEqual([]);
  });

  it('judges nothing from before it began, but knows what was on its way then', () => {
    ledger.begin(10_000);
    ledger.compare(20_000, [request(9_000), request(10_005)], [request(5_000), request(9_990)]);
    expect(ledger).toMatchObject({ lost: [], untold: 0, unarrived: 0, seen: 1 });
  });

  it('tells nothing of what a window that went away had sent, unless it is recorded', () => {
    ledger.leaveOut(1_000, 3_000);
    ledger.compare(9_000, [request(999), request(1_500), request(2_500), request(3_001)], [request(2_499)]);
    expect(ledger.lost).toEqual([request(999), request(3_001)]);
    expect(ledger.untold).toBe(1);
  });

  it('finds sessions that never end, once each', () => {
    ledger.checkPending(9_000, [request(1_000)]);
    expect(ledger.stuck).toEqual([]);
    ledger.checkPending(60_000, [request(1_000), request(59_000)]);
    ledger.checkPending(70_000, [request(1_000)]);
    expect(ledger.stuck).toEqual([request(1_000)]);
  });
});
