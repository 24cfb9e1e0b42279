import { Gauge, Registry } from 'prom-client';
import type { RequestObserver } from '../model/httpRequest';
import type { DeviceSnapshot } from '../model/snapshot';
import { communicationStateGauge, deviceInfoGauge, deviceTimeGauges, faultGauge, slotGauges, slotInfoGauge } from './deviceGauges';
import { deviceLabels } from './deviceLabels';
import { familyText, type GaugeFamily } from './gaugeFamily';
import { registerProcessMetrics } from './processMetrics';
import { grandmasterGauge, instanceInfoGauge, portStateGauge, ptpGauges } from './ptpGauges';
import { registeredText } from './registeredText';
import { RequestMetrics } from './requestMetrics';
import { WorkPace } from './workPace';

/** What is told of each device, beside the requests to it. */
const families: readonly GaugeFamily<string>[] = [
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
  const registers = [registry];
  new Gauge({
    name: 'psx_build_info',
    help: 'Version of PSX Explorer, and whether its exporter or the extension serves this; the value is always 1.',
    labelNames: ['version', 'front_door'],
    registers,
  }).set({ version, front_door: frontDoor }, 1);
  const deviceCount = new Gauge({ name: 'psx_devices', help: 'Devices that are configured.', registers });
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
        // All of the metrics tell of the same moment.
        const fleet = devices();
        deviceCount.set(fleet.length);
        observer.forgetOthers();
        underWay = render(registry, fleet).finally(() => (underWay = undefined));
      }
      return underWay;
    },
  };
}

/** One metric after the other, with room for other work in between: those of 500 devices are some megabytes. */
async function render(registry: Registry, fleet: readonly DeviceSnapshot[]): Promise<string> {
  const pace = new WorkPace();
  const names = deviceLabels(fleet);
  const texts: string[] = [];
  for (const { name } of registry.getMetricsAsArray()) {
    const metric = registry.getSingleMetric(name);
    if (metric !== undefined) {
      texts.push(await registeredText(metric, pace));
      await pace.rest();
    }
  }
  for (const family of families) {
    texts.push(await familyText(family, fleet, names, pace));
    await pace.rest();
  }
  return `${texts.join('\n\n')}\n`;
}
