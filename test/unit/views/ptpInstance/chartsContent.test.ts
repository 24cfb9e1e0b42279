import { describe, expect, it } from 'vitest';
import { HistoryFault } from '../../../../src/history/historyFault';
import type { DeviceEvent, DeviceEventQuery } from '../../../../src/model/deviceEvent';
import type { Subject } from '../../../../src/model/ptpAddress';
import type { Trend, TrendSource } from '../../../../src/model/trend';
import { chartsContent } from '../../../../src/views/ptpInstance/chartsContent';
import type { ChartedInstance } from '../../../../src/views/ptpInstance/shownInstance';
import { trendCsv } from '../../../../src/views/ptpInstance/trendCsv';
import { shownInstance } from './shownFixture';

const trend = (...points: readonly (readonly [at: number, value: number])[]): Trend => ({
  at: points.map(([at]) => at),
  min: points.map(([, value]) => value - 1),
  mean: points.map(([, value]) => value),
  max: points.map(([, value]) => value + 1),
  count: points.map(() => 1),
  stepMs: 0,
  gaps: [],
});
const question = { fromMs: 1_000, toMs: 61_000, maxPoints: 500 };
const source = (points: Trend): Pick<TrendSource, 'trend' | 'portStates'> => ({ trend: () => points, portStates: () => [{ from: 1_000, to: 61_000, portState: 'SLAVE' }] });
const noEvents = { events: () => [] };
const slave = shownInstance(['studio', 'io3', 'Uplink'], { rules: { limits: { offsetFromMaster: { critical: 1_000, warning: 250 } } } });

describe('the charts of a PTP instance', () => {
  it('have trends, limits from mild to bad, spans in words and events, oldest first', () => {
    const asked: DeviceEventQuery[] = [];
    const event = (at: number): DeviceEvent => ({ id: at, at, kind: 'portStateChanged', subject: slave.address, subjectName: 'x', severity: 'warning', text: `Port state\nchanged at ${at}.` });
    const events = { events: (query: DeviceEventQuery = {}) => (asked.push(query), [event(3_000), event(2_000)]) };
    const charts = chartsContent(slave, source(trend([2_000, 12])), events, question);
    expect(charts.offset).toEqual({ trend: trend([2_000, 12]) });
    expect(charts.place).toBe('BC-Studio / io3 / Uplink');
    expect(charts.limits.offset).toEqual([
      { severity: 'warning', lowNs: -250, highNs: 250, words: 'warning from 250 ns' },
      { severity: 'critical', lowNs: -1_000, highNs: 1_000, words: 'critical from 1 µs' },
    ]);
    expect(charts.spans).toMatchObject([{ portState: 'SLAVE', severity: 'normal' }]);
    expect(charts.marks.map(({ at }) => at)).toEqual([2_000, 3_000]);
    expect(charts.marks[0]?.text).not.toContain('\n');
    expect(charts.marks[0]).toMatchObject({ severity: 'warning', severityWord: 'Warning' });
    expect(charts.hasMoreMarks).toBe(false);
    for (const query of asked) {
      expect(query).toMatchObject({ deviceId: 'studio', fromMs: 1_000, toMs: 61_000 });
    }
    expect(charts.problem).toBeUndefined();
  });

  it('have the events of the device, the slot and the port, which explain gaps, but not those of others', () => {
    const { slot, instance } = slave;
    const dataSets = instance.dataSets && { ...instance.dataSets, interfaceName: 'port0:0' };
    const onPort = { ...slave, slot: { ...slot, ports: [{ id: 'port0' }, { id: 'port1' }] }, instance: { ...instance, ...(dataSets && { dataSets }) } };
    const subjects: readonly Omit<Subject, 'deviceId'>[] = [{}, { slotId: 'io3' }, { slotId: 'io3', portId: 'port0' }, { slotId: 'io3', portId: 'port1' }, { slotId: 'io4' }, { slotId: 'io4', instanceId: 'Uplink' }, { slotId: 'io3', instanceId: 'Spare' }, { slotId: 'io3', instanceId: 'Uplink' }];
    const all = subjects.map((subject, index): DeviceEvent => ({ id: index + 1, at: 9_000 - index, kind: 'unreachable', subject: { deviceId: 'studio', ...subject }, subjectName: Object.values({ device: 'BC-Studio', ...subject }).join(' / '), severity: 'timeout', text: 'It happened.' }));
    const isAsked = ({ slotId, instanceId }: DeviceEventQuery, { subject }: DeviceEvent): boolean => (slotId === undefined || subject.slotId === slotId) && (instanceId === undefined || subject.instanceId === instanceId);
    const events = { events: (query: DeviceEventQuery = {}) => all.filter((event) => isAsked(query, event)) };
    const texts = (shown: ChartedInstance) => chartsContent(shown, source(trend()), events, question).marks.map(({ text }) => text);
    expect(texts(onPort)).toEqual(['It happened.', 'BC-Studio / io3 / port0: It happened.', 'BC-Studio / io3: It happened.', 'BC-Studio: It happened.']);
    expect(texts(slave)).toContain('BC-Studio / io3 / port1: It happened.');
  });

  it('have the newest events when there are more than can be marked, and say so', () => {
    const many = Array.from({ length: 3_000 }, (_, index): DeviceEvent => ({ id: 3_000 - index, at: 3_000 - index, kind: 'portStateChanged', subject: slave.address, subjectName: 'x', severity: 'minor', text: 'It happened.' }));
    const charts = chartsContent(slave, source(trend()), { events: ({ limit = 10_000, instanceId } = {}) => (instanceId === undefined ? [] : many.slice(0, limit)) }, question);
    expect(charts.marks).toHaveLength(500);
    expect(charts.marks.at(-1)?.id).toBe(3_000);
    expect(charts.hasMoreMarks).toBe(true);
  });

  it('have limits around the usual path delay, as its alarm has', () => {
    const limited = { ...slave, rules: { limits: { meanPathDelay: { warning: 10, major: 50 } } } };
    const hour = (minutes: number, delayNs = 1_000) => trend(...Array.from({ length: minutes }, (_, minute) => [minute * 60_000, delayNs + (minute % 2 === 0 ? 0 : 2)] as const));
    const asked: (readonly [number, number])[] = [];
    const limits = (lastHour: Trend, shown: Trend = trend([2_000, 5])) => {
      const trends = { portStates: () => [], trend: (_address: unknown, _parameter: unknown, fromMs: number, toMs: number) => (asked.push([fromMs, toMs]), toMs - fromMs === 3_600_000 ? lastHour : shown) };
      return chartsContent(limited, trends, noEvents, { ...question, toMs: 8_000_000, fromMs: 1_000_000 }).limits.delay;
    };
    const [warning, major] = limits(hour(60));
    expect(warning?.words).toBe('warning from 10 % off the median 1 µs');
    expect(major?.words).toBe('major from 50 %');
    expect(warning?.lowNs).toBeCloseTo(1_001 * 0.9);
    expect(warning?.highNs).toBeCloseTo(1_001 * 1.1);
    expect(major?.highNs).toBeCloseTo(1_001 * 1.5);
    expect(asked).toContainEqual([4_400_000, 8_000_000]);
    // Fewer than ten minutes are nothing usual, and some nanoseconds nothing to be alarmed about.
    expect(limits(hour(9))).toEqual([]);
    expect(limits(hour(10, 100))[0]).toMatchObject({ lowNs: 51, highNs: 151 });
    expect(limits(hour(60), trend())).toEqual([]);
  });

  it('say that a grandmaster has no offset, unless it had one in this time', () => {
    const master = shownInstance(['north', 'io3', 'Blue']);
    expect(chartsContent(master, source(trend()), noEvents, question).offset).toEqual({ instead: expect.stringMatching(/^–.*A grandmaster has no offset/) as string });
    expect(chartsContent(master, source(trend([2_000, 5])), noEvents, question).offset).toHaveProperty('trend');
    expect(chartsContent(slave, source(trend()), noEvents, question).offset).toHaveProperty('trend');
  });

  it('say what is wrong with the history, and show the rest', () => {
    const failing = () => {
      throw new HistoryFault('fileLocked', 'The history is locked.', 'Close the other program.');
    };
    const charts = chartsContent(slave, { trend: failing, portStates: source(trend()).portStates }, noEvents, question);
    expect(charts.problem).toEqual({ message: 'The history is locked.', hint: 'Close the other program.' });
    expect(charts.spans).toHaveLength(1);
    const strange = () => {
      throw new Error('secret path');
    };
    expect(chartsContent(slave, { trend: strange, portStates: () => [] }, noEvents, question).problem?.message).toBe('The history could not be read.');
  });
});

