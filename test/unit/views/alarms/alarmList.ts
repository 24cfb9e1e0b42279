import type { Alarm, AlarmChange, Alarms, MaskEnd } from '../../../../src/model/alarm';
import { Emitter } from '../../../../src/model/event';
import { subjectKey, type Subject } from '../../../../src/model/ptpAddress';

export const red: Subject = { deviceId: 'north', slotId: 'io3', instanceId: 'instance1' };

/** An alarm; by default an active, major one on the offset of Red. */
export function alarm(changes: Partial<Alarm> = {}): Alarm {
  const { parameter = 'offsetFromMaster', subject = red } = changes;
  return {
    id: `${subjectKey(subject)}#${parameter}`,
    parameter,
    subject,
    subjectName: 'GM-North / io3 / Red',
    state: 'active',
    severity: 'major',
    text: 'Offset from master is 1.5 µs; major from 1 µs.',
    hint: 'Check the path to the master.',
    raisedAt: Date.now(),
    changedAt: 0,
    ...changes,
  };
}

/** A list of alarms that a test changes; what is done about them is written down, and nothing comes of it. */
export class AlarmList implements Alarms {
  alarms: readonly Alarm[] = [];
  readonly calls: unknown[][] = [];
  readonly #changed = new Emitter<AlarmChange>((error) => {
    throw error;
  });

  readonly onDidChange = this.#changed.event;

  set(...alarms: readonly Alarm[]): void {
    this.alarms = alarms;
    this.#changed.fire({ raised: [], cleared: [], changed: [] });
  }

  acknowledge(id: string, comment?: string): void {
    this.calls.push(['acknowledge', id, comment]);
  }

  unacknowledge(id: string): void {
    this.calls.push(['unacknowledge', id]);
  }

  mask(id: string, until: MaskEnd): void {
    this.calls.push(['mask', id, until]);
  }

  unmask(id: string): void {
    this.calls.push(['unmask', id]);
  }

  comment(id: string, text: string): void {
    this.calls.push(['comment', id, text]);
  }

  removeCleared(): void {
    this.calls.push(['removeCleared']);
  }

  severityOf(): 'normal' {
    return 'normal';
  }
}
