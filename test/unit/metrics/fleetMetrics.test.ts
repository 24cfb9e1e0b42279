import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createFleetMetrics, type FleetMetrics } from '../../../src/metrics/fleetMetrics';
import type { CommunicationState, DeviceSnapshot } from '../../../src/model/snapshot';
import { device, instance, request, slot } from './snapshots';

const where = 'device="GM-1",slot="io3",ptp_instance="i0"';

interface MetricsOfFleet extends FleetMetrics {
  /** What the metrics are collected from; the test replaces it. */
  readonly fleet: { devices: readonly DeviceSnapshot[] };
}

function metricsOf(...devices: readonly DeviceSnapshot[]): MetricsOfFleet {
  const fleet = { devices };
  return { ...createFleetMetrics({ devices: () => fleet.devices, version: '1.2.3', frontDoor: 'extension' }), fleet };
}

/** The lines with values of one metric. */
async function lines(metrics: FleetMetrics, name: string): Promise<readonly string[]> {
  return (await metrics.text()).split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
}

function deviceIn(state: CommunicationState): DeviceSnapshot {
  return device([slot([instance('i0', { offsetFromMasterNs: 5 })])], { communication: { state, since: 0 } });
}

describe('values of PTP instances', () => {
  it('are in base units', async () => {
    const metrics = metricsOf(device([slot([instance('i0', { offsetFromMasterNs: -250, meanPathDelayNs: 1843, clockClass: 6, domain: 127, stepsRemoved: 0 })])]));
    expect(await lines(metrics, 'psx_ptp_offset_from_master_seconds')).toEqual([`psx_ptp_offset_from_master_seconds{${where}} -2.5e-7`]);
    expect(await lines(metrics, 'psx_ptp_mean_path_delay_seconds')).toEqual([`psx_ptp_mean_path_delay_seconds{${where}} 0.000001843`]);
    expect(await lines(metrics, 'psx_ptp_clock_class')).toEqual([`psx_ptp_clock_class{${where}} 6`]);
    expect(await lines(metrics, 'psx_ptp_domain_number')).toEqual([`psx_ptp_domain_number{${where}} 127`]);
    expect(await lines(metrics, 'psx_ptp_steps_removed')).toEqual([`psx_ptp_steps_removed{${where}} 0`]);
  });

  it('are written as the text format wants them', async () => {
    const values = [Number.NaN, Infinity, -Infinity, -0.5, 1e21];
    const metrics = metricsOf(device([slot(values.map((clockClass, index) => instance(`i${index}`, { clockClass })))]));
    expect((await lines(metrics, 'psx_ptp_clock_class')).map((line) => line.split(' ').at(-1))).toEqual(['NaN', '+Inf', '-Inf', '-0.5', '1e+21']);
  });

  it('have no series when the device does not say them', async () => {
    const metrics = metricsOf(device([slot([instance('i0')])]));
    expect(await lines(metrics, 'psx_ptp_offset_from_master_seconds')).toEqual([]);
    expect(await lines(metrics, 'psx_ptp_grandmaster_info')).toEqual([]);
    expect(await lines(metrics, 'psx_ptp_instance_up')).toEqual([`psx_ptp_instance_up{${where}} 1`]);
  });

  it.each([
    ['stopped', { running: false }],
    ['missing', { missingSince: 1 }],
  ])('have no series while the instance is %s, only that it is not up', async (_, condition) => {
    const metrics = metricsOf(device([slot([instance('i0', { offsetFromMasterNs: 5, clockClass: 6, ...condition })])]));
    const text = await metrics.text();
    expect(text.split('\n').filter((line) => line.includes('ptp_instance='))).toEqual([`psx_ptp_instance_up{${where}} 0`]);
  });

  it('go with the card that was pulled, which is then not up', async () => {
    const gone = { missingSince: 1 };
    const metrics = metricsOf(device([slot([instance('i0', { offsetFromMasterNs: 5, ...gone })], gone)]));
    expect(await lines(metrics, 'psx_ptp_offset_from_master_seconds')).toEqual([]);
    expect(await lines(metrics, 'psx_ptp_instance_up')).toEqual([`psx_ptp_instance_up{${where}} 0`]);
    expect(await lines(metrics, 'psx_slot_up')).toEqual(['psx_slot_up{device="GM-1",slot="io3"} 0']);
  });

  it.each<[CommunicationState, number]>([
    ['responding', 1],
    ['retrying', 1],
    ['timeout', 0],
    ['slowPoll', 0],
    ['paused', 0],
    ['unauthorized', 0],
    ['connecting', 0],
  ])('of a device that is %s: %i series', async (state, series) => {
    expect(await lines(metricsOf(deviceIn(state)), 'psx_ptp_offset_from_master_seconds')).toHaveLength(series);
  });

  it('have no series while the data of the card are too old', async () => {
    const metrics = metricsOf(device([slot([instance('i0', { offsetFromMasterNs: 5 })], { severity: 'timeout' })]));
    expect(await lines(metrics, 'psx_ptp_offset_from_master_seconds')).toEqual([]);
    expect(await lines(metrics, 'psx_slot_up')).toEqual(['psx_slot_up{device="GM-1",slot="io3"} 0']);
  });

  it('do not outlive their instance', async () => {
    const metrics = metricsOf(device([slot([instance('i0', { clockClass: 6 }), instance('i1', { clockClass: 7 })])]));
    expect(await lines(metrics, 'psx_ptp_clock_class')).toHaveLength(2);
    metrics.fleet.devices = [device([slot([instance('i1', { clockClass: 7 })])])];
    expect(await lines(metrics, 'psx_ptp_clock_class')).toEqual(['psx_ptp_clock_class{device="GM-1",slot="io3",ptp_instance="i1"} 7']);
  });

  it('tell the current port state and no other, and a word that no table knows as unknown', async () => {
    const metrics = metricsOf(device([slot([instance('i0', { portState: 'MASTER' }), instance('i1', { portState: '13 (unknown)' })])]));
    expect(await lines(metrics, 'psx_ptp_port_state')).toEqual([
      `psx_ptp_port_state{${where},state="MASTER"} 1`,
      'psx_ptp_port_state{device="GM-1",slot="io3",ptp_instance="i1",state="unknown"} 1',
    ]);
  });
});

