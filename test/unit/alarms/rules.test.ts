import { describe, expect, it } from 'vitest';
import { defaultAlarmSettings, type AlarmOverride, type AlarmSettings } from '../../../src/alarms/alarmSettings';
import { DeviceJudge } from '../../../src/alarms/deviceJudge';
import type { DataLoss } from '../../../src/alarms/deviceRules';
import { DeviceObserver } from '../../../src/alarms/deviceEvents';
import type { KnownDevice } from '../../../src/alarms/knownDevice';
import type { AlarmParameter } from '../../../src/model/alarm';
import type { PtpDataSets } from '../../../src/model/ptpDataSets';
import type { CommunicationState, DeviceSnapshot, PtpInstanceSnapshot } from '../../../src/model/snapshot';
import { cpu, dataSets, device, grandmaster, master, otherGrandmaster, ownIdentity, port, psx, responding, slave, timedOut } from './alarmFixture';

interface Given {
  readonly override?: Omit<AlarmOverride, 'device'>;
  readonly settings?: AlarmSettings;
  readonly dataLoss?: DataLoss;
  readonly known?: KnownDevice;
}

/** `instance1 offsetFromMaster major: Offset …` for each violation, `instance1 offsetFromMaster hold` for what nobody knows. */
function judge(snapshot: DeviceSnapshot, { override, settings, dataLoss, known }: Given = {}, judgeOfDevice = new DeviceJudge()): string[] {
  const { found } = judgeOfDevice.judge(snapshot, {
    settings: settings ?? { ...defaultAlarmSettings, overrides: override === undefined ? [] : [override] },
    ...(known === undefined ? {} : { known }),
    ...(dataLoss === undefined ? {} : { dataLoss }),
  });
  return found.flatMap(({ subject: { slotId, instanceId, portId }, verdicts }) => {
    const place = instanceId ?? portId ?? slotId ?? 'device';
    return verdicts === 'hold'
      ? [`${place} hold`]
      : [...verdicts].flatMap(([parameter, verdict]) =>
          verdict === 'unwatched' ? [] : [`${place} ${parameter} ${verdict === 'hold' ? 'hold' : `${verdict.severity}: ${verdict.text(verdict.severity)}`}`],
        );
  });
}

/** Without what always waits: figures that are not there yet. */
function violations(snapshot: DeviceSnapshot, given?: Given): string[] {
  return judge(snapshot, given).filter((text) => !text.endsWith(' hold'));
}

const withInstance = (instance: PtpInstanceSnapshot): DeviceSnapshot => device([psx([instance]), cpu]);
const multicastMaster = dataSets({ mode: 'multicast master' });

describe('offset from master', () => {
  it.each([
    [249, undefined],
    [-250, 'warning: Offset from master is −250 ns; warning from 250 ns.'],
    [999, 'minor: Offset from master is 999 ns; minor from 500 ns.'],
    [-1_500, 'major: Offset from master is −1.5 µs; major from 1 µs.'],
    [10_000, 'critical: Offset from master is 10 µs; critical from 10 µs.'],
  ])('%d ns', (offsetFromMasterNs, text) => {
    expect(violations(withInstance(slave({ offsetFromMasterNs })))).toEqual(text === undefined ? [] : [`instance1 offsetFromMaster ${text}`]);
  });

  it('leaves out a limit of the preset that a limit of the settings would hide, or be hidden by', () => {
    const override = { instance: 'Red', limits: { offsetFromMaster: { major: 50_000 } } };
    expect(violations(withInstance(slave({ offsetFromMasterNs: 20_000 })), { override })).toEqual(['instance1 offsetFromMaster minor: Offset from master is 20 µs; minor from 500 ns.']);
    expect(violations(withInstance(slave({ offsetFromMasterNs: 60_000 })), { override })).toEqual(['instance1 offsetFromMaster major: Offset from master is 60 µs; major from 50 µs.']);
  });

  it('goes by the limits of the settings', () => {
    const override = { instance: 'Red', limits: { offsetFromMaster: { warning: 10 } } };
    expect(violations(withInstance(slave()), { override })).toEqual(['instance1 offsetFromMaster warning: Offset from master is 12 ns; warning from 10 ns.']);
  });

  it.each(['MASTER', 'GRAND_MASTER', 'PASSIVE', 'PRE_MASTER'])('is nothing to a port in the state %s', (portState) => {
    expect(violations(withInstance(master({ portState, offsetFromMasterNs: 1e9 }))).filter((text) => text.includes('offset'))).toEqual([]);
  });

  it('is not judged while the port is being calibrated, or when it is not told', () => {
    expect(judge(withInstance(slave({ portState: 'UNCALIBRATED', offsetFromMasterNs: 1e9 })))).toContain('instance1 offsetFromMaster hold');
    expect(judge(withInstance(slave({ offsetFromMasterNs: undefined })))).toContain('instance1 offsetFromMaster hold');
  });

  it('is judged where the port state has an unknown number', () => {
    expect(violations(withInstance(slave({ portState: '12 (unknown)', offsetFromMasterNs: 2_000 })))).toHaveLength(1);
  });
});

