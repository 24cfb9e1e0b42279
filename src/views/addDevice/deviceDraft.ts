import { parseDeviceAddress, type DeviceAddress } from '../../model/deviceAddress';
import type { DeviceEntry } from '../../model/deviceEntries';
import type { AddDeviceArgument } from './addDeviceArgument';

/** What a person has typed so far. Nothing of it is saved before the last step. */
export interface DeviceDraft {
  host: string;
  /** Decided for a host without a scheme on a port that is not 443; empty: as the host says. */
  scheme: '' | 'http://' | 'https://';
  /** Empty: the default of the host. */
  port: string;
  busAddress: string;
  /** Empty: the host. */
  name: string;
  user: string;
  password: string;
  /** SHA-256 of the certificate that the person decided to trust. */
  fingerprint: string | undefined;
  slotIds: readonly string[];
}

/** The members of an entry that the steps ask for. */
export type DraftEntry = Pick<DeviceEntry, 'host' | 'port' | 'busAddress' | 'name'>;

/** A draft with what is known already. */
export function newDraft(known: AddDeviceArgument): DeviceDraft {
  return {
    host: known.host ?? '',
    scheme: '',
    port: known.port === undefined ? '' : String(known.port),
    busAddress: known.busAddress ?? '',
    name: known.name ?? '',
    user: known.user ?? '',
    password: known.password ?? '',
    fingerprint: known.fingerprint,
    slotIds: known.slotIds ?? [],
  };
}

/** What is wrong with a host as it is typed, or `undefined`. */
export function hostProblem(host: string): string | undefined {
  const parsed = parseDeviceAddress(host);
  return parsed.ok ? undefined : parsed.message;
}

/** What is wrong with a port as it is typed, or `undefined`. Empty means the default. */
export function portProblem(port: string): string | undefined {
  const text = port.trim();
  return text === '' || (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535) ? undefined : 'Enter a whole number from 1 to 65535.';
}

/** True when the host text says the port already, so that nobody has to be asked. */
export function hasPort(host: string): boolean {
  const parsed = parseDeviceAddress(host);
  return parsed.ok && !parseDeviceAddress(host, parsed.address.port === 1 ? 2 : 1).ok;
}

/** True when host and port leave open whether the connection is encrypted. */
export function isSchemeOpen({ host, port }: Place): boolean {
  const parsed = parseDeviceAddress(host, portNumber(port));
  return parsed.ok && !host.includes('://') && parsed.address.port !== 443;
}

type Place = Pick<DeviceDraft, 'host' | 'scheme' | 'port'>;

/** Where the draft's device is, or a sentence that says what is wrong. */
export function draftAddress(draft: Place): DeviceAddress | { readonly problem: string } {
  const parsed = parseDeviceAddress(hostWithScheme(draft), portNumber(draft.port));
  return parsed.ok ? parsed.address : { problem: parsed.message };
}

function hostWithScheme(draft: Place): string {
  const host = draft.host.trim();
  return isSchemeOpen(draft) ? draft.scheme + host : host;
}

function portNumber(port: string): number | undefined {
  return port.trim() === '' ? undefined : Number(port);
}

/** The origin of the draft's device; only asked for when host and port were accepted. */
export function draftOrigin(draft: Place): string {
  const address = draftAddress(draft);
  if ('problem' in address) {
    throw new Error(address.problem);
  }
  return address.origin;
}

/** The draft as the setting holds it: what is the default is left out. */
export function draftEntry(draft: DeviceDraft): DraftEntry {
  const name = draft.name.trim();
  const busAddress = draft.busAddress.trim();
  return {
    host: hostWithScheme(draft),
    ...(draft.port.trim() === '' ? {} : { port: Number(draft.port) }),
    ...(busAddress === '' ? {} : { busAddress }),
    ...(name === '' ? {} : { name }),
  };
}
