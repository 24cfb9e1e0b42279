import { compareDataSets, orderOf, type BmcaAlgorithm, type BmcaDataSet, type BmcaDecision } from './bmca';
import { bmcaEntrants, type AbstentionReason, type BmcaEntrant, type BmcaScope } from './bmcaEntrant';
import { bmcaMeetings, compareTexts, type BmcaMeeting } from './bmcaMeeting';
import { bmcaRemarks, type BmcaRemark } from './bmcaRemark';
import { addTo } from './multimap';
import { subjectKey, type PtpAddress } from './ptpAddress';
import { isMasterState } from './ptpPortState';
import type { DeviceSnapshot } from './snapshot';

/** One line of a ranking: a clock that may be grandmaster, or an instance that follows one. */
export interface BmcaRow {
  /** Stays with the row when its values change. */
  readonly key: string;
  /** `clock`: one of our instances with its own clock; `grandmaster`: one that is none of them; `follower`: an instance with the grandmaster that it follows. */
  readonly role: 'clock' | 'grandmaster' | 'follower';
  /** Absent for a grandmaster that is no instance of ours. */
  readonly address?: PtpAddress;
  /** The name of the instance; absent for a grandmaster that is no instance of ours. */
  readonly name?: string;
  readonly portState?: string;
  readonly dataSet: BmcaDataSet;
  /** The instances that told what is known of a grandmaster, by name. */
  readonly toldBy: readonly string[];
  /** The grandmaster that it says it follows, or itself when it is master; absent when it follows none. */
  readonly follows?: string;
  readonly staleSince?: number;
  /** Why it stands below another row: a clock below the clock before it, a follower below the row before it where the algorithm tells them apart. */
  readonly below?: BmcaPair;
}

/** A comparison with a row that stands higher: that row is the first, this one the second. */
export interface BmcaPair {
  /** Key of the other row. */
  readonly other: string;
  readonly decision: BmcaDecision;
}

/** An instance that takes no part. */
export interface BmcaAbstention {
  readonly address: PtpAddress;
  readonly name: string;
  readonly portState: string;
  readonly reason: AbstentionReason;
}

/** The instances that may choose between the same masters, best first. */
export interface BmcaDomain {
  /** The same for the same scope. */
  readonly key: string;
  readonly scope: BmcaScope;
  readonly rows: readonly BmcaRow[];
  /** Why it is not known that the first row wins: the first clock that it is not better than by values that are known. Absent when it wins, and when nobody does. */
  readonly doubt?: BmcaPair;
  readonly abstentions: readonly BmcaAbstention[];
  readonly remarks: readonly BmcaRemark[];
}

/** Ranks the PTP instances of all devices: one ranking for each domain, transport and algorithm, by domain. */
export function rankDomains(devices: readonly DeviceSnapshot[]): readonly BmcaDomain[] {
  const entrants = bmcaEntrants(devices);
  const byIdentity = new Map<string, BmcaEntrant>();
  for (const entrant of entrants) {
    if (entrant.clockIdentity !== undefined && !byIdentity.has(entrant.clockIdentity)) {
      byIdentity.set(entrant.clockIdentity, entrant);
    }
  }
  return bmcaMeetings(entrants).map((meeting) => rank(meeting, byIdentity));
}

function rank({ key, scope, members, notTold }: BmcaMeeting, byIdentity: ReadonlyMap<string, BmcaEntrant>): BmcaDomain {
  const taking = members.filter(({ source }) => source !== undefined);
  const clocks = [...taking.filter(({ source }) => source === 'own').map(clockRow), ...foreignRows(taking, byIdentity)].sort(
    (one, other) => orderOf(one.dataSet, other.dataSet, scope.algorithm) || compareTexts(one.key, other.key),
  );
  const followers = followersOf(taking);
  const placed = new Set<string>();
  const rows = clocks.flatMap((clock, index) => {
    const identity = clock.dataSet.grandmasterIdentity;
    // A second clock with the same identity does not get the followers of the first once more.
    const own = identity === undefined || placed.has(identity) ? [] : (followers.get(identity) ?? []);
    if (identity !== undefined) {
      placed.add(identity);
    }
    const sorted = own
      .map((follower) => followerRow(follower, clock.dataSet))
      .sort((one, other) => orderOf(one.dataSet, other.dataSet, scope.algorithm) || compareTexts(one.key, other.key));
    // The local priority, which the alternate algorithms look at first, is each follower's own matter: it sets none of them above another.
    const compared = scope.algorithm === 'ieee1588' ? sorted.map((row, place) => below(row, place === 0 ? clock : sorted[place - 1], scope.algorithm)) : sorted;
    return [below(clock, clocks[index - 1], scope.algorithm), ...compared];
  });
  const doubt = doubtAbout(clocks, scope.algorithm);
  return {
    key,
    scope,
    rows,
    ...(doubt === undefined ? {} : { doubt }),
    abstentions: members.flatMap(({ address, name, portState, abstention }) => (abstention === undefined ? [] : [{ address, name, portState, reason: abstention }])),
    remarks: [...notTold.map((those) => ({ kind: 'transportNotTold' as const, ...those })), ...bmcaRemarks(taking, clocks)],
  };
}

