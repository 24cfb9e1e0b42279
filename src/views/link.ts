import type { DeviceSnapshot } from '../model/snapshot';

/** What a link may ask for: to show something, or to act on it. */
export const linkActions = ['open', 'refresh', 'pause', 'resume', 'diagnose'] as const;

export type LinkAction = (typeof linkActions)[number];

/** A link to this extension: `vscode://psx-tools.psx-explorer/open?device=GM-North&slot=io3&instance=1`. */
export interface Link {
  readonly action: LinkAction;
  /** Id or name of a device. */
  readonly device: string;
  readonly slotId?: string;
  readonly instanceId?: string;
}

/** What is wrong with a link, and what to do. */
export interface LinkProblem {
  readonly message: string;
  readonly hint: string;
}

const example = 'A link reads like vscode://psx-tools.psx-explorer/open?device=GM-North&slot=io3&instance=1.';

/** Reads the path and the query of a link. */
export function parseLink(path: string, query: string): Link | LinkProblem {
  const action = linkActions.find((candidate) => path === `/${candidate}` || path === `/${candidate}/`);
  if (action === undefined) {
    return { message: `"${shortened(path)}" is nothing that a link can ask for.`, hint: `${example} It may ask for ${linkActions.join(', ')}.` };
  }
  const parameters = new URLSearchParams(query);
  const [device, slotId, instanceId] = ['device', 'slot', 'instance'].map((name) => {
    const value = parameters.get(name)?.trim();
    return value === '' ? undefined : value;
  });
  if (device === undefined) {
    return { message: 'The link names no device.', hint: example };
  }
  if (instanceId !== undefined && slotId === undefined) {
    return { message: 'The link names a PTP instance, but not its slot.', hint: example };
  }
  return { action, device, ...(slotId === undefined ? {} : { slotId }), ...(instanceId === undefined ? {} : { instanceId }) };
}

/** The device that a link, or a person, names by its id or by a name that only one device has. */
export function deviceNamed(devices: readonly DeviceSnapshot[], text: string): DeviceSnapshot | LinkProblem {
  const named = devices.filter(({ name }) => name === text);
  const device = devices.find(({ id }) => id === text) ?? (named.length === 1 ? named[0] : undefined);
  if (device !== undefined) {
    return device;
  }
  return named.length > 1
    ? { message: `${named.length} devices are named "${shortened(text)}".`, hint: `Name the device by its id: ${named.map(({ id }) => id).join(', ')}.` }
    : {
        message: `There is no device "${shortened(text)}".`,
        hint: devices.length === 0 ? 'Add a device with "PSX: Add Device…".' : `The devices are ${devices.map(({ name }) => name).join(', ')}.`,
      };
}

export function isProblem(value: Link | DeviceSnapshot | LinkProblem): value is LinkProblem {
  return 'hint' in value;
}

/** Links come from anywhere: their texts are shown, so they are kept short. */
function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
