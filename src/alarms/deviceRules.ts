import type { AlarmParameter } from '../model/alarm';
import type { DeviceSnapshot } from '../model/snapshot';
import type { KnownCondition } from './knownDevice';
import { formatPercent, limitViolation } from './limitRule';
import type { SubjectRules } from './subjectRules';
import { violation, type Verdict, type Verdicts } from './verdict';

/** How many of the last requests to a device failed. */
export interface DataLoss {
  /** Requests that are over, at most the last 100. */
  readonly total: number;
  readonly failed: number;
}

/** One failure of a few requests is no rate. */
const enoughRequests = 20;

/** What is wrong with a device as such. */
export function deviceVerdicts(device: DeviceSnapshot, rules: SubjectRules, condition: KnownCondition | undefined, dataLoss: DataLoss | undefined): Verdicts {
  const verdicts = new Map<AlarmParameter, Verdict>();
  const ofCommunication = rules.watchesStates ? communication(device, condition) : 'unwatched';
  const ofDataLoss = httpDataLoss(device, rules, dataLoss);
  if (ofCommunication !== undefined) {
    verdicts.set('communication', ofCommunication);
  }
  if (ofDataLoss !== undefined) {
    verdicts.set('httpDataLoss', ofDataLoss);
  }
  return verdicts;
}

function communication({ communication: { state, since, lastSuccess, error } }: DeviceSnapshot, condition: KnownCondition | undefined): Verdict | undefined {
  const message = error?.message ?? 'The device does not answer.';
  const hint = error?.hint ?? 'Check its power, its network and its address.';
  switch (state) {
    case 'responding':
    case 'waitingForSlotId':
      return undefined;
    case 'timeout':
    case 'slowPoll':
      return violation('timeout', message, hint, { since: lastSuccess ?? since, isSilence: true });
    case 'unauthorized':
      return violation('major', message, hint, { since, isSilence: true });
    case 'connecting':
      // After a reload nothing tells any more that this device once answered, but what is known of it.
      return error !== undefined && condition === 'certificateChanged' ? violation('timeout', message, hint, { since, isSilence: true }) : 'hold';
    case 'paused':
      return 'unwatched';
    case 'retrying':
    case 'waitingForCredentials':
      return 'hold';
  }
}

function httpDataLoss({ communication: { state } }: DeviceSnapshot, { limits: { httpDataLoss: limits } }: SubjectRules, dataLoss: DataLoss | undefined): Verdict | undefined {
  if (limits === undefined) {
    return 'unwatched';
  }
  // Of a device that does not answer every request fails: that has an alarm of its own.
  if (dataLoss === undefined || dataLoss.total < enoughRequests || (state !== 'responding' && state !== 'retrying')) {
    return 'hold';
  }
  const percent = (100 * dataLoss.failed) / dataLoss.total;
  return limitViolation(percent, limits, {
    sentence: () => `${formatPercent(percent)} of the last ${dataLoss.total} requests failed`,
    format: formatPercent,
    hint: 'Look at the HTTP sessions of the device; poll it less often if it is busy.',
  });
}
