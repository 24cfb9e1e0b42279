/** What stands above the series of a metric in Prometheus' text format 0.0.4. */
export function metricHead(name: string, help: string, type: string): string {
  return `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n# TYPE ${name} ${type}`;
}

const reserved = /["\\\n]/;

/** One label with its value. */
export function labelPair(name: string, text: string): string {
  return `${name}="${reserved.test(text) ? text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n') : text}"`;
}

/** A finite number is written as in JavaScript. */
export function valueText(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : String(value);
}