describe('clock class', () => {
  it.each([
    [6, undefined],
    [7, 'minor: A master announces clock class 7 (holdover, within specification).'],
    [14, 'minor: A master announces clock class 14 (holdover on an application-specific reference).'],
    [135, 'minor: A master announces clock class 135 (boundary clock in holdover, within specification).'],
    [52, 'major: A master announces clock class 52 (degraded, alternative A (was 7)).'],
    [248, 'critical: A master announces clock class 248 (free running).'],
    [255, 'critical: A master announces clock class 255 (slave only).'],
  ])('%d of a master', (clockClass, text) => {
    expect(violations(withInstance(master({ clockClass })))).toEqual(text === undefined ? [] : [`instance0 clockClass ${text}`]);
  });

  it('is told in the words of the profile', () => {
    expect(violations(withInstance(master({ clockClass: 150, profile: 'SMPTE ST 2059-2' })))[0]).toContain('clock class 150 (left to other profiles).');
  });

  it('of the grandmaster that a slave follows is judged, not its own', () => {
    const following = (grandmasterClockClass: number) => withInstance(slave({ dataSets: dataSets({ parent: { ...dataSets().parent, grandmasterClockClass } }) }));
    expect(violations(following(6))).toEqual([]);
    expect(violations(following(248))).toEqual(['instance1 clockClass critical: The grandmaster that it follows announces clock class 248 (free running).']);
  });

  it('of a slave is nobody’s concern', () => {
    expect(violations(withInstance(slave({ clockClass: 255 })))).toEqual([]);
  });
});

describe('port state', () => {
  it.each([
    ['FAULTY', 'critical'],
    ['DISABLED', 'critical'],
    ['UNCALIBRATED', 'major'],
    ['LISTENING', 'minor'],
    ['PRE_MASTER', 'minor'],
    ['INITIALIZING', 'warning'],
  ])('%s is bad in itself', (portState, severity) => {
    expect(violations(withInstance(slave({ portState })))).toEqual([`instance1 portState ${severity}: Port state is ${portState}.`]);
  });

  it.each(['PASSIVE', 'SLAVE', 'MASTER', 'unknown', '12 (unknown)'])('%s is no fault where nothing is expected, not even of a configured master', (portState) => {
    expect(violations(withInstance(master({ portState, dataSets: multicastMaster })))).toEqual([]);
  });

  it.each([
    ['MASTER', 'PASSIVE', 'warning'],
    ['MASTER', 'SLAVE', 'major'],
    ['MASTER', 'LISTENING', 'minor'],
    ['MASTER', 'FAULTY', 'critical'],
    ['SLAVE', 'GRAND_MASTER', 'major'],
    ['PASSIVE', 'MASTER', 'warning'],
  ])('expected %s is not %s', (expectedPortState, portState, severity) => {
    const text = `instance0 portState ${severity}: Port state is ${portState}; expected ${expectedPortState}.`;
    expect(violations(withInstance(master({ portState })), { override: { expectedPortState } })).toContain(text);
  });

  it.each([
    ['MASTER', 'GRAND_MASTER'],
    ['GRAND_MASTER', 'MASTER'],
    ['LISTENING', 'LISTENING'],
    ['MASTER', 'unknown'],
  ])('expected %s may be %s', (expectedPortState, portState) => {
    expect(violations(withInstance(master({ portState })), { override: { expectedPortState } })).toEqual([]);
  });

  it('lets a port pass through the states of a start', () => {
    const verdicts = new DeviceJudge().judge(withInstance(slave({ portState: 'LISTENING' })), { settings: defaultAlarmSettings }).found.find(({ subject }) => subject.instanceId !== undefined)?.verdicts;
    expect(verdicts).not.toBe('hold');
    expect((verdicts as Map<AlarmParameter, unknown>).get('portState')).toMatchObject({ minimumMs: 10_000 });
  });
});

