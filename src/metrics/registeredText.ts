import type { Metric } from 'prom-client';
import { labelPair, metricHead, valueText } from './textFormat';
import type { WorkPace } from './workPace';

/** A metric of a registry with all its values, in Prometheus' text format: as the registry itself writes it, but with rests. */
export async function registeredText(metric: Metric, pace: WorkPace): Promise<string> {
  const { name, help, type, values } = await metric.get();
  // The library declares a number, and gives the word.
  const lines = [metricHead(name, help, String(type))];
  for (const sample of values) {
    if (pace.isRestDue) {
      await pace.rest();
    }
    const seriesName = 'metricName' in sample && typeof sample.metricName === 'string' ? sample.metricName : name;
    const pairs = Object.entries(sample.labels).map(([label, text]) => labelPair(label, String(text)));
    lines.push(`${seriesName}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${valueText(sample.value)}`);
  }
  return lines.join('\n');
}
