import { describe, expect, it } from 'vitest';
import { LtosError } from '../../../src/ltos/ltosError';
import type { FaultKind } from '../../../src/model/fault';
import { readRawData } from '../../../src/views/rawData/readRawData';

const fault = (kind: FaultKind): LtosError => new LtosError({ kind, message: `It is ${kind}.`, hint: 'Do something.' });

/** A device that knows only some paths. */
function device(known: readonly string[], otherwise: FaultKind = 'notFound') {
  const asked: string[] = [];
  const get = (path: string) => {
    asked.push(path);
    return known.includes(path) ? Promise.resolve({ path, body: { path }, bodyBytes: 1, timeSpanMs: 1 }) : Promise.reject(fault(otherwise));
  };
  return { asked, get };
}

const module = '/api/status/chassis0/slots/io%203/module';
const slot = '/api/status/chassis0/slots/io%203';

describe('readRawData', () => {
  it.each([
    [[module, slot, '/api/status'], 'module', module, 1],
    [[slot, '/api/status'], 'slot', slot, 2],
    [['/api/status'], 'status', '/api/status', 3],
  ])('of a device that knows %j reads the %s', async (known, place, path, requests) => {
    const { asked, get } = device(known);
    expect(await readRawData({ get }, 'io 3')).toEqual({ place, path, body: { path } });
    expect(asked).toHaveLength(requests);
  });

  it('asks for the whole status without a slot', async () => {
    expect(await readRawData(device(['/api/status']), undefined)).toEqual({ place: 'status', path: '/api/status', body: { path: '/api/status' } });
  });

  it('tells the first fault when nothing is found, and goes no further after another one', async () => {
    await expect(readRawData(device([]), 'io3')).rejects.toMatchObject({ fault: { kind: 'notFound' } });
    const throttling = device([], 'throttled');
    await expect(readRawData(throttling, 'io3')).rejects.toMatchObject({ fault: { kind: 'throttled' } });
    expect(throttling.asked).toHaveLength(1);
  });
});
