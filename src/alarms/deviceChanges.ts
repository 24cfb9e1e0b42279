import type { DeviceEventKind } from '../model/deviceEvent';
import { singleLine } from '../model/displayText';
import type { Severity } from '../model/severity';
import type { DeviceSnapshot } from '../model/snapshot';
import type { Change } from './change';
import { unlessEqual, type KnownCondition, type KnownDevice } from './knownDevice';

const longestWord = 80;
const longestCause = 300;

/** What an observation of a part gives: what is known of it from now on, and what changed. */
export interface Observed<T> {
  readonly known: T;
  readonly changes: readonly Change[];
}

/** Compares the communication and the system of a device with what was last known. Slots stay as they are. */
export function observeDevice(known: KnownDevice, device: DeviceSnapshot): Observed<KnownDevice> {
  const condition = conditionOf(device) ?? known.condition;
  const firmware = told(device.system?.firmware) ?? known.firmware;
  const serialNumber = told(device.system?.serialNumber) ?? known.serialNumber;
  const apiVersion = told(device.system?.apiVersion) ?? known.apiVersion;
  const changes = [
    ...(condition === undefined || condition === known.condition ? [] : conditionChange(known.condition, condition, device)),
    ...versionChange('firmwareChanged', 'Firmware', known.firmware, firmware),
    ...versionChange('apiVersionChanged', 'API version', known.apiVersion, apiVersion),
  ];
  const next = {
    baseUrl: known.baseUrl,
    at: known.at,
    ...(condition === undefined ? {} : { condition }),
    ...(serialNumber === undefined ? {} : { serialNumber }),
    ...(firmware === undefined ? {} : { firmware }),
    ...(apiVersion === undefined ? {} : { apiVersion }),
    slots: known.slots,
  };
  return { known: unlessEqual<KnownDevice>(known, next), changes };
}

/** One sentence for a version that changed; nothing when one of the two is not known. */
export function versionChange(
  kind: DeviceEventKind,
  label: string,
  was: string | undefined,
  is: string | undefined,
  place: Pick<Change, 'part' | 'names'> = { part: {}, names: [] },
): readonly Change[] {
  if (was === undefined || is === undefined || was === is) {
    return [];
  }
  const before = singleLine(was, longestWord);
  const after = singleLine(is, longestWord);
  return [{ kind, severity: 'information', text: `${label} changed from ${before} to ${after}.`, before, after, ...place }];
}

/** How the communication stands; `undefined` while that is not settled, or nothing is asked on purpose. */
function conditionOf({ communication: { state, error } }: DeviceSnapshot): KnownCondition | undefined {
  switch (state) {
    case 'responding':
    case 'waitingForSlotId':
      return 'reachable';
    case 'timeout':
    case 'slowPoll':
      return error?.kind === 'tlsChanged' ? 'certificateChanged' : 'unreachable';
    case 'connecting':
      return error?.kind === 'tlsChanged' ? 'certificateChanged' : undefined;
    case 'unauthorized':
      return 'unauthorized';
    default:
      return undefined;
  }
}

const conditionEvents: Readonly<Record<KnownCondition, { readonly kind: DeviceEventKind; readonly severity: Severity; readonly text: string }>> = {
  reachable: { kind: 'reachable', severity: 'normal', text: 'The device answers again.' },
  unreachable: { kind: 'unreachable', severity: 'timeout', text: 'The device does not answer.' },
  unauthorized: { kind: 'unauthorized', severity: 'major', text: 'The device refuses the user name or the password.' },
  certificateChanged: { kind: 'certificateChanged', severity: 'major', text: 'The device shows another certificate than the one that was trusted.' },
};

function conditionChange(was: KnownCondition | undefined, is: KnownCondition, { communication: { error } }: DeviceSnapshot): readonly Change[] {
  if (is === 'reachable' && was === undefined) {
    return [];
  }
  const { text, ...event } = conditionEvents[is];
  const cause = is === 'unreachable' && error !== undefined ? ` ${singleLine(error.message, longestCause)}` : '';
  return [{ ...event, text: `${text}${cause}`, part: {}, names: [] }];
}

/** Devices send empty texts for what they do not know. */
function told(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text;
}
