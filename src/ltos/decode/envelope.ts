import { isJsonObject, type Json, type JsonObject } from '../../model/json';
import { isJsonList, member, objectMember } from './jsonMember';

const chassisKey = /^chassis\d*$/i;

/** The chassis of a status node (`chassis0`, …), with their keys. */
export function chassisOf(node: JsonObject): readonly (readonly [string, JsonObject])[] {
  const chassis: (readonly [string, JsonObject])[] = [];
  for (const key of Object.keys(node)) {
    const value = node[key];
    if (chassisKey.test(key.trim()) && isJsonObject(value)) {
      chassis.push([key.trim(), value]);
    }
  }
  return chassis;
}

/** The node that an answer is about: its `data`, and for `/api`, which nests one level deeper, the `status` in it. */
export function addressedNode(body: Json): JsonObject | readonly Json[] | undefined {
  const data = isJsonObject(body) ? (member(body, 'data') ?? (isEnvelope(body) ? null : body)) : body;
  if (isJsonList(data)) {
    return data;
  }
  if (!isJsonObject(data)) {
    return undefined;
  }
  const status = objectMember(data, 'status');
  return status !== undefined && chassisOf(data).length === 0 && isWholeTree(data, status) ? status : data;
}

/** An envelope without data is an answer about nothing, such as an error. */
function isEnvelope(body: JsonObject): boolean {
  return member(body, 'data', 'systeminformation') !== undefined;
}

/** A module may have a member `status` of its own, so the inner node must look like the status of a device. */
function isWholeTree(data: JsonObject, status: JsonObject): boolean {
  return chassisOf(status).length > 0 || (member(data, 'info') === undefined && member(status, 'restapi', 'system') !== undefined);
}
