import { clockCardCondition } from './clockCard';
import { normalKey } from './normalKey';
import { worstSeverity, type Severity } from './severity';
import type { Property } from './snapshot';

/** Where a clock card has its time from, as far as the card tells. */
export interface TimeReference {
  /** Unique among the references of the card. */
  readonly id: string;
  readonly name: string;
  /** A few words on how it is: `9 of 13 satellites`; empty when the card says nothing. */
  readonly condition: string;
  readonly severity: Severity;
}

/** Members of a module that are named after a satellite receiver. */
const gnssMembers = new Set(['satellites', 'grc', 'gns', 'gps', 'gnss', 'glonass']);
const mrsType = /^mrs\.([^.]+)\.(?:.+\.)?id\.type$/i;

/** The references that the properties of a clock card name: a satellite receiver, long wave, inputs of a multi-reference source. */
export function timeReferences(properties: readonly Property[]): readonly TimeReference[] {
  const members = new Set(properties.map(({ path }) => normalKey(path.split('.', 1)[0] ?? '')));
  const references: TimeReference[] = [];
  if ([...members].some((member) => gnssMembers.has(member))) {
    references.push(gnss(properties));
  }
  if (members.has('dcf77')) {
    references.push({ id: 'dcf77', name: 'DCF77', condition: '', severity: 'information' });
  }
  const inputs = properties.flatMap(({ path, value }) => {
    const place = mrsType.exec(path)?.[1];
    return place === undefined || typeof value !== 'string' ? [] : [{ id: `mrs/${place}`, name: value, condition: 'reference input', severity: 'information' as const }];
  });
  // A single entry is the receiver once more, and on real cards not even named right.
  return inputs.length > 1 ? [...references, ...inputs] : references;
}

function gnss(properties: readonly Property[]): TimeReference {
  const { antennaOk } = clockCardCondition(properties);
  let good: number | undefined;
  let inView: number | undefined;
  let receiver: string | undefined;
  for (const { path, value } of properties) {
    const key = normalKey(path);
    if (key.endsWith('goodsatellites') && typeof value === 'number') {
      good = value;
    } else if (key.endsWith('satellitesinview') && typeof value === 'number') {
      inView = value;
    } else if (key.endsWith('receiverstatus') && typeof value === 'string') {
      receiver = value;
    }
  }
  const satellites = good === undefined ? undefined : inView === undefined ? `${good} satellites` : `${good} of ${inView} satellites`;
  return {
    id: 'gnss',
    name: 'GNSS',
    condition: [antennaOk ? undefined : 'antenna fault', satellites ?? receiver].filter((words) => words !== undefined).join(' · '),
    severity: worstSeverity([antennaOk ? 'normal' : 'major', receiverSeverity(receiver)]),
  };
}

function receiverSeverity(receiver: string | undefined): Severity {
  return receiver === undefined || /^synchroni[sz]ed$/.test(normalKey(receiver)) ? 'normal' : 'minor';
}
