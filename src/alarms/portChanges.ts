import type { NetworkPortSnapshot } from '../model/ptpDataSets';
import type { Change } from './change';
import type { Observed } from './deviceChanges';
import { unlessEqual, type KnownPort } from './knownDevice';

/** What else there is to know about a port than what was last known of it. */
export interface PortView {
  readonly slotId: string;
  /** Nothing is known of the ports of this slot yet, so that none of them is new. */
  readonly isFirstSight: boolean;
}

/** Compares a network port that the device lists, or once listed, with what was last known of it. */
export function observePort(known: KnownPort | undefined, port: NetworkPortSnapshot, { slotId, isFirstSight }: PortView): Observed<KnownPort> {
  const { id, missingSince } = port;
  const place = placeOf(slotId, id);
  if (missingSince !== undefined) {
    const isNews = known !== undefined && known.missingSince === undefined;
    return { known: unlessEqual<KnownPort>(known, { ...(known ?? { id }), missingSince }), changes: isNews ? [removed(place)] : [] };
  }
  const changes: Change[] = [];
  if (known?.missingSince !== undefined) {
    changes.push({ kind: 'portAdded', severity: 'normal', text: 'The port is listed again.', ...place });
  } else if (known === undefined && !isFirstSight) {
    changes.push({ kind: 'portAdded', severity: 'information', text: 'The port is new.', ...place });
  }
  if (known?.linkUp === false && port.linkUp === true) {
    changes.push({ kind: 'linkUp', severity: 'normal', text: 'The link of the port is up.', before: 'down', after: 'up', ...place });
  } else if (known?.linkUp === true && port.linkUp === false) {
    changes.push({ kind: 'linkDown', severity: 'critical', text: 'The link of the port is down.', before: 'up', after: 'down', ...place });
  }
  return { known: knownPort(known, port), changes };
}

/** A port that was there when it was last looked at, and that the device does not list any more. */
export function observeUnlistedPort(known: KnownPort, slotId: string, at: number): Observed<KnownPort> {
  return known.missingSince === undefined ? { known: { ...known, missingSince: at }, changes: [removed(placeOf(slotId, known.id))] } : { known, changes: [] };
}

function placeOf(slotId: string, portId: string): Pick<Change, 'part' | 'names'> {
  return { part: { slotId, portId }, names: [slotId, portId] };
}

function removed(place: Pick<Change, 'part' | 'names'>): Change {
  return { kind: 'portRemoved', severity: 'major', text: 'The device no longer lists the port.', ...place };
}

function knownPort(known: KnownPort | undefined, port: NetworkPortSnapshot): KnownPort {
  const linkUp = port.linkUp ?? known?.linkUp;
  const wasUp = known?.wasUp === true || port.linkUp === true;
  return unlessEqual<KnownPort>(known, { id: port.id, ...(linkUp === undefined ? {} : { linkUp }), ...(wasUp ? { wasUp } : {}) });
}