describe('grandmaster', () => {
  const localMaster = (more: Partial<PtpInstanceSnapshot> = {}): PtpInstanceSnapshot => slave({ portState: 'MASTER', grandmasterIdentity: ownIdentity, clockClass: 6, ...more });

  /** What is known after the instance was seen like this. */
  function knownAfter(instance: PtpInstanceSnapshot): KnownDevice | undefined {
    const observer = new DeviceObserver();
    observer.observe(withInstance(instance), { at: 1, stepLimitNs: () => 1_000 });
    return observer.known;
  }

  it('is the local clock of an instance that followed another one', () => {
    const known = knownAfter(slave());
    expect(violations(withInstance(localMaster()), { ...(known && { known }) })).toEqual([
      `instance1 grandmasterIdentity critical: The instance follows its own clock; it followed ${grandmaster}.`,
    ]);
  });

  it('is the local clock of an instance that is configured to be a slave', () => {
    expect(violations(withInstance(localMaster({ dataSets: dataSets({ mode: 'unicast slave' }) })))).toEqual([
      'instance1 grandmasterIdentity critical: The instance follows its own clock.',
    ]);
  });

  it('may be the local clock of a configured or expected master, of one that backed up another, and of one that is not known', () => {
    const known = knownAfter(slave());
    const knownPassive = knownAfter(slave({ portState: 'PASSIVE' }));
    expect(violations(withInstance(localMaster({ dataSets: multicastMaster })), { ...(known && { known }) })).toEqual([]);
    expect(violations(withInstance(localMaster()), { ...(known && { known }), override: { expectedPortState: 'MASTER' } })).toEqual([]);
    expect(violations(withInstance(localMaster()), { ...(knownPassive && { known: knownPassive }) })).toEqual([]);
    expect(violations(withInstance(localMaster()))).toEqual([]);
  });

  it('may change to another one, unless one is expected', () => {
    const known = knownAfter(slave());
    expect(violations(withInstance(slave({ grandmasterIdentity: otherGrandmaster })), { ...(known && { known }) })).toEqual([]);
    const override = { expectedGrandmasters: [grandmaster] };
    expect(violations(withInstance(slave()), { override })).toEqual([]);
    expect(violations(withInstance(slave({ grandmasterIdentity: otherGrandmaster })), { override })).toEqual([
      `instance1 grandmasterIdentity major: Grandmaster is ${otherGrandmaster}; expected ${grandmaster}.`,
    ]);
    expect(violations(withInstance(localMaster()), { override })).toEqual([
      `instance1 grandmasterIdentity critical: Grandmaster is ${ownIdentity}, its own clock; expected ${grandmaster}.`,
    ]);
    expect(judge(withInstance(slave({ grandmasterIdentity: undefined })), { override })).toContain('instance1 grandmasterIdentity hold');
  });
});

