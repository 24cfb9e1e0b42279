import { parseDurationNs } from '../model/duration';
import { isJsonObject, type Json, type JsonObject } from '../model/json';
import { limitedParameters, limitSeverities, type LimitedParameter, type LimitSeverity } from './alarmPresets';
import type { LimitOverrides } from './alarmSettings';

/** Takes what is wrong at a path of the settings. */
export type Report = (path: string, message: string) => void;

type LimitMembers = Partial<Record<LimitSeverity, number | null>>;

const parameterNames = Object.keys(limitedParameters) as LimitedParameter[];

/** Reads `thresholds` of an override: `{ "offsetFromMaster": { "major": "250 ns" } }`. `null` takes a limit away. */
export function parseLimits(value: unknown, path: string, report: Report): LimitOverrides | undefined {
  if (!isJsonObject(value)) {
    report(path, 'The thresholds must be an object: { "offsetFromMaster": { "major": "250 ns" } }.');
    return undefined;
  }
  const limits: Partial<Record<LimitedParameter, LimitMembers | null>> = {};
  for (const name of Object.keys(value)) {
    const parameter = parameterNames.find((candidate) => candidate === name);
    if (parameter === undefined) {
      report(`${path}.${name}`, `There are thresholds for ${parameterNames.join(', ')}.`);
      continue;
    }
    const members = value[name];
    if (members === null) {
      limits[parameter] = null;
    } else if (isJsonObject(members)) {
      limits[parameter] = parseMembers(members, limitedParameters[parameter], `${path}.${name}`, report);
    } else {
      report(`${path}.${name}`, 'This must be an object with warning, minor, major or critical.');
    }
  }
  return limits;
}

function parseMembers(members: JsonObject, unit: 'ns' | '%', path: string, report: Report): LimitMembers {
  const limits: LimitMembers = {};
  for (const name of Object.keys(members)) {
    const severity = limitSeverities.find((candidate) => candidate === name);
    const limit = members[name] === null ? null : parseLimit(members[name], unit);
    if (severity === undefined) {
      report(`${path}.${name}`, `The severities are ${limitSeverities.join(', ')}.`);
    } else if (limit === undefined) {
      report(`${path}.${name}`, unit === 'ns' ? 'This must be a time above 0, such as "250 ns", or a number of nanoseconds.' : 'This must be a percentage above 0, such as 10.');
    } else {
      limits[severity] = limit;
    }
  }
  return isAscending(limits, path, report) ? limits : {};
}

function parseLimit(value: Json | undefined, unit: 'ns' | '%'): number | undefined {
  const limit = typeof value === 'string' ? parseText(value, unit) : value;
  return typeof limit === 'number' && Number.isFinite(limit) && limit > 0 ? limit : undefined;
}

function parseText(text: string, unit: 'ns' | '%'): number | undefined {
  const trimmed = text.trim();
  const plain = (unit === '%' ? /^(\d{1,9}(?:\.\d{1,9})?)\s*%?$/ : /^(\d{1,15}(?:\.\d{1,9})?)$/).exec(trimmed)?.[1];
  return plain !== undefined ? Number(plain) : unit === 'ns' ? parseDurationNs(trimmed) : undefined;
}

/** A worse severity with a lower limit would hide the milder one. */
function isAscending(limits: LimitMembers, path: string, report: Report): boolean {
  const values = limitSeverities.map((severity) => limits[severity]).filter((limit): limit is number => typeof limit === 'number');
  const isRight = values.every((limit, index) => index === 0 || limit >= (values[index - 1] ?? 0));
  if (!isRight) {
    report(path, 'The limits must ascend from warning to critical; those of the preset are used.');
  }
  return isRight;
}
