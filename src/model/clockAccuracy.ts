import { CodeTable } from './codeTable';

/** IEEE 1588-2019 table 5; 0x17 to 0x1F are new in 2019, 0x20 and up are those of 2008. */
const clockAccuracies = new CodeTable([
  [0x17, '1 ps'],
  [0x18, '2.5 ps'],
  [0x19, '10 ps'],
  [0x1a, '25 ps'],
  [0x1b, '100 ps'],
  [0x1c, '250 ps'],
  [0x1d, '1 ns'],
  [0x1e, '2.5 ns'],
  [0x1f, '10 ns'],
  [0x20, '25 ns'],
  [0x21, '100 ns'],
  [0x22, '250 ns'],
  [0x23, '1 µs'],
  [0x24, '2.5 µs'],
  [0x25, '10 µs'],
  [0x26, '25 µs'],
  [0x27, '100 µs'],
  [0x28, '250 µs'],
  [0x29, '1 ms'],
  [0x2a, '2.5 ms'],
  [0x2b, '10 ms'],
  [0x2c, '25 ms'],
  [0x2d, '100 ms'],
  [0x2e, '250 ms'],
  [0x2f, '1 s'],
  [0x30, '10 s'],
  [0x31, '> 10 s'],
  [0xfe, 'unknown'],
]);

const moreThanTenSeconds = 0x31;
const unknownAccuracy = 0xfe;

const codesByLimit = new Map<string, number>();
for (let code = 0x17; code < moreThanTenSeconds; code++) {
  codesByLimit.set((clockAccuracies.wordOf(code) ?? '').replace(' ', '').replace('µ', 'u'), code);
}

/** `100 ns` for 0x21; codes outside the table are shown as `80 (unknown)`. */
export function describeClockAccuracy(code: number): string {
  return clockAccuracies.describe(code);
}

const wordsBeforeTheLimit = /^[-_ ]*(?:(?:time)?(?:accurate[-_ ]*to|less[-_ ]*than|within|up[-_ ]*to|<=?|≤|±)[-_ ]*)?/;
const wordsForMore = /^(?:time)?(?:accurate[-_ ]*to)?[-_ ]*(?:gt|more[-_ ]*than|greater[-_ ]*than|>)[-_ ]*10[-_ ]*s$/;
const limit = /^(\d+)(?:(?:[.,_-]|p|point|to)(5))?[-_ ]*([pnum]?s)$/;
const longestText = 40;

/**
 * The code for a text: `less-than-100ns`, `< 2.5 us`, `25 ns`, and the names of Meinberg's MIBs
 * (`timeAccurateTo2Point5us`, and `timeAccurateTo2to5ms`, which is misspelt there).
 */
export function clockAccuracyOfText(text: string): number | undefined {
  if (text.length > longestText) {
    return undefined;
  }
  const lower = text.trim().toLowerCase().replace(/[µμ]/g, 'u');
  if (wordsForMore.test(lower)) {
    return moreThanTenSeconds;
  }
  const rest = lower.replace(wordsBeforeTheLimit, '');
  if (rest === 'unknown') {
    return unknownAccuracy;
  }
  const [, whole, half, unit] = limit.exec(rest) ?? [];
  return unit === undefined ? undefined : codesByLimit.get(`${whole ?? ''}${half === undefined ? '' : `.${half}`}${unit}`);
}
