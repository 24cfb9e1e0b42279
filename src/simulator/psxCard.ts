import type { JsonObject } from '../model/json';
import { macAddress } from './clockIdentity';
import { rounded, wave } from './motion';
import { ptpInstance } from './ptpInstance';
import type { PtpInstanceSpec } from './ptpInstanceSpec';
import { quietScenario, type ScenarioState } from './scenario';

/** A PSX card and the moment at which it is looked at. */
export interface PsxCardView {
  /** 3 for io3. */
  readonly slotNumber: number;
  readonly instances: readonly PtpInstanceSpec[];
  /** Object-ids of instances that were taken off the card. */
  readonly removedInstances: ReadonlySet<string>;
  /** Whether the scenario's master and slave are on this card. */
  readonly isScenarioCard: boolean;
  readonly scenario: ScenarioState;
  readonly nowMs: number;
  readonly uptimeSeconds: number;
}

/** The module of a PSX210, in the `standard` variant. */
export function psxCard(view: PsxCardView): JsonObject {
  const holdover = view.scenario.holdoverSince !== undefined;
  return {
    info: {
      model: 'psx210',
      // LTOS pads serial numbers.
      'serial-number': `04101100${String(view.slotNumber).padStart(2, '0')}57    `,
      'software-revision': 'v1.12',
      'firmware-image': 'psx-1.12.0',
      sensors: { 'temperature-1': rounded(51.5 + wave(view.nowMs, 600_000, 1.5), 1) },
    },
    'sync-status': {
      'clock-idx': 'selected',
      'osc-type': 'ocxo-hq',
      'est-time-quality': holdover ? 'less-than-1us' : 'less-than-100ns',
      'clock-status': { clock: holdover ? 'holdover' : 'synchronized', oscillator: 'warmed-up' },
    },
    ports: [networkPort(view.slotNumber, 0), networkPort(view.slotNumber, 1)],
    ptp: { instances: instanceNodes(view) },
  };
}

function instanceNodes(view: PsxCardView): JsonObject[] {
  const firstMaster = view.instances.find((spec) => spec.role === 'master');
  const firstSlave = view.instances.find((spec) => spec.role === 'slave');
  const vanished = view.isScenarioCard && view.scenario.instanceIsGone ? view.instances.at(-1) : undefined;
  return view.instances.flatMap((spec, instanceIndex) => {
    if (spec === vanished || view.removedInstances.has(spec.objectId)) {
      return [];
    }
    const { slaveIsMasterSince, slaveWasMasterMs, offsetStepNs, clientsJoinedAt, clientsStayedMs, holdoverSince } = view.scenario;
    const scenario: ScenarioState = {
      ...quietScenario,
      ...(view.isScenarioCard && spec === firstSlave ? { slaveIsMasterSince, slaveWasMasterMs, offsetStepNs } : {}),
      ...(view.isScenarioCard && spec === firstMaster ? { clientsJoinedAt, clientsStayedMs } : {}),
      holdoverSince,
    };
    const { slotNumber, nowMs, uptimeSeconds } = view;
    return [ptpInstance(spec, { slotNumber, instanceIndex, nowMs, uptimeSeconds, scenario })];
  });
}

function networkPort(slotNumber: number, index: number): JsonObject {
  return {
    'object-id': `port${index}`,
    link: true,
    speed: '10000',
    duplex: 'full',
    'mac-address': macAddress(slotNumber, index),
    'sfp-present': true,
  };
}
