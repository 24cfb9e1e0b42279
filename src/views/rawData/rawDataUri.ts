import * as vscode from 'vscode';
import { documentPath } from '../documentPath';
import type { Target } from '../target';
import { rawDataPlaces, type RawDataPlace } from './readRawData';

/** The scheme of raw data, by which the menus know a document that can be read again. */
export const rawDataScheme = 'psx';
/** The scheme of the earlier texts that a comparison shows on its left side. */
export const earlierScheme = 'psx-earlier';

/** What a raw data document is about: a device, or one of its slots, and where the device says it. */
export interface RawDataSubject extends Pick<Target, 'deviceId' | 'slotId'> {
  readonly place: RawDataPlace;
}

/** The address of a document: its path is what a person reads in the tab, its query says which device, slot and place it is. */
export function rawDataUri(deviceName: string, { deviceId, slotId, place }: RawDataSubject): vscode.Uri {
  const query = new URLSearchParams({ deviceId, ...(slotId === undefined ? {} : { slotId }), place });
  return vscode.Uri.from({ scheme: rawDataScheme, path: documentPath(deviceName, `${titleOf(slotId, place)}.json`), query: query.toString() });
}

/** Reads what {@link rawDataUri} wrote; `undefined` for the address of anything else. */
export function rawDataSubject({ scheme, query }: vscode.Uri): RawDataSubject | undefined {
  const members = new URLSearchParams(query);
  const deviceId = members.get('deviceId');
  const slotId = members.get('slotId');
  const place = rawDataPlaces.find((known) => known === members.get('place'));
  return scheme !== rawDataScheme || deviceId === null || place === undefined ? undefined : { deviceId, ...(slotId === null ? {} : { slotId }), place };
}

/** Who asked for a slot must see that the text tells of more than its module. */
function titleOf(slotId: string | undefined, place: RawDataPlace): string {
  if (slotId === undefined) {
    return 'status';
  }
  return place === 'module' ? slotId : `${slotId}, whole ${place}`;
}
