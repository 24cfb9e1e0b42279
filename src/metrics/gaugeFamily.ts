import type { DeviceSnapshot } from '../model/snapshot';
import { labelText } from './deviceLabels';
import { labelPair, metricHead, valueText } from './textFormat';
import type { WorkPace } from './workPace';

/** One value of a gauge; the label `device` is added to the others. */
export interface GaugeSample<Label extends string> {
  readonly labels: Readonly<Record<Label, string>>;
  readonly value: number;
}

/** A gauge whose values are read from the snapshots of the devices whenever somebody asks for them. */
export interface GaugeFamily<Label extends string> {
  /** With its unit, e.g. `psx_ptp_mean_path_delay_seconds`. */
  readonly name: string;
  readonly help: string;
  /** Beside `device`. */
  readonly labelNames: readonly Label[];
  /** The values of one device; none where it says nothing. */
  samples(device: DeviceSnapshot): Iterable<GaugeSample<Label>>;
}

/** The gauge with the values of all devices, in Prometheus' text format. `names`: the label of each device by its id. */
export async function familyText<Label extends string>(
  family: GaugeFamily<Label>,
  fleet: readonly DeviceSnapshot[],
  names: ReadonlyMap<string, string>,
  pace: WorkPace,
): Promise<string> {
  const { name, help, labelNames } = family;
  const lines = [metricHead(name, help, 'gauge')];
  // Ids that are cut may be alike, and a series must be there once.
  const written = new Set<string>();
  for (const device of fleet) {
    if (pace.isRestDue) {
      await pace.rest();
    }
    const devicePair = labelPair('device', names.get(device.id) ?? device.id);
    for (const { labels, value } of family.samples(device)) {
      let series = `${name}{${devicePair}`;
      for (const label of labelNames) {
        series += `,${labelPair(label, labelText(labels[label]))}`;
      }
      if (!written.has(series)) {
        written.add(series);
        lines.push(`${series}} ${valueText(value)}`);
      }
    }
  }
  return lines.join('\n');
}

/** One series for each state, 1 for the current one and 0 for the others, so that a change is seen in each of them. */
export function* stateSamples<State extends string>(states: readonly State[], current: State): Generator<GaugeSample<'state'>> {
  for (const state of states) {
    yield { labels: { state }, value: state === current ? 1 : 0 };
  }
}