describe('labels', () => {
  it('escape what the text format reserves, and cut what is endless', async () => {
    const hostile = 'a"b\\c\nd';
    const metrics = metricsOf(device([slot([instance('i0', { name: hostile, profile: 'x'.repeat(100_000) })])]));
    const [line = ''] = await lines(metrics, 'psx_ptp_instance_info');
    expect(line).toContain(String.raw`name="a\"b\\c\nd"`);
    expect(line.length).toBeLessThan(500);
  });

  it('are those of one series only, also when what was cut would tell them apart', async () => {
    const long = 'x'.repeat(200);
    const metrics = metricsOf(device([slot([instance(`${long}1`, { clockClass: 6 }), instance(`${long}2`, { clockClass: 7 })])]));
    expect(await lines(metrics, 'psx_ptp_clock_class')).toHaveLength(1);
  });

  it('tell devices of the same name apart by their ids', async () => {
    const metrics = metricsOf(device([], { id: 'a' }), device([], { id: 'b' }), device([], { id: 'c', name: 'GM-2' }));
    const labels = (await lines(metrics, 'psx_last_success_timestamp_seconds')).map((line) => /device="([^"]*)"/.exec(line)?.[1]);
    expect(labels).toEqual(['GM-1 (a)', 'GM-1 (b)', 'GM-2']);
  });
});

describe('the communication', () => {
  it('has its state, the fault and the times in seconds', async () => {
    const error = { kind: 'refused' as const, message: 'm', hint: 'h' };
    const metrics = metricsOf(device([], { communication: { state: 'timeout', since: 1_700_000_001_500, lastSuccess: 1_700_000_000_500, error } }));
    expect((await lines(metrics, 'psx_communication_state')).filter((line) => line.endsWith(' 1'))).toEqual(['psx_communication_state{device="GM-1",state="timeout"} 1']);
    expect(await lines(metrics, 'psx_communication_fault')).toEqual(['psx_communication_fault{device="GM-1",kind="refused"} 1']);
    expect(await lines(metrics, 'psx_last_success_timestamp_seconds')).toEqual(['psx_last_success_timestamp_seconds{device="GM-1"} 1700000000.5']);
    expect(await lines(metrics, 'psx_communication_state_since_timestamp_seconds')).toEqual([
      'psx_communication_state_since_timestamp_seconds{device="GM-1"} 1700000001.5',
    ]);
  });

  it('has no time of a last success before the first', async () => {
    expect(await lines(metricsOf(deviceIn('connecting')), 'psx_last_success_timestamp_seconds')).toEqual([]);
  });
});

