const units = [
  ['ns', 1],
  ['µs', 1e3],
  ['ms', 1e6],
  ['s', 1e9],
] as const;

/** The texts beside the lines of an axis, in nanoseconds: one unit for all, and as many digits as it takes to tell neighbours apart. */
export function axisTexts(valuesNs: readonly number[]): string[] {
  const largest = Math.max(0, ...valuesNs.map(Math.abs));
  const [unit, factor] = units.findLast(([, size]) => largest >= size) ?? units[0];
  const steps = valuesNs.slice(1).map((value, index) => Math.abs(value - (valuesNs[index] ?? value)) / factor);
  const step = Math.min(...steps.filter((size) => size > 0));
  const digits = Number.isFinite(step) ? Math.min(6, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9))) : 0;
  return valuesNs.map((value) => `${(value / factor).toFixed(digits).replace(/^-(?=0(?:\.0*)?$)/, '').replace('-', '−')} ${unit}`);
}
