import { describe, expect, it } from 'vitest';
import type { HttpSession } from '../../../src/model/httpSession';
import type { DeviceSnapshot } from '../../../src/model/snapshot';
import { answerText, deviceSummary, diagnosisAnswer, httpFaults, ptpStatus } from '../../../src/views/languageModelTools/toolAnswers';
import { devicesOf, toolInput } from '../../../src/views/languageModelTools/toolInput';

const instance = {
  id: '1',
  name: 'Blue',
  portState: 'MASTER',
  domain: 127,
  clockClass: 7,
  severity: 'warning',
  properties: [
    { path: 'lock.state', value: 'holdover' },
    { path: 'auth.password', value: 'planted' },
    ...Array.from({ length: 200 }, (_, index) => ({ path: `other.${index}`, value: index })),
  ],
} as const;
const device = {
  id: 'north',
  name: 'GM-North',
  baseUrl: 'https://10.0.4.20:443',
  communication: { state: 'timeout', since: 0, lastSuccess: 60_000, error: { kind: 'timeout', message: 'No answer.', hint: 'Check the network.' } },
  system: { hostname: 'h', model: 'M3000', serialNumber: '1', firmware: '7.08', apiVersion: '17.02', compatibility: 'verified' },
  slots: [
    { slotId: 'io3', slotType: 'io', model: 'psx210', isPsx: true, isEmpty: false, severity: 'warning', ptpInstances: [instance], properties: [] },
    { slotId: 'clk1', slotType: 'clk', model: 'grc180', isPsx: false, isEmpty: false, severity: 'ok', ptpInstances: [], properties: [{ path: 'sync', value: 'no' }] },
    { slotId: 'io4', slotType: 'io', isPsx: false, isEmpty: true, severity: 'ok', ptpInstances: [], properties: [] },
  ],
} as unknown as DeviceSnapshot;
const answerOf = (answer: object): unknown => JSON.parse(answerText(answer));

describe('what the tools answer', () => {
  it('lists a device with its state, how old its values are, and its PSX cards', () => {
    expect(answerOf(deviceSummary(device))).toEqual({
      device: 'GM-North',
      id: 'north',
      communication: 'timeout',
      since: '1970-01-01T00:00:00.000Z',
      valuesAreFrom: '1970-01-01T00:01:00.000Z',
      fault: 'timeout',
      message: 'No answer.',
      hint: 'Check the network.',
      model: 'M3000',
      firmware: '7.08',
      apiVersion: '17.02',
      psxCards: [{ slot: 'io3', model: 'psx210', severity: 'warning', ptpInstances: ['Blue'] }],
    });
  });

  it('tells the PTP status, and with details what else the cards say, without secrets', () => {
    const brief = answerOf(ptpStatus(device, toolInput({}))) as { cards: Record<string, unknown>[] };
    expect(brief.cards.map(({ slot }) => slot)).toEqual(['io3', 'clk1']);
    expect(brief.cards[0]?.ptpInstances).toEqual([{ id: '1', name: 'Blue', portState: 'MASTER', severity: 'warning', domain: 127, clockClass: '7 (holdover, within specification)' }]);
    const text = answerText(ptpStatus(device, toolInput({ details: true })));
    expect(text).toContain('"lock.state":"holdover"');
    expect(text).toContain('"sync":"no"');
    expect(text).toContain('"propertiesLeftOut":51');
    expect(text).not.toContain('planted');
  });

  it('tells of one slot, however it is spelled, or that there is none', () => {
    expect(answerOf(ptpStatus(device, toolInput({ device: 'GM-North', slot: 'IO3' })))).toMatchObject({ cards: [{ slot: 'io3' }] });
    expect(() => ptpStatus(device, toolInput({ device: 'GM-North', slot: 'io9' }))).toThrow(/no card in slot "io9".*io3, clk1/);
    expect(answerOf(ptpStatus(device, toolInput({ slot: 'io9' })))).toMatchObject({ cards: [] });
  });

  it('tells failed requests, newest first, and no more than wanted', () => {
    const session = (id: number, changes: Partial<HttpSession>): HttpSession => ({ id, deviceId: 'north', method: 'GET', uri: `/${id}`, requestTime: 0, ...changes });
    const sessions = [
      session(4, { status: 429, statusText: 'Too Many Requests', timeSpanMs: 1.6 }),
      session(3, { status: 200 }),
      session(2, { error: { kind: 'timeout', message: 'No answer.', hint: 'Wait.' } }),
      session(1, { status: 503 }),
    ];
    expect(answerOf(httpFaults(device, sessions, { limit: 2, isRecording: true }))).toMatchObject({
      requestsLookedAt: 4,
      requestsFailed: 3,
      newestFaults: [
        { uri: '/4', status: 429, timeSpanMs: 2 },
        { uri: '/2', fault: 'timeout', hint: 'Wait.' },
      ],
    });
  });

  it('says whether a diagnosis found a fault', () => {
    const step = { step: 'Log-in', text: 'ok' };
    expect(diagnosisAnswer(device, [{ ...step, state: 'ok' }])).toMatchObject({ isHealthy: true });
    expect(diagnosisAnswer(device, [{ ...step, state: 'fault' }])).toMatchObject({ isHealthy: false });
  });
});

describe('the input of the tools', () => {
  it.each([undefined, null, 'text', { device: '', slot: 7, details: 'yes', limit: -1 }])('takes %j as nothing', (input) => {
    expect(toolInput(input)).toEqual({ details: false });
  });

  it('means all devices, or the named one', () => {
    expect(devicesOf([device], toolInput({}))).toEqual([device]);
    expect(devicesOf([device], toolInput({ device: 'GM-North' }))).toEqual([device]);
    expect(() => devicesOf([device], toolInput({ device: 'GM-2' }))).toThrow(/no device "GM-2".*GM-North/);
  });
});
