import { ptpPortStates, unknownPortState } from '../model/ptpPortState';
import type { CommunicationState, DeviceSnapshot, PtpInstanceSnapshot, SlotSnapshot } from '../model/snapshot';
import type { GaugeFamily, GaugeSample } from './gaugeFamily';

/** Not `instance`: Prometheus itself puts that label on everything, for what it scraped. */
type InstanceLabel = 'slot' | 'ptp_instance';
const instanceLabels = ['slot', 'ptp_instance'] as const;

/** The states in which what the device said last is recent. */
const freshStates: ReadonlySet<CommunicationState> = new Set<CommunicationState>(['responding', 'retrying']);

/** True when the values of the slot are as new as the polling gets them; older ones are nobody's present. */
export function isFresh(device: DeviceSnapshot, slot: SlotSnapshot): boolean {
  return freshStates.has(device.communication.state) && slot.missingSince === undefined && slot.severity !== 'timeout';
}

/** A value of each PTP instance that has it: not of one that is stopped or missing, or whose data are old. */
function ofInstances(name: string, help: string, value: (instance: PtpInstanceSnapshot) => number | undefined): GaugeFamily<InstanceLabel> {
  return {
    name,
    help,
    labelNames: instanceLabels,
    *samples(device) {
      for (const { labels, instance } of runningInstances(device)) {
        const current = value(instance);
        if (current !== undefined) {
          yield { labels, value: current };
        }
      }
    },
  };
}

const seconds = (ns: number | undefined): number | undefined => (ns === undefined ? undefined : ns / 1e9);

const portStates: ReadonlySet<string> = new Set(ptpPortStates.words);

/** The numbers of the PTP instances. */
export const ptpGauges: readonly GaugeFamily<InstanceLabel>[] = [
  ofInstances('psx_ptp_offset_from_master_seconds', 'Offset from the master (currentDS.offsetFromMaster).', ({ offsetFromMasterNs }) => seconds(offsetFromMasterNs)),
  ofInstances('psx_ptp_mean_path_delay_seconds', 'Mean delay of the path to the master or the peer.', ({ meanPathDelayNs }) => seconds(meanPathDelayNs)),
  ofInstances('psx_ptp_steps_removed', 'Communication paths between the instance and its grandmaster.', ({ stepsRemoved }) => stepsRemoved),
  ofInstances('psx_ptp_clock_class', 'Own clockClass (IEEE 1588-2019 table 4): 6 is locked to a primary reference, 7 its holdover.', ({ clockClass }) => clockClass),
  ofInstances('psx_ptp_clock_accuracy', 'Own clockAccuracy code (IEEE 1588-2019 table 5): 33 (0x21) is 100 ns, 254 unknown.', ({ clockAccuracy }) => clockAccuracy),
  ofInstances('psx_ptp_priority1', 'Own priority1.', ({ priority1 }) => priority1),
  ofInstances('psx_ptp_priority2', 'Own priority2.', ({ priority2 }) => priority2),
  ofInstances('psx_ptp_domain_number', 'Domain that the instance works in.', ({ domain }) => domain),
  {
    name: 'psx_ptp_instance_up',
    help: '1 while the device lists the instance and has it running, 0 while the instance is stopped or missing.',
    labelNames: instanceLabels,
    *samples(device) {
      if (freshStates.has(device.communication.state)) {
        for (const slot of device.slots.filter((candidate) => candidate.missingSince !== undefined || isFresh(device, candidate))) {
          for (const instance of slot.ptpInstances) {
            yield { labels: { slot: slot.slotId, ptp_instance: instance.id }, value: isRunning(instance) ? 1 : 0 };
          }
        }
      }
    },
  },
];

/** The port state of each PTP instance: one series each, as a dozen for every instance would be half of all series. */
export const portStateGauge: GaugeFamily<InstanceLabel | 'state'> = {
  name: 'psx_ptp_port_state',
  help: 'The current port state (IEEE 1588-2019 table 20); the value is always 1, and there is no series for the other states.',
  labelNames: [...instanceLabels, 'state'],
  *samples(device) {
    for (const { labels, instance } of runningInstances(device)) {
      yield { labels: { ...labels, state: portStates.has(instance.portState) ? instance.portState : unknownPortState }, value: 1 };
    }
  },
};

/** What the instances are called. */
export const instanceInfoGauge: GaugeFamily<InstanceLabel | 'name' | 'profile' | 'clock_identity'> = {
  name: 'psx_ptp_instance_info',
  help: 'Names of the PTP instance; the value is always 1.',
  labelNames: [...instanceLabels, 'name', 'profile', 'clock_identity'],
  *samples(device) {
    for (const { labels, instance } of runningInstances(device)) {
      const { name, profile = '', clockIdentity = '' } = instance;
      yield { labels: { ...labels, name, profile, clock_identity: clockIdentity }, value: 1 };
    }
  },
};

/** Whom the instances follow. A series of its own, so that a change of the grandmaster shows as such. */
export const grandmasterGauge: GaugeFamily<InstanceLabel | 'grandmaster_identity'> = {
  name: 'psx_ptp_grandmaster_info',
  help: 'Identity of the grandmaster that the PTP instance follows; the value is always 1.',
  labelNames: [...instanceLabels, 'grandmaster_identity'],
  *samples(device) {
    for (const { labels, instance } of runningInstances(device)) {
      if (instance.grandmasterIdentity !== undefined) {
        yield { labels: { ...labels, grandmaster_identity: instance.grandmasterIdentity }, value: 1 };
      }
    }
  },
};

interface LabelledInstance {
  readonly labels: GaugeSample<InstanceLabel>['labels'];
  readonly instance: PtpInstanceSnapshot;
}

function* runningInstances(device: DeviceSnapshot): Generator<LabelledInstance> {
  for (const slot of device.slots.filter((candidate) => isFresh(device, candidate))) {
    for (const instance of slot.ptpInstances.filter(isRunning)) {
      yield { labels: { slot: slot.slotId, ptp_instance: instance.id }, instance };
    }
  }
}

function isRunning({ missingSince, running }: PtpInstanceSnapshot): boolean {
  return missingSince === undefined && running !== false;
}