describe('time properties', () => {
  it('alarm where the UTC offset is not valid and the time not traceable', () => {
    const bad = dataSets({}, { currentUtcOffsetValid: false, timeTraceable: false });
    expect(violations(withInstance(master({ dataSets: bad })))).toEqual([
      'instance0 utcOffsetValid minor: The UTC offset is not valid.',
      'instance0 timeTraceable minor: The time is not traceable to a primary reference.',
    ]);
    expect(violations(withInstance(slave({ dataSets: bad })))).toHaveLength(2);
    expect(violations(withInstance(master({ portState: 'PASSIVE', dataSets: bad })))).toEqual([]);
  });

  it('mean nothing on a timescale of its own, nor when they are not told', () => {
    expect(violations(withInstance(master({ dataSets: dataSets({}, { currentUtcOffsetValid: false, timeTraceable: false, ptpTimescale: false }) })))).toEqual([]);
    expect(violations(withInstance(master({ dataSets: undefined })))).toEqual([]);
  });
});

describe('message rates', () => {
  interface Look {
    readonly total?: number;
    readonly portState?: string;
    readonly clients?: number;
  }

  /** A multicast master that should send eight Sync messages a second, with its counter at each answer, ten seconds apart. */
  function judged(looks: readonly (number | Look)[]): string[] {
    const judgeOfDevice = new DeviceJudge();
    let texts: string[] = [];
    looks.forEach((look, index) => {
      const { total, portState = 'MASTER', clients = 0 } = typeof look === 'number' ? { total: look } : look;
      const messageCounters = total === undefined ? [] : [{ name: 'tx-sync', total }];
      const own = dataSets({ mode: 'multicast master', port: { portState, logSyncInterval: -3 }, statistics: { messageCounters, unicastClients: clients } });
      texts = judge(device([psx([master({ portState, dataSets: own })], { updatedAt: index * 10_000 }), cpu]), {}, judgeOfDevice);
    });
    return texts.filter((text) => text.includes('messageRate'));
  }

  it('are compared with their targets, once there are two answers', () => {
    expect(judged([0])).toEqual(['instance0 messageRate hold']);
    expect(judged([0, 80])).toEqual([]);
    expect(judged([0, 58])).toEqual([]);
    expect(judged([0, 40])).toEqual(['instance0 messageRate warning: tx-sync: 4/s instead of 8/s, 49 % off; warning from 30 %.']);
    expect(judged([0, 80, 240])).toEqual(['instance0 messageRate minor: tx-sync: 16/s instead of 8/s, 99 % off; minor from 60 %.']);
  });

  it('are not judged when the role has just changed, or a counter was set back', () => {
    expect(judged([0, 20, { total: 20, portState: 'PASSIVE' }])).toEqual(['instance0 messageRate hold']);
    expect(judged([0, { total: 0, portState: 'PASSIVE' }, 0])).toEqual(['instance0 messageRate hold']);
    expect(judged([1_000_000, 80])).toEqual(['instance0 messageRate hold']);
  });

  it('are in order where nothing is expected any more', () => {
    const passive = { total: 20, portState: 'PASSIVE' };
    expect(judged([0, 20, passive, passive])).toEqual([]);
    expect(judged([0, 20, {}, {}])).toEqual([]);
    expect(judged([0, 20, { total: 40, clients: 7 }, { total: 60, clients: 8 }])).toEqual([]);
  });
});

describe('unicast clients', () => {
  const withClients = (statistics: Partial<PtpDataSets['statistics']>, override?: Given['override']): string[] =>
    violations(withInstance(master({ dataSets: dataSets({ statistics: { messageCounters: [], ...statistics } }) })), override === undefined ? {} : { override });

  it.each([
    [{ unicastClients: 79, maxUnicastClients: 100 }, undefined],
    [{ unicastClients: 85, maxUnicastClients: 100 }, 'warning: 85 of 100 unicast clients are served; warning from 80 %.'],
    [{ unicastClients: 100, maxUnicastClients: 100 }, 'major: 100 of 100 unicast clients are served; major from 100 %.'],
    [{ unicastClients: 3, maxUnicastClients: 0, utilizationPercent: 92 }, 'minor: The instance is used to 92 %; minor from 90 %.'],
    [{ unicastClients: 3 }, undefined],
  ])('%j', (statistics, text) => {
    expect(withClients(statistics)).toEqual(text === undefined ? [] : [`instance0 clientUtilization ${text}`]);
  });

  it('go by the limits of the settings', () => {
    expect(withClients({ unicastClients: 85, maxUnicastClients: 100 }, { limits: { clientUtilization: null } })).toEqual([]);
  });
});

