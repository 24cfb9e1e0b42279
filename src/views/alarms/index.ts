import * as vscode from 'vscode';
import type { AlarmClock } from '../../alarms/alarmClock';
import type { Alarm, Alarms } from '../../model/alarm';
import type { Disposable } from '../../model/event';
import type { StateStore } from '../../model/stateStore';
import { showFault } from '../faultText';
import { openSubject } from '../openSubject';
import type { Services } from '../services';
import { notifyFrom } from '../watchSettings';
import { registerAlarmCommands } from './alarmCommands';
import { AlarmsView } from './alarmsView';
import { notifyOfAlarms } from './notifyOfAlarms';

/** The alarms as the person sees them: the view "Alarms", the commands on them, and notifications, where this is the window that shows them. */
export function registerAlarms(
  services: Pick<Services, 'fleet' | 'reveal' | 'log'>,
  { alarms, states, clock }: { readonly alarms: Alarms; readonly states: StateStore; readonly clock: AlarmClock },
  isNotifier: (deviceId: string) => boolean,
): Disposable & { readonly view: AlarmsView } {
  const { fleet } = services;
  const view = new AlarmsView(alarms);
  const registered = vscode.Disposable.from(
    view,
    registerAlarmCommands({ alarms, clock, open: (alarm) => openAlarm(services, alarm) }),
    notifyOfAlarms({ isNotifier, alarms, states, clock, atLeast: notifyFrom, deviceName: (deviceId) => fleet.get(deviceId)?.name ?? deviceId }),
  );
  return { view, dispose: () => void registered.dispose() };
}

/** The panel of a PTP instance that the device lists; for anything else its row in the tree, or what is nearest to it. */
async function openAlarm(services: Pick<Services, 'fleet' | 'reveal' | 'log'>, { subject, subjectName }: Alarm): Promise<void> {
  const slot = services.fleet.get(subject.deviceId)?.slots.find(({ slotId }) => slotId === subject.slotId);
  const isListed = slot?.ptpInstances.some(({ id }) => id === subject.instanceId) === true;
  try {
    await openSubject(services, subject, isListed ? 'panel' : 'tree');
  } catch (error) {
    showFault(services, `${subjectName} could not be opened`, error);
  }
}
