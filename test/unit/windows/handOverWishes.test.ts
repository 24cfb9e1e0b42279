import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CommunicationState } from '../../../src/model/snapshot';
import { FleetStore } from '../../../src/polling/fleetStore';
import { HandOverWishes } from '../../../src/windows/handOverWishes';
import { config } from '../polling/fakeDevice';

const at = 1_800_000_000_000;
let store: FleetStore;
let wishes: HandOverWishes;
let told: string[];

const feed = {
  pause: (id: string) => told.push(`pause ${id}`),
  resume: (id: string) => told.push(`resume ${id}`),
  credentialsChanged: (id: string) => told.push(`credentials ${id}`),
};

function show(deviceId: string, state: CommunicationState, since = at): void {
  store.apply({ deviceId, origin: config(deviceId).origin, at, communication: () => ({ state, since }) });
}

function tell(): readonly string[] {
  wishes.tellPauses(feed);
  wishes.tellAccessChanges(feed);
  return told.splice(0);
}

beforeEach(() => {
  vi.useFakeTimers({ now: at });
  told = [];
  store = new FleetStore();
  store.setDevices([config('a'), config('b')]);
  show('a', 'responding');
  show('b', 'paused');
  wishes = new HandOverWishes(store);
});
afterEach(() => {
  wishes.dispose();
  vi.useRealTimers();
});

it('are told until the store shows them', () => {
  wishes.setPaused('a', true);
  wishes.setPaused('b', false);
  expect(tell()).toEqual(['pause a', 'resume b']);
  show('a', 'retrying');
  show('b', 'connecting');
  expect(tell()).toEqual(['pause a']);
  show('a', 'paused');
  show('a', 'responding');
  expect(tell()).toEqual([]);
});

it('are gone when they were taken back, or are true already, or of a device that is gone', () => {
  wishes.setPaused('a', true);
  wishes.setPaused('a', false);
  wishes.setPaused('b', true);
  wishes.setPaused('z', true);
  expect(tell()).toEqual([]);
  wishes.setPaused('a', true);
  store.setDevices([config('b')]);
  store.setDevices([config('a'), config('b')]);
  expect(tell()).toEqual([]);
});

it('try a log-in that was stored just before, unless the device has been asked since', () => {
  wishes.accessChanged('a');
  wishes.accessChanged('z');
  expect(tell()).toEqual(['credentials a']);
  expect(tell()).toEqual([]);
  wishes.accessChanged('a');
  show('a', 'unauthorized', at + 5);
  expect(tell()).toEqual([]);
  vi.setSystemTime(at + 20);
  wishes.accessChanged('a');
  vi.setSystemTime(at + 20_000);
  expect(tell()).toEqual([]);
});

it('tells nobody of a log-in that the window before has acted on', () => {
  wishes.accessChanged('a', 'e');
  wishes.accessChanged('b');
  wishes.accessDone('a');
  expect(tell()).toEqual(['credentials b']);
});
