import type { Alarm, Alarms } from '../../model/alarm';
import { addTo } from '../../model/multimap';
import type { Subject } from '../../model/ptpAddress';

/** The alarms that the severities of rows come from: raised and not masked, found by their device without a look at those of all others. */
export class RaisedAlarms {
  readonly #alarms: Pick<Alarms, 'alarms'>;
  #groupedOf: readonly Alarm[] | undefined;
  #byDevice: ReadonlyMap<string, readonly Alarm[]> = new Map();

  constructor(alarms: Pick<Alarms, 'alarms'>) {
    this.#alarms = alarms;
  }

  /** Those of the subject and of all below it, the worst first. */
  of({ deviceId, slotId, instanceId, portId }: Subject): readonly Alarm[] {
    return this.#ofDevice(deviceId).filter(
      ({ subject }) =>
        (slotId === undefined || subject.slotId === slotId) &&
        (instanceId === undefined || subject.instanceId === instanceId) &&
        (portId === undefined || subject.portId === portId),
    );
  }

  #ofDevice(deviceId: string): readonly Alarm[] {
    const { alarms } = this.#alarms;
    if (this.#groupedOf !== alarms) {
      this.#byDevice = byDevice(alarms.filter(({ state, maskedUntil }) => state !== 'cleared' && maskedUntil === undefined));
      this.#groupedOf = alarms;
    }
    return this.#byDevice.get(deviceId) ?? [];
  }
}

function byDevice(alarms: readonly Alarm[]): ReadonlyMap<string, readonly Alarm[]> {
  const lists = new Map<string, Alarm[]>();
  for (const alarm of alarms) {
    addTo(lists, alarm.subject.deviceId, alarm);
  }
  return lists;
}
