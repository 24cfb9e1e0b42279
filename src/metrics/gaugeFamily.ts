import { Gauge, type Registry } from 'prom-client';
import type { DeviceSnapshot } from '../model/snapshot';
import { deviceLabels, labelText } from './deviceLabels';

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

/** Adds the gauge to the registry. */
export function registerGauge<Label extends string>(registry: Registry, devices: () => readonly DeviceSnapshot[], family: GaugeFamily<Label>): void {
  new Gauge<string>({
    name: family.name,
    help: family.help,
    labelNames: ['device', ...family.labelNames],
    registers: [registry],
    collect() {
      // What is gone, or not known any more, must not stay behind with its last value.
      this.reset();
      const fleet = devices();
      const names = deviceLabels(fleet);
      for (const device of fleet) {
        const name = names.get(device.id) ?? device.id;
        for (const { labels, value } of family.samples(device)) {
          this.set({ device: name, ...boundedLabels(labels) }, value);
        }
      }
    },
  });
}

/** One series for each state, 1 for the current one and 0 for the others, so that a change is seen in each of them. */
export function* stateSamples<State extends string>(states: readonly State[], current: State): Generator<GaugeSample<'state'>> {
  for (const state of states) {
    yield { labels: { state }, value: state === current ? 1 : 0 };
  }
}

function boundedLabels(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([name, text]) => [name, labelText(text)]));
}