describe('requests', () => {
  it('are counted by status code and by kind of fault, and timed', async () => {
    const metrics = metricsOf(device([]));
    const answered = request();
    metrics.observer.started(answered);
    expect(await lines(metrics, 'psx_http_requests_in_flight')).toEqual(['psx_http_requests_in_flight{device="GM-1"} 1']);
    metrics.observer.finished(answered);
    const timedOut = { status: undefined, timeSpanMs: undefined, bytes: undefined, error: { kind: 'timeout' as const, message: 'm', hint: 'h' } };
    metrics.observer.finished(request(timedOut));
    expect(await lines(metrics, 'psx_http_requests_in_flight')).toEqual(['psx_http_requests_in_flight{device="GM-1"} 0']);
    expect(await lines(metrics, 'psx_http_requests_total')).toEqual([
      'psx_http_requests_total{device="GM-1",code="200"} 1',
      'psx_http_requests_total{device="GM-1",code="none"} 1',
    ]);
    expect(await lines(metrics, 'psx_http_request_failures_total')).toEqual(['psx_http_request_failures_total{device="GM-1",kind="timeout"} 1']);
    expect(await lines(metrics, 'psx_http_request_duration_seconds_sum')).toEqual(['psx_http_request_duration_seconds_sum{device="GM-1"} 0.3']);
    expect(await lines(metrics, 'psx_http_request_duration_seconds_count')).toEqual(['psx_http_request_duration_seconds_count{device="GM-1"} 1']);
    expect(await lines(metrics, 'psx_http_request_queue_seconds_total')).toEqual(['psx_http_request_queue_seconds_total{device="GM-1"} 1']);
    expect(await lines(metrics, 'psx_http_response_bytes_total')).toEqual(['psx_http_response_bytes_total{device="GM-1"} 1000']);
  });

  it('are forgotten with their device, and those to no device of the fleet are not counted', async () => {
    const metrics = metricsOf(device([]), device([], { id: 'gm-2', name: 'GM-2' }));
    metrics.observer.finished(request());
    metrics.observer.finished(request({ deviceId: 'gm-2', status: 429 }));
    metrics.observer.finished(request({ deviceId: 'draft' }));
    expect(await lines(metrics, 'psx_http_requests_total')).toHaveLength(2);
    metrics.fleet.devices = metrics.fleet.devices.slice(1);
    const text = await metrics.text();
    expect(text).not.toContain('device="GM-1"');
    expect(text).toContain('psx_http_requests_total{device="GM-2",code="429"} 1');
  });
});

it('tells about its process only where it owns it', async () => {
  const own = createFleetMetrics({ devices: () => [], version: '1.2.3', frontDoor: 'exporter' });
  expect(await lines(own, 'process_resident_memory_bytes')).toHaveLength(1);
  expect(await lines(metricsOf(), 'process_resident_memory_bytes')).toEqual([]);
  expect(await lines(metricsOf(), 'psx_build_info')).toEqual(['psx_build_info{version="1.2.3",front_door="extension"} 1']);
});

it('answers those who ask at the same time with one collection, of one moment', async () => {
  const metrics = metricsOf(device([slot([instance('i0', { portState: 'SLAVE', clockClass: 6 })])]));
  const first = metrics.text();
  metrics.fleet.devices = [];
  const second = metrics.text();
  expect(await second).toBe(await first);
  expect(await first).toContain(`psx_ptp_clock_class{${where}} 6`);
  expect(await metrics.text()).not.toContain('psx_ptp_clock_class{');
});

it('lets other work be done amid a large fleet', async () => {
  const metrics = metricsOf(...Array.from({ length: 50 }, (_, index) => device([slot([instance('i0')])], { id: `gm-${index}`, name: `GM-${index}` })));
  // The time of each device is up before the next one.
  let time = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (time += 100));
  onTestFinished(() => clock.mockRestore());
  const done = metrics.text().then(() => 'done');
  let turns = 0;
  while ((await Promise.race([done, new Promise((resolve) => setImmediate(resolve, 'turn'))])) === 'turn') {
    turns += 1;
  }
  expect(turns).toBeGreaterThan(50 * 10);
});

it('lets other work be done while it collects', async () => {
  const text = metricsOf(device([])).text();
  let isDone = false;
  void text.then(() => (isDone = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(isDone).toBe(false);
  await text;
});
