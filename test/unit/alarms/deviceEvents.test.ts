import { beforeEach, describe, expect, it } from 'vitest';
import { DeviceObserver } from '../../../src/alarms/deviceEvents';
import { knownDeviceJson, parseKnownDevice } from '../../../src/alarms/knownDevice';
import type { DeviceEvent } from '../../../src/model/deviceEvent';
import type { Json } from '../../../src/model/json';
import type { NetworkPortSnapshot } from '../../../src/model/ptpDataSets';
import type { Communication, DeviceSnapshot, PtpInstanceSnapshot } from '../../../src/model/snapshot';
import { cpu, dataSets, device, eventText, grandmaster, master, otherGrandmaster, ownIdentity, port, psx, responding, slave, timedOut } from './alarmFixture';

const system = { hostname: 'ims1', model: 'M3000', serialNumber: '1', firmware: 'fw_7.08.012', apiVersion: '17.02.003', compatibility: 'verified' } as const;

describe('DeviceObserver', () => {
  let observer: DeviceObserver;
  let at: number;

  beforeEach(() => {
    observer = new DeviceObserver();
    at = 1_000;
  });

  function observe(snapshot: DeviceSnapshot, stepLimitNs = 1_000): readonly DeviceEvent[] {
    at += 1_000;
    return observer.observe(snapshot, { at, stepLimitNs: () => stepLimitNs });
  }

  const texts = (snapshot: DeviceSnapshot): string[] => observe(snapshot).map(eventText);
  const withInstances = (...instances: readonly PtpInstanceSnapshot[]): DeviceSnapshot => device([psx(instances), cpu]);

  /** As if VS Code was started again: only what was written survives. */
  function reload(): void {
    const { known } = observer;
    observer = new DeviceObserver(known === undefined ? undefined : parseKnownDevice(JSON.parse(JSON.stringify(knownDeviceJson(known))) as Json));
  }

  it('tells nothing at the first sight, and nothing when nothing changes', () => {
    expect(texts(device([], { communication: { state: 'connecting', since: 0 } }))).toEqual([]);
    expect(texts(device([psx([master(), slave()], { ports: [port()] }), cpu], { system }))).toEqual([]);
    expect(texts(device([psx([master(), slave()], { ports: [port()] }), cpu], { system }))).toEqual([]);
  });

  it('tells a change of every watched value with what it was and what it is', () => {
    observe(withInstances(master({ profile: 'SMPTE ST 2059-2' })));
    const after = master({
      portState: 'SLAVE',
      grandmasterIdentity: grandmaster,
      clockClass: 248,
      clockAccuracy: 0xfe,
      domain: 127,
      profile: 'AES67',
      priority1: 1,
      priority2: 2,
      dataSets: dataSets({}, { currentUtcOffsetSeconds: 38, currentUtcOffsetValid: false, leap61: true, timeTraceable: false, timeSource: 'internal oscillator' }),
    });
    expect(texts(withInstances(after))).toEqual([
      'io3/instance0 portStateChanged MASTER → SLAVE',
      `io3/instance0 grandmasterChanged ${ownIdentity} → ${grandmaster}`,
      'io3/instance0 clockClassChanged 6 (locked to a primary reference) → 248 (free running)',
      'io3/instance0 clockAccuracyChanged 100 ns → unknown',
      'io3/instance0 domainChanged 44 → 127',
      'io3/instance0 profileChanged SMPTE ST 2059-2 → AES67',
      'io3/instance0 priority1Changed 128 → 1',
      'io3/instance0 priority2Changed 128 → 2',
      'io3/instance0 utcOffsetChanged 37 s → 38 s',
      'io3/instance0 utcOffsetValidChanged valid → not valid',
      'io3/instance0 leapChanged none → insertion',
      'io3/instance0 timeTraceableChanged traceable → not traceable',
      'io3/instance0 timeSourceChanged GNSS → internal oscillator',
    ]);
  });

  it('says in a sentence what happened, to whom, and how bad it is', () => {
    observe(withInstances(slave()));
    const [state, followed] = observe(withInstances(slave({ portState: 'MASTER', grandmasterIdentity: ownIdentity, offsetFromMasterNs: 0 })));
    expect(state).toEqual({
      id: 0,
      at,
      kind: 'portStateChanged',
      subject: { deviceId: 'north', slotId: 'io3', instanceId: 'instance1' },
      subjectName: 'GM-North / io3 / Red',
      severity: 'critical',
      text: 'Port state changed from SLAVE to MASTER.',
      before: 'SLAVE',
      after: 'MASTER',
    });
    expect(followed?.text).toBe(`Grandmaster changed from ${grandmaster} to ${ownIdentity}, its own clock.`);
  });

  it('tells a slave that its grandmaster has become worse', () => {
    const following = (grandmasterClockClass: number, grandmasterClockAccuracy: number) =>
      withInstances(slave({ dataSets: dataSets({ parent: { ...dataSets().parent, grandmasterClockClass, grandmasterClockAccuracy } }) }));
    observe(following(6, 0x21));
    expect(observe(following(248, 0xfe)).map(({ text, severity }) => `${severity}: ${text}`)).toEqual([
      'critical: Clock class of the grandmaster changed from 6 (locked to a primary reference) to 248 (free running).',
      'information: Clock accuracy of the grandmaster changed from 100 ns to unknown.',
    ]);
  });

  it('keeps the last known value where an answer leaves one out', () => {
    observe(withInstances(slave()));
    const silent = slave({ portState: 'unknown', grandmasterIdentity: undefined, clockClass: undefined, domain: undefined, dataSets: undefined });
    expect(texts(withInstances(silent))).toEqual([]);
    expect(texts(withInstances(slave()))).toEqual([]);
    expect(texts(withInstances(silent))).toEqual([]);
    expect(texts(withInstances(slave({ grandmasterIdentity: otherGrandmaster })))).toEqual([`io3/instance1 grandmasterChanged ${grandmaster} → ${otherGrandmaster}`]);
  });

  it('tells instances that come, go, stop and start, and not their values meanwhile', () => {
    observe(withInstances(master()));
    expect(texts(withInstances(master(), slave()))).toEqual(['io3/instance1 instanceAdded']);
    expect(texts(withInstances(master(), slave({ missingSince: at })))).toEqual(['io3/instance1 instanceRemoved']);
    expect(texts(withInstances(master(), slave({ missingSince: at, clockClass: 7 })))).toEqual([]);
    expect(texts(withInstances(master(), slave()))).toEqual(['io3/instance1 instanceAdded']);
    expect(texts(withInstances(master(), slave({ running: false, portState: 'DISABLED', clockClass: 1 })))).toEqual(['io3/instance1 instanceStopped running → stopped']);
    expect(texts(withInstances(master(), slave()))).toEqual(['io3/instance1 instanceStarted stopped → running']);
  });

  it('tells ports that come and go, and no link of a port that is gone', () => {
    const say = (...ports: readonly NetworkPortSnapshot[]): string[] => texts(device([psx([master()], { ports }), cpu]));
    expect(say(port('port0'))).toEqual([]);
    expect(say(port('port0'), port('port1'))).toEqual(['io3/port1 portAdded']);
    expect(say(port('port0'), port('port1', { missingSince: at }))).toEqual(['io3/port1 portRemoved']);
    expect(say(port('port0'), port('port1', { missingSince: at, linkUp: false }))).toEqual([]);
    expect(say(port('port0'), port('port1', { linkUp: false }))).toEqual(['io3/port1 portAdded', 'io3/port1 linkDown up → down']);
  });

  it('knows the ports still that an answer says nothing about', () => {
    observe(device([psx([master()], { ports: [port('port0'), port('port1')] }), cpu]));
    reload();
    expect(texts(device([psx([master()]), cpu]))).toEqual([]);
    expect(texts(device([psx([master()], { ports: [port('port0')] }), cpu]))).toEqual(['io3/port1 portRemoved']);
    reload();
    expect(texts(device([psx([master()], { ports: [port('port0')] }), cpu]))).toEqual([]);
    expect(texts(device([psx([master()], { ports: [port('port0'), port('port1')] }), cpu]))).toEqual(['io3/port1 portAdded']);
  });

  it('forgets a port that a person took off the tree, be it the last one', () => {
    const ports = (): unknown => observer.known?.slots[0]?.ports.map(({ id, missingSince }) => [id, missingSince]);
    observe(device([psx([master()], { ports: [port('port0'), port('port1')] }), cpu]));
    observe(device([psx([master()], { ports: [port('port0', { missingSince: 5 }), port('port1', { missingSince: 6 })] }), cpu]));
    expect(ports()).toEqual([['port0', 5], ['port1', 6]]);
    observe(device([psx([master()], { ports: [port('port1', { missingSince: 6 })] }), cpu]));
    expect(ports()).toEqual([['port1', 6]]);
    expect(texts(device([psx([master()]), cpu]))).toEqual([]);
    expect(ports()).toEqual([]);
  });

  it('tells a pulled card once, not each of its instances', () => {
    observe(device([psx([master(), slave()]), cpu]));
    const pulled = psx([master({ missingSince: 5 }), slave({ missingSince: 5 })], { missingSince: 5, severity: 'major' });
    expect(texts(device([pulled, cpu]))).toEqual(['io3 slotRemoved']);
    expect(texts(device([psx([master(), slave()], { updatedAt: 2 }), cpu]))).toEqual(['io3 slotAdded']);
    expect(texts(device([psx([master(), slave()], { serialNumber: '042' }), cpu]))).toEqual(['io3 moduleChanged psx210, serial number 041 → psx210, serial number 042']);
    expect(texts(device([psx([master(), slave()], { serialNumber: '042' }), cpu, psx([], { slotId: 'io4' })]))).toEqual(['io4 slotAdded']);
  });

  it('tells links, versions of the module and of the device in the order device, slot, port, instance', () => {
    observe(device([psx([slave()], { softwareRevision: 'v1.12', ports: [port('port0'), port('port1', { linkUp: false })] }), cpu], { system }));
    const changed = psx([slave({ domain: 24 })], { softwareRevision: 'v1.13', ports: [port('port0', { linkUp: false }), port('port1')] });
    expect(texts(device([changed, cpu], { system: { ...system, firmware: 'fw_7.10.001', apiVersion: '20.01.000' } }))).toEqual([
      'firmwareChanged fw_7.08.012 → fw_7.10.001',
      'apiVersionChanged 17.02.003 → 20.01.000',
      'io3 firmwareChanged v1.12 → v1.13',
      'io3/port0 linkDown up → down',
      'io3/port1 linkUp down → up',
      'io3/instance1 domainChanged 44 → 24',
    ]);
  });

  it('tells each turn of the communication once', () => {
    const say = (communication: Communication): string[] => texts(device([psx([slave()]), cpu], { communication }));
    const error = (kind: 'tlsChanged' | 'unauthorized'): Communication['error'] => ({ kind, message: 'No.', hint: 'Do.' });
    expect(say(responding())).toEqual([]);
    expect(say({ ...timedOut, state: 'retrying' })).toEqual([]);
    expect(say(timedOut)).toEqual(['unreachable']);
    expect(say({ ...timedOut, since: 7 })).toEqual([]);
    expect(say({ ...timedOut, state: 'slowPoll' })).toEqual([]);
    expect(say({ ...timedOut, state: 'retrying' })).toEqual([]);
    expect(say(responding())).toEqual(['reachable']);
    expect(say({ state: 'unauthorized', since: 1, error: error('unauthorized') })).toEqual(['unauthorized']);
    expect(say({ state: 'paused', since: 1 })).toEqual([]);
    expect(say({ ...timedOut, error: error('tlsChanged') })).toEqual(['certificateChanged']);
    expect(say(responding())).toEqual(['reachable']);
  });

  it('says why a device does not answer', () => {
    observe(device());
    expect(observe(device([], { communication: timedOut }))[0]?.text).toBe('The device does not answer. The device did not answer for 30 s.');
  });

  it('does not judge data while nobody knows how things are', () => {
    observe(withInstances(slave()));
    const stale = psx([slave({ clockClass: 7 })], { updatedAt: 2 });
    expect(texts(device([stale, cpu], { communication: { ...timedOut, state: 'retrying' } }))).toEqual([]);
    expect(texts(device([{ ...stale, severity: 'timeout' }, cpu]))).toEqual([]);
    expect(texts(device([stale, cpu]))).toEqual(['io3/instance1 clockClassChanged 248 (free running) → 7 (holdover, within specification)']);
  });

  it('waits until an answer has been taken in as a whole, instances and all', () => {
    observe(device([cpu], { communication: responding(10) }));
    const filling = psx([], { updatedAt: 20 });
    expect(texts(device([filling, cpu], { communication: responding(10) }))).toEqual([]);
    expect(texts(device([psx([master()], { updatedAt: 20 }), cpu], { communication: responding(20) }))).toEqual(['io3 slotAdded', 'io3/instance0 instanceAdded']);
  });

  it('takes a list of slots that is read late as the first sight of these', () => {
    const [io3, io4] = [psx([slave()]), psx([master()], { slotId: 'io4' })];
    observe(device([io3]));
    expect(texts(device([io3, io4, cpu]))).toEqual([]);
  });

  it('tells an offset that jumps between two polls of a slave, and no drift', () => {
    observe(withInstances(slave({ offsetFromMasterNs: 12 })));
    expect(observe(withInstances(slave({ offsetFromMasterNs: 1_512 })))[0]?.text).toBe('Offset from master stepped by 1.5 µs, from 12 ns to 1.51 µs.');
    expect(texts(withInstances(slave({ offsetFromMasterNs: 2_512 })))).toEqual([]);
    expect(texts(withInstances(slave({ offsetFromMasterNs: 2_530 })))).toEqual([]);
    expect(texts(withInstances(slave({ offsetFromMasterNs: undefined })))).toEqual([]);
    expect(texts(withInstances(slave({ offsetFromMasterNs: -2_530 })))).toEqual([]);
    expect(texts(withInstances(slave({ portState: 'UNCALIBRATED', offsetFromMasterNs: 12 })))).toEqual(['io3/instance1 portStateChanged SLAVE → UNCALIBRATED']);
  });

  it('does not fill the log with the steps of a slave that jumps all the time', () => {
    const steps = Array.from({ length: 40 }, (_, index) => texts(withInstances(slave({ offsetFromMasterNs: index % 2 === 0 ? 0 : 9_000 }))).length);
    expect(steps.reduce((sum, count) => sum + count, 0)).toBe(6);
    at += 700_000;
    expect(texts(withInstances(slave({ offsetFromMasterNs: 100_000 })))).toHaveLength(1);
  });

  it('tells what changed while VS Code was closed once, and nothing else', () => {
    observe(device([psx([master(), slave()], { ports: [port()] }), cpu], { system }));
    reload();
    expect(texts(device([], { communication: { state: 'connecting', since: 0 } }))).toEqual([]);
    const changed = device([psx([master({ clockClass: 7 }), slave()], { ports: [port('port0', { linkUp: false })] }), cpu], { system });
    expect(texts(changed)).toEqual(['io3/port0 linkDown up → down', 'io3/instance0 clockClassChanged 6 (locked to a primary reference) → 7 (holdover, within specification)']);
    reload();
    expect(texts(changed)).toEqual([]);
  });

  it('tells what vanished while VS Code was closed, once over several reloads', () => {
    observe(device([psx([master(), slave()]), psx([], { slotId: 'io4' }), cpu]));
    reload();
    expect(texts(device([psx([master()]), cpu]))).toEqual(['io3/instance1 instanceRemoved', 'io4 slotRemoved']);
    reload();
    expect(texts(device([psx([master()]), cpu]))).toEqual([]);
    expect(texts(device([psx([master(), slave()]), cpu]))).toEqual(['io3/instance1 instanceAdded']);
  });

  it('takes a list that could not be read for no loss', () => {
    observe(device([psx([slave()]), cpu]));
    reload();
    expect(texts(device([psx([slave()])]))).toEqual([]);
  });

  it('does not tell an unreachable device again after a reload', () => {
    observe(device([psx([slave()]), cpu]));
    observe(device([psx([slave()]), cpu], { communication: timedOut }));
    reload();
    expect(texts(device([], { communication: timedOut }))).toEqual([]);
    expect(texts(device([psx([slave()]), cpu]))).toEqual(['reachable']);
  });

  it('forgets what a person took off the tree', () => {
    observe(withInstances(master(), slave()));
    observe(withInstances(master(), slave({ missingSince: 5 })));
    expect(texts(device([psx([master()], { updatedAt: 9 }), cpu]))).toEqual([]);
    reload();
    expect(texts(device([psx([master()], { updatedAt: 9 }), cpu]))).toEqual([]);
    expect(texts(withInstances(master(), slave()))).toEqual(['io3/instance1 instanceAdded']);
  });

  it.each([
    ['its slot as well', []],
    ['and its slot is empty', [{ ...psx([]), isEmpty: true, isPsx: false, model: undefined, serialNumber: undefined }]],
  ])('forgets a pulled card that a person took off the tree, %s', (_, left) => {
    observe(device([psx([slave()]), cpu]));
    observe(device([psx([slave({ missingSince: 5 })], { missingSince: 5, isEmpty: true }), cpu]));
    const missing = (): unknown => observer.known?.slots.filter(({ missingSince }) => missingSince !== undefined).map(({ id }) => id);
    expect(missing()).toEqual(['io3']);
    expect(texts(device([...left, cpu]))).toEqual([]);
    expect(missing()).toEqual([]);
  });

  it('knows a chassis again at another address, and takes another chassis for another one', () => {
    observe(device([psx([slave()]), cpu], { system }));
    const moved = { baseUrl: 'https://elsewhere:443', system };
    expect(texts(device([], { baseUrl: moved.baseUrl, communication: { state: 'connecting', since: 0 } }))).toEqual([]);
    expect(texts(device([psx([slave({ domain: 24 })]), cpu], moved))).toEqual(['io3/instance1 domainChanged 44 → 24']);
    const other = { baseUrl: 'https://third:443', system: { ...system, serialNumber: '2', firmware: 'other' } };
    expect(observer.isSame(device([], other))).toBe(false);
    expect(texts(device([psx([slave({ domain: 1 })], { serialNumber: '9' }), cpu], other))).toEqual([]);
  });

  it('shows hostile texts of a device in one line and not in full', () => {
    observe(withInstances(slave({ profile: 'a' })));
    const [event] = observe(withInstances(slave({ name: 'x\n'.repeat(500), profile: `\u202E${'y'.repeat(500)}` })));
    expect(event?.text.length).toBeLessThan(200);
    expect(event?.subjectName.length).toBeLessThan(100);
    expect(`${event?.text}${event?.subjectName}`).not.toMatch(/[\n\u202E]/);
  });

  it.each([undefined, null, 'x', {}, { baseUrl: 'b', at: 'x' }])('does not take %j for a known state', (json) => {
    expect(parseKnownDevice(json as never)).toBeUndefined();
  });

  it('reads what it can of a damaged state', () => {
    const json = { baseUrl: 'b', at: 1, condition: 'fine', slots: [7, { id: 'io3', present: true, instances: [{}, { id: 'i', values: { domain: 5, portState: {} } }] }] };
    expect(parseKnownDevice(json)).toEqual({
      baseUrl: 'b',
      at: 1,
      slots: [{ id: 'io3', present: true, isPsx: false, ports: [], instances: [{ id: 'i', name: 'i', present: false, values: { domain: 5 } }] }],
    });
  });
});
