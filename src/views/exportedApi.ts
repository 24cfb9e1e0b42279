import type { PsxExplorerApi } from '../api';
import type { InterAppBus } from '../interapp/interAppBus';
import { Emitter, type Disposable } from '../model/event';
import type { InterAppCommunication, InterAppHandler } from '../model/interApp';
import type { FleetStore } from '../polling/fleetStore';
import { publicSession } from '../sessions/recordedSession';
import type { SessionLogs } from '../sessions/sessionLogs';
import type { ExtensionMessages } from './extensionMessages';

/** What other extensions see of this one. */
export interface ExportedParts {
  readonly fleet: FleetStore;
  readonly sessions: SessionLogs;
  readonly bus: Pick<InterAppBus, 'communications' | 'handlers'>;
  readonly messages: ExtensionMessages;
  /** Told about listeners that throw. */
  readonly onListenerError: (error: unknown) => void;
}

/** The exported API as a reader of the store, the sessions and the bus; listeners are let go with the returned `dispose`. */
export function exportApi({ fleet, sessions, bus, messages, onListenerError }: ExportedParts): { api: PsxExplorerApi } & Disposable {
  const changed = new Emitter<PsxExplorerApi['devices']>(onListenerError);
  const subscription = fleet.onDidChange(() => changed.fire(fleet.devices));
  const communications = newestFirst<InterAppCommunication>();
  const handlers = newestFirst<InterAppHandler>();
  const api: PsxExplorerApi = Object.freeze({
    apiVersion: 1,
    get devices() {
      return fleet.devices;
    },
    onDidChangeDevices: changed.event,
    httpSessions: (deviceId: string) => Object.freeze(sessions.sessions(deviceId).map(publicSession).toReversed()),
    get communications() {
      return communications(bus.communications);
    },
    get handlers() {
      return handlers(bus.handlers);
    },
    send: (message: unknown, options?: unknown) => messages.send(message, options),
    publish: (event: unknown) => messages.publish(event),
    registerHandler: (address: unknown, handler: unknown) => messages.register(address, handler),
  });
  return {
    api,
    dispose: () => {
      subscription.dispose();
      changed.dispose();
    },
  };
}

/** Turns a list that is oldest first, and the same until something changes, once for each change. */
function newestFirst<T>(): (rows: readonly T[]) => readonly T[] {
  let from: readonly T[] | undefined;
  let turned: readonly T[] = [];
  return (rows) => {
    if (rows !== from) {
      from = rows;
      turned = Object.freeze(rows.toReversed());
    }
    return turned;
  };
}
