import type { DeviceEventKind } from '../../model/deviceEvent';
import type { Severity } from '../../model/severity';
import type { TableRow } from '../../webview/pageMessages';

const kindWords: Readonly<Record<DeviceEventKind, string>> = {
  unreachable: 'Unreachable',
  reachable: 'Reachable',
  unauthorized: 'Log-in refused',
  certificateChanged: 'Certificate changed',
  firmwareChanged: 'Firmware changed',
  apiVersionChanged: 'API version changed',
  slotAdded: 'Module added',
  slotRemoved: 'Module removed',
  moduleChanged: 'Module changed',
  instanceAdded: 'Instance added',
  instanceRemoved: 'Instance removed',
  instanceStopped: 'Instance stopped',
  instanceStarted: 'Instance started',
  portStateChanged: 'Port state',
  grandmasterChanged: 'Grandmaster',
  clockClassChanged: 'Clock class',
  clockAccuracyChanged: 'Clock accuracy',
  domainChanged: 'Domain',
  profileChanged: 'Profile',
  priority1Changed: 'Priority 1',
  priority2Changed: 'Priority 2',
  utcOffsetChanged: 'UTC offset',
  utcOffsetValidChanged: 'UTC offset valid',
  leapChanged: 'Leap second',
  timeTraceableChanged: 'Time traceable',
  timeSourceChanged: 'Time source',
  portAdded: 'Port added',
  portRemoved: 'Port removed',
  linkUp: 'Link up',
  linkDown: 'Link down',
  offsetStep: 'Offset step',
  alarmRaised: 'Alarm raised',
  alarmWorse: 'Alarm worse',
  alarmCleared: 'Alarm cleared',
};

/** What happened, in the words of the column Event: `Port state`, `Link down`. */
export function eventKindText(kind: DeviceEventKind): string {
  return kindWords[kind];
}

const severityWords: Readonly<Record<Severity, string>> = {
  timeout: 'Timeout',
  critical: 'Critical',
  major: 'Major',
  minor: 'Minor',
  warning: 'Warning',
  normal: 'Normal',
  information: 'Information',
  masked: 'Masked',
};

export function severityText(severity: Severity): string {
  return severityWords[severity];
}

export function severityTone(severity: Severity): TableRow['tone'] {
  switch (severity) {
    case 'timeout':
    case 'critical':
    case 'major':
      return 'error';
    case 'minor':
    case 'warning':
      return 'warning';
    case 'normal':
    case 'information':
    case 'masked':
      return undefined;
  }
}
