import { clockAccuracyOfText } from '../../model/clockAccuracy';
import { type CodeTable, unknownCode } from '../../model/codeTable';
import { meinbergDelayMechanisms } from '../../model/delayMechanism';
import type { Json } from '../../model/json';
import { ptpProfileOfText, ptpProfiles } from '../../model/ptpProfile';
import { timeSources } from '../../model/timeSource';
import { isAbsentText } from './absence';
import { codeIn, enumerationValue, type EnumerationValue, wordIn } from './enumeration';
import type { ReadContext } from './options';
import { absent, expected, read, type Reading } from './reading';

type WordReader = (json: Json, context: ReadContext) => Reading<string>;

function reader(wanted: string, wordOf: (value: EnumerationValue, context: ReadContext) => string | undefined): WordReader {
  return (json, context) => {
    const value = enumerationValue(json);
    // `n/a [0]`: the word is what the device means.
    if (value === 'absent' || (value?.word !== undefined && isAbsentText(value.word))) {
      return absent;
    }
    const word = value === undefined ? undefined : wordOf(value, context);
    return word === undefined ? expected(wanted) : read(word);
  };
}

/** A reader that gives the table's words, and `12 (unknown)` for everything that the table does not know. */
export function tableReader(table: CodeTable, wanted: string): WordReader {
  return reader(wanted, (value, { mustFit = false }) => (mustFit && codeIn(table, value) === undefined ? undefined : wordIn(table, value)));
}

/** Like {@link tableReader}, for lists that grow: an unknown word speaks for itself. */
export function openTableReader(table: CodeTable, wanted: string): WordReader {
  return reader(wanted, (value, { mustFit = false }) => {
    if (codeIn(table, value) === undefined && value.word !== undefined) {
      return mustFit ? undefined : value.word;
    }
    return wordIn(table, value);
  });
}

/** In the lists of Meinberg's MIBs that leave 0 free. */
const notAvailable = 0;

const readKnownTimeSource = openTableReader(timeSources, 'a time source');

/** A time source. */
export const readTimeSource: WordReader = (json, context) => {
  const value = enumerationValue(json);
  return typeof value === 'object' && value.word === undefined && value.code === notAvailable ? absent : readKnownTimeSource(json, context);
};

/** A profile, by its usual name where it is known. */
export const readProfile = reader('a PTP profile', ({ word, code }) =>
  word === undefined ? ptpProfiles.describe(code ?? NaN) : (ptpProfileOfText(word) ?? word),
);

/** A delay mechanism; outside of raw answers a bare number has no known list. */
export const readDelayMechanism = reader('a delay mechanism', (value, { raw = true }) =>
  !raw && value.word === undefined ? unknownCode(value.code ?? '') : wordIn(meinbergDelayMechanisms, value),
);

/** 0xFE as a signed octet, as Meinberg's MEINBERG-OS-MIB writes "unknown". */
const signedUnknown = -2;
const wantedAccuracy = 'a clock accuracy such as 33, "less-than-100ns" or "25 ns"';

/** A clockAccuracy as its code of IEEE 1588-2019 table 5. */
export function readClockAccuracy(json: Json): Reading<number> {
  // In this enumeration "unknown" is a value of its own, and must not pass for an absent one.
  const text = typeof json === 'string' ? clockAccuracyOfText(json) : undefined;
  if (text !== undefined) {
    return read(text);
  }
  const value = enumerationValue(json);
  if (value === 'absent' || value?.code === notAvailable) {
    return absent;
  }
  const code = (value?.word === undefined ? undefined : clockAccuracyOfText(value.word)) ?? value?.code;
  if (code === signedUnknown) {
    return read(0xfe);
  }
  return code !== undefined && Number.isInteger(code) && code > 0 && code <= 0xff ? read(code) : expected(wantedAccuracy);
}
