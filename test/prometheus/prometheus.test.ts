import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startSimulator, type Simulator } from '../../src/simulator';
import { buildExporter, runExporter, type ExporterProcess } from '../unit/exporter/exporterProcess';
import { startPrometheus, type PrometheusServer } from './prometheusServer';

const monitoring = path.resolve(import.meta.dirname, '..', '..', 'monitoring');
const rules = path.join(monitoring, 'psx-alerts.yml');

let simulator: Simulator;
let exporter: ExporterProcess;
let prometheus: PrometheusServer;
let url: string;
const folder = mkdtempSync(path.join(tmpdir(), 'psx-exporter-'));
const cleanups: (() => unknown)[] = [() => rmSync(folder, { recursive: true })];

beforeAll(async () => {
  const bundle = await buildExporter();
  cleanups.push(() => bundle.remove());
  simulator = await startSimulator({ https: true });
  cleanups.push(() => simulator.stop());
  const config = path.join(folder, 'exporter.json');
  const device = { name: 'GM-1', host: simulator.url, fingerprint: simulator.fingerprint256, interval: 1 };
  writeFileSync(config, JSON.stringify({ listen: { port: 0 }, devices: [device] }));
  exporter = runExporter(bundle.file, ['--config', config], { PSX_USER: simulator.user, PSX_PASSWORD: simulator.password }, (kill) => cleanups.push(kill));
  url = await exporter.url();
  prometheus = await startPrometheus(url);
  cleanups.push(() => prometheus.stop());
});
afterAll(async () => {
  for (const cleanup of cleanups.reverse()) {
    await cleanup();
  }
});

/** The series of a query, once it has some. */
async function seriesOf(expression: string): ReturnType<PrometheusServer['query']> {
  return vi.waitFor(
    async () => {
      const series = await prometheus.query(expression);
      expect(series, `${expression}\n${JSON.stringify(await prometheus.target())}\n${exporter.output()}`).not.toHaveLength(0);
      return series;
    },
    { timeout: 20_000, interval: 200 },
  );
}

/** Runs promtool and returns its whole output; throws with it when promtool complains. */
function promtool(args: readonly string[], input?: string): string {
  const { status, stdout, stderr } = spawnSync('promtool', args, { input, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`promtool ${args.join(' ')} ended with ${status ?? 'a signal'}:\n${stdout}${stderr}`);
  }
  return stdout + stderr;
}

describe('a real Prometheus', () => {
  it('scrapes the exporter and knows the offset of each PTP instance', async () => {
    const series = await seriesOf('psx_ptp_offset_from_master_seconds');
    expect(await prometheus.target()).toMatchObject({ health: 'up', lastError: '' });
    const slave = series.find(({ metric }) => metric.slot === 'io3' && metric.ptp_instance === 'instance1');
    expect(slave?.metric).toMatchObject({ job: 'psx', device: 'GM-1', instance: new URL(url).host });
    const offset = Number(slave?.value[1]);
    expect(Math.abs(offset)).toBeLessThan(1e-6);
    console.log(`psx_ptp_offset_from_master_seconds, as Prometheus answers:\n${series.map((each) => JSON.stringify(each)).join('\n')}`);
  });

  it('takes every label as it was given', async () => {
    expect((await seriesOf('{__name__=~"psx_.+"}')).filter(({ metric }) => Object.keys(metric).some((label) => label.startsWith('exported_')))).toEqual([]);
  });

  it('sees the offset step of the simulated device', async () => {
    await seriesOf('psx_ptp_offset_from_master_seconds');
    simulator.step('offsetStep');
    await seriesOf('abs(psx_ptp_offset_from_master_seconds{slot="io3",ptp_instance="instance1"}) > 1e-6');
    simulator.step('recover');
  });

  it('loses the values with the device, and knows why', async () => {
    await seriesOf('psx_ptp_offset_from_master_seconds');
    simulator.setPassword('another one');
    simulator.expireTokens();
    await seriesOf('psx_communication_state{state="unauthorized"} == 1');
    expect(await prometheus.query('psx_ptp_offset_from_master_seconds')).toEqual([]);
  });
});

describe('promtool', () => {
  it('finds nothing wrong with the metrics', async () => {
    expect(promtool(['check', 'metrics'], await (await fetch(url)).text())).toBe('');
  });

  it('finds nothing wrong with the rules and the configuration', () => {
    expect(promtool(['check', 'rules', rules])).toContain('SUCCESS');
    expect(promtool(['check', 'config', path.join(monitoring, 'prometheus.yml')])).toContain('SUCCESS');
  });

  it('sees the alerts fire when they should', () => {
    const test = path.join(folder, 'alerts.test.yml');
    writeFileSync(test, readFileSync(path.join(import.meta.dirname, 'psx-alerts.test.yml'), 'utf8').replace('RULES', rules));
    expect(promtool(['test', 'rules', test])).toContain('SUCCESS');
  });
});

describe('the files for a site', () => {
  const expressions = dashboardExpressions();

  it('ask for metrics that there are', async () => {
    const metrics = await (await fetch(url)).text();
    const exposed = new Set([...metrics.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) => (type === 'histogram' ? [`${name}_bucket`] : [name])));
    const asked = new Set([...expressions, readFileSync(rules, 'utf8')].flatMap((text) => text.match(/\bpsx_\w+/g) ?? []));
    expect([...asked].filter((name) => !exposed.has(name))).toEqual([]);
    expect(asked.size).toBeGreaterThan(10);
  });

  it.each(expressions)('%s is understood', async (expression) => {
    // What Grafana puts in.
    const query = expression.replaceAll('$__rate_interval', '1m').replace(/\$(?:device|slot|ptp_instance)\b/g, '.*');
    await expect(prometheus.query(query)).resolves.toBeInstanceOf(Array);
  });
});

function dashboardExpressions(): readonly string[] {
  const dashboard = readFileSync(path.join(monitoring, 'psx-dashboard.json'), 'utf8');
  const found: string[] = [];
  JSON.parse(dashboard, (key, value: unknown) => {
    if (key === 'expr' && typeof value === 'string') {
      found.push(value);
    }
    return value;
  });
  return found;
}
