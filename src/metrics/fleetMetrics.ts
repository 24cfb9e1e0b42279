import { setImmediate } from 'node:timers/promises';
import { Gauge, Registry } from 'prom-client';
import type { RequestObserver } from '../model/httpRequest';
import type { DeviceSnapshot } from '../model/snapshot';
import { communicationStateGauge, deviceInfoGauge, deviceTimeGauges, faultGauge, slotGauges, slotInfoGauge } from './deviceGauges';
import { registerGauge } from './gaugeFamily';
import { registerProcessMetrics } from './processMetrics';
import { grandmasterGauge, instanceInfoGauge, portStateGauge, ptpGauges } from './ptpGauges';
import { RequestMetrics } from './requestMetrics';

export interface FleetMetricsOptions {
  /** All devices as they are now. */
  readonly devices: () => readonly DeviceSnapshot[];
  readonly version: string;
  /** Which of the two front doors serves the metrics. The exporter owns its process, so it tells about that as well. */
  readonly frontDoor: 'exporter' | 'extension';
}

/** What Prometheus is told about the fleet. */
export interface FleetMetrics {
  /** Must be told of every request to a device. */
  readonly observer: RequestObserver;
  /** Of {@link text}. */
  readonly contentType: string;
  /** All metrics as they are now, in Prometheus' text format 0.0.4. Those who ask at the same time share one answer. */
  text(): Promise<string>;
}

/** Makes the metrics; nothing is collected until somebody asks for them. */
export function createFleetMetrics({ devices, version, frontDoor }: FleetMetricsOptions): FleetMetrics {
  const registry = new Registry();
  /** The fleet as it was when the answer that is being made was asked for: all of its metrics tell of the same moment. */
  let fleet: readonly DeviceSnapshot[] = [];
  new Gauge({
    name: 'psx_build_info',
    help: 'Version of PSX Explorer, and whether its exporter or the extension serves this; the value is always 1.',
    labelNames: ['version', 'front_door'],
    registers: [registry],
  }).set({ version, front_door: frontDoor }, 1);
  new Gauge({
    name: 'psx_devices',
    help: 'Devices that are configured.',
    registers: [registry],
    collect() {
      this.set(fleet.length);
    },
  });
  const families = [
    deviceInfoGauge,
    communicationStateGauge,
    faultGauge,
    ...deviceTimeGauges,
    slotInfoGauge,
    ...slotGauges,
    instanceInfoGauge,
    portStateGauge,
    grandmasterGauge,
    ...ptpGauges,
  ];
  families.forEach((family) => registerGauge<string>(registry, () => fleet, family));
  const observer = new RequestMetrics(registry, devices);
  if (frontDoor === 'exporter') {
    registerProcessMetrics(registry);
  }
  let underWay: Promise<string> | undefined;
  return {
    observer,
    contentType: registry.contentType,
    text: () => {
      if (underWay === undefined) {
        fleet = devices();
        observer.forgetOthers();
        underWay = render(registry).finally(() => {
          underWay = undefined;
          fleet = [];
        });
      }
      return underWay;
    },
  };
}

/** One metric after the other, with room for other work in between: those of 500 devices take half a second. */
async function render(registry: Registry): Promise<string> {
  const texts: string[] = [];
  for (const { name } of registry.getMetricsAsArray()) {
    texts.push(await registry.getSingleMetricAsString(name));
    await setImmediate();
  }
  return `${texts.join('\n\n')}\n`;
}
