import type { LtosAnswer } from '../ltos/ltosApi';
import { faultKinds, type Fault } from '../model/fault';
import { isJsonObject, type Json, type JsonObject } from '../model/json';
import type { RefreshResult } from '../model/refreshResult';
import { communicationStates, type DeviceSnapshot } from '../model/snapshot';
import { demandLevels, type DemandLevel } from '../polling/demand';
import type { RecordedSession } from '../sessions/recordedSession';
import { isDifference } from './difference';
import type { PolledDevice } from './polledDevices';
import type { FollowerMessage, LeaderMessage } from './wire';

const refreshResults: readonly RefreshResult[] = ['asked', 'paused', 'waiting', 'notPolled', 'unknown'];

/** `undefined` for whatever is no message of a window that follows. Never throws. */
export function parseFollowerMessage(line: string): FollowerMessage | undefined {
  const json = parseObject(line);
  if (json === undefined) {
    return undefined;
  }
  const { type, id, deviceId, origin, entry, nonce, proof, path, timeoutMs, level, devices } = json;
  switch (type) {
    case 'hello':
      return isText(nonce) ? { type, nonce } : undefined;
    case 'follow':
      return isText(proof) ? { type, proof } : undefined;
    case 'refresh':
      return isId(id) && isText(deviceId) ? { type, id, deviceId } : undefined;
    case 'get':
      return isId(id) && isText(deviceId) && isText(path) && path.startsWith('/api') ? { type, id, deviceId, path, ...(isNumber(timeoutMs) ? { timeoutMs } : {}) } : undefined;
    case 'pause':
    case 'resume':
    case 'tellAnew':
      return isText(deviceId) ? { type, deviceId } : undefined;
    case 'credentialsChanged':
      return isId(id) && isText(deviceId) && isText(origin) ? { type, id, deviceId, origin, ...(isText(entry) ? { entry } : {}) } : undefined;
    case 'rest':
      return Array.isArray(devices) && devices.every(isPolledDevice) ? { type, devices } : undefined;
    case 'demand':
      return isLevel(level) ? { type, level } : undefined;
    case 'deviceDemand':
      return isText(deviceId) && (level === undefined || isLevel(level)) ? { type, deviceId, ...(level === undefined ? {} : { level }) } : undefined;
    case 'forgetMissing':
      return isText(deviceId) ? { type, deviceId, ...texts(json, ['slotId', 'instanceId', 'portId']) } : undefined;
    default:
      return undefined;
  }
}

/**
 * `undefined` for whatever is no message of the window that polls. Never throws. Devices and sessions are those of a window of the same version that
 * has proved itself: of them is checked what would lead astray.
 */
export function parseLeaderMessage(line: string): LeaderMessage | undefined {
  const json = parseObject(line);
  if (json === undefined) {
    return undefined;
  }
  const { type, id, nonce, proof, devices, device, deviceId, change, session, isRefused, result, answer, fault, status, retryAfterMs, isNotifier, toldElsewhere } = json;
  switch (type) {
    case 'welcome':
      return isText(nonce) && isText(proof) ? { type, nonce, proof } : undefined;
    case 'alive':
      return { type };
    case 'polled':
      return Array.isArray(devices) && devices.every(isPolledDevice) ? { type, devices } : undefined;
    case 'device':
      return isDevice(device) ? { type, device } : undefined;
    case 'deviceChange':
      return isText(deviceId) && isDifference(change) ? { type, deviceId, change } : undefined;
    case 'session':
      return isSession(session) ? { type, session } : undefined;
    case 'looked':
      return isId(id) ? { type, id, ...(isRefused === true ? { isRefused } : {}) } : undefined;
    case 'refreshed': {
      const known = refreshResults.find((candidate) => candidate === result);
      return isId(id) && known !== undefined ? { type, id, result: known } : undefined;
    }
    case 'answer':
      return isId(id) && isAnswer(answer) ? { type, id, answer } : undefined;
    case 'fault':
      return isId(id) && isFault(fault)
        ? { type, id, fault, ...(isNumber(status) ? { status } : {}), ...(isNumber(retryAfterMs) ? { retryAfterMs } : {}) }
        : undefined;
    case 'notifier':
      return typeof isNotifier === 'boolean' && Array.isArray(toldElsewhere) && toldElsewhere.every(isText) ? { type, isNotifier, toldElsewhere } : undefined;
    default:
      return undefined;
  }
}

function parseObject(line: string): JsonObject | undefined {
  try {
    const json = JSON.parse(line) as Json;
    return isJsonObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isLevel(value: unknown): value is DemandLevel {
  return demandLevels.some((level) => level === value);
}

/** Those of the members that are texts. */
function texts<K extends string>(json: JsonObject, names: readonly K[]): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {};
  for (const name of names) {
    const value = json[name];
    if (isText(value)) {
      found[name] = value;
    }
  }
  return found;
}

function isFault(value: unknown): value is Fault {
  return isJsonObject(value) && faultKinds.some((kind) => kind === value.kind) && isText(value.message) && isText(value.hint);
}

function isAnswer(value: unknown): value is LtosAnswer & Json {
  return isJsonObject(value) && isText(value.path) && value.body !== undefined && isNumber(value.bodyBytes) && isNumber(value.timeSpanMs);
}

function isPolledDevice(value: unknown): value is PolledDevice & Json {
  return isJsonObject(value) && isText(value.deviceId) && isText(value.origin);
}

/** Whether it is a device, as far as another one would lead astray. */
export function isDevice(value: unknown): value is DeviceSnapshot & Json {
  if (!isJsonObject(value) || !isText(value.id) || !isText(value.name) || !isText(value.baseUrl)) {
    return false;
  }
  const { communication, slots } = value;
  return (
    isJsonObject(communication) &&
    communicationStates.some((state) => state === communication.state) &&
    isNumber(communication.since) &&
    Array.isArray(slots) &&
    slots.every(isSlot)
  );
}

function isSlot(value: unknown): boolean {
  return isJsonObject(value) && isText(value.slotId) && isText(value.slotType) && isPropertyList(value.properties) && isInstanceList(value.ptpInstances);
}

function isInstanceList(value: unknown): boolean {
  return Array.isArray(value) && value.every((instance) => isJsonObject(instance) && isText(instance.id) && isText(instance.name) && isPropertyList(instance.properties));
}

function isPropertyList(value: unknown): boolean {
  return Array.isArray(value) && value.every((property) => isJsonObject(property) && isText(property.path));
}

function isSession(value: unknown): value is RecordedSession & Json {
  return (
    isJsonObject(value) &&
    isId(value.id) &&
    ['deviceId', 'origin', 'method', 'uri'].every((name) => isText(value[name])) &&
    isNumber(value.requestTime) &&
    (value.timing === undefined || isJsonObject(value.timing)) &&
    (value.error === undefined || isFault(value.error))
  );
}
