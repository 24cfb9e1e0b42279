import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alarmPresetNames, alarmPresets, limitSeverities } from '../../../src/alarms/alarmPresets';
import { defaultAlarmSettings, stateParameters, type AlarmSettings } from '../../../src/alarms/alarmSettings';
import { parseAlarmSettings } from '../../../src/alarms/alarmSettingsParser';
import { rulesFor } from '../../../src/alarms/subjectRules';
import { alarmParameters } from '../../../src/model/alarm';
import { formatNs } from '../../../src/model/duration';
import { ptpPortStates } from '../../../src/model/ptpPortState';

const north = { id: 'north', name: 'GM-North' };
const south = { id: 'south', name: 'GM-South' };
const red = { id: 'instance1', name: 'Red' };

function settingsOf(...overrides: readonly object[]): AlarmSettings {
  const { value, problems } = parseAlarmSettings({ preset: 'broadcast', overrides });
  expect(problems).toEqual([]);
  return value;
}

describe('parseAlarmSettings', () => {
  it.each([undefined, null, {}, { overrides: [] }, 7, { preset: null, overrides: null }])('defaults everything for %j', (json) => {
    expect(parseAlarmSettings(json)).toEqual({ value: defaultAlarmSettings, problems: [] });
  });

  it('takes what is written', () => {
    const written = {
      preset: 'telecom',
      raiseAfter: 5,
      clearAfter: 0,
      overrides: [
        { device: ' GM-North ', slot: 'io3', instance: 'Red', preset: 'finance', expectedGrandmaster: '001b19fffe0b2c01', expectedPortState: 'slave', mask: true },
        { thresholds: { offsetFromMaster: { warning: '250 ns', minor: 500, major: '1 us', critical: null }, meanPathDelay: null, httpDataLoss: { major: '5 %' } }, mask: ['link'] },
        { expectedGrandmaster: ['00-1B-19-FF-FE-0B-2C-01', 'ec:46:70:ff:fe:0a:03:21'] },
      ],
    };
    expect(parseAlarmSettings(written)).toEqual({
      value: {
        preset: 'telecom',
        raiseAfterMs: 5_000,
        clearAfterMs: 0,
        overrides: [
          { device: 'GM-North', slot: 'io3', instance: 'Red', preset: 'finance', expectedGrandmasters: ['00-1B-19-FF-FE-0B-2C-01'], expectedPortState: 'SLAVE', mask: true },
          { limits: { offsetFromMaster: { warning: 250, minor: 500, major: 1_000, critical: null }, meanPathDelay: null, httpDataLoss: { major: 5 } }, mask: ['link'] },
          { expectedGrandmasters: ['00-1B-19-FF-FE-0B-2C-01', 'EC-46-70-FF-FE-0A-03-21'] },
        ],
      },
      problems: [],
    });
  });

  it('reports each bad member by its place, and keeps the rest', () => {
    const { value, problems } = parseAlarmSettings({
      preset: 'radio',
      raiseAfter: -1,
      clearAfter: '30',
      overrides: [
        'GM-North',
        { device: 7, preset: 'off' },
        { device: 'GM-North', preset: 'Finance', thresholds: { offsetFromMaster: { major: 'far', minor: 100, bad: 1 }, jitter: {}, meanPathDelay: 5, httpDataLoss: { warning: -1 } } },
        { thresholds: { offsetFromMaster: { warning: 500, major: 400 } } },
        { thresholds: [], expectedGrandmaster: 'gm1', expectedPortState: 'LEADER', mask: ['offset', 'link'], colour: 'red' },
      ],
    });
    expect(problems.map(({ path }) => path)).toEqual([
      'preset',
      'raiseAfter',
      'clearAfter',
      'overrides[0]',
      'overrides[1].device',
      'overrides[2].preset',
      'overrides[2].thresholds.offsetFromMaster.major',
      'overrides[2].thresholds.offsetFromMaster.bad',
      'overrides[2].thresholds.jitter',
      'overrides[2].thresholds.meanPathDelay',
      'overrides[2].thresholds.httpDataLoss.warning',
      'overrides[3].thresholds.offsetFromMaster',
      'overrides[4].colour',
      'overrides[4].thresholds',
      'overrides[4].expectedGrandmaster',
      'overrides[4].expectedPortState',
      'overrides[4].mask',
    ]);
    expect(value).toEqual({
      ...defaultAlarmSettings,
      overrides: [{ device: 'GM-North', limits: { offsetFromMaster: { minor: 100 }, httpDataLoss: {} } }, { limits: { offsetFromMaster: {} } }, { mask: ['link'] }],
    });
    expect(problems.every(({ message }) => message.endsWith('.') && message.length > 20)).toBe(true);
  });

  it('reports overrides that are no list', () => {
    expect(parseAlarmSettings({ overrides: { device: 'x' } }).problems).toHaveLength(1);
  });

  it('takes any JSON without failing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (a, b, c) => {
        parseAlarmSettings(a);
        parseAlarmSettings({ preset: a, overrides: [b, { thresholds: c, mask: a, severities: { portState: b, clockClass: a, link: c }, expectedGrandmaster: b, expectedPortState: c }] });
        parseAlarmSettings({ overrides: [{ thresholds: { offsetFromMaster: a, meanPathDelay: { minor: b }, httpDataLoss: { major: c } } }] });
      }),
    );
  });
});