function clockRow({ address, name, portState, dataSet, grandmaster, clockIdentity, staleSince }: BmcaEntrant): BmcaRow {
  const follows = isMasterState(portState) ? (clockIdentity ?? dataSet.grandmasterIdentity) : grandmaster?.grandmasterIdentity;
  return {
    key: subjectKey(address),
    role: 'clock',
    address,
    name,
    portState,
    dataSet,
    toldBy: [],
    ...(follows === undefined ? {} : { follows }),
    ...(staleSince === undefined ? {} : { staleSince }),
  };
}

function followerRow({ address, name, portState, dataSet, staleSince }: BmcaEntrant, clock: BmcaDataSet): BmcaRow {
  const { priority1, clockClass, clockAccuracy, offsetScaledLogVariance, priority2 } = clock;
  return {
    key: subjectKey(address),
    role: 'follower',
    address,
    name,
    portState,
    // What is true of a grandmaster is true for all who follow it; where they differ, a remark says so.
    dataSet: { ...dataSet, priority1, clockClass, clockAccuracy, offsetScaledLogVariance, priority2 },
    toldBy: [],
    ...(dataSet.grandmasterIdentity === undefined ? {} : { follows: dataSet.grandmasterIdentity }),
    ...(staleSince === undefined ? {} : { staleSince }),
  };
}

/** The grandmasters that instances name and that do not take part with their own clock here. */
function foreignRows(taking: readonly BmcaEntrant[], byIdentity: ReadonlyMap<string, BmcaEntrant>): readonly BmcaRow[] {
  const known = new Set(taking.flatMap(({ source, dataSet }) => (source === 'own' && dataSet.grandmasterIdentity !== undefined ? [dataSet.grandmasterIdentity] : [])));
  const told = new Map<string, { dataSet: BmcaDataSet; toldBy: string[] }>();
  for (const { grandmaster, name } of taking) {
    if (grandmaster === undefined || known.has(grandmaster.grandmasterIdentity)) {
      continue;
    }
    const earlier = told.get(grandmaster.grandmasterIdentity);
    if (earlier === undefined) {
      told.set(grandmaster.grandmasterIdentity, { dataSet: grandmaster, toldBy: [name] });
    } else {
      // The first who tells a value is believed; the others fill in what it does not tell.
      earlier.dataSet = { ...grandmaster, ...earlier.dataSet };
      earlier.toldBy.push(name);
    }
  }
  return [...told].map(([identity, { dataSet, toldBy }]) => {
    const ours = byIdentity.get(identity);
    return {
      key: `grandmaster/${identity}`,
      role: 'grandmaster' as const,
      ...(ours === undefined ? {} : { address: ours.address, name: ours.name }),
      dataSet: { ...dataSet, stepsRemoved: 0, senderIdentity: identity, receiverIdentity: identity },
      toldBy,
    };
  });
}

function followersOf(taking: readonly BmcaEntrant[]): ReadonlyMap<string, readonly BmcaEntrant[]> {
  const followers = new Map<string, BmcaEntrant[]>();
  for (const entrant of taking) {
    const identity = entrant.source === 'parent' ? entrant.grandmaster?.grandmasterIdentity : undefined;
    if (identity !== undefined) {
      addTo(followers, identity, entrant);
    }
  }
  return followers;
}

function below(row: BmcaRow, other: BmcaRow | undefined, algorithm: BmcaAlgorithm): BmcaRow {
  return other === undefined ? row : { ...row, below: { other: other.key, decision: compareDataSets(other.dataSet, row.dataSet, algorithm) } };
}

function doubtAbout([first, ...others]: readonly BmcaRow[], algorithm: BmcaAlgorithm): BmcaPair | undefined {
  for (const other of first === undefined ? [] : others) {
    const { below: pair } = below(other, first, algorithm);
    if (pair !== undefined && !(pair.decision.kind === 'better' && pair.decision.better === 'first')) {
      return { ...pair, other: other.key };
    }
  }
  return undefined;
}
