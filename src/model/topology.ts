import type { Subject } from './ptpAddress';
import type { Severity } from './severity';

/** What a node stands for. `clients`: a number of unicast clients. */
export type TopologyNodeKind = 'device' | 'reference' | 'clock' | 'card' | 'instance' | 'grandmaster' | 'client' | 'clients';

/** One thing that gives, carries or takes time. */
export interface TopologyNode {
  /** Stays with what it stands for. */
  readonly id: string;
  readonly kind: TopologyNodeKind;
  readonly name: string;
  /** A few words on its state; may be empty. */
  readonly condition: string;
  readonly severity: Severity;
  /** The device in whose frame it is drawn. */
  readonly deviceId?: string;
  /** The node beside which it is drawn: the clock of a reference, the card of an instance, the instance of a client. */
  readonly anchorId?: string;
  /** What of ours it is. */
  readonly subject?: Subject;
  /** Whether its parts are drawn; absent when it has none that could be hidden. */
  readonly isExpanded?: boolean;
}

/**
 * From who gives time to who takes it. `disciplines`: a reference its clock; `feeds`: a clock the cards of its chassis; `runs`: a card its instances; `follows`:
 * a grandmaster who follows it; `names`: a grandmaster who knows it without following; `serves`: a master its unicast clients.
 */
export type TopologyEdgeKind = 'disciplines' | 'feeds' | 'runs' | 'follows' | 'names' | 'serves';

export interface TopologyEdge {
  readonly id: string;
  readonly kind: TopologyEdgeKind;
  readonly from: string;
  readonly to: string;
  readonly severity: Severity;
}

/** Devices with all they hold, and the clocks around them. */
export interface Topology {
  /** Devices in their order, each followed by what it holds; grandmasters and clients after who first names them. */
  readonly nodes: readonly TopologyNode[];
  readonly edges: readonly TopologyEdge[];
  readonly deviceCount: number;
  /** Of these, how many pass the filter. */
  readonly shownDeviceCount: number;
  /** How many devices would be drawn whole if there were not so many nodes. */
  readonly foldedDeviceCount: number;
}