/** Without the times. */
const cellsOf = (lines: readonly string[]): readonly string[] => lines.slice(1).map((line) => line.split(',').slice(1).join());

describe('the history as CSV', () => {
  it('has a line for each time, empty where there is no value', () => {
    const lines = [...trendCsv([trend([1_000, 12], [3_000, 14])], [trend([1_000, 500], [2_000, 501.23456])])].map((line) => line.trimEnd());
    expect(lines[0]).toBe(
      'Time,Step (s),Offset From Master Min (ns),Offset From Master Mean (ns),Offset From Master Max (ns),Offset From Master Samples,Mean Path Delay Min (ns),Mean Path Delay Mean (ns),Mean Path Delay Max (ns),Mean Path Delay Samples',
    );
    expect(cellsOf(lines)).toEqual(['0,11,12,13,1,499,500,501,1', '0,,,,,500.235,501.235,502.235,1', '0,13,14,15,1,,,,']);
    expect(lines.slice(1).map((line) => Date.parse(line.split(',', 1)[0] ?? ''))).toEqual([1_000, 2_000, 3_000]);
  });

  it('tells of each line over how long and of how many samples it is', () => {
    const hours = { ...trend([0, 5]), stepMs: 3_600_000, count: [357] };
    const minutes = { ...trend([3_600_000, 6], [3_660_000, 7]), stepMs: 60_000, count: [6, 5] };
    const raw = trend([3_720_000, 8]);
    const lines = [...trendCsv([hours, minutes, raw], [{ ...minutes, count: [6, 4] }, raw])].map((line) => line.trimEnd());
    expect(cellsOf(lines)).toEqual(['3600,4,5,6,357,,,,', '60,5,6,7,6,5,6,7,6', '60,6,7,8,5,6,7,8,4', '0,7,8,9,1,7,8,9,1']);
  });

  it('has a line for each step where they begin at the same time', () => {
    const lines = [...trendCsv([{ ...trend([60_000, 5]), stepMs: 60_000, count: [9] }], [trend([60_000, 6])])].map((line) => line.trimEnd());
    expect(cellsOf(lines)).toEqual(['60,4,5,6,9,,,,', '0,,,,,5,6,7,1']);
  });
});