describe('the severities of the settings', () => {
  it('stand in the place of those of the rules, or take an alarm away', () => {
    const listening = withInstance(slave({ portState: 'FAULTY' }));
    expect(violations(listening, { override: { severities: { portState: 'warning' } } })).toEqual(['instance1 portState warning: Port state is FAULTY.']);
    expect(violations(listening, { override: { severities: { portState: 'off' } } })).toEqual([]);
    expect(violations(listening, { override: { severities: { clockClass: 'warning' } } })).toEqual(['instance1 portState critical: Port state is FAULTY.']);
  });

  it('can be of a single port state, one that is no fault by the rules as well', () => {
    const portState = new Map([
      ['LISTENING', 'warning'],
      ['DISABLED', 'off'],
      ['PASSIVE', 'minor'],
    ] as const);
    const of = (state: string, more: Omit<AlarmOverride, 'device'> = {}): string[] => violations(withInstance(slave({ portState: state })), { override: { severities: { portState }, ...more } });
    expect(of('LISTENING')).toEqual(['instance1 portState warning: Port state is LISTENING.']);
    expect(of('DISABLED')).toEqual([]);
    expect(of('PASSIVE')).toEqual(['instance1 portState minor: Port state is PASSIVE.']);
    expect(of('FAULTY')).toEqual(['instance1 portState critical: Port state is FAULTY.']);
    expect(of('PASSIVE', { expectedPortState: 'PASSIVE' })).toEqual([]);
    expect(of('PASSIVE', { expectedPortState: 'SLAVE' })).toEqual(['instance1 portState minor: Port state is PASSIVE; expected SLAVE.']);
  });

  it('can be of a single clock class', () => {
    const clockClass = new Map([
      ['7', 'warning'],
      ['52', 'off'],
      ['13', 'minor'],
    ] as const);
    const of = (code: number): string[] => violations(withInstance(master({ clockClass: code })), { override: { severities: { clockClass } } });
    expect([7, 52, 13, 248].flatMap(of).map((text) => text.split(' ').slice(1, 3).join(' '))).toEqual(['clockClass warning:', 'clockClass minor:', 'clockClass critical:']);
  });
});

describe('mean path delay', () => {
  function judged(delays: readonly number[], more: Partial<PtpInstanceSnapshot> = {}, minutes = 1): string[] {
    const judgeOfDevice = new DeviceJudge();
    let texts: string[] = [];
    delays.forEach((meanPathDelayNs, index) => {
      texts = judge(device([psx([slave({ meanPathDelayNs, ...more })], { updatedAt: index * minutes * 60_000 }), cpu]), {}, judgeOfDevice);
    });
    return texts.filter((text) => text.includes('meanPathDelay'));
  }
  const usual = (count: number): number[] => Array.from({ length: count }, () => 2_000);

  it('is compared with its own median of the last hour', () => {
    expect(judged([...usual(20), 2_100])).toEqual([]);
    expect(judged([...usual(20), 2_200])).toEqual(['instance1 meanPathDelay warning: Mean path delay is 2.2 µs, 10 % off its median of the last hour (2 µs); warning from 10 %.']);
    expect(judged([...usual(20), 1_400])).toEqual(['instance1 meanPathDelay minor: Mean path delay is 1.4 µs, 30 % off its median of the last hour (2 µs); minor from 25 %.']);
    expect(judged([...usual(20), 9_000])[0]).toMatch(/^instance1 meanPathDelay major: .*350 % off/);
  });

  it('is not judged before there is a usual one, nor by noise of the measurement', () => {
    expect(judged([...usual(9), 9_000])).toEqual(['instance1 meanPathDelay hold']);
    expect(judged([...Array.from({ length: 20 }, () => 100), 149])).toEqual([]);
    expect(judged([...Array.from({ length: 20 }, () => 100), 150])).toHaveLength(1);
  });

  it('becomes the usual one after a while, and begins anew with another master', () => {
    expect(judged([...usual(60), ...Array.from({ length: 40 }, () => 9_000)])).toEqual([]);
    const judgeOfDevice = new DeviceJudge();
    const at = (minute: number, more: Partial<PtpInstanceSnapshot>): string[] =>
      judge(device([psx([slave(more)], { updatedAt: minute * 60_000 }), cpu]), {}, judgeOfDevice).filter((text) => text.includes('meanPathDelay'));
    usual(20).forEach((meanPathDelayNs, index) => at(index, { meanPathDelayNs }));
    expect(at(20, { meanPathDelayNs: 9_000 })).toHaveLength(1);
    const moved = { meanPathDelayNs: 9_000, grandmasterIdentity: otherGrandmaster };
    expect([21, 22, 30].flatMap((minute) => at(minute, moved))).toEqual([]);
    usual(20).forEach((_, index) => at(31 + index, moved));
    expect(at(51, { ...moved, meanPathDelayNs: 20_000 })).toHaveLength(1);
  });

  it('of a master is none', () => {
    expect(judged([...usual(20), 9_000], { portState: 'MASTER', grandmasterIdentity: ownIdentity })).toEqual([]);
  });
});

