import type { DeviceConfig } from '../model/deviceConfig';
import { parseDeviceEntries } from '../model/deviceEntries';
import { defaultMetricsAddress, defaultMetricsPort } from '../metrics/defaultEndpoint';
import { defaultPollingSettings, type PollingSettings } from '../polling/pollingSettings';
import { isObject, reportUnknown, type Report } from './configMembers';
import { readDeviceMembers, type DeviceExtras } from './deviceMembers';
import { findJsonError } from './jsonPosition';
import { readPolling } from './pollingMembers';

/** One device of the configuration file. */
export interface ExporterDevice extends DeviceExtras {
  readonly config: DeviceConfig;
}

/** The configuration file, everything defaulted and checked. */
export interface ExporterConfig {
  readonly address: string;
  /** 0: a free one. */
  readonly port: number;
  readonly polling: PollingSettings;
  /** As written; relative to the configuration file. */
  readonly credentialsFile?: string;
  readonly devices: readonly ExporterDevice[];
}

/** The configuration, or one line for each thing that is wrong with it. */
export type ParsedConfig = { readonly ok: true; readonly config: ExporterConfig } | { readonly ok: false; readonly problems: readonly string[] };

const knownMembers = ['listen', 'polling', 'credentialsFile', 'devices'] as const;

/** Reads the text of a configuration file. Nothing is guessed: a daemon that runs with half of what was meant is worse than one that says so. */
export function parseExporterConfig(text: string): ParsedConfig {
  const json = text.replace(/^\uFEFF/, '');
  const error = findJsonError(json);
  if (error !== undefined) {
    return { ok: false, problems: [`line ${error.line}, column ${error.column}: This is not JSON. Check commas, brackets and quotes here and just before.`] };
  }
  const value: unknown = JSON.parse(json);
  if (!isObject(value)) {
    return { ok: false, problems: ['The file must hold an object: { "devices": [ { "host": "10.0.4.20" } ] }.'] };
  }
  const problems: string[] = [];
  const report = (field: string, message: string): void => void problems.push(`${field}: ${message}`);
  reportUnknown(value, knownMembers, '', report);
  const { address, port } = readListen(value.listen, report);
  const polling = readPolling(value.polling, report);
  const { credentialsFile } = value;
  if (credentialsFile !== undefined && (typeof credentialsFile !== 'string' || credentialsFile === '')) {
    report('credentialsFile', 'This must be the path of a file.');
  }
  const devices = readDevices(value.devices, report);
  return problems.length > 0
    ? { ok: false, problems }
    : {
        ok: true,
        config: { address, port, polling: { ...defaultPollingSettings, ...polling }, ...(typeof credentialsFile === 'string' ? { credentialsFile } : {}), devices },
      };
}

function readListen(value: unknown, report: Report): { address: string; port: number } {
  const listen = value ?? {};
  if (!isObject(listen)) {
    report('listen', `This must be an object: { "address": "${defaultMetricsAddress}", "port": ${defaultMetricsPort} }.`);
    return { address: defaultMetricsAddress, port: defaultMetricsPort };
  }
  reportUnknown(listen, ['address', 'port'], 'listen.', report);
  const { address = defaultMetricsAddress, port = defaultMetricsPort } = listen;
  if (typeof address !== 'string' || address.trim() === '') {
    report('listen.address', 'This must be an IP address or a host name of this computer.');
  }
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    report('listen.port', 'This must be a whole number from 0 to 65535; 0 takes a free port.');
  }
  return { address: typeof address === 'string' ? address.trim() : defaultMetricsAddress, port: typeof port === 'number' ? port : defaultMetricsPort };
}

function readDevices(value: unknown, report: Report): readonly ExporterDevice[] {
  if (!Array.isArray(value) || value.length === 0) {
    report('devices', 'This must be a list of at least one device: [ { "host": "10.0.4.20" } ].');
    return [];
  }
  const { configs, problems } = parseDeviceEntries(value);
  for (const { index, field, message } of problems) {
    report(`devices[${index}]${field === undefined ? '' : `.${field}`}`, message);
  }
  const extras = value.map((entry: unknown, index) => (isObject(entry) ? readDeviceMembers(entry, `devices[${index}]`, report) : {}));
  // Without a problem there is one configuration for each entry, in the same order; with one, nothing of this is used.
  return configs.map((config, index) => ({ config, ...extras[index] }));
}
