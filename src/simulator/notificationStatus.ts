import type { JsonObject } from '../model/json';
import { type ChassisMoment, timeStamp } from './chassisMoment';

type EventType = 'info' | 'warning' | 'error' | 'critical' | 'action';

/** Events by type; `*` after those that stand since boot. */
const events: readonly (readonly [EventType, string])[] = [
  [
    'info',
    'normal-operation* ntp-sync* ntp-offset-limit-ok refclock-1-sync* antenna-reconnect* leapsecond-announced ' +
      'sync-monitor-ok network-link-up* sufficient-system-resources* oscillator-adjusted* cluster-master-changed ' +
      'cluster-falseticker-cleared auto-update-avail ims-ok* port-ok ptp-port-connected* ptp-state-changed',
  ],
  ['warning', 'low-system-resources https-certificate-expire-warning self-signed-https-certificate-in-use* oscillator-not-adjusted'],
  [
    'error',
    'ntp-not-sync ntp-offset-limit-exceeded refclock-1-not-sync antenna-faulty antenna-short-circuit sync-monitor-alert ' +
      'network-link-down https-certificate-expired ims-error ptp-error ptp-port-disconnected power-supply-failure*',
  ],
  ['critical', 'ntp-stopped refclock-1-not-responding'],
  ['action', 'system-reboot device-configuration-changed sync-monitor faillock-user-banned'],
];

/** Events that a holdover of the reference clock triggers, and those that it clears. */
const holdoverEvents = ['refclock-1-not-sync', 'antenna-faulty'];
const lockedEvents = ['refclock-1-sync', 'antenna-reconnect', 'normal-operation'];

/** `/api/status/notification` */
export function notificationStatus({ bootedAtMs, scenario }: ChassisMoment): JsonObject {
  const { holdoverSince } = scenario;
  return {
    events: events.flatMap(([type, names]) =>
      names.split(' ').map((name, index): JsonObject => {
        const objectId = name.replace('*', '');
        const since = timeStamp(bootedAtMs + 1000 * (41 + 7 * index));
        const standing = name.endsWith('*');
        if (holdoverSince !== undefined && holdoverEvents.includes(objectId)) {
          return event(objectId, type, true, timeStamp(holdoverSince));
        }
        const cleared = holdoverSince !== undefined && lockedEvents.includes(objectId);
        return event(objectId, type, standing && !cleared, standing ? since : 'never');
      }),
    ),
  };
}

function event(objectId: string, type: EventType, triggered: boolean, lastTriggered: string): JsonObject {
  return { 'object-id': objectId, type, triggered: triggered ? 1 : 0, 'last-triggered': lastTriggered };
}
