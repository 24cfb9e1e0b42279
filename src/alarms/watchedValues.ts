import { isFollowing } from '../model/bmcaEntrant';
import { describeClockAccuracy } from '../model/clockAccuracy';
import { describeClockClass, severityOfMasterClass } from '../model/clockClass';
import type { DeviceEventKind } from '../model/deviceEvent';
import { singleLine } from '../model/displayText';
import { isMasterState, unknownPortState } from '../model/ptpPortState';
import { severityOfInstance } from '../model/ptpSeverity';
import type { Severity } from '../model/severity';
import type { PtpInstanceSnapshot } from '../model/snapshot';

/** Values of a PTP instance whose changes are reported. */
export const watchedValueNames = [
  'portState',
  'grandmaster',
  'clockClass',
  'clockAccuracy',
  'grandmasterClass',
  'grandmasterAccuracy',
  'domain',
  'profile',
  'priority1',
  'priority2',
  'utcOffset',
  'utcOffsetValid',
  'leap',
  'timeTraceable',
  'timeSource',
] as const;

export type WatchedValueName = (typeof watchedValueNames)[number];

export type WatchedValue = string | number | boolean;

/** Absent: never told by the device. */
export type WatchedValues = Readonly<Partial<Record<WatchedValueName, WatchedValue>>>;

/** How one value is watched and put in words. */
interface WatchedValueRule {
  readonly kind: DeviceEventKind;
  readonly read: (instance: PtpInstanceSnapshot) => WatchedValue | undefined;
  /** What the event shows as before and after. Default: the value as it is. */
  readonly words?: (value: WatchedValue, profile?: string) => string;
  /** The sentence of the event; without it: `<label> changed from <before> to <after>.` */
  readonly sentence?: (before: string, after: string, instance: PtpInstanceSnapshot) => string;
  readonly label: string;
  /** How bad the new value is. Default: `information`. */
  readonly severity?: (instance: PtpInstanceSnapshot) => Severity;
}

const longestWord = 80;

const rules: Readonly<Record<WatchedValueName, WatchedValueRule>> = {
  portState: {
    kind: 'portStateChanged',
    label: 'Port state',
    read: ({ portState }) => (portState === unknownPortState ? undefined : portState),
    severity: severityOfInstance,
  },
  grandmaster: {
    kind: 'grandmasterChanged',
    label: 'Grandmaster',
    read: ({ grandmasterIdentity }) => grandmasterIdentity,
    sentence: (before, after, instance) => `Grandmaster changed from ${before} to ${after}${isOwnGrandmaster(instance) ? ', its own clock' : ''}.`,
    severity: () => 'warning',
  },
  clockClass: {
    kind: 'clockClassChanged',
    label: 'Clock class',
    read: ({ clockClass }) => clockClass,
    words: (value, profile) => (typeof value === 'number' ? describeClockClass(value, profile) : String(value)),
    severity: ({ portState, clockClass }) => {
      const severity = isMasterState(portState) ? severityOfMasterClass(clockClass) : 'normal';
      return severity === 'normal' ? 'information' : severity;
    },
  },
  clockAccuracy: {
    kind: 'clockAccuracyChanged',
    label: 'Clock accuracy',
    read: ({ clockAccuracy }) => clockAccuracy,
    words: (value) => (typeof value === 'number' ? describeClockAccuracy(value) : String(value)),
  },
  grandmasterClass: {
    kind: 'clockClassChanged',
    label: 'Clock class of the grandmaster',
    read: (instance) => (isFollowing(instance) ? instance.dataSets?.parent.grandmasterClockClass : undefined),
    words: (value, profile) => (typeof value === 'number' ? describeClockClass(value, profile) : String(value)),
    severity: ({ dataSets }) => {
      const severity = severityOfMasterClass(dataSets?.parent.grandmasterClockClass);
      return severity === 'normal' ? 'information' : severity;
    },
  },
  grandmasterAccuracy: {
    kind: 'clockAccuracyChanged',
    label: 'Clock accuracy of the grandmaster',
    read: (instance) => (isFollowing(instance) ? instance.dataSets?.parent.grandmasterClockAccuracy : undefined),
    words: (value) => (typeof value === 'number' ? describeClockAccuracy(value) : String(value)),
  },
  domain: { kind: 'domainChanged', label: 'Domain', read: ({ domain }) => domain },
  profile: { kind: 'profileChanged', label: 'Profile', read: ({ profile }) => profile },
  priority1: { kind: 'priority1Changed', label: 'Priority 1', read: ({ priority1 }) => priority1 },
  priority2: { kind: 'priority2Changed', label: 'Priority 2', read: ({ priority2 }) => priority2 },
  utcOffset: {
    kind: 'utcOffsetChanged',
    label: 'UTC offset',
    read: ({ dataSets }) => dataSets?.timeProperties.currentUtcOffsetSeconds,
    words: (value) => `${value} s`,
  },
  utcOffsetValid: {
    kind: 'utcOffsetValidChanged',
    label: 'UTC offset',
    read: ({ dataSets }) => dataSets?.timeProperties.currentUtcOffsetValid,
    words: (value) => (value === true ? 'valid' : 'not valid'),
    sentence: (_before, after) => `UTC offset is now ${after}.`,
    severity: ({ dataSets }) => (dataSets?.timeProperties.currentUtcOffsetValid === false ? 'minor' : 'normal'),
  },
  leap: { kind: 'leapChanged', label: 'Announced leap second', read: leapOf },
  timeTraceable: {
    kind: 'timeTraceableChanged',
    label: 'Time',
    read: ({ dataSets }) => dataSets?.timeProperties.timeTraceable,
    words: (value) => (value === true ? 'traceable' : 'not traceable'),
    sentence: (_before, after) => `Time is now ${after} to a primary reference.`,
    severity: ({ dataSets }) => (dataSets?.timeProperties.timeTraceable === false ? 'minor' : 'normal'),
  },
  timeSource: { kind: 'timeSourceChanged', label: 'Time source', read: ({ dataSets }) => dataSets?.timeProperties.timeSource },
};

