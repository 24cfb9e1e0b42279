import { isJsonObject, type Json } from '../../model/json';
import type { SystemSnapshot } from '../../model/snapshot';
import { presentText } from './absence';
import { addressedNode } from './envelope';
import { clip, member, objectMember } from './jsonMember';

/** The API generation that came with the PSX cards. */
const verifiedMajor = 17;
const versionText = /(\d{1,6})\.(\d{1,6})\.(\d{1,6})/;
const longestText = 200;

/**
 * What the envelope says about the chassis; `undefined` when the answer has neither an envelope nor an API version.
 * LTOS before 7.06 sends no API version in the envelope, and `rest-api` only with the whole status.
 */
export function decodeSystem(body: Json): SystemSnapshot | undefined {
  const information = isJsonObject(body) ? objectMember(body, 'systeminformation') : undefined;
  const apiVersion = apiVersionOf(body);
  if (information === undefined && apiVersion === undefined) {
    return undefined;
  }
  const text = (key: string): string =>
    clip(presentText(information === undefined ? undefined : member(information, key)) ?? '', longestText);
  return {
    hostname: text('hostname'),
    model: text('model'),
    serialNumber: text('serialnumber'),
    firmware: text('version'),
    apiVersion: apiVersion ?? '',
    compatibility: majorOf(apiVersion) === verifiedMajor ? 'verified' : 'unverified',
  };
}

/** The generation of the REST API (17 for `17.02.003`), by which the shape of its answers changes. */
export function apiMajor(body: Json): number | undefined {
  return majorOf(apiVersionOf(body));
}

function majorOf(apiVersion: string | undefined): number | undefined {
  return apiVersion === undefined ? undefined : Number.parseInt(apiVersion, 10);
}

function apiVersionOf(body: Json): string | undefined {
  if (!isJsonObject(body)) {
    return undefined;
  }
  const information = objectMember(body, 'systeminformation');
  const node = addressedNode(body);
  const restApi = isJsonObject(node) ? objectMember(node, 'restapi') : undefined;
  return versionIn(information && member(information, 'apiversion')) ?? versionIn(restApi && member(restApi, 'apiversion'));
}

function versionIn(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? versionText.exec(value.slice(0, longestText))?.[0] : undefined;
}