describe('presence', () => {
  it('alarms for an instance, a port or a slot that is gone, once for all that went with a slot', () => {
    const gone = device([psx([slave({ missingSince: 5 }), master()], { ports: [port('port1', { missingSince: 5 })] }), cpu]);
    expect(violations(gone)).toEqual([
      'port1 presence major: The device no longer lists the port.',
      'instance1 presence major: The device no longer lists the PTP instance.',
    ]);
    const pulled = psx([slave({ missingSince: 5 })], { missingSince: 5, ports: [port('port1', { missingSince: 5 })] });
    expect(judge(device([pulled, { ...cpu, missingSince: 6 }]))).toEqual([
      'device httpDataLoss hold',
      'io3 presence major: The module is gone from the slot.',
      'port1 presence hold',
      'instance1 presence hold',
      'cpu presence minor: The module is gone from the slot.',
    ]);
  });

  it('is all that counts for a stopped instance', () => {
    const stopped = slave({ running: false, portState: 'FAULTY', offsetFromMasterNs: 1e9, dataSets: dataSets({ linkUp: false }, { timeTraceable: false }) });
    expect(judge(withInstance(stopped))).toEqual(['device httpDataLoss hold']);
  });
});

describe('link', () => {
  const down = port('port0', { linkUp: false });

  it('alarms for a port that an instance uses', () => {
    const using = slave({ dataSets: dataSets({ interfaceName: 'port0:0' }) });
    expect(violations(device([psx([using], { ports: [down, port('port1', { linkUp: false })] }), cpu]))).toEqual(['port0 link critical: The link of the port is down.']);
    expect(violations(device([psx([using], { ports: [port()] }), cpu]))).toEqual([]);
  });

  it('alarms for a port whose link was up before, and for no other', () => {
    const known = { baseUrl: 'https://north:443', at: 1, slots: [{ id: 'io3', present: true, isPsx: true, ports: [{ id: 'port0', wasUp: true }, { id: 'port1' }], instances: [] }] };
    expect(violations(device([psx([], { ports: [down, port('port1', { linkUp: false })] }), cpu]), { known })).toEqual(['port0 link critical: The link of the port is down.']);
  });

  it('is what the instance says where the card lists no port for it', () => {
    const instance = slave({ dataSets: dataSets({ interfaceName: 'port7:0', linkUp: false }) });
    expect(violations(device([psx([instance], { ports: [port()] }), cpu]))).toEqual(['instance1 link critical: The link of the PTP instance is down.']);
  });
});