/** True for a master that is its own grandmaster. */
export function isOwnGrandmaster({ grandmasterIdentity, clockIdentity }: PtpInstanceSnapshot): boolean {
  return grandmasterIdentity !== undefined && grandmasterIdentity === clockIdentity;
}

/** What the instance says now; nothing when it does not run, as its values are then not valid. */
export function watchedValuesOf(instance: PtpInstanceSnapshot): WatchedValues {
  if (instance.running === false) {
    return {};
  }
  const values: Partial<Record<WatchedValueName, WatchedValue>> = {};
  for (const name of watchedValueNames) {
    const value = rules[name].read(instance);
    if (value !== undefined) {
      values[name] = value;
    }
  }
  return values;
}

/** A change of one watched value, in words. */
export interface ValueChange {
  readonly kind: DeviceEventKind;
  readonly severity: Severity;
  readonly text: string;
  readonly before: string;
  readonly after: string;
}

/** What changed between the last known values and those of now, which the instance says. What is absent now is no change. */
export function changesOfValues(known: WatchedValues, now: WatchedValues, instance: PtpInstanceSnapshot): readonly ValueChange[] {
  const changed = watchedValueNames.filter((name) => known[name] !== undefined && now[name] !== undefined && known[name] !== now[name]);
  return changed.flatMap((name): readonly ValueChange[] => {
    const [was, is] = [known[name], now[name]];
    if (was === undefined || is === undefined) {
      return [];
    }
    const { kind, label, words = String, sentence, severity } = rules[name];
    const before = singleLine(words(was, instance.profile), longestWord);
    const after = singleLine(words(is, instance.profile), longestWord);
    const text = sentence?.(before, after, instance) ?? `${label} changed from ${before} to ${after}.`;
    return [{ kind, severity: severity?.(instance) ?? 'information', text, before, after }];
  });
}

/** The 59th or 61st second of the last minute of the day (IEEE 1588-2019, 8.2.4). */
function leapOf({ dataSets }: PtpInstanceSnapshot): string | undefined {
  const { leap59, leap61 } = dataSets?.timeProperties ?? {};
  if (leap61 === true) {
    return 'insertion';
  }
  if (leap59 === true) {
    return 'removal';
  }
  return leap59 === undefined && leap61 === undefined ? undefined : 'none';
}
