import { singleLine } from '../../model/displayText';
import { subjectKey, type Subject } from '../../model/ptpAddress';
import type { Severity } from '../../model/severity';
import type { DeviceSnapshot } from '../../model/snapshot';
import type { Topology, TopologyNode, TopologyNodeKind } from '../../model/topology';
import { buildTopology, type TopologyOptions } from '../../model/topologyBuilder';
import type { TopologyDrawing, TopologyNodeDrawing, TopologyView } from '../../webview/graph/graphMessages';
import { count } from '../words';

const longestText = 120;

/** A drawing, and what its nodes stand for. */
export interface DrawnTopology {
  readonly drawing: TopologyDrawing;
  readonly subjects: ReadonlyMap<string, Subject>;
}

const severityWords: Readonly<Record<Severity, string>> = {
  timeout: 'No answer',
  critical: 'Critical',
  major: 'Major',
  minor: 'Minor',
  warning: 'Warning',
  normal: 'Normal',
  information: 'Not judged',
  masked: 'Masked',
};

const kindWords: Readonly<Record<TopologyNodeKind, string>> = {
  device: 'Device',
  reference: 'Reference',
  clock: 'Clock card',
  card: 'PSX card',
  instance: 'PTP instance',
  grandmaster: 'Grandmaster',
  client: 'Unicast client',
  clients: 'Unicast clients',
};

/** The topology of these devices as texts, in the view that the person chose. */
export function drawTopology(
  devices: readonly DeviceSnapshot[],
  view: TopologyView,
  severities: Pick<TopologyOptions, 'severityOfDevice' | 'severityOf'>,
): DrawnTopology {
  const topology = buildTopology(devices, { ...severities, deviceFilter: view.deviceFilter, problemsOnly: view.problemsOnly, toggled: new Set(view.toggled) });
  const deviceNames = new Map(devices.map(({ id, name }) => [id, safe(name)]));
  const emptyText = emptyTextOf(topology);
  return {
    subjects: new Map(topology.nodes.flatMap(({ id, subject }) => (subject === undefined ? [] : [[id, subject] as const]))),
    drawing: {
      nodes: topology.nodes.map((node) => drawNode(node, deviceNames)),
      edges: topology.edges,
      summary: topology.shownDeviceCount === topology.deviceCount ? count(topology.deviceCount, 'device') : `${topology.shownDeviceCount} of ${count(topology.deviceCount, 'device')}`,
      ...(topology.foldedDeviceCount === 0
        ? {}
        : { hint: `${count(topology.foldedDeviceCount, 'device')} ${topology.foldedDeviceCount === 1 ? 'stays' : 'stay'} folded, as the drawing is full. Filter devices to see more of them.` }),
      ...(emptyText === undefined ? {} : { emptyText }),
    },
  };
}

function drawNode({ id, kind, name, condition, severity, deviceId, anchorId, isExpanded, subject }: TopologyNode, deviceNames: ReadonlyMap<string, string>): TopologyNodeDrawing {
  return {
    id,
    kind,
    name: safe(name),
    condition: safe(condition),
    severity,
    severityWord: severityWords[severity],
    what: whatItIs(kind, subject, deviceNames),
    ...(deviceId === undefined ? {} : { deviceId: subjectKey({ deviceId }) }),
    ...(anchorId === undefined ? {} : { anchorId }),
    ...(isExpanded === undefined ? {} : { isExpanded }),
    ...(subject === undefined ? {} : { opens: kind === 'instance' ? 'panel' : 'tree' }),
  };
}

function whatItIs(kind: TopologyNodeKind, subject: Subject | undefined, deviceNames: ReadonlyMap<string, string>): string {
  const deviceName = subject === undefined || kind === 'device' ? undefined : deviceNames.get(subject.deviceId);
  return deviceName === undefined ? kindWords[kind] : `${kindWords[kind]} of ${deviceName}${subject?.slotId === undefined ? '' : `, slot ${safe(subject.slotId)}`}`;
}

function emptyTextOf({ deviceCount, shownDeviceCount }: Topology): string | undefined {
  if (deviceCount === 0) {
    return 'There are no devices yet. Add one with the command PSX: Add Device.';
  }
  return shownDeviceCount === 0 ? 'No device passes the filter.' : undefined;
}

function safe(text: string): string {
  return singleLine(text, longestText);
}