describe('communication', () => {
  const inState = (state: CommunicationState, more: Partial<DeviceSnapshot> = {}): string[] => violations(device([], { communication: { ...timedOut, state }, ...more }));

  it('is worse than critical when the device does not answer', () => {
    expect(inState('timeout')).toEqual(['device communication timeout: The device did not answer for 30 s.']);
    expect(inState('slowPoll')).toHaveLength(1);
  });

  it('is in order, or not judged, in the other states', () => {
    const states = ['responding', 'waitingForSlotId', 'retrying', 'connecting', 'paused', 'waitingForCredentials'] as const;
    expect(states.flatMap((state) => inState(state))).toEqual([]);
    expect(inState('unauthorized')).toEqual(['device communication major: The device did not answer for 30 s.']);
  });

  it('alarms for a changed certificate of a device that has not answered since the reload', () => {
    const communication = { state: 'connecting' as const, since: 5, error: { kind: 'tlsChanged' as const, message: 'Another certificate.', hint: 'Review it.' } };
    const known = { baseUrl: 'https://north:443', at: 1, condition: 'certificateChanged' as const, slots: [] };
    expect(violations(device([], { communication }), { known })).toEqual(['device communication timeout: Another certificate.']);
  });

  it('alarms for a slot that cannot be read, whose parts nobody knows', () => {
    expect(judge(device([psx([slave()], { severity: 'timeout', ports: [port()] }), cpu]))).toEqual([
      'device httpDataLoss hold',
      'io3 communication timeout: The module of the slot could not be read; its data are old.',
      'io3 presence hold',
      'port0 hold',
      'instance1 hold',
    ]);
  });

  it('leaves slots alone while the device does not answer', () => {
    expect(judge(device([psx([slave({ portState: 'FAULTY' })])], { communication: timedOut }))).toEqual([
      'device communication timeout: The device did not answer for 30 s.',
      'device httpDataLoss hold',
    ]);
  });
});

describe('HTTP data loss', () => {
  it.each([
    [100, 0, undefined],
    [100, 1, 'warning: 1 % of the last 100 requests failed; warning from 1 %.'],
    [80, 12, 'minor: 15 % of the last 80 requests failed; minor from 10 %.'],
    [100, 25, 'major: 25 % of the last 100 requests failed; major from 25 %.'],
    [100, 99, 'critical: 99 % of the last 100 requests failed; critical from 50 %.'],
    [19, 19, undefined],
  ])('of %d requests %d failed', (total, failed, text) => {
    expect(violations(device(), { dataLoss: { total, failed } })).toEqual(text === undefined ? [] : [`device httpDataLoss ${text}`]);
  });

  it('of a device that does not answer has the alarm of that', () => {
    expect(violations(device([], { communication: timedOut }), { dataLoss: { total: 100, failed: 100 } })).toHaveLength(1);
  });
});

describe('the preset off', () => {
  it('watches nothing', () => {
    const bad = device([psx([slave({ portState: 'FAULTY', missingSince: 1 }), master({ clockClass: 248 })], { missingSince: 3, ports: [port('p', { missingSince: 1 })] })], { communication: timedOut });
    expect(violations(bad, { settings: { ...defaultAlarmSettings, preset: 'off' }, dataLoss: { total: 100, failed: 100 } })).toEqual([]);
    expect(violations({ ...bad, communication: responding() }, { settings: { ...defaultAlarmSettings, preset: 'off' } })).toEqual([]);
  });
});

describe('DeviceJudge', () => {
  it('judges a slot again only when it or the settings changed, or after a silence', () => {
    const judgeOfDevice = new DeviceJudge();
    const bad = device([psx([slave({ portState: 'FAULTY' })]), cpu]);
    const count = (snapshot: DeviceSnapshot, settings = defaultAlarmSettings): number => judge(snapshot, { settings }, judgeOfDevice).filter((text) => text.includes('FAULTY')).length;
    const counts = [count(bad), count({ ...bad, name: 'x' }), count(bad, { ...defaultAlarmSettings }), count(bad, defaultAlarmSettings), count({ ...bad, communication: timedOut }), count(bad)];
    expect(counts).toEqual([1, 0, 1, 1, 0, 1]);
  });
});