describe('rulesFor', () => {
  it('has the limits of the preset', () => {
    expect(rulesFor(settingsOf(), { device: north }).limits.offsetFromMaster).toEqual({ warning: 250, minor: 500, major: 1_000, critical: 10_000 });
    expect(rulesFor({ ...defaultAlarmSettings, preset: 'telecom' }, { device: north }).limits.offsetFromMaster?.critical).toBe(1_100);
    expect(rulesFor({ ...defaultAlarmSettings, preset: 'off' }, { device: north })).toMatchObject({ limits: {}, watchesStates: false });
  });

  it('applies overrides to the device, the slot and the instance that they name, by id or name in any letter case', () => {
    const settings = settingsOf({ device: 'gm-north', preset: 'telecom' }, { device: 'north', slot: 'IO3', preset: 'finance' }, { device: 'north', slot: 'io3', instance: 'RED', preset: 'off' });
    const major = (subject: Parameters<typeof rulesFor>[1]): number | undefined => rulesFor(settings, subject).limits.offsetFromMaster?.major;
    expect(major({ device: south, slotId: 'io3', instance: red })).toBe(1_000);
    expect(major({ device: north })).toBe(500);
    expect(major({ device: north, slotId: 'io4', instance: red })).toBe(500);
    expect(major({ device: north, slotId: 'io3' })).toBe(50_000);
    expect(major({ device: north, slotId: 'io3', instance: { id: 'instance2', name: 'Green' } })).toBe(50_000);
    expect(major({ device: north, slotId: 'io3', instance: red })).toBeUndefined();
  });

  it('changes single limits of the preset, takes them away, and adds to a preset that is off', () => {
    const settings = settingsOf(
      { thresholds: { offsetFromMaster: { minor: '600 ns', critical: null }, meanPathDelay: null } },
      { device: 'south', preset: 'off', thresholds: { offsetFromMaster: { major: 5 } } },
    );
    expect(rulesFor(settings, { device: north }).limits).toEqual({
      offsetFromMaster: { warning: 250, minor: 600, major: 1_000 },
      messageRate: { warning: 30, minor: 60 },
      clientUtilization: { warning: 80, minor: 90, major: 100 },
      httpDataLoss: { warning: 1, minor: 10, major: 25, critical: 50 },
    });
    expect(rulesFor(settings, { device: south })).toMatchObject({ limits: { offsetFromMaster: { major: 5 } }, watchesStates: false });
  });

  it('gives states the severities of the settings, later ones first', () => {
    const settings = settingsOf({ severities: { link: 'minor', clockClass: 'off' } }, { device: 'south', severities: { link: 'off' } });
    const chosen = (device: typeof north): unknown[] => (['link', 'clockClass', 'presence'] as const).map((parameter) => rulesFor(settings, { device }).chosenSeverity?.(parameter)?.severity);
    expect(chosen(north)).toEqual(['minor', 'off', undefined]);
    expect(chosen(south)).toEqual(['off', 'off', undefined]);
    expect(rulesFor(settingsOf({ mask: true }), { device: north }).chosenSeverity).toBeUndefined();
    const { value, problems } = parseAlarmSettings({ overrides: [{ severities: { link: 'bad', offsetFromMaster: 'minor', presence: 'warning' } }, { severities: 7 }] });
    expect(value.overrides[0]).toEqual({ severities: { presence: 'warning' } });
    expect(problems.map(({ path }) => path)).toEqual(['overrides[0].severities.link', 'overrides[0].severities.offsetFromMaster', 'overrides[1].severities']);
  });

  it('gives single port states and clock classes severities of their own, in any spelling', () => {
    const settings = settingsOf(
      { severities: { portState: 'minor', clockClass: { 7: 'warning', 248: 'off' } } },
      { severities: { portState: { 'time-receiver': 'major', listening: 'off' } } },
      { device: 'south', severities: { clockClass: 'major' } },
    );
    const chosen = (device: typeof north, parameter: 'portState' | 'clockClass', state: string): unknown => rulesFor(settings, { device }).chosenSeverity?.(parameter, state);
    expect(chosen(north, 'portState', 'SLAVE')).toEqual({ severity: 'major', isOfState: true });
    expect(chosen(north, 'portState', 'LISTENING')).toEqual({ severity: 'off', isOfState: true });
    expect(chosen(north, 'portState', 'FAULTY')).toEqual({ severity: 'minor', isOfState: false });
    expect(chosen(north, 'clockClass', '7')).toEqual({ severity: 'warning', isOfState: true });
    expect(chosen(north, 'clockClass', '6')).toBeUndefined();
    expect(chosen(south, 'clockClass', '7')).toEqual({ severity: 'major', isOfState: false });
  });

  it('reports states that there are not, and keeps the others', () => {
    const severities = { portState: { LISTENING: 'warning', SLEEPING: 'minor', FAULTY: 'bad' }, clockClass: { 7: 'warning', 256: 'minor', seven: 'minor' }, link: { down: 'major' } };
    const { value, problems } = parseAlarmSettings({ overrides: [{}, { severities }] });
    expect(value.overrides[1]).toEqual({ severities: { portState: new Map([['LISTENING', 'warning']]), clockClass: new Map([['7', 'warning']]) } });
    expect(problems.map(({ path }) => path.replace('overrides[1].severities.', ''))).toEqual([
      'portState.SLEEPING',
      'portState.FAULTY',
      'clockClass.256',
      'clockClass.seven',
      'link',
    ]);
    expect(problems.map(({ message }) => message)).toEqual([
      'The port state must be one of IEEE 1588, such as "LISTENING".',
      'The severity must be off, warning, minor, major, critical.',
      'The clock class must be a number from 0 to 255, such as "7".',
      'The clock class must be a number from 0 to 255, such as "7".',
      'The severity must be off, warning, minor, major, critical.',
    ]);
  });

  it('masks all parameters, or those named', () => {
    const settings = settingsOf({ device: 'north', mask: true }, { device: 'south', mask: ['link'] });
    expect(rulesFor(settings, { device: north }).isMasked('offsetFromMaster')).toBe(true);
    expect(rulesFor(settings, { device: south }).isMasked('offsetFromMaster')).toBe(false);
    expect(rulesFor(settings, { device: south, slotId: 'io3' }).isMasked('link')).toBe(true);
  });
});

