import { clockCardCondition } from './clockCard';
import { formatNs, parseDurationNs } from './duration';
import { normalKey } from './normalKey';
import type { Property } from './snapshot';

/** A few words on a card that is no PSX, from its properties: `synchronized · <100 ns`, `49 °C`; empty when it says nothing. */
export function summaryOfSlot(properties: readonly Property[]): string {
  const { clock, antennaOk } = clockCardCondition(properties);
  const words = [clock, estimatedQuality(properties), antennaOk ? undefined : 'antenna fault', power(properties), temperatureText(properties)];
  return words.filter((word) => word !== undefined).join(' · ');
}

/** `less-than-100ns` as `<100 ns`. A number (`?raw`) is left out: its list is not known. */
function estimatedQuality(properties: readonly Property[]): string | undefined {
  const text = valueAt(properties, 'syncstatusesttimequality');
  const limit = typeof text === 'string' ? /^less-than-(.{1,20})$/i.exec(text.trim())?.[1] : undefined;
  const ns = limit === undefined ? undefined : parseDurationNs(limit.replace('-', ''));
  return ns === undefined ? undefined : `<${formatNs(ns)}`;
}

function power(properties: readonly Property[]): string | undefined {
  const available = valueAt(properties, 'poweravailable');
  return typeof available === 'boolean' ? (available ? 'power available' : 'no power') : undefined;
}

/** The first sensor that measures, in whole degrees as a row must not tick; 0.0 stands for a sensor that the card does not have. */
export function temperatureText(properties: readonly Property[]): string | undefined {
  for (const { path, value } of properties) {
    if (typeof value === 'number' && value !== 0 && /sensorstemperature\d*$/.test(normalKey(path))) {
      return `${Math.round(value)} °C`.replace('-', '−');
    }
  }
  return undefined;
}

function valueAt(properties: readonly Property[], key: string): Property['value'] | undefined {
  return properties.find(({ path }) => normalKey(path) === key)?.value;
}
