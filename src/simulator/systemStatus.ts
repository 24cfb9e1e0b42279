import type { JsonObject } from '../model/json';
import { type ChassisMoment, timeStamp } from './chassisMoment';
import { wave } from './motion';

const model = 'M3000';

/** `system-information`, which is part of every answer. */
export function systemInformation({ apiVersion, firmware, nowMs }: ChassisMoment): JsonObject {
  return {
    ...(apiVersion !== '' && { 'API Version': `LANTIME REST API V${apiVersion}` }),
    version: firmware,
    'serial-number': '0301110087',
    hostname: 'lantime-sim',
    'time-stamp': timeStamp(nowMs),
    model,
  };
}

/** `/api/status/system` */
export function systemStatus(moment: ChassisMoment): JsonObject {
  const { nowMs, bootedAtMs, uptimeSeconds, scenario, firmware } = moment;
  const { holdoverSince } = scenario;
  const locked = holdoverSince === undefined;
  const iso = new Date(nowMs).toISOString();
  const freeKilobytes = Math.round(1_310_000 + wave(nowMs, 300_000, 9_000));
  const load = (0.42 + wave(nowMs, 120_000, 0.2)).toFixed(2);
  return {
    uptime: uptimeSeconds,
    'current-time': `${iso.slice(0, -1)}418207 UTC`,
    'current-time-iso': iso,
    cpuload: `${load} 0.47 0.44 1/126 ${20_000 + (Math.floor(nowMs / 1000) % 10_000)}`,
    memory: `2051328 kB total memory, ${freeKilobytes} kB free (${Math.floor(freeKilobytes / 20_513.28)} %)`,
    position: '51.984321, 9.225678',
    'last-position-update': timeStamp(bootedAtMs + 240_000).replace('T', ' ').replaceAll('-', '.'),
    'last-config-change': 4_211.75,
    'sync-status': {
      reference: 'clk1-gps',
      'ref-type': 'gps',
      'clock-idx': 0,
      'osc-type': 'ocxo-hq',
      'est-time-quality': locked ? 'less-than-100ns' : 'less-than-1us',
      'leapsecond-announced': false,
      'leapsecond-date': '',
      'clock-status': {
        clock: locked ? 'synchronized' : 'holdover',
        oscillator: 'warmed-up',
        antenna: locked ? 'connected' : 'disconnected',
      },
      'holdover-status': {
        'time-offset': 0,
        'time-elapsed': locked ? 0 : Math.floor((nowMs - holdoverSince) / 1000),
        'tfom-out': locked ? 0 : 4,
      },
    },
    'front-leds': {
      'led-ref-time': led(locked ? 'green' : 'red', true),
      'led-time-service': led('green', true),
      'led-network': led('green', true),
      'led-alarm': led(locked ? 'none' : 'red', !locked),
    },
    storage: [
      storage('rootfs', 218_624, 96_210, '/'),
      storage('none', 1_025_664, 12, '/dev/shm'),
      storage('var', 65_536, 11_848, '/var'),
      storage('tmp', 32_768, 20, '/tmp'),
      storage('dev_sda5', 802_816, 431_104, '/mnt/flash'),
      storage('dev_sda7', 1_951_730, 402_376, '/data'),
    ],
    firmware: firmwareStatus(firmware, bootedAtMs),
  };
}

function led(color: string, state: boolean): JsonObject {
  return {
    'current-color': color,
    'current-state': state,
    'current-mode': 'permanent',
    'last-color': color,
    'last-state': state,
    'last-mode': 'permanent',
  };
}

function storage(objectId: string, size: number, used: number, mountpoint: string): JsonObject {
  return {
    'object-id': objectId,
    size,
    used,
    available: size - used,
    'used-percent': Math.ceil((100 * used) / size),
    mountpoint,
  };
}

const packageNames = ['bird', 'cli', 'data', 'himem', 'iec61850', 'ims', 'lantime', 'ltmgmt', 'manuals', 'network', 'ntp'];
const morePackageNames = ['nts', 'ptp2', 'snmp', 'ssh', 'syncmon', 'system', 'web'];

function firmwareStatus(firmware: string, bootedAtMs: number): JsonObject {
  const version = firmware.replace(/^fw_/, '');
  const [major = '7', minor = '08'] = version.split('.');
  return {
    running: firmware,
    selected: firmware,
    fwimage: `firmware-${version}-x64`,
    firmware: [
      { 'object-id': firmware, version, type: 'Compressed' },
      { 'object-id': 'fw_7.06.014', version: '7.06.14', type: 'Compressed' },
      { 'object-id': 'osv', version: '6.24.21', type: 'Standard' },
    ],
    update: {
      'update-in-progress': false,
      'update-progress': 0,
      'last-update-successful': true,
      'last-update-started': timeStamp(bootedAtMs - 420_000),
      'last-update-ended': timeStamp(bootedAtMs - 90_000),
      'last-update-error': 'none',
    },
    packages: [...packageNames, ...morePackageNames].map((name, index) => ({
      'object-id': name,
      version: name === 'data' ? 'no version information' : `${major}.${Number(minor)}.${7 + ((index * 37) % 290)}`,
    })),
  };
}
