import { describeClockAccuracy } from '../../model/clockAccuracy';
import { describeClockClass } from '../../model/clockClass';
import type { HttpSession } from '../../model/httpSession';
import type { DiagnosisStepResult } from '../../model/interApp';
import { normalKey } from '../../model/normalKey';
import type { DeviceSnapshot, Property, PtpInstanceSnapshot, SlotSnapshot } from '../../model/snapshot';
import { isSecretName } from '../../model/secretName';
import type { ToolInput } from './toolInput';

/** A module may return thousands of values; a model reads no more than these of one card or instance. */
const largestPropertyCount = 150;

/** The values that a model reads first, in the order in which engineers do. */
const instanceFields = [
  'running',
  'domain',
  'profile',
  'clockIdentity',
  'grandmasterIdentity',
  'priority1',
  'priority2',
  'stepsRemoved',
  'offsetFromMasterNs',
  'meanPathDelayNs',
] as const;

/** What a tool answers: compact JSON, which models read well. Members that are `undefined` are left out. */
export function answerText(answer: unknown): string {
  return JSON.stringify(answer);
}

/** One device of `psx_list_devices`. */
export function deviceSummary(device: DeviceSnapshot): object {
  const { id, name, system, slots } = device;
  return {
    device: name,
    id,
    ...communicationOf(device),
    model: system?.model,
    firmware: system?.firmware,
    apiVersion: system?.apiVersion,
    psxCards: slots.filter(({ isPsx }) => isPsx).map((slot) => ({ ...slotSummary(slot), ptpInstances: slot.ptpInstances.map((instance) => instance.name) })),
  };
}

/** One device of `psx_ptp_status`: its PTP instances and how its other cards are. */
export function ptpStatus(device: DeviceSnapshot, { device: named, slot: slotId, details }: ToolInput): object {
  const slots = device.slots.filter((slot) => !slot.isEmpty && (slotId === undefined || normalKey(slot.slotId) === normalKey(slotId)));
  if (named !== undefined && slotId !== undefined && slots.length === 0) {
    throw new Error(`${device.name} has no card in slot "${slotId}". Its slots are ${device.slots.map((slot) => slot.slotId).join(', ') || 'not known yet'}.`);
  }
  return {
    device: device.name,
    ...communicationOf(device),
    cards: slots.map((slot) => ({
      ...slotSummary(slot),
      ...(details ? propertiesOf(slot.properties) : {}),
      ...(slot.isPsx ? { ptpInstances: slot.ptpInstances.map((instance) => instanceStatus(instance, details)) } : {}),
    })),
  };
}

/** One device of `psx_recent_http_faults`; `sessions` are newest first. Without `isRecording` there may be older ones, or none. */
export function httpFaults(device: DeviceSnapshot, sessions: readonly HttpSession[], { limit, isRecording }: { readonly limit: number; readonly isRecording: boolean }): object {
  const failed = sessions.filter(({ error, status }) => error !== undefined || (status !== undefined && status >= 400));
  return {
    device: device.name,
    ...communicationOf(device),
    ...(isRecording ? {} : { recording: 'off: nothing has been recorded since then. The user can switch the setting psx.httpSessions.enabled on.' }),
    requestsLookedAt: sessions.length,
    requestsFailed: failed.length,
    newestFaults: failed.slice(0, limit).map(({ requestTime, method, uri, status, statusText, timeSpanMs, error }) => ({
      time: isoTime(requestTime),
      method,
      uri,
      status,
      statusText,
      timeSpanMs: timeSpanMs === undefined ? undefined : Math.round(timeSpanMs),
      ...(error === undefined ? {} : { fault: error.kind, message: error.message, hint: error.hint }),
    })),
  };
}

/** The answer of `psx_diagnose`. */
export function diagnosisAnswer(device: DeviceSnapshot, steps: readonly DiagnosisStepResult[]): object {
  return { device: device.name, isHealthy: steps.every(({ state }) => state !== 'fault'), steps };
}

function communicationOf({ communication: { state, since, lastSuccess, error } }: DeviceSnapshot): object {
  return {
    communication: state,
    since: isoTime(since),
    // Old values must not be taken for those of now.
    valuesAreFrom: isoTime(lastSuccess),
    ...(error === undefined ? {} : { fault: error.kind, message: error.message, hint: error.hint }),
  };
}

function slotSummary({ slotId, model, softwareRevision, severity, missingSince }: SlotSnapshot): object {
  return { slot: slotId, model, firmware: softwareRevision, severity, missingSince: isoTime(missingSince) };
}

function instanceStatus(instance: PtpInstanceSnapshot, details: boolean): object {
  const { id, name, portState, severity, missingSince, clockClass, clockAccuracy, properties } = instance;
  return {
    id,
    name,
    portState,
    severity,
    missingSince: isoTime(missingSince),
    clockClass: clockClass === undefined ? undefined : describeClockClass(clockClass, instance.profile),
    clockAccuracy: clockAccuracy === undefined ? undefined : describeClockAccuracy(clockAccuracy),
    ...Object.fromEntries(instanceFields.map((field) => [field, instance[field]])),
    ...(details ? propertiesOf(properties) : {}),
  };
}

function propertiesOf(properties: readonly Property[]): object {
  const told = properties.filter(({ path, value }) => !isSecretName(path, value));
  return {
    properties: Object.fromEntries(told.slice(0, largestPropertyCount).map(({ path, value }) => [path, value])),
    ...(told.length > largestPropertyCount ? { propertiesLeftOut: told.length - largestPropertyCount } : {}),
  };
}

function isoTime(epochMs: number | undefined): string | undefined {
  return epochMs === undefined ? undefined : new Date(epochMs).toISOString();
}
