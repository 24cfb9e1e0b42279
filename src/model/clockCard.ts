import { normalKey } from './normalKey';
import type { Property } from './snapshot';

/** What the card of a reference clock says about itself. */
export interface ClockCardCondition {
  /** `synchronized`, `holdover`, `not-synchronized`, … as the device spells it; absent when the card is no clock. */
  readonly clock?: string;
  /** False when an antenna is missing or short-circuited. */
  readonly antennaOk: boolean;
}

/** Numbers of `clock-status.clock` in `?raw` answers: 3 seen on a synchronised clock, 2 from Meinberg's CLI reference. */
const rawClockStates = new Map<number, string>([
  [2, 'holdover'],
  [3, 'synchronized'],
]);

const antennaFaults = new Set(['notconnected', 'disconnected', 'shortcircuit', 'faulty']);

/** Reads the condition of a clock card from its properties. */
export function clockCardCondition(properties: readonly Property[]): ClockCardCondition {
  let clock: string | undefined;
  let antennaOk = true;
  for (const { path, value } of properties) {
    const key = normalKey(path);
    if (key === 'syncstatusclockstatusclock') {
      clock = clockWord(value);
    } else if (key.endsWith('antennaconnected')) {
      antennaOk &&= value !== false;
    } else if (key.endsWith('antennashortcircuit')) {
      antennaOk &&= value !== true;
    } else if (key === 'syncstatusclockstatusantenna') {
      antennaOk &&= !(typeof value === 'string' && antennaFaults.has(normalKey(value)));
    }
  }
  return clock === undefined ? { antennaOk } : { clock, antennaOk };
}

function clockWord(value: Property['value']): string {
  return typeof value === 'number' ? (rawClockStates.get(value) ?? String(value)) : String(value ?? 'unknown');
}
