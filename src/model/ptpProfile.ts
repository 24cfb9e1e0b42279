import { CodeTable } from './codeTable';
import { normalKey } from './normalKey';

/** Profile numbers: MBG-LANTIME-NG-MIB. */
export const ptpProfiles = new CodeTable([
  [0, 'Custom'],
  [1, 'IEEE 1588 default E2E'],
  [2, 'IEEE 1588 default P2P'],
  [3, 'IEEE C37.238'],
  [4, 'ITU-T G.8265.1'],
  [5, 'ITU-T G.8275.1'],
  [6, 'SMPTE ST 2059-2'],
]);

/** Profiles are named in many ways (`telecom-itu-t-g.8275.1`, `g8275-1`); these match a whole normal key. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/^(?:ieee1588(?:2008|2019)?)?defaulte2e(?:ieee1588(?:2008|2019)?)?$/, 'IEEE 1588 default E2E'],
  [/^(?:ieee1588(?:2008|2019)?)?defaultp2p(?:ieee1588(?:2008|2019)?)?$/, 'IEEE 1588 default P2P'],
  [/^(?:power)?(?:ieee)?c37238(?:2011|2017)?$/, 'IEEE C37.238'],
  [/^(?:telecom)?(?:itut?)?g?82651$/, 'ITU-T G.8265.1'],
  [/^(?:telecom)?(?:itut?)?g?82751$/, 'ITU-T G.8275.1'],
  [/^(?:telecom)?(?:itut?)?g?82752$/, 'ITU-T G.8275.2'],
  [/^(?:smpte)?(?:st)?20592(?:2015|2021)?$/, 'SMPTE ST 2059-2'],
  [/^smpte(?:st)?$/, 'SMPTE ST 2059-2'],
  [/^aes67(?:media)?$/, 'AES67'],
  [/^(?:power)?(?:iec)?(?:ieee)?618509?3$/, 'IEC/IEEE 61850-9-3'],
  [/^(?:ieee)?8021as(?:2011|2020)?$/, 'IEEE 802.1AS'],
];

/** The usual name of a profile that the device names in words; `undefined` when it is none of the known ones. */
export function ptpProfileOfText(text: string): string | undefined {
  const key = normalKey(text);
  for (const [pattern, name] of spellings) {
    if (pattern.test(key)) {
      return name;
    }
  }
  const code = ptpProfiles.codeOf(text);
  return code === undefined ? undefined : ptpProfiles.wordOf(code);
}
