import type { Json } from '../../model/json';
import { isAbsentText } from './absence';
import { absent, expected, read, type Reading, unwrapped } from './reading';

const mbpsPerUnit = new Map([
  ['k', 1e-3],
  ['m', 1],
  ['g', 1e3],
  ['t', 1e6],
]);
const speedText = /^(\d{1,16}(?:\.\d{1,6})?) ?(?:([kmgt])(?:(?:b(?:it)?)?(?:ps|\/s)?|base.{0,16}))?$/i;
/** A bare number from here on is in bits per second: no port has a million megabits per second. */
const leastBitsPerSecond = 1e6;
const longestText = 40;

/** The speed of a port in Mbit/s: `10000`, `"10G"`, `"1000 Mbit/s"`, `"10GBASE-SR"`. Without a link there is none, which some write as 0 or -1. */
export function readSpeedMbps(json: Json): Reading<number> {
  const value = unwrapped(json);
  if (value === null || value === 0 || value === -1 || (typeof value === 'string' && (isAbsentText(value) || /^(?:0|-1)$/.test(value.trim())))) {
    return absent;
  }
  const [, digits, unit] = typeof value === 'number' || (typeof value === 'string' && value.length <= longestText) ? (speedText.exec(String(value).trim()) ?? []) : [];
  if (digits === undefined) {
    return expected('a speed such as 10000 or "10 Gbit/s"');
  }
  const amount = Number(digits);
  const factor = unit === undefined ? undefined : mbpsPerUnit.get(unit.toLowerCase());
  return read(factor === undefined ? (amount >= leastBitsPerSecond ? amount / 1e6 : amount) : amount * factor);
}

/** A MAC address in any of the usual spellings as `EC-46-70-00-11-22`. */
export function readMacAddress(json: Json): Reading<string> {
  const value = unwrapped(json);
  if (value === null || (typeof value === 'string' && isAbsentText(value))) {
    return absent;
  }
  const digits = typeof value === 'string' && value.length <= longestText ? value.trim().replace(/^0x/i, '').replace(/[-:. ]/g, '').toUpperCase() : '';
  if (!/^[0-9A-F]{12}$/.test(digits)) {
    return expected('a MAC address such as EC-46-70-00-11-22');
  }
  return /^(?:0+|F+)$/.test(digits) ? absent : read((digits.match(/../g) ?? []).join('-'));
}
