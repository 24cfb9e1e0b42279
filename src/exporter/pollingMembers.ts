import type { PollingSettings } from '../polling/pollingSettings';
import { isObject, reportUnknown, type Report } from './configMembers';

/** Members of `polling` in seconds, as the settings `psx.polling.*` of the extension, with their ranges. */
const seconds = {
  interval: { setting: 'intervalMs', min: 1, max: 3600 },
  timeout: { setting: 'timeoutMs', min: 1, max: 300 },
  elementTimeout: { setting: 'elementTimeoutMs', min: 5, max: 3600 },
  slowPollAfter: { setting: 'slowPollAfterMs', min: 10, max: 86_400 },
  slowPollInterval: { setting: 'slowPollIntervalMs', min: 5, max: 3600 },
} as const;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Reads the member `polling`; what it does not say is left out. */
export function readPolling(value: unknown, report: Report): Partial<PollingSettings> {
  if (value === undefined) {
    return {};
  }
  if (!isObject(value)) {
    report('polling', 'This must be an object: { "interval": 10 }.');
    return {};
  }
  reportUnknown(value, [...Object.keys(seconds), 'maxRequests', 'raw', 'offsetUnit'], 'polling.', report);
  const settings: Partial<Writable<PollingSettings>> = {};
  for (const [member, { setting, min, max }] of Object.entries(seconds)) {
    const given = value[member];
    if (typeof given === 'number' && given >= min && given <= max) {
      settings[setting] = given * 1000;
    } else if (given !== undefined) {
      report(`polling.${member}`, `This must be a number of seconds from ${min} to ${max}.`);
    }
  }
  const { raw, offsetUnit, maxRequests } = value;
  if (typeof maxRequests === 'number' && Number.isInteger(maxRequests) && maxRequests >= 2 && maxRequests <= 1000) {
    settings.mostRequests = maxRequests;
  } else if (maxRequests !== undefined) {
    report('polling.maxRequests', 'This must be a whole number from 2 to 1000.');
  }
  if (typeof raw === 'boolean') {
    settings.raw = raw;
  } else if (raw !== undefined) {
    report('polling.raw', 'This must be true or false.');
  }
  if (offsetUnit === 'auto' || offsetUnit === 'ns' || offsetUnit === 's') {
    settings.offsetUnit = offsetUnit;
  } else if (offsetUnit !== undefined) {
    report('polling.offsetUnit', 'This must be "auto", "ns" or "s".');
  }
  return settings;
}
