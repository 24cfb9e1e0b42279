import { describe, expect, it } from 'vitest';
import { HistoryFault } from '../../../../src/history/historyFault';
import type { DeviceEvent, DeviceEventQuery } from '../../../../src/model/deviceEvent';
import type { Trend, TrendSource } from '../../../../src/model/trend';
import { chartsContent } from '../../../../src/views/ptpInstance/chartsContent';
import { trendCsv } from '../../../../src/views/ptpInstance/trendCsv';
import { shownInstance } from './shownFixture';

const trend = (...points: readonly (readonly [at: number, value: number])[]): Trend => ({
  at: points.map(([at]) => at),
  min: points.map(([, value]) => value - 1),
  mean: points.map(([, value]) => value),
  max: points.map(([, value]) => value + 1),
  count: points.map(() => 1),
  stepMs: 0,
  gapMs: 30_000,
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
    expect(charts.limits).toEqual([{ severity: 'warning', limitNs: 250 }, { severity: 'critical', limitNs: 1_000 }]);
    expect(charts.spans).toMatchObject([{ portState: 'SLAVE', severity: 'normal' }]);
    expect(charts.marks.map(({ at }) => at)).toEqual([2_000, 3_000]);
    expect(charts.marks[0]?.text).not.toContain('\n');
    expect(asked).toEqual([expect.objectContaining({ deviceId: 'studio', slotId: 'io3', instanceId: 'Uplink', fromMs: 1_000, toMs: 61_000 })]);
    expect(charts.problem).toBeUndefined();
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

describe('the history as CSV', () => {
  it('has a line for each time, empty where there is no value', () => {
    const lines = [...trendCsv(trend([1_000, 12], [3_000, 14]), trend([1_000, 500], [2_000, 501.23456]))].map((line) => line.trimEnd());
    expect(lines[0]).toBe('Time,Offset From Master Min (ns),Offset From Master Mean (ns),Offset From Master Max (ns),Mean Path Delay Min (ns),Mean Path Delay Mean (ns),Mean Path Delay Max (ns)');
    expect(lines.slice(1).map((line) => line.split(',').slice(1).join())).toEqual(['11,12,13,499,500,501', ',,,500.235,501.235,502.235', '13,14,15,,,']);
    expect(lines.slice(1).map((line) => Date.parse(line.split(',', 1)[0] ?? ''))).toEqual([1_000, 2_000, 3_000]);
  });
});
