import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { FinishedRequest, RequestObserver, StartedRequest } from '../model/httpRequest';
import type { DeviceSnapshot } from '../model/snapshot';
import { deviceLabels } from './deviceLabels';

/** A LANTIME may take 7 seconds; the default timeout is 15. */
const durationBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 7.5, 10, 15, 30];

/** The label `code` of a request that no complete answer came to. */
const noCode = 'none';

/** Counts the requests to the devices of the fleet; those to others, such as one that is just being tried, are left out. */
export class RequestMetrics implements RequestObserver {
  readonly #devices: () => readonly DeviceSnapshot[];
  readonly #requests: Counter<'device' | 'code'>;
  readonly #failures: Counter<'device' | 'kind'>;
  readonly #bytes: Counter<'device'>;
  readonly #queued: Counter<'device'>;
  readonly #durations: Histogram<'device'>;
  /** Ids of the requests under way, with their devices' ids. */
  readonly #underWay = new Map<number, string>();
  /** How to take away the series of a device, by its label and by what they count. */
  readonly #removers = new Map<string, Map<string, () => void>>();
  #labels: ReadonlyMap<string, string> = new Map();
  #labelledDevices: readonly DeviceSnapshot[] | undefined;

  constructor(registry: Registry, devices: () => readonly DeviceSnapshot[]) {
    this.#devices = devices;
    const registers = [registry];
    this.#requests = new Counter({
      name: 'psx_http_requests_total',
      help: `Requests to the device that are over, by status code; "${noCode}" without a complete answer.`,
      labelNames: ['device', 'code'],
      registers,
    });
    this.#failures = new Counter({
      name: 'psx_http_request_failures_total',
      help: 'Requests to the device that failed, by kind of fault.',
      labelNames: ['device', 'kind'],
      registers,
    });
    this.#bytes = new Counter({ name: 'psx_http_response_bytes_total', help: 'Size of the answers of the device, unpacked.', labelNames: ['device'], registers });
    this.#queued = new Counter({
      name: 'psx_http_request_queue_seconds_total',
      help: 'Time that requests waited for those before them to the same device.',
      labelNames: ['device'],
      registers,
    });
    this.#durations = new Histogram({
      name: 'psx_http_request_duration_seconds',
      help: 'Time from a request to the last byte of its answer.',
      labelNames: ['device'],
      buckets: durationBuckets,
      registers,
    });
    const inFlight = (): Iterable<readonly [label: string, requests: number]> => this.#inFlight();
    new Gauge({
      name: 'psx_http_requests_in_flight',
      help: 'Requests to the device that are under way.',
      labelNames: ['device'],
      registers,
      collect() {
        this.reset();
        for (const [device, requests] of inFlight()) {
          this.set({ device }, requests);
        }
      },
    });
  }

  started({ id, deviceId }: StartedRequest): void {
    this.#underWay.set(id, deviceId);
  }

  finished({ id, deviceId, timeSpanMs, status, error, bytes, timing }: FinishedRequest): void {
    this.#underWay.delete(id);
    const device = this.#label(deviceId);
    if (device === undefined) {
      return;
    }
    const code = timeSpanMs === undefined || status === undefined ? noCode : String(status);
    this.#requests.inc({ device, code });
    this.#remember(device, `code ${code}`, () => this.#requests.remove({ device, code }));
    if (error !== undefined) {
      const { kind } = error;
      this.#failures.inc({ device, kind });
      this.#remember(device, `kind ${kind}`, () => this.#failures.remove({ device, kind }));
    }
    this.#bytes.inc({ device }, bytes ?? 0);
    this.#queued.inc({ device }, Math.max(0, timing.queuedMs) / 1000);
    if (timeSpanMs !== undefined) {
      this.#durations.observe({ device }, timeSpanMs / 1000);
    }
    this.#remember(device, 'all', () => [this.#bytes, this.#queued, this.#durations].forEach((metric) => metric.remove({ device })));
  }

  /** Drops the series of devices that are no longer in the fleet, or have another name. */
  forgetOthers(): void {
    const labels = new Set(deviceLabels(this.#devices()).values());
    for (const [label, removers] of this.#removers) {
      if (!labels.has(label)) {
        removers.forEach((remove) => remove());
        this.#removers.delete(label);
      }
    }
  }

  #remember(label: string, what: string, remove: () => void): void {
    let removers = this.#removers.get(label);
    if (removers === undefined) {
      removers = new Map();
      this.#removers.set(label, removers);
    }
    removers.set(what, remove);
  }

  /** The fleet is a new array when anything in it changed, and most requests change something: their labels are made when they are needed. */
  #label(deviceId: string): string | undefined {
    const devices = this.#devices();
    if (devices !== this.#labelledDevices) {
      this.#labelledDevices = devices;
      this.#labels = deviceLabels(devices);
    }
    return this.#labels.get(deviceId);
  }

  *#inFlight(): Generator<readonly [label: string, requests: number]> {
    for (const [id, label] of deviceLabels(this.#devices())) {
      yield [label, [...this.#underWay.values()].filter((deviceId) => deviceId === id).length];
    }
  }
}
