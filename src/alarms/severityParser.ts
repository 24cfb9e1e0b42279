import { isJsonObject, type Json, type JsonObject } from '../model/json';
import { ptpPortStates } from '../model/ptpPortState';
import { limitSeverities } from './alarmPresets';
import { stateParameters, type SeverityChoice, type StateParameter, type StateSeverities } from './alarmSettings';
import type { Report } from './limitParser';

/** How the states of a parameter are written, and what is said of one that is none. */
interface StateNames {
  /** The state as the rules name it. */
  readonly parse: (name: string) => string | undefined;
  readonly complaint: string;
  readonly example: string;
}

const stateNames: Readonly<Partial<Record<StateParameter, StateNames>>> = {
  portState: {
    parse: (name) => {
      const code = ptpPortStates.codeOf(name);
      return code === undefined ? undefined : ptpPortStates.describe(code);
    },
    complaint: 'The port state must be one of IEEE 1588, such as "LISTENING".',
    example: '{ "LISTENING": "warning" }',
  },
  clockClass: {
    parse: (name) => (/^\d{1,3}$/.test(name) && Number(name) <= 255 ? String(Number(name)) : undefined),
    complaint: 'The clock class must be a number from 0 to 255, such as "7".',
    example: '{ "7": "warning" }',
  },
};

const severityWords = ['off', ...limitSeverities] as const satisfies readonly SeverityChoice[];

/** Reads `severities` of an override: `{ "link": "major", "portState": { "LISTENING": "warning" } }`. */
export function parseSeverities(value: unknown, path: string, report: Report): StateSeverities | undefined {
  if (!isJsonObject(value)) {
    report(path, 'The severities must be an object: { "link": "major", "clockClass": "off" }.');
    return undefined;
  }
  const severities: { -readonly [Parameter in StateParameter]?: StateSeverities[Parameter] } = {};
  for (const name of Object.keys(value)) {
    const parameter = stateParameters.find((candidate) => candidate === name);
    const choice = value[name];
    if (parameter === undefined) {
      report(`${path}.${name}`, `There are severities for ${stateParameters.join(', ')}.`);
      continue;
    }
    const names = stateNames[parameter];
    const severity = names !== undefined && isJsonObject(choice) ? parseStates(choice, names, `${path}.${name}`, report) : parseSeverity(choice);
    if (severity === undefined) {
      const byState = names === undefined ? '' : `, or an object by state: ${names.example}`;
      report(`${path}.${name}`, `The severity must be off, ${limitSeverities.join(', ')}${byState}.`);
    } else {
      severities[parameter] = severity;
    }
  }
  return severities;
}

function parseStates(members: JsonObject, { parse, complaint }: StateNames, path: string, report: Report): ReadonlyMap<string, SeverityChoice> {
  const choices = new Map<string, SeverityChoice>();
  for (const name of Object.keys(members)) {
    const state = parse(name);
    const severity = parseSeverity(members[name]);
    if (state === undefined) {
      report(`${path}.${name}`, complaint);
    } else if (severity === undefined) {
      report(`${path}.${name}`, `The severity must be off, ${limitSeverities.join(', ')}.`);
    } else {
      choices.set(state, severity);
    }
  }
  return choices;
}

function parseSeverity(value: Json | undefined): SeverityChoice | undefined {
  return severityWords.find((candidate) => candidate === value);
}
