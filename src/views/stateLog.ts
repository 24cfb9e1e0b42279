import type { LogOutputChannel } from 'vscode';
import type { Disposable } from '../model/event';
import type { FleetChange, FleetStore } from '../polling/fleetStore';
import { stateWord } from './tree/deviceItem';

/** Writes changes of state to the output channel: never a poll, never a value that ticks. */
export function logStateChanges(fleet: FleetStore, log: LogOutputChannel): Disposable {
  const lastLine = new Map<string, string>();
  return fleet.onDidChange((change: FleetChange) => {
    for (const deviceId of change.removed) {
      lastLine.delete(deviceId);
    }
    for (const deviceId of [...change.added, ...change.devices.map((device) => device.deviceId)]) {
      const device = fleet.get(deviceId);
      if (device === undefined) {
        continue;
      }
      const { state, error } = device.communication;
      const line = [`${device.name} (${device.baseUrl}): ${stateWord(device)}.`, error?.message, error?.hint].filter(Boolean).join(' ');
      if (lastLine.get(deviceId) !== line) {
        lastLine.set(deviceId, line);
        if (error === undefined || state === 'waitingForCredentials') {
          log.info(line);
        } else {
          log.warn(line);
        }
      }
    }
  });
}
