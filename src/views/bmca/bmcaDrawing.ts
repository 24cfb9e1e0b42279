import { fieldsOfAlgorithm, type BmcaField } from '../../model/bmca';
import { rankDomains, type BmcaDomain, type BmcaPair, type BmcaRow } from '../../model/bmcaRanking';
import type { BmcaRemark } from '../../model/bmcaRemark';
import { singleLine } from '../../model/displayText';
import { addTo } from '../../model/multimap';
import { subjectKey, type PtpAddress } from '../../model/ptpAddress';
import type { DeviceSnapshot } from '../../model/snapshot';
import type { BmcaCell, BmcaDrawing, BmcaRowDrawing, BmcaSection, BmcaView } from '../../webview/graph/graphMessages';
import { joinFacts } from '../words';
import { abstentionText, algorithmNotes, decisionText, fieldCell, fieldLabels, fieldWords, scopeText } from './bmcaWords';

/** Rows of a ranking that are shown at first, and at most. */
export const rowsAtFirst = 50;
const mostRows = 2_000;
const longestName = 120;
/** A list of names is cut after so many. */
const mostNames = 5;

const topologyFields: readonly BmcaField[] = ['stepsRemoved', 'senderIdentity'];
const numberFields: ReadonlySet<BmcaField> = new Set(['priority1', 'priority2', 'clockClass', 'stepsRemoved', 'localPriority']);

/** The rankings of all domains, and what the keys in them stand for. */
export interface DrawnRankings {
  readonly drawing: BmcaDrawing;
  readonly addresses: ReadonlyMap<string, PtpAddress>;
}

/** The rankings as texts. `timeText`: an instant in the words of the person's locale. */
export function drawRankings(devices: readonly DeviceSnapshot[], view: BmcaView, timeText: (epochMs: number) => string): DrawnRankings {
  const domains = rankDomains(devices);
  const names = grandmasterNames(domains);
  const addresses = new Map<string, PtpAddress>();
  const sections = domains.map((domain) => drawDomain(domain, view.rowCounts[domain.key] ?? rowsAtFirst, names, timeText));
  for (const { rows, abstentions } of domains) {
    for (const { key, address } of rows) {
      if (address !== undefined) {
        addresses.set(key, address);
      }
    }
    for (const { address } of abstentions) {
      addresses.set(subjectKey(address), address);
    }
  }
  return {
    addresses,
    drawing: {
      sections,
      explanation:
        sections.length === 0
          ? 'There are no PTP instances yet. They appear here when a device with a PSX card has answered.'
          : 'Instances with the same domain, transport and algorithm are compared. Whether they can hear each other (VLAN, routing, unicast) the devices do not tell.',
    },
  };
}

function drawDomain(domain: BmcaDomain, wantedRows: number, names: ReadonlyMap<string, string>, timeText: (epochMs: number) => string): BmcaSection {
  const { key, scope, rows, doubt, abstentions, remarks } = domain;
  const fields = columnsOf(domain);
  const shown = rows.slice(0, Math.min(wantedRows, mostRows));
  const byKey = new Map(rows.map((row) => [row.key, row]));
  // By row, the comparisons with those below it.
  const others = new Map<string, BmcaPair[]>();
  for (const { below } of shown) {
    if (below !== undefined) {
      addTo(others, below.other, below);
    }
  }
  let place = 0;
  const note = algorithmNotes[scope.algorithm];
  return {
    key,
    title: scope.domain === undefined ? 'Domain not told' : `Domain ${scope.domain}`,
    scope: scopeText(scope),
    verdict: verdictOf(domain),
    isWinnerKnown: rows.length > 0 && doubt === undefined && rows[0]?.staleSince === undefined,
    remarks: [...remarks.map((remark) => drawRemark(remark, names, scope.algorithm === 'ieee1588')), ...(note === '' ? [] : [{ tone: 'information' as const, text: note }])],
    columns: fields.map((field) => ({ id: field, label: fieldLabels[field], isNumber: numberFields.has(field) })),
    rows: shown.map((row, index) => {
      place += row.role === 'follower' ? 0 : 1;
      const other = byKey.get(row.below?.other ?? '');
      return {
        ...drawRow(row, row.role === 'follower' ? '' : String(place), names, timeText),
        cells: fields.map((field) => drawCell(row, field, others.get(row.key) ?? [], scope.profile)),
        ...(row.below === undefined || other === undefined ? {} : { below: drawPair(row.below, other, row, { isRightAbove: rows[index - 1] === other, profile: scope.profile }) }),
      };
    }),
    rowCount: rows.length,
    abstentions: abstentions.map(({ address, name, portState, reason }) => ({ key: subjectKey(address), name: safe(name), reason: abstentionText(reason, safe(portState)) })),
  };
}

