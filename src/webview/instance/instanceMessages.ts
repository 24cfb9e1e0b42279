import type { Severity } from '../../model/severity';
import type { Trend } from '../../model/trend';

/** A name and what is known of it, in words. Texts may come from a device. */
export interface NamedValue {
  readonly label: string;
  readonly words: string;
}

/** Values that belong together, such as a data set. */
export interface ValueGroup {
  readonly id: string;
  readonly title: string;
  readonly values: readonly NamedValue[];
}

/** What is wrong, and what to do. */
export interface Problem {
  readonly message: string;
  readonly hint: string;
}

export interface InstanceHeader {
  readonly name: string;
  /** `GM-North / io3` */
  readonly place: string;
  readonly severity: Severity;
  /** `Major` */
  readonly severityWord: string;
  /** Port state and node word; or why neither is known. */
  readonly state: string;
  readonly facts: readonly NamedValue[];
  /** How old the last good data are, in milliseconds, when this is sent; absent when there never were any. */
  readonly ageMs?: number;
  /** Why the values are not those of now. */
  readonly problem?: Problem;
}

/** One value against the profile. */
export interface ProfileRow {
  readonly label: string;
  readonly actual: string;
  readonly expected: string;
  readonly verdict: 'asExpected' | 'deviates' | 'notTold';
}

/** How often one kind of message is sent or received. */
export interface RateRow {
  readonly label: string;
  readonly rate: string;
  /** With whose it is: `8/s, profile`. */
  readonly target: string;
  readonly state: 'ok' | 'low' | 'high' | 'unknown';
  /** That the target itself is not that of the profile. */
  readonly deviation?: string;
}

/** Everything about an instance but its charts and its clients. */
export interface InstanceContent {
  readonly header: InstanceHeader;
  /** In the order of the IEEE 1588 comparison; the title says whose they are. */
  readonly bestMaster: { readonly title: string; readonly values: readonly NamedValue[] };
  readonly profile: { readonly summary: string; readonly rows: readonly ProfileRow[] };
  readonly rates: { readonly summary: string; readonly rows: readonly RateRow[] };
  readonly clients: { readonly summary: string; readonly count: number };
  readonly groups: readonly ValueGroup[];
}

/** All that can be said of an instance without values: before its first answer, or when it is gone. */
export interface BareContent {
  readonly header: InstanceHeader;
  readonly isBare: true;
}

/** One unicast client, in words. */
export interface ClientRow {
  readonly id: string;
  readonly address: string;
  readonly clockIdentity: string;
  readonly announce: string;
  readonly sync: string;
  readonly delayRequest: string;
  readonly remaining: string;
}

/** A limit of the alarms: a value from `highNs` up, or from `lowNs` down, has the severity. */
export interface ChartLimit {
  readonly severity: Severity;
  readonly lowNs: number;
  readonly highNs: number;
  /** `warning from 250 ns` */
  readonly words: string;
}

/** Something that happened at a time, milliseconds since the epoch. */
export interface ChartMark {
  readonly id: number;
  readonly at: number;
  readonly severity: Severity;
  /** `Major` */
  readonly severityWord: string;
  readonly text: string;
}

/** The port was in a state from `from` until `to`, milliseconds since the epoch. */
export interface ChartSpan {
  readonly from: number;
  readonly to: number;
  readonly portState: string;
  readonly words: string;
  readonly severity: Severity;
}

/** What one chart shows: a trend, or a sentence in its place. */
export type ChartContent = { readonly trend: Trend } | { readonly instead: string };

/** The charts over a span of time. */
export interface ChartsContent {
  /** `GM-North / io3 / Blue` */
  readonly place: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly offset: ChartContent;
  readonly delay: ChartContent;
  /** Mildest first. */
  readonly limits: Readonly<Record<ChartName, readonly ChartLimit[]>>;
  readonly spans: readonly ChartSpan[];
  /** Of the instance and of what it depends on: its port, its slot, its device. Oldest first. */
  readonly marks: readonly ChartMark[];
  /** The event log has older ones of this time, too. */
  readonly hasMoreMarks: boolean;
  /** The history cannot be read. */
  readonly problem?: Problem;
}

export const chartNames = ['offset', 'delay'] as const;

export type ChartName = (typeof chartNames)[number];

/** What the panel of an instance leads to. */
export const linkTargets = ['tree', 'eventLog', 'bmca', 'rawData'] as const;

export type LinkTarget = (typeof linkTargets)[number];

/** What the page can ask for. Times are milliseconds since the epoch. */
export type InstanceRequest =
  | { readonly kind: 'content' }
  /** `toMs` absent: until now, so that `spanMs` decides. */
  | { readonly kind: 'charts'; readonly spanMs: number; readonly toMs?: number; readonly maxPoints: number }
  | { readonly kind: 'clients'; readonly from: number; readonly count: number }
  | { readonly kind: 'link'; readonly target: LinkTarget }
  | { readonly kind: 'exportCsv'; readonly fromMs: number; readonly toMs: number }
  /** `png`: base64. */
  | { readonly kind: 'exportPng'; readonly chart: ChartName; readonly png: string };

/** What is answered, by kind. */
export interface InstanceReplies {
  readonly content: InstanceContent | BareContent;
  readonly charts: ChartsContent;
  readonly clients: { readonly from: number; readonly rows: readonly ClientRow[]; readonly count: number };
  readonly link: { readonly said?: string };
  readonly exportCsv: { readonly said?: string };
  readonly exportPng: { readonly said?: string };
}

/** What the host sends unasked. */
export type InstanceNews =
  | { readonly type: 'config'; readonly title: string }
  | { readonly type: 'content'; readonly content: InstanceContent | BareContent }
  /** There are newer points. */
  | { readonly type: 'chartsChanged' };

export type InstanceHostMessage =
  | InstanceNews
  | { readonly type: 'reply'; readonly id: number; readonly value: InstanceReplies[InstanceRequest['kind']] }
  | ({ readonly type: 'failure'; readonly id: number } & Problem);

export type InstancePageMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'problem'; readonly text: string }
  | { readonly type: 'request'; readonly id: number; readonly request: InstanceRequest };
