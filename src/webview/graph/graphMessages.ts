import type { Severity } from '../../model/severity';
import type { TopologyEdge, TopologyNodeKind } from '../../model/topology';

/** Which of the two panels a page is; the host puts it into the page (`<body data-subject="…">`). */
export type GraphSubject = 'bmca' | 'topology';

/** A value in a ranking. `decides`: it is why the row is better than one below it, or worse than one above it. */
export interface BmcaCell {
  readonly text: string;
  /** In words, where the text is a code. */
  readonly title?: string;
  readonly decides?: 'better' | 'worse' | 'both' | 'notKnown';
}

/** One line of a ranking; all texts are safe to show. */
export interface BmcaRowDrawing {
  readonly key: string;
  /** `1`; empty for who follows the clock above. */
  readonly place: string;
  readonly name: string;
  /** State, and where the values are from. */
  readonly note: string;
  /** One for each column of the section. */
  readonly cells: readonly BmcaCell[];
  readonly follows: string;
  readonly isFollower: boolean;
  readonly isStale: boolean;
  /** Whether there is something to open. */
  readonly opens: boolean;
  /** Why it stands below another row; `kind` says whether that is known. */
  readonly below?: { readonly text: string; readonly kind: 'better' | 'notKnown' | 'equal' };
}

/** The ranking of one domain. */
export interface BmcaSection {
  readonly key: string;
  readonly title: string;
  readonly scope: string;
  /** Who wins, and why. */
  readonly verdict: string;
  readonly isWinnerKnown: boolean;
  readonly remarks: readonly { readonly tone: 'warning' | 'information'; readonly text: string }[];
  readonly columns: readonly { readonly id: string; readonly label: string; readonly isNumber: boolean }[];
  /** The first ones only, where there are many. */
  readonly rows: readonly BmcaRowDrawing[];
  readonly rowCount: number;
  readonly abstentions: readonly { readonly key: string; readonly name: string; readonly reason: string }[];
}

export interface BmcaDrawing {
  readonly sections: readonly BmcaSection[];
  /** What is compared with what. */
  readonly explanation: string;
}

/** One node; all texts are safe to show. */
export interface TopologyNodeDrawing {
  readonly id: string;
  readonly kind: TopologyNodeKind;
  readonly name: string;
  readonly condition: string;
  readonly severity: Severity;
  /** `Critical` */
  readonly severityWord: string;
  /** What it is, e.g. `PTP instance of GM-North, slot io3`. */
  readonly what: string;
  readonly deviceId?: string;
  readonly anchorId?: string;
  readonly isExpanded?: boolean;
  /** What Enter does: open its panel, or show it in the tree; absent: nothing. */
  readonly opens?: 'panel' | 'tree';
}

export interface TopologyDrawing {
  readonly nodes: readonly TopologyNodeDrawing[];
  readonly edges: readonly TopologyEdge[];
  /** How much is drawn: `2 of 5 devices`. */
  readonly summary: string;
  /** That some devices are folded for want of room. */
  readonly hint?: string;
  /** Instead of a drawing, when there is nothing to draw. */
  readonly emptyText?: string;
}

/** How much of each ranking is wanted: number of rows by the key of its section. */
export interface BmcaView {
  readonly rowCounts: Readonly<Record<string, number>>;
}

/** What is to be drawn. */
export interface TopologyView {
  readonly deviceFilter: string;
  readonly problemsOnly: boolean;
  /** Nodes that are folded or unfolded other than at first. */
  readonly toggled: readonly string[];
}

/** What the page asks of the host; each is answered by a reply of its own. */
export type GraphRequest =
  | { readonly kind: 'bmcaView'; readonly view: BmcaView }
  | { readonly kind: 'topologyView'; readonly view: TopologyView }
  /** `key`: of a row, an abstention or a node. */
  | { readonly kind: 'open'; readonly key: string; readonly where: 'panel' | 'tree' }
  /** `svg`: a file that needs nothing else. */
  | { readonly kind: 'export'; readonly svg: string };

/** The value that answers each kind of request. */
export interface GraphReplies {
  readonly bmcaView: BmcaDrawing;
  readonly topologyView: TopologyDrawing;
  readonly open: Record<string, never>;
  /** What was done; `undefined` when the person cancelled. */
  readonly export: { readonly said: string | undefined };
}

/** From the page to the host. */
export type GraphPageMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'request'; readonly id: number; readonly request: GraphRequest }
  /** What went wrong in the page, for the log. */
  | { readonly type: 'problem'; readonly text: string };

/** What the host sends unasked: what to show, and then each change while the page is visible. */
export type GraphNews =
  | { readonly type: 'config'; readonly title: string }
  | { readonly type: 'bmca'; readonly drawing: BmcaDrawing }
  | { readonly type: 'topology'; readonly drawing: TopologyDrawing };

/** From the host to the page. */
export type GraphHostMessage =
  | GraphNews
  | { readonly type: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly message: string; readonly hint: string };

/** Where the drawing is looked at: a point of it, in its own units, that is in the upper left corner, and how large a unit is in CSS pixels. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** What the page keeps with `setState`, and what the host gets back after a reload of the window. */
export interface GraphState {
  readonly subject: string;
  readonly topology?: { readonly view: TopologyView; readonly viewport?: Viewport; readonly selectedId?: string };
  readonly bmca?: { readonly rowCounts: Readonly<Record<string, number>>; readonly closed: readonly string[] };
}