function columnsOf({ scope, rows }: BmcaDomain): readonly BmcaField[] {
  const compared = fieldsOfAlgorithm(scope.algorithm);
  const identity = compared.includes('grandmasterIdentity') ? [] : (['grandmasterIdentity'] as const);
  const isPortDecisive = rows.some(({ below }) => decidingField(below) === 'receiverPortNumber');
  return [...compared, ...identity, ...topologyFields, ...(isPortDecisive ? (['receiverPortNumber'] as const) : [])];
}

function drawRow(row: BmcaRow, place: string, names: ReadonlyMap<string, string>, timeText: (epochMs: number) => string): Omit<BmcaRowDrawing, 'cells'> {
  const { key, role, staleSince } = row;
  return {
    key,
    place,
    name: nameOf(row),
    note: joinFacts([
      row.portState === undefined ? 'Grandmaster' : safe(row.portState),
      row.toldBy.length === 0 ? undefined : `told by ${listNames(row.toldBy)}`,
      staleSince === undefined ? undefined : staleSince === 0 ? 'does not answer' : `does not answer, data from ${timeText(staleSince)}`,
    ]),
    follows: role === 'grandmaster' ? '' : followsText(row, names),
    isFollower: role === 'follower',
    isStale: staleSince !== undefined,
    opens: row.address !== undefined,
  };
}

/** The row above is named when it is not right above. */
function drawPair(
  { decision }: BmcaPair,
  other: BmcaRow,
  row: BmcaRow,
  { isRightAbove, profile }: { readonly isRightAbove: boolean; readonly profile: string | undefined },
): NonNullable<BmcaRowDrawing['below']> {
  const text = decisionText(decision, other.dataSet, row.dataSet, profile);
  return {
    text: isRightAbove ? text : `${nameOf(other)} before ${nameOf(row)}. ${text}`,
    kind: decision.kind === 'better' ? 'better' : decision.kind === 'notKnown' ? 'notKnown' : 'equal',
  };
}

function drawCell(row: BmcaRow, field: BmcaField, pairsBelow: readonly BmcaPair[], profile: string | undefined): BmcaCell {
  const worse = decidingField(row.below) === field ? row.below : undefined;
  const better = pairsBelow.find((pair) => decidingField(pair) === field);
  const isUnknown = [worse, better].some((pair) => pair?.decision.kind === 'notKnown');
  const decides = isUnknown ? 'notKnown' : worse !== undefined && better !== undefined ? 'both' : better !== undefined ? 'better' : worse !== undefined ? 'worse' : undefined;
  // The own clock is compared as if it had sent to itself.
  const cell = field === 'senderIdentity' && row.role !== 'follower' ? { text: '–', title: 'None: it is its own grandmaster' } : fieldCell(row.dataSet, field, profile);
  return { ...cell, ...(decides === undefined ? {} : { decides }) };
}

function decidingField(pair: BmcaPair | undefined): BmcaField | undefined {
  return pair !== undefined && 'field' in pair.decision ? pair.decision.field : undefined;
}

