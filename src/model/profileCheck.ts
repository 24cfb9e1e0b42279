import { expectationsOf, type ProfileParameter, wordsOf } from './profileExpectation';
import type { PtpDataSets } from './ptpDataSets';

/** One value of an instance against what its profile expects. */
export interface ProfileCheckItem {
  readonly parameter: ProfileParameter;
  /** `Sync interval` */
  readonly label: string;
  /** The value in words; `–` when the device does not tell it. */
  readonly actual: string;
  readonly expected: string;
  /** `notTold` is no deviation. */
  readonly verdict: 'asExpected' | 'deviates' | 'notTold';
}

/** An instance against its profile. Without a profile whose values are known nothing is checked. */
export type ProfileCheck =
  | { readonly is: 'checked'; readonly profile: string; readonly items: readonly ProfileCheckItem[] }
  | { readonly is: 'noCheck'; readonly reason: 'profileNotTold' | 'profileUnknown' };

const labels: Readonly<Record<ProfileParameter, string>> = {
  domainNumber: 'Domain',
  priority1: 'Priority 1',
  priority2: 'Priority 2',
  logAnnounceInterval: 'Announce interval',
  logSyncInterval: 'Sync interval',
  logMinDelayReqInterval: 'Delay request interval',
  logMinPdelayReqInterval: 'Peer delay request interval',
  announceReceiptTimeout: 'Announce receipt timeout',
  delayMechanism: 'Delay mechanism',
  networkProtocol: 'Transport',
  mode: 'Mode',
};

/** Compares an instance with the defaults of its profile, or with the ranges where the profile has them; `profile` is its usual name. */
export function profileCheck(dataSets: PtpDataSets, profile: string | undefined): ProfileCheck {
  if (profile === undefined) {
    return { is: 'noCheck', reason: 'profileNotTold' };
  }
  const expectations = expectationsOf(profile);
  if (expectations === undefined) {
    return { is: 'noCheck', reason: 'profileUnknown' };
  }
  const items = expectations.map(({ parameter, words, fits }): ProfileCheckItem => {
    const value = valueOf(dataSets, parameter);
    const item = { parameter, label: labels[parameter], expected: words(dataSets) };
    return value === undefined || isUnclear(parameter, value)
      ? { ...item, actual: value === undefined ? '–' : String(value), verdict: 'notTold' }
      : { ...item, actual: wordsOf(parameter, value), verdict: fits(value, dataSets) ? 'asExpected' : 'deviates' };
  });
  return { is: 'checked', profile, items };
}

/** `11 of 12 as expected`, of the values that the device tells; says so when nothing could be checked. */
export function profileCheckSummary(check: ProfileCheck): string {
  if (check.is === 'noCheck') {
    return check.reason === 'profileNotTold' ? 'No profile check: the device tells no profile' : 'No profile check: the values of this profile are not known';
  }
  const told = check.items.filter(({ verdict }) => verdict !== 'notTold');
  return told.length === 0 ? 'The device tells none of the values' : `${told.filter(({ verdict }) => verdict === 'asExpected').length} of ${told.length} as expected`;
}

/** A code or a word outside the tables says nothing about the profile. */
function isUnclear(parameter: ProfileParameter, value: string | number): boolean {
  return String(value).endsWith('(unknown)') || (parameter === 'mode' && !/\b(?:multicast|unicast)\b/.test(String(value)));
}

function valueOf({ default: own, port, networkProtocol, mode }: PtpDataSets, parameter: ProfileParameter): string | number | undefined {
  switch (parameter) {
    case 'domainNumber':
    case 'priority1':
    case 'priority2':
      return own[parameter];
    case 'networkProtocol':
      return networkProtocol;
    case 'mode':
      return mode;
    default:
      return port[parameter];
  }
}
