import { LtosClient } from '../ltos/ltosClient';
import { RequestSlots } from '../ltos/requestSlots';
import { createFleetMetrics } from '../metrics/fleetMetrics';
import { startMetricsServer } from '../metrics/metricsServer';
import type { DeviceConfig } from '../model/deviceConfig';
import { FleetStore } from '../polling/fleetStore';
import { PollingFeed } from '../polling/pollingFeed';
import { deviceLines } from './deviceLines';
import type { ExporterConfig } from './exporterConfig';
import { findCredentials, type Environment } from './exporterCredentials';

export interface ExporterOptions {
  readonly config: ExporterConfig;
  /** The folder that relative paths of the configuration begin at. */
  readonly folder: string;
  readonly env: Environment;
  readonly version: string;
  /** Told what a person should know, a line each, without secrets. */
  readonly log: (line: string) => void;
}

/** A running exporter. */
export interface Exporter {
  /** Where Prometheus finds the metrics. */
  readonly url: string;
  /** Tries the log-ins again, with what the files of secrets hold now. */
  reloadCredentials(): void;
  /** Stops at once. */
  stop(): Promise<void>;
}

/** Polls the devices and serves their metrics. Rejects with a `MetricsServerError` when it cannot listen; then nothing was sent to any device. */
export async function startExporter({ config, folder, env, version, log }: ExporterOptions): Promise<Exporter> {
  const fleet = new FleetStore({ onListenerError: (error) => log(`A reader of the device store failed: ${describe(error)}`) });
  const metrics = createFleetMetrics({ devices: () => fleet.devices, version, frontDoor: 'exporter' });
  const server = await startMetricsServer({
    metrics,
    address: config.address,
    port: config.port,
    onError: (error) => log(`The metrics could not be served: ${describe(error)}`),
  });
  log(`Serves ${server.url} and polls ${config.devices.length === 1 ? 'one device' : `${config.devices.length} devices`}.`);
  if (!server.isLoopback) {
    log('Every computer that reaches this address can read the metrics: there is no log-in. Let a firewall allow Prometheus only.');
  }
  deviceLines(fleet, log);

  const problems = new Map<string, string>();
  const credentials = (id: string): ReturnType<typeof findCredentials> => {
    const device = config.devices.find((candidate) => candidate.config.id === id);
    const found = device === undefined ? {} : findCredentials(device, config, folder, env);
    const { problem } = found;
    if (problem === undefined) {
      problems.delete(id);
    } else if (problems.get(id) !== problem) {
      problems.set(id, problem);
      log(`${device?.config.name ?? id}: ${problem}`);
    }
    return found;
  };
  const pins = new Map(config.devices.flatMap(({ config: { origin }, fingerprint }) => (fingerprint === undefined ? [] : [[origin, fingerprint]])));
  const slots = new RequestSlots(() => config.polling.mostRequests);
  const feed = new PollingFeed({
    store: fleet,
    settings: () => config.polling,
    createClient: ({ id, origin, bypassProxy }: DeviceConfig) =>
      new LtosClient({
        deviceId: id,
        origin,
        bypassProxy,
        credentials: () => Promise.resolve(credentials(id).credentials),
        pins,
        proxy: () => ({ proxySupport: 'override', proxy: '', noProxy: [], env }),
        timeoutMs: () => config.polling.timeoutMs,
        raw: () => config.polling.raw,
        observer: () => metrics.observer,
        slots,
      }),
  });
  feed.setDevices(config.devices.map((device) => device.config));
  return {
    url: server.url,
    reloadCredentials: () => {
      problems.clear();
      config.devices.forEach(({ config: { id } }) => feed.credentialsChanged(id));
    },
    stop: async () => {
      feed.dispose();
      await server.close();
    },
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
