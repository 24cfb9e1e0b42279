import { describe, expect, it } from 'vitest';
import { subjectKey, type Subject } from '../../../src/model/ptpAddress';

describe('the key of a subject', () => {
  it.each<[Subject, string]>([
    [{ deviceId: 'gm' }, 'gm/'],
    [{ deviceId: 'gm', slotId: 'io3' }, 'gm/io3'],
    [{ deviceId: 'gm', slotId: 'io3', instanceId: 'instance 0' }, 'gm/io3/ptp/instance%200'],
    [{ deviceId: 'gm', slotId: 'io3', portId: 'port0' }, 'gm/io3/port/port0'],
    [{ deviceId: 'a/b', slotId: 'ptp', instanceId: 'port/1' }, 'a%2Fb/ptp/ptp/port%2F1'],
    [{ deviceId: 'é'.repeat(80) }, `${'%C3%A9'.repeat(80)}/`],
  ])('of %j is %s, each time: what people did about alarms is kept under it', (subject, key) => {
    expect([subjectKey(subject), subjectKey({ ...subject })]).toEqual([key, key]);
  });
});
