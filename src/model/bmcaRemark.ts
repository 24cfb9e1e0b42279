import type { BmcaField } from './bmca';
import type { BmcaEntrant } from './bmcaEntrant';
import type { TransportNotTold } from './bmcaMeeting';
import type { BmcaRow } from './bmcaRanking';
import { addTo } from './multimap';
import { isMasterState } from './ptpPortState';

/** Something about a ranking that a person should know. Identities are those of grandmasters. */
export type BmcaRemark =
  /** Instances of the domain do not tell their transport: with whom they are compared. */
  | ({ readonly kind: 'transportNotTold' } & TransportNotTold)
  /** Instances follow different grandmasters at the same time. */
  | { readonly kind: 'disagreement'; readonly sides: readonly { readonly identity: string; readonly followers: readonly string[] }[] }
  /** The first of the list is no master, and nobody follows it. */
  | { readonly kind: 'notFollowed'; readonly identity: string; readonly portState: string }
  /** Clocks of the same identity cannot be told apart. */
  | { readonly kind: 'sameIdentity'; readonly identity: string; readonly names: readonly string[] }
  /** An instance knows other values of a grandmaster than the list shows. */
  | { readonly kind: 'toldDifferently'; readonly identity: string; readonly name: string; readonly fields: readonly BmcaField[] };

const attributeFields = ['priority1', 'clockClass', 'clockAccuracy', 'offsetScaledLogVariance', 'priority2'] as const;

/** What there is to say about instances that take part, and the clocks that they are ranked by. */
export function bmcaRemarks(taking: readonly BmcaEntrant[], clocks: readonly BmcaRow[]): readonly BmcaRemark[] {
  const sides = new Map<string, string[]>();
  // Only those who answer: what others followed when they last did is no disagreement now.
  for (const entrant of taking.filter(({ staleSince }) => staleSince === undefined)) {
    const identity = isMasterState(entrant.portState) && entrant.source === 'own' ? entrant.dataSet.grandmasterIdentity : entrant.grandmaster?.grandmasterIdentity;
    if (identity !== undefined) {
      addTo(sides, identity, entrant.name);
    }
  }
  const remarks: BmcaRemark[] = [];
  if (sides.size > 1) {
    remarks.push({ kind: 'disagreement', sides: [...sides].map(([identity, followers]) => ({ identity, followers })) });
  }
  const [winner] = clocks;
  const winnerIdentity = winner?.dataSet.grandmasterIdentity;
  if (winner?.role === 'clock' && winnerIdentity !== undefined && winner.portState !== undefined && !isMasterState(winner.portState) && !sides.has(winnerIdentity)) {
    remarks.push({ kind: 'notFollowed', identity: winnerIdentity, portState: winner.portState });
  }
  return [...remarks, ...twins(clocks), ...differences(taking, clocks)];
}

function twins(clocks: readonly BmcaRow[]): readonly BmcaRemark[] {
  const names = new Map<string, string[]>();
  for (const { dataSet, name } of clocks) {
    if (dataSet.grandmasterIdentity !== undefined && name !== undefined) {
      addTo(names, dataSet.grandmasterIdentity, name);
    }
  }
  return [...names].flatMap(([identity, same]) => (same.length > 1 ? [{ kind: 'sameIdentity' as const, identity, names: same }] : []));
}

function differences(taking: readonly BmcaEntrant[], clocks: readonly BmcaRow[]): readonly BmcaRemark[] {
  const shown = new Map(clocks.map(({ dataSet }) => [dataSet.grandmasterIdentity, dataSet]));
  return taking.flatMap(({ name, grandmaster, staleSince }) => {
    const clock = grandmaster === undefined || staleSince !== undefined ? undefined : shown.get(grandmaster.grandmasterIdentity);
    const fields = attributeFields.filter((field) => grandmaster?.[field] !== undefined && clock?.[field] !== undefined && grandmaster[field] !== clock[field]);
    return grandmaster === undefined || fields.length === 0 ? [] : [{ kind: 'toldDifferently' as const, identity: grandmaster.grandmasterIdentity, name, fields }];
  });
}
