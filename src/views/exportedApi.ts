import type { PsxExplorerApi } from '../api';
import { Emitter, type Disposable } from '../model/event';
import type { FleetStore } from '../polling/fleetStore';
import type { SessionLogs } from '../sessions/sessionLogs';

/** The exported API as a reader of the store; listeners are let go with the returned `dispose`. */
export function exportApi(fleet: FleetStore, sessions: SessionLogs): { api: PsxExplorerApi } & Disposable {
  const changed = new Emitter<PsxExplorerApi['devices']>((error) => console.error('A listener of onDidChangeDevices failed', error));
  const subscription = fleet.onDidChange(() => changed.fire(fleet.devices));
  const api: PsxExplorerApi = Object.freeze({
    apiVersion: 1,
    get devices() {
      return fleet.devices;
    },
    onDidChangeDevices: changed.event,
    httpSessions: (deviceId: string) => Object.freeze(sessions.sessions(deviceId).toReversed()),
  });
  return {
    api,
    dispose: () => {
      subscription.dispose();
      changed.dispose();
    },
  };
}
