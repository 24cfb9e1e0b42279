import { clockCardCondition } from './clockCard';
import { normalKey } from './normalKey';
import { type Severity, worstSeverity } from './severity';
import type { Property } from './snapshot';

/** What the rule looks at. */
export interface SlotCondition {
  readonly isPsx: boolean;
  readonly isEmpty: boolean;
  readonly properties: readonly Property[];
  readonly instanceSeverities: readonly Severity[];
}

const clockSeverities = new Map<string, Severity>([
  ['synchronized', 'normal'],
  ['synchronised', 'normal'],
  ['holdover', 'minor'],
]);

/** How bad the state of a slot is: a PSX by its PTP instances, a clock card by its synchronisation and antenna. */
export function severityOfSlot({ isPsx, isEmpty, properties, instanceSeverities }: SlotCondition): Severity {
  if (isEmpty) {
    return 'information';
  }
  if (isPsx) {
    return instanceSeverities.length === 0 ? 'warning' : worstSeverity(instanceSeverities);
  }
  const { clock, antennaOk } = clockCardCondition(properties);
  return worstSeverity([
    clock === undefined ? 'normal' : (clockSeverities.get(normalKey(clock)) ?? 'major'),
    antennaOk ? 'normal' : 'minor',
  ]);
}
