import type { BmcaEntrant, BmcaScope } from './bmcaEntrant';
import { addTo } from './multimap';
import { wellFormed } from './wellFormed';

/** Instances that may meet. */
export interface BmcaMeeting {
  /** The same for the same scope. */
  readonly key: string;
  /** With their profile when it is the same. */
  readonly scope: BmcaScope;
  readonly members: readonly BmcaEntrant[];
  /** Who of the domain takes part and does not tell its transport, where others do; by the transports with which it is compared. */
  readonly notTold: readonly TransportNotTold[];
}

export interface TransportNotTold {
  readonly names: readonly string[];
  readonly transports: readonly string[];
}

/**
 * Who may meet whom: one meeting for each domain, transport and algorithm. Who does not tell its transport meets all others of its domain; but who follows a
 * grandmaster that only some of them know, only those.
 */
export function bmcaMeetings(entrants: readonly BmcaEntrant[]): readonly BmcaMeeting[] {
  const byDomain = new Map<string, BmcaEntrant[]>();
  for (const entrant of entrants) {
    const { domain, algorithm } = entrant.scope;
    addTo(byDomain, scopeKey({ algorithm, ...(domain === undefined ? {} : { domain }) }), entrant);
  }
  return [...byDomain.values()].flatMap(meetingsOfDomain).sort((one, other) => compareScopes(one.scope, other.scope));
}

function meetingsOfDomain(entrants: readonly BmcaEntrant[]): readonly BmcaMeeting[] {
  const transports = [...new Set(entrants.flatMap(({ scope: { transport } }) => transport ?? []))];
  if (transports.length === 0) {
    return [meetingOf(undefined, entrants, [])];
  }
  const knownBy = grandmastersByTransport(entrants);
  const transportsOf = (entrant: BmcaEntrant): readonly string[] => {
    const { scope, source, grandmaster } = entrant;
    if (scope.transport !== undefined) {
      return [scope.transport];
    }
    const known = source === 'parent' && grandmaster !== undefined ? transports.filter((transport) => knownBy.get(transport)?.has(grandmaster.grandmasterIdentity)) : [];
    return known.length === 0 ? transports : known;
  };
  const notTold = new Map<string, { names: string[]; transports: readonly string[] }>();
  for (const entrant of entrants.filter(({ scope, source }) => scope.transport === undefined && source !== undefined)) {
    const compared = transportsOf(entrant);
    const key = JSON.stringify(compared);
    const same = notTold.get(key) ?? { names: [], transports: compared };
    same.names.push(entrant.name);
    notTold.set(key, same);
  }
  return transports.map((transport) => meetingOf(transport, entrants.filter((entrant) => transportsOf(entrant).includes(transport)), [...notTold.values()]));
}

/** By transport, the grandmasters of those who tell it. */
function grandmastersByTransport(entrants: readonly BmcaEntrant[]): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, Set<string>>();
  for (const { scope, source, dataSet, grandmaster } of entrants) {
    if (scope.transport === undefined || source === undefined) {
      continue;
    }
    const identities = known.get(scope.transport) ?? new Set();
    known.set(scope.transport, identities);
    [source === 'own' ? dataSet.grandmasterIdentity : undefined, grandmaster?.grandmasterIdentity].forEach((identity) => identity !== undefined && identities.add(identity));
  }
  return known;
}

function meetingOf(transport: string | undefined, members: readonly BmcaEntrant[], notTold: readonly TransportNotTold[]): BmcaMeeting {
  const { algorithm = 'ieee1588', domain, profile } = members[0]?.scope ?? {};
  const place: BmcaScope = { algorithm, ...(domain === undefined ? {} : { domain }), ...(transport === undefined ? {} : { transport }) };
  const isSameProfile = profile !== undefined && members.every(({ scope }) => scope.profile === profile);
  return { key: scopeKey(place), scope: isSameProfile ? { ...place, profile } : place, members, notTold };
}

function scopeKey({ domain, transport, algorithm }: BmcaScope): string {
  return [domain ?? '', transport ?? '', algorithm].map((part) => encodeURIComponent(wellFormed(String(part)))).join('/');
}

function compareScopes(one: BmcaScope, other: BmcaScope): number {
  return (one.domain ?? Infinity) - (other.domain ?? Infinity) || compareTexts(scopeKey(one), scopeKey(other));
}

/** By code units, so that the order is the same in every locale. */
export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
