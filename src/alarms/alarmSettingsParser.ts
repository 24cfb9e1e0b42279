import { alarmParameters, type AlarmParameter } from '../model/alarm';
import { parseClockIdentity } from '../model/clockIdentity';
import { isJsonObject, type JsonObject } from '../model/json';
import { ptpPortStates } from '../model/ptpPortState';
import { alarmPresetNames, type AlarmPresetName } from './alarmPresets';
import { defaultAlarmSettings, type AlarmOverride, type AlarmSettings } from './alarmSettings';
import { parseLimits, type Report } from './limitParser';
import { parseSeverities } from './severityParser';

/** What is wrong with one place of the settings: the rest keeps working. */
export interface AlarmSettingsProblem {
  /** `preset`, `overrides[2].limits.offsetFromMaster.major` */
  readonly path: string;
  /** One sentence that says what to do. */
  readonly message: string;
}

export interface ParsedAlarmSettings {
  readonly value: AlarmSettings;
  readonly problems: readonly AlarmSettingsProblem[];
}

/** Seconds that a condition may have to last. */
const waitRangeSeconds = { min: 0, max: 86_400 } as const;

const overrideMembers = ['device', 'slot', 'instance', 'preset', 'thresholds', 'severities', 'expectedGrandmaster', 'expectedPortState', 'mask'];

/**
 * Reads the settings `psx.alarms.*`, as an object of `preset`, `raiseAfter` and `clearAfter` in seconds, and `overrides`. Whatever can be defaulted is;
 * a bad member is reported and left out, the others keep working.
 */
export function parseAlarmSettings(json: unknown): ParsedAlarmSettings {
  const problems: AlarmSettingsProblem[] = [];
  const report: Report = (path, message) => problems.push({ path, message });
  const members = isJsonObject(json) ? json : {};
  const value: AlarmSettings = {
    preset: parsePreset(members.preset, 'preset', report) ?? defaultAlarmSettings.preset,
    raiseAfterMs: parseWaitMs(members.raiseAfter, 'raiseAfter', report) ?? defaultAlarmSettings.raiseAfterMs,
    clearAfterMs: parseWaitMs(members.clearAfter, 'clearAfter', report) ?? defaultAlarmSettings.clearAfterMs,
    overrides: parseOverrides(members.overrides, report),
  };
  return { value, problems };
}

function parseOverrides(value: unknown, report: Report): readonly AlarmOverride[] {
  if (isAbsent(value)) {
    return [];
  }
  if (!Array.isArray(value)) {
    report('overrides', 'The overrides must be a list: [ { "device": "GM-North", "preset": "telecom" } ].');
    return [];
  }
  return value.flatMap((entry: unknown, index) => {
    const override = parseOverride(entry, `overrides[${index}]`, report);
    return override === undefined ? [] : [override];
  });
}

function parseOverride(entry: unknown, path: string, report: Report): AlarmOverride | undefined {
  if (!isJsonObject(entry)) {
    report(path, 'An override must be an object: { "device": "GM-North", "preset": "telecom" }.');
    return undefined;
  }
  for (const unknown of Object.keys(entry).filter((name) => !overrideMembers.includes(name))) {
    report(`${path}.${unknown}`, `There is no such member; use ${overrideMembers.join(', ')}.`);
  }
  const place = parsePlace(entry, path, report);
  if (place === undefined) {
    return undefined;
  }
  const preset = parsePreset(entry.preset, `${path}.preset`, report);
  const limits = isAbsent(entry.thresholds) ? undefined : parseLimits(entry.thresholds, `${path}.thresholds`, report);
  const severities = isAbsent(entry.severities) ? undefined : parseSeverities(entry.severities, `${path}.severities`, report);
  const expectedGrandmasters = parseGrandmasters(entry.expectedGrandmaster, `${path}.expectedGrandmaster`, report);
  const expectedPortState = parsePortState(entry.expectedPortState, `${path}.expectedPortState`, report);
  const mask = parseMask(entry.mask, `${path}.mask`, report);
  return {
    ...place,
    ...(preset === undefined ? {} : { preset }),
    ...(limits === undefined ? {} : { limits }),
    ...(severities === undefined ? {} : { severities }),
    ...(expectedGrandmasters === undefined ? {} : { expectedGrandmasters }),
    ...(expectedPortState === undefined ? {} : { expectedPortState }),
    ...(mask === undefined ? {} : { mask }),
  };
}

/** An override whose place is not understood would apply elsewhere: it is left out as a whole. */
function parsePlace(entry: JsonObject, path: string, report: Report): Pick<AlarmOverride, 'device' | 'slot' | 'instance'> | undefined {
  const place: { device?: string; slot?: string; instance?: string } = {};
  for (const name of ['device', 'slot', 'instance'] as const) {
    const value = entry[name];
    if (isAbsent(value)) {
      continue;
    }
    if (typeof value !== 'string' || value.trim() === '') {
      report(`${path}.${name}`, 'This must be a text; the override is left out.');
      return undefined;
    }
    place[name] = value.trim();
  }
  return place;
}

function parsePreset(value: unknown, path: string, report: Report): AlarmPresetName | undefined {
  if (isAbsent(value)) {
    return undefined;
  }
  const preset = alarmPresetNames.find((name) => name === value);
  if (preset === undefined) {
    report(path, `The preset must be one of ${alarmPresetNames.join(', ')}.`);
  }
  return preset;
}

function parseWaitMs(value: unknown, path: string, report: Report): number | undefined {
  if (isAbsent(value)) {
    return undefined;
  }
  const { min, max } = waitRangeSeconds;
  if (typeof value === 'number' && value >= min && value <= max) {
    return value * 1000;
  }
  report(path, `This must be a number of seconds from ${min} to ${max}; the default is used.`);
  return undefined;
}

function parseGrandmasters(value: unknown, path: string, report: Report): readonly string[] | undefined {
  if (isAbsent(value)) {
    return undefined;
  }
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const identities = list.flatMap((item, index) => {
    const identity = typeof item === 'string' ? parseClockIdentity(item) : undefined;
    if (identity === undefined) {
      report(Array.isArray(value) ? `${path}[${index}]` : path, 'This must be the identity of a clock, such as "EC-46-70-FF-FE-00-11-22".');
      return [];
    }
    return [identity];
  });
  return identities.length === 0 ? undefined : identities;
}

function parsePortState(value: unknown, path: string, report: Report): string | undefined {
  if (isAbsent(value)) {
    return undefined;
  }
  const code = typeof value === 'string' ? ptpPortStates.codeOf(value) : undefined;
  if (code === undefined) {
    report(path, 'The port state must be one of IEEE 1588, such as "MASTER" or "SLAVE".');
    return undefined;
  }
  return ptpPortStates.describe(code);
}

function parseMask(value: unknown, path: string, report: Report): true | readonly AlarmParameter[] | undefined {
  if (isAbsent(value) || value === false) {
    return undefined;
  }
  if (value === true) {
    return true;
  }
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const parameters = alarmParameters.filter((parameter) => list.includes(parameter));
  if (list.some((item) => !parameters.some((parameter) => parameter === item))) {
    report(path, `This must be true, or a list of ${alarmParameters.join(', ')}; the others are left out.`);
  }
  return parameters.length === 0 ? undefined : parameters;
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}
