import type { DeviceConfig } from './deviceConfig';
import { isBypassProxy, parseDeviceAddress } from './deviceAddress';
import { wellFormed } from './wellFormed';

/** One entry of the setting `psx.devices`, as a person writes it. Only `host` is required. */
export interface DeviceEntry {
  readonly id?: string;
  readonly name?: string;
  readonly host: string;
  readonly port?: number;
  readonly busAddress?: string;
  readonly slotIds?: readonly string[];
  /** Polling interval in seconds. */
  readonly interval?: number;
}

/** What is wrong with one entry: the others keep working. */
export interface EntryProblem {
  /** Position in the list, from 0. */
  readonly index: number;
  /** The member that is wrong; absent when it is the entry as a whole. */
  readonly field?: string;
  /** One sentence that says what to do. */
  readonly message: string;
}

export interface DeviceEntries {
  readonly configs: readonly DeviceConfig[];
  readonly problems: readonly EntryProblem[];
}

/** Polling intervals that an entry may ask for, in seconds. */
export const intervalRangeSeconds = { min: 1, max: 3600 } as const;

/**
 * Reads the setting `psx.devices`. Whatever can be defaulted is; an entry whose host is unusable or whose id or origin is taken is left out
 * and reported; a bad optional member is reported and defaulted.
 */
export function parseDeviceEntries(setting: unknown): DeviceEntries {
  if (setting === undefined || setting === null) {
    return { configs: [], problems: [] };
  }
  if (!Array.isArray(setting)) {
    return { configs: [], problems: [{ index: 0, message: 'The setting must be a list of devices: [ { "host": "10.0.4.20" } ].' }] };
  }
  const configs: DeviceConfig[] = [];
  const problems: EntryProblem[] = [];
  setting.forEach((entry: unknown, index) => {
    const config = parseEntry(entry, (field, message) => problems.push({ index, ...(field === undefined ? {} : { field }), message }));
    if (config === undefined) {
      return;
    }
    const twin = configs.find((other) => other.id === config.id || other.origin === config.origin);
    if (twin !== undefined) {
      const field = twin.origin === config.origin ? 'host' : 'id';
      problems.push({ index, field, message: `"${twin.name}" already uses this ${field}. Remove one of the two entries.` });
      return;
    }
    configs.push(config);
  });
  return { configs, problems };
}

type Report = (field: string | undefined, message: string) => void;

function parseEntry(entry: unknown, report: Report): DeviceConfig | undefined {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    report(undefined, 'An entry must be an object: { "host": "10.0.4.20" }.');
    return undefined;
  }
  const members = entry as Record<string, unknown>;
  if (typeof members.host !== 'string' || members.host.trim() === '') {
    report('host', 'Enter the address of the device: an IP address, a host name or a URL.');
    return undefined;
  }
  const address = parseDeviceAddress(members.host, parsePort(members.port, report));
  if (!address.ok) {
    report('host', address.message);
    return undefined;
  }
  const { origin, hostname } = address.address;
  const busAddress = parseText(members, 'busAddress', report) ?? '';
  const intervalMs = parseIntervalMs(members.interval, report);
  return {
    id: parseText(members, 'id', report) ?? origin,
    name: parseText(members, 'name', report) ?? hostname,
    origin,
    busAddress,
    bypassProxy: isBypassProxy(busAddress),
    slotIds: parseSlotIds(members.slotIds, report),
    ...(intervalMs === undefined ? {} : { intervalMs }),
  };
}

function parsePort(value: unknown, report: Report): number | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  const port = typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value;
  if (typeof port === 'number' && Number.isInteger(port) && port >= 1 && port <= 65_535) {
    return port;
  }
  report('port', 'The port must be a whole number from 1 to 65535; the default is used.');
  return undefined;
}

function parseText(members: Record<string, unknown>, field: 'id' | 'name' | 'busAddress', report: Report): string | undefined {
  const value = members[field];
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'string') {
    report(field, 'This must be a text; the default is used.');
    return undefined;
  }
  const trimmed = value.trim();
  return trimmed === '' ? undefined : wellFormed(trimmed);
}

function parseSlotIds(value: unknown, report: Report): readonly string[] {
  if (value === undefined || value === null) {
    return [];
  }
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const slotIds = list.filter((item): item is string => typeof item === 'string' && item.trim() !== '').map((item) => wellFormed(item.trim()));
  if (slotIds.length !== list.length) {
    report('slotIds', 'Slot IDs must be texts such as "io3"; the others are left out.');
  }
  return [...new Set(slotIds)];
}

function parseIntervalMs(value: unknown, report: Report): number | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  const { min, max } = intervalRangeSeconds;
  if (typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max) {
    return value * 1000;
  }
  report('interval', `The interval must be a number of seconds from ${min} to ${max}; the setting psx.polling.interval is used.`);
  return undefined;
}
