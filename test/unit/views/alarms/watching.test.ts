import { beforeEach, describe, expect, it } from 'vitest';
import { defaultAlarmSettings, type AlarmSettings } from '../../../../src/alarms/alarmSettings';
import type { DeviceEvent } from '../../../../src/model/deviceEvent';
import { Emitter } from '../../../../src/model/event';
import type { PtpInstanceSnapshot } from '../../../../src/model/snapshot';
import type { TrendSample } from '../../../../src/model/trend';
import { FleetStore } from '../../../../src/polling/fleetStore';
import { Watching } from '../../../../src/views/watching';
import { AlarmRecorder, FakeClock, psx, SharedStates, slave } from '../../alarms/alarmFixture';

const config = { id: 'north', name: 'GM-North', origin: 'https://north:443', busAddress: '', bypassProxy: false, slotIds: [] };

/** A history that opens when the test says so. */
class FakeHistory {
  readonly calls: string[] = [];
  readonly samples: TrendSample[] = [];
  readonly events: DeviceEvent[] = [];
  readonly opened: Promise<void>;
  /** Thrown by the next reading of states. */
  failure: Error | undefined;
  #resolve: () => void = () => undefined;
  readonly #states: ReturnType<SharedStates['window']>;

  constructor(states: SharedStates) {
    this.#states = states.window();
    this.opened = new Promise((resolve) => (this.#resolve = resolve));
  }

  open(): void {
    this.calls.push('open');
  }

  /** Resolves after those who waited for it have gone on. */
  async beOpen(): Promise<void> {
    this.#resolve();
    await this.opened;
  }

  record(samples: readonly TrendSample[]): void {
    this.samples.push(...samples);
  }

  append(events: readonly DeviceEvent[]): void {
    this.events.push(...events);
  }

  entries: ReturnType<SharedStates['window']>['entries'] = (kind) => {
    this.calls.push(`entries ${kind}`);
    const { failure } = this;
    this.failure = undefined;
    if (failure !== undefined) {
      throw failure;
    }
    return this.#states.entries(kind);
  };

  put: ReturnType<SharedStates['window']>['put'] = (kind, values) => this.#states.put(kind, values);

  onDidChangeElsewhere: ReturnType<SharedStates['window']>['onDidChangeElsewhere'] = (listener) => this.#states.onDidChangeElsewhere(listener);
}

describe('Watching', () => {
  let clock: FakeClock;
  let states: SharedStates;
  let fleet: FleetStore;
  let history: FakeHistory;
  let settings: { value: AlarmSettings; onDidChange: Emitter<void>['event'] };
  let settingsChanged: Emitter<void>;
  let watching: Watching;
  let heard: AlarmRecorder;
  let faults: unknown[];

  beforeEach(() => {
    clock = new FakeClock();
    states = new SharedStates();
    settingsChanged = new Emitter();
    settings = { value: { ...defaultAlarmSettings, raiseAfterMs: 0, clearAfterMs: 0 }, onDidChange: settingsChanged.event };
    faults = [];
    open();
  });

  function open(): void {
    fleet = new FleetStore({ now: () => clock.now() });
    history = new FakeHistory(states);
    watching = new Watching({
      fleet,
      history,
      settings,
      dataLoss: () => undefined,
      clock,
      onFault: (error) => faults.push(error),
      onListenerError: (error) => {
        throw error;
      },
    });
    heard = new AlarmRecorder(watching.alarms);
  }

  function poll(...instances: readonly PtpInstanceSnapshot[]): void {
    clock.advance(10_000);
    const at = clock.now();
    fleet.replace({ ...fleet.get('north')!, communication: { state: 'responding', since: 0, lastSuccess: at }, slots: [psx(instances, { updatedAt: at })] });
  }

  it('opens no history and looks for nothing as long as there is no device', async () => {
    await history.beOpen();
    clock.advance(3_600_000);
    expect([history.calls, clock.timers, watching.alarms.alarms]).toEqual([[], 0, []]);
    watching.dispose();
  });

  it('opens the history once, with the first device, and watches as soon as it is open', async () => {
    fleet.setDevices([config]);
    fleet.setDevices([config, { ...config, id: 'south' }]);
    poll(slave({ offsetFromMasterNs: 1_500 }));
    expect(history.calls).toEqual(['open']);
    expect(watching.alarms.alarms).toEqual([]);
    expect(watching.alarms.severityOf({ deviceId: 'north' }, 'warning')).toBe('warning');
    await history.beOpen();
    poll(slave({ offsetFromMasterNs: 1_500 }));
    expect(watching.alarms.alarms.map(({ parameter }) => parameter)).toEqual(['offsetFromMaster']);
    expect(watching.alarms.severityOf({ deviceId: 'north' }, 'warning')).toBe('major');
    expect(history.events.filter(({ kind }) => kind === 'alarmRaised')).toHaveLength(1);
  });

  it('records every answer, also before the history is open', () => {
    fleet.setDevices([config]);
    poll(slave({ offsetFromMasterNs: 12 }));
    poll(slave({ offsetFromMasterNs: 13 }));
    expect(history.samples.map(({ offsetFromMasterNs }) => offsetFromMasterNs)).toEqual([12, 13]);
  });

  it('hands on what people do', async () => {
    fleet.setDevices([config]);
    await history.beOpen();
    poll(slave({ offsetFromMasterNs: 1_500 }));
    const { alarms } = watching;
    const id = alarms.alarms[0]?.id ?? '';
    alarms.acknowledge(id, 'On it');
    alarms.mask(id, 'cleared');
    expect(alarms.alarms[0]).toMatchObject({ state: 'acknowledged', comment: 'On it', maskedUntil: 'cleared' });
    alarms.unacknowledge(id);
    alarms.unmask(id);
    alarms.comment(id, '');
    expect(alarms.alarms[0]).toMatchObject({ state: 'active' });
    expect(alarms.alarms[0]).not.toHaveProperty('comment');
    poll(slave());
    clock.advance(1);
    alarms.removeCleared();
    expect(alarms.alarms).toEqual([]);
  });

  it('tells alarms from before a reload as changed, not as raised', async () => {
    fleet.setDevices([config]);
    await history.beOpen();
    poll(slave({ offsetFromMasterNs: 1_500 }));
    expect(heard.take()).toEqual(['+major instance1 offsetFromMaster']);
    watching.dispose();
    open();
    fleet.setDevices([config]);
    await history.beOpen();
    poll(slave({ offsetFromMasterNs: 1_500 }));
    expect(heard.take()).toEqual(['~major instance1 offsetFromMaster']);
    expect(watching.alarms.alarms).toHaveLength(1);
  });

  it('looks at all devices again when the settings change', async () => {
    fleet.setDevices([config]);
    await history.beOpen();
    poll(slave({ offsetFromMasterNs: 1_500 }));
    expect(watching.alarms.alarms[0]?.state).toBe('active');
    settings.value = { ...settings.value, preset: 'off' };
    settingsChanged.fire();
    expect(watching.alarms.alarms[0]?.state).toBe('cleared');
  });

  it('says once that what was known cannot be read, and tries again until it can', async () => {
    fleet.setDevices([config]);
    history.failure = new Error('disk');
    await history.beOpen();
    expect(faults).toEqual([new Error('disk')]);
    history.failure = new Error('disk');
    clock.advance(10_000);
    expect(faults).toHaveLength(1);
    clock.advance(10_000);
    poll(slave({ offsetFromMasterNs: 1_500 }));
    expect(watching.alarms.alarms).toHaveLength(1);
  });

  it('begins nothing any more when it was disposed of meanwhile', async () => {
    fleet.setDevices([config]);
    watching.dispose();
    await history.beOpen();
    expect(history.calls).toEqual(['open']);
    expect(clock.timers).toBe(0);
  });

  it('leaves no timer behind', async () => {
    fleet.setDevices([config]);
    history.failure = new Error('disk');
    await history.beOpen();
    expect(clock.timers).toBe(1);
    watching.dispose();
    expect(clock.timers).toBe(0);
  });
});
