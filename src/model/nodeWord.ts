import { foreignGrandmaster, isFollowing, ownIdentity } from './bmcaEntrant';
import { isMasterState } from './ptpPortState';
import type { PtpInstanceSnapshot } from './snapshot';

/**
 * What an instance takes its time from, in the words that timing engineers know. `expected`: identities of its grandmasters, the preferred one
 * first; `nameOf`: what a clock is called here, when it is known.
 */
export function nodeWord(instance: PtpInstanceSnapshot, expected: readonly string[], nameOf: (clockIdentity: string) => string | undefined): string {
  if (instance.missingSince !== undefined || instance.running === false) {
    return '';
  }
  const grandmaster = foreignGrandmaster(instance);
  if (grandmaster === undefined || !isFollowing(instance)) {
    return isMasterState(instance.portState) && ownIdentity(instance) !== undefined ? 'Local clock' : 'Not synchronised';
  }
  const place = expected.indexOf(grandmaster);
  if (expected.length > 0) {
    return `Synchronised with ${place === 0 ? 'the preferred grandmaster' : place > 0 ? 'another preferred grandmaster' : 'a grandmaster that is not preferred'}`;
  }
  return `Synchronised with ${nameOf(grandmaster) ?? 'another device'}`;
}
