import * as vscode from 'vscode';
import { documentPath } from '../documentPath';
import type { Target } from '../target';

/** The scheme of raw data, by which the menus know a document that can be read again. */
export const rawDataScheme = 'psx';
/** The scheme of the earlier texts that a comparison shows on its left side. */
export const earlierScheme = 'psx-earlier';

/** What a raw data document is about: a device, or one of its slots. */
export type RawDataSubject = Pick<Target, 'deviceId' | 'slotId'>;

/** The address of a document: its path is what a person reads in the tab, its query says which device and slot it is. */
export function rawDataUri(deviceName: string, { deviceId, slotId }: RawDataSubject): vscode.Uri {
  const query = new URLSearchParams({ deviceId, ...(slotId === undefined ? {} : { slotId }) });
  return vscode.Uri.from({ scheme: rawDataScheme, path: documentPath(deviceName, `${slotId ?? 'status'}.json`), query: query.toString() });
}

/** Reads what {@link rawDataUri} wrote; `undefined` for the address of anything else. */
export function rawDataSubject({ scheme, query }: vscode.Uri): RawDataSubject | undefined {
  const members = new URLSearchParams(query);
  const deviceId = members.get('deviceId');
  const slotId = members.get('slotId');
  return scheme !== rawDataScheme || deviceId === null ? undefined : { deviceId, ...(slotId === null ? {} : { slotId }) };
}