function verdictOf({ rows, doubt, remarks }: BmcaDomain): string {
  const [first] = rows;
  if (first === undefined) {
    return 'Nobody takes part.';
  }
  const rival = rows.find(({ key }) => key === doubt?.other);
  if (doubt !== undefined && rival !== undefined) {
    const { decision } = doubt;
    const why = decision.kind === 'notKnown' ? `${fieldWords[decision.field]} would decide between ${nameOf(first)} and ${nameOf(rival)}, and is not told` : `nothing tells ${nameOf(first)} and ${nameOf(rival)} apart`;
    return `Who wins is not known: ${why}.`;
  }
  if (first.staleSince !== undefined) {
    const alive = rows.find(({ role, staleSince }) => role !== 'follower' && staleSince === undefined);
    return `${nameOf(first)} would win, but its device does not answer${alive === undefined ? '' : `; of those that do, ${nameOf(alive)} is first`}.`;
  }
  const next = rows.find(({ role, below }) => role !== 'follower' && below?.other === first.key);
  const field = decidingField(next?.below);
  if (next === undefined || field === undefined) {
    const isWithin = remarks.some(({ kind }) => kind === 'transportNotTold') ? ' of those whose transport is known' : '';
    return `${nameOf(first)} is the only candidate${isWithin}.`;
  }
  return `${nameOf(first)} wins by ${fieldWords[field]} over ${nameOf(next)}.`;
}

function drawRemark(remark: BmcaRemark, names: ReadonlyMap<string, string>, isSingleMaster: boolean): BmcaSection['remarks'][number] {
  const clock = (identity: string): string => names.get(identity) ?? identity;
  switch (remark.kind) {
    case 'transportNotTold': {
      const who = remark.names.length === 1 ? `${listNames(remark.names)} does not tell its transport: it is` : `${listNames(remark.names)} do not tell their transport: they are`;
      const several = remark.transports.length > 1 ? '. Over which of these they meet is not known' : '';
      return { tone: remark.transports.length > 1 ? 'warning' : 'information', text: `${who} compared with those over ${listNames(remark.transports)}${several}.` };
    }
    case 'disagreement': {
      const sides = remark.sides.slice(0, mostNames).map(({ identity, followers }) => `${clock(identity)} (${listNames(followers)})`);
      const text = `${remark.sides.length} grandmasters at the same time: ${sides.join('; ')}.`;
      return { tone: isSingleMaster ? 'warning' : 'information', text: isSingleMaster ? `${text} Either these instances cannot hear each other, or one of them has yet to give way.` : text };
    }
    case 'notFollowed':
      return { tone: 'warning', text: `${clock(remark.identity)} would win, but is ${safe(remark.portState)} and nobody follows it.` };
    case 'sameIdentity':
      return { tone: 'warning', text: `${listNames(remark.names)} have the same clock identity ${remark.identity}: they cannot be told apart. Is a device configured twice?` };
    case 'toldDifferently':
      return { tone: 'information', text: `${safe(remark.name)} knows other values of ${clock(remark.identity)}: ${remark.fields.map((field) => fieldWords[field]).join(', ')}.` };
  }
}

function followsText({ follows, dataSet, role, portState }: BmcaRow, names: ReadonlyMap<string, string>): string {
  if (follows === undefined) {
    return '–';
  }
  if (role === 'clock' && follows === dataSet.grandmasterIdentity) {
    return 'itself';
  }
  const name = names.get(follows) ?? follows;
  return role === 'clock' && portState === 'PASSIVE' ? `${name} (backs it up)` : name;
}

/** Names of our instances by the identities that others know them by. */
function grandmasterNames(domains: readonly BmcaDomain[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const row of domains.flatMap(({ rows }) => rows)) {
    const identity = row.dataSet.grandmasterIdentity;
    if (row.role !== 'follower' && row.name !== undefined && identity !== undefined && !names.has(identity)) {
      names.set(identity, safe(row.name));
    }
  }
  return names;
}

function nameOf({ name, dataSet }: BmcaRow): string {
  return safe(name ?? dataSet.grandmasterIdentity ?? 'Unknown clock');
}

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map(safe).join(', ');
  return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown;
}

function safe(text: string): string {
  return singleLine(text, longestName);
}
