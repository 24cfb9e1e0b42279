import type { JsonObject } from '../model/json';
import { rounded, wave } from './motion';
import type { ScenarioState } from './scenario';

/** A power supply that works. */
export function powerSupply(): JsonObject {
  return {
    'power-available': true,
    'power-capacity': 50.0,
    info: { model: 'psu', 'serial-number': '', 'software-revision': '', 'firmware-image': '' },
  };
}

/** What the slot of an absent power supply reports: a module without `info`. */
export function absentPowerSupply(): JsonObject {
  return { 'power-available': false, 'power-capacity': 0.0 };
}

/** The processor card. */
export function processor(firmware: string, nowMs: number): JsonObject {
  return {
    info: {
      model: 'c05f1-v33',
      'serial-number': 'N/A',
      'software-revision': firmware.replace(/^fw_/, ''),
      'firmware-image': firmware,
      sensors: { 'temperature-1': rounded(44 + wave(nowMs, 900_000, 2), 1) },
    },
  };
}

/** An LNO180 low-noise output card. */
export function lowNoiseOutput(): JsonObject {
  return {
    info: {
      model: 'lno180',
      'serial-number': '012711004417',
      'software-revision': 'v1.04',
      'firmware-image': '',
      sensors: { 'temperature-1': 38.5 },
    },
    outputs: [1, 2, 3, 4].map((number) => ({ 'object-id': `out${number}`, frequency: 10_000_000, level: 'normal' })),
  };
}

/** An HPS100: another PTP card, not a PSX. */
export function hps100(instance: JsonObject): JsonObject {
  return {
    info: {
      model: 'hps100',
      'serial-number': '036611002290',
      'software-revision': 'v1.6.7',
      'firmware-image': 'hps-1.6.7',
      sensors: { 'temperature-1': 55.0 },
    },
    'sync-status': {
      'clock-idx': 'selected',
      'osc-type': 'tcxo',
      'est-time-quality': 'less-than-100ns',
      'clock-status': { clock: 'synchronized', oscillator: 'warmed-up' },
    },
    ptp: instance,
  };
}

const stringTypes = ['meinberg-standard', 'sat', 'nmea-rmc', 'sysplex-1-', 'meinberg-gps', 'nmea-gga', 'ion'];

/** A GRC180 satellite receiver. Its `ref-type` is wrong, as it is on real ones. */
export function receiver(scenario: ScenarioState, nowMs: number): JsonObject {
  const locked = scenario.holdoverSince === undefined;
  return {
    'dac-cal': null,
    'dac-val': null,
    info: {
      model: 'grc180',
      'serial-number': '029811041706',
      'software-revision': 'v2.14',
      sensors: { 'temperature-1': 0.0, 'temperature-2': 0.0 },
    },
    'supported-string-types': stringTypes.map((name, value) => ({ 'object-id': name, value, description: name })),
    'sync-status': {
      'clock-idx': 'selected',
      'osc-type': 'ocxo-hq',
      'est-time-quality': locked ? 'less-than-100ns' : 'less-than-1us',
      'clock-status': { clock: locked ? 'synchronized' : 'holdover', oscillator: 'warmed-up' },
    },
    grc: {
      'ref-type': '10mhz-freqin',
      'receiver-status': locked ? 'synchronized' : 'not-synchronized',
      antenna: { connected: locked, 'short-circuit': false },
      receiver: { synchronized: locked, tracking: false, 'warm-boot': false, 'cold-boot': false },
    },
    satellites: {
      'gps-mode': 'normal-operation',
      'good-satellites': locked ? Math.round(9 + wave(nowMs, 1_800_000, 2)) : 0,
      'satellites-in-view': locked ? 13 : 0,
      latitude: 51.984321,
      longitude: 9.225678,
      altitude: 149.2,
      pdop: 0.0,
      tdop: 1.13,
      'selected-satellites': locked ? ['gps5', 'gps12', 'gps25', 'gps31'] : [],
    },
  };
}
