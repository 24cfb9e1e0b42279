import type { AlarmParameter } from '../model/alarm';
import type { DeviceSnapshot, PtpInstanceSnapshot } from '../model/snapshot';
import { alarmPresets, limitedParameters, limitSeverities, type AlarmPreset, type LimitedParameter, type Limits, type LimitSeverity } from './alarmPresets';
import type { AlarmOverride, AlarmSettings, LimitOverrides, SeverityChoice, StateSeverities } from './alarmSettings';

/** What a person says about the severity of a parameter. */
export interface ChosenSeverity {
  readonly severity: SeverityChoice;
  /** Of just this state, be it in order by the rules or not. */
  readonly isOfState: boolean;
}

/** The rules for one device, slot, port or instance. */
export interface SubjectRules {
  readonly limits: AlarmPreset['limits'];
  readonly watchesStates: boolean;
  readonly expectedGrandmasters?: readonly string[];
  readonly expectedPortState?: string;
  /** What is said about a parameter, and the state that it is in. Absent where nothing is said about any. */
  readonly chosenSeverity?: (parameter: AlarmParameter, state?: string) => ChosenSeverity | undefined;
  /** Whether alarms of the parameter are raised masked. */
  readonly isMasked: (parameter: AlarmParameter) => boolean;
}

/** Which subject rules are asked for. */
export interface RuledSubject {
  readonly device: Pick<DeviceSnapshot, 'id' | 'name'>;
  readonly slotId?: string;
  readonly instance?: Pick<PtpInstanceSnapshot, 'id' | 'name'>;
}

const isMaskedNowhere = (): boolean => false;

/** The presets as rules: most subjects have no others, and are judged at every poll. */
const presetRules = new Map<AlarmPreset, SubjectRules>(Object.values(alarmPresets).map((preset) => [preset, { ...preset, isMasked: isMaskedNowhere }]));

/** The rules that hold for a subject: those of the preset, with those overrides that apply. */
export function rulesFor(settings: AlarmSettings, subject: RuledSubject): SubjectRules {
  const preset = presetRules.get(alarmPresets[settings.preset]);
  return settings.overrides.length === 0 && preset !== undefined ? preset : overriddenRules(settings, subject);
}

function overriddenRules(settings: AlarmSettings, subject: RuledSubject): SubjectRules {
  const overrides = settings.overrides.filter((override) => appliesTo(override, subject));
  let rules: Omit<SubjectRules, 'isMasked' | 'chosenSeverity'> = alarmPresets[settings.preset];
  for (const { preset, limits, expectedGrandmasters, expectedPortState } of overrides) {
    const { limits: base, watchesStates } = preset === undefined ? rules : alarmPresets[preset];
    rules = {
      ...rules,
      limits: limits === undefined ? base : overridden(base, limits),
      watchesStates,
      ...(expectedGrandmasters === undefined ? {} : { expectedGrandmasters }),
      ...(expectedPortState === undefined ? {} : { expectedPortState }),
    };
  }
  const severities = overrides.flatMap((override) => override.severities ?? []).reverse();
  return {
    ...rules,
    ...(severities.length === 0 ? {} : { chosenSeverity: (parameter, state) => chosenIn(severities, parameter, state) }),
    isMasked: (parameter) => overrides.some(({ mask }) => mask === true || mask?.includes(parameter) === true),
  };
}

/** @param severities The one that wins first. */
function chosenIn(severities: readonly StateSeverities[], parameter: AlarmParameter, state: string | undefined): ChosenSeverity | undefined {
  for (const members of severities) {
    const choices: Readonly<Partial<Record<AlarmParameter, StateSeverities[keyof StateSeverities]>>> = members;
    const choice = choices[parameter];
    const isOfState = typeof choice === 'object';
    const severity = isOfState ? (state === undefined ? undefined : choice.get(state)) : choice;
    if (severity !== undefined) {
      return { severity, isOfState };
    }
  }
  return undefined;
}

function appliesTo({ device, slot, instance }: AlarmOverride, subject: RuledSubject): boolean {
  return (
    (device === undefined || isNamed(device, subject.device)) &&
    (slot === undefined || (subject.slotId !== undefined && isAlike(slot, subject.slotId))) &&
    (instance === undefined || (subject.instance !== undefined && isNamed(instance, subject.instance)))
  );
}

function isNamed(text: string, { id, name }: { readonly id: string; readonly name: string }): boolean {
  return isAlike(text, id) || isAlike(text, name);
}

/** People do not remember how a name is capitalised. */
function isAlike(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.trim().toLowerCase();
}

function overridden(base: AlarmPreset['limits'], overrides: LimitOverrides): AlarmPreset['limits'] {
  const limits: Partial<Record<LimitedParameter, Limits>> = {};
  for (const parameter of Object.keys(limitedParameters) as LimitedParameter[]) {
    const own = overrides[parameter];
    if (own !== null && (own !== undefined || base[parameter] !== undefined)) {
      limits[parameter] = mergedLimits(base[parameter] ?? {}, own ?? {});
    }
  }
  return limits;
}

/** The own limits, with those of the preset that still ascend with them: another one would hide a milder severity, or be hidden by it. */
function mergedLimits(base: Limits, own: NonNullable<LimitOverrides[LimitedParameter]>): Limits {
  const limits: Partial<Record<LimitSeverity, number>> = {};
  for (const [index, severity] of limitSeverities.entries()) {
    const chosen = own[severity];
    const limit = chosen ?? (chosen === null ? undefined : base[severity]);
    const isHidden = limitSeverities.some((other, place) => {
      const ownLimit = own[other];
      return chosen === undefined && limit !== undefined && typeof ownLimit === 'number' && (place < index ? ownLimit > limit : ownLimit < limit);
    });
    if (limit !== undefined && !isHidden) {
      limits[severity] = limit;
    }
  }
  return limits;
}
