import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { vi } from 'vitest';

/** One series of an answer of the HTTP API. */
export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  /** Seconds since the epoch, and the value as a text. */
  readonly value: readonly [number, string];
}

export interface PrometheusServer {
  /** The result of an instant query; throws with Prometheus' own words when it cannot be understood. */
  query(expression: string): Promise<readonly Series[]>;
  /** The state of its only target: `up`, `down` or `unknown`, and the error of the last scrape. */
  target(): Promise<{ readonly health: string; readonly lastError: string }>;
  stop(): Promise<void>;
}

/** Starts a Prometheus of its own that scrapes the URL twice a second, and waits until it is ready. */
export async function startPrometheus(metricsUrl: string): Promise<PrometheusServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'psx-prometheus-'));
  const config = path.join(folder, 'prometheus.yml');
  const { host } = new URL(metricsUrl);
  await writeFile(config, `scrape_configs:\n  - job_name: psx\n    scrape_interval: 500ms\n    scrape_timeout: 500ms\n    static_configs: [{ targets: ['${host}'] }]\n`);
  const port = await freePort();
  const child = spawn('prometheus', [`--config.file=${config}`, `--storage.tsdb.path=${path.join(folder, 'data')}`, `--web.listen-address=127.0.0.1:${port}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const origin = `http://127.0.0.1:${port}`;
  const get = async (uri: string): Promise<unknown> => {
    const answer = (await (await fetch(`${origin}${uri}`)).json()) as { status: string; data?: unknown; error?: string };
    if (answer.status !== 'success') {
      throw new Error(`${uri}: ${answer.error ?? answer.status}`);
    }
    return answer.data;
  };
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true });
  };
  try {
    await vi.waitFor(
      async () => {
        const { ok, status } = await fetch(`${origin}/-/ready`);
        if (!ok) {
          throw new Error(`Prometheus is not ready (${status}).\n${output}`);
        }
      },
      { timeout: 30_000, interval: 100 },
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    query: async (expression) => ((await get(`/api/v1/query?query=${encodeURIComponent(expression)}`)) as { result: readonly Series[] }).result,
    target: async () => {
      const { activeTargets } = (await get('/api/v1/targets')) as { activeTargets: readonly { health: string; lastError: string }[] };
      return activeTargets[0] ?? { health: 'unknown', lastError: 'There is no target.' };
    },
    stop,
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