describe('the settings in the manifest', () => {
  interface Schema {
    readonly oneOf?: readonly Schema[];
    readonly patternProperties?: Readonly<Record<string, Schema>>;
    readonly default?: unknown;
    readonly enum?: readonly string[];
    readonly enumDescriptions?: readonly string[];
    readonly items?: Schema;
    readonly properties?: Readonly<Record<string, Schema>>;
  }
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: { configuration: { properties: Record<string, Schema> }[] } };
  const schemas = Object.assign({}, ...manifest.contributes.configuration.map(({ properties }) => properties)) as Record<string, Schema>;
  const schema = (name: string): Schema => schemas[`psx.alarms.${name}`]!;

  it('have the defaults of the code', () => {
    const defaults = Object.fromEntries(['preset', 'raiseAfter', 'clearAfter', 'overrides'].map((name) => [name, schema(name).default]));
    expect(parseAlarmSettings(defaults)).toEqual({ value: defaultAlarmSettings, problems: [] });
    expect(Object.values(defaults)).not.toContain(undefined);
  });

  it('list the presets with their limits, and the parameters', () => {
    const { properties } = schema('overrides').items!;
    expect(schema('preset').enum).toEqual(alarmPresetNames);
    expect(properties!.preset!.enum).toEqual(alarmPresetNames);
    expect(properties!.mask!.items!.enum).toEqual(alarmParameters);
    alarmPresetNames.forEach((name, index) => {
      const { offsetFromMaster } = alarmPresets[name].limits;
      const limits = limitSeverities.map((severity) => `${severity} from ${formatNs(offsetFromMaster?.[severity] ?? NaN)}`).join(', ');
      expect(schema('preset').enumDescriptions![index]).toBe(offsetFromMaster === undefined ? 'No alarms.' : `Offset from master: ${limits}.`);
    });
  });

  it('know a severity for each parameter, each port state and each clock class', () => {
    const ofParameter = schema('overrides').items!.properties!.severities!.properties!;
    expect(Object.keys(ofParameter).sort()).toEqual([...stateParameters].sort());
    const forms = Object.values(ofParameter).flatMap((own) => own.oneOf ?? [own]);
    const words = forms.flatMap((form) => (form.enum === undefined ? Object.values({ ...form.properties, ...form.patternProperties }) : [form]));
    expect(words.every((word) => JSON.stringify(word.enum) === JSON.stringify(['off', ...limitSeverities]))).toBe(true);
    expect(Object.keys(ofParameter.portState!.oneOf![1]!.properties!)).toEqual(ptpPortStates.words);
    const [pattern] = Object.keys(ofParameter.clockClass!.oneOf![1]!.patternProperties!);
    const classes = Array.from({ length: 300 }, (_, code) => code).filter((code) => new RegExp(pattern!).test(String(code)));
    expect([classes.length, classes.at(-1)]).toEqual([256, 255]);
  });

  it('know every member of an override that the parser knows', () => {
    const { problems } = parseAlarmSettings({ overrides: [Object.fromEntries(Object.keys(schema('overrides').items!.properties!).map((name) => [name, null]))] });
    expect(problems).toEqual([]);
  });
});
