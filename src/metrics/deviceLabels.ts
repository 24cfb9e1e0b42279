import type { DeviceSnapshot } from '../model/snapshot';

/** Longer texts of a device are cut: whoever stores the series pays for every character of every label. */
const longestLabel = 200;

/** A text as the value of a label. */
export function labelText(text: string): string {
  return text.length > longestLabel ? `${text.slice(0, longestLabel - 1)}…` : text;
}

/**
 * The value of the label `device` for each device, by id: its name, which is what people look for in a graph; where several have
 * the same name, the id is added to each of them.
 */
export function deviceLabels(devices: readonly DeviceSnapshot[]): ReadonlyMap<string, string> {
  const namesakes = new Map<string, number>();
  for (const { name } of devices) {
    const label = labelText(name);
    namesakes.set(label, (namesakes.get(label) ?? 0) + 1);
  }
  return new Map(
    devices.map(({ id, name }) => {
      const label = labelText(name);
      return [id, namesakes.get(label) === 1 ? label : `${label} (${labelText(id)})`];
    }),
  );
}
