import { formatNs } from '../model/duration';
import type { PtpInstanceSnapshot } from '../model/snapshot';
import type { Change } from './change';
import type { Observed } from './deviceChanges';
import { unlessEqual, type KnownInstance } from './knownDevice';
import { changesOfValues, isOwnGrandmaster, watchedValuesOf, type WatchedValues } from './watchedValues';

/** What else there is to know about an instance than what was last known of it. */
export interface InstanceView {
  readonly slotId: string;
  /** Nothing is known of the instances of this slot yet, so that none of them is new. */
  readonly isFirstSight: boolean;
  /** The instance as it was at the poll before. */
  readonly before: PtpInstanceSnapshot | undefined;
  /** An offset that moved by more than this between two polls is a step. */
  readonly stepLimitNs: () => number;
}

/** Compares a PTP instance that the device lists, or once listed, with what was last known of it. */
export function observeInstance(known: KnownInstance | undefined, instance: PtpInstanceSnapshot, view: InstanceView): Observed<KnownInstance> {
  const { id, name, missingSince, running } = instance;
  const place = { part: { slotId: view.slotId, instanceId: id }, names: [view.slotId, name] };
  if (missingSince !== undefined) {
    const next: KnownInstance = { ...(known ?? { id, values: {} }), name, present: false, missingSince };
    return { known: unlessEqual(known, next), changes: known?.present === true ? [removed(place)] : [] };
  }
  const changes: Change[] = [];
  if (known?.present === false) {
    changes.push({ kind: 'instanceAdded', severity: 'normal', text: 'The PTP instance is listed again.', ...place });
  } else if (known === undefined && !view.isFirstSight) {
    changes.push({ kind: 'instanceAdded', severity: 'information', text: 'The PTP instance is new.', ...place });
  }
  if (known !== undefined && running === false && known.running !== false) {
    changes.push({ kind: 'instanceStopped', severity: 'warning', text: 'The PTP instance was stopped.', before: 'running', after: 'stopped', ...place });
  } else if (running === true && known?.running === false) {
    changes.push({ kind: 'instanceStarted', severity: 'normal', text: 'The PTP instance was started.', before: 'stopped', after: 'running', ...place });
  }
  const values = watchedValuesOf(instance);
  changes.push(...changesOfValues(known?.values ?? {}, values, instance).map((change) => ({ ...change, ...place })));
  changes.push(...offsetStep(instance, view).map((change) => ({ ...change, ...place })));
  return { known: knownInstance(known, instance, values), changes };
}

/** An instance that was there when it was last looked at, and that the device does not list any more. */
export function observeUnlistedInstance(known: KnownInstance, slotId: string, at: number): Observed<KnownInstance> {
  const place = { part: { slotId, instanceId: known.id }, names: [slotId, known.name] };
  return known.present ? { known: { ...known, present: false, missingSince: at }, changes: [removed(place)] } : { known, changes: [] };
}

function removed(place: Pick<Change, 'part' | 'names'>): Change {
  return { kind: 'instanceRemoved', severity: 'major', text: 'The device no longer lists the PTP instance.', ...place };
}

function knownInstance(known: KnownInstance | undefined, instance: PtpInstanceSnapshot, told: WatchedValues): KnownInstance {
  const values = { ...known?.values, ...told };
  const running = instance.running ?? known?.running;
  const followed = followedBy(instance) ?? known?.followed;
  return unlessEqual<KnownInstance>(known, {
    id: instance.id,
    name: instance.name,
    present: true,
    ...(running === undefined ? {} : { running }),
    ...(followed === undefined ? {} : { followed }),
    values: unlessEqual(known?.values, values),
  });
}

/** A passive port knows the master that it backs up, and follows nobody. */
function followedBy(instance: PtpInstanceSnapshot): string | undefined {
  return instance.portState === 'SLAVE' && instance.running !== false && !isOwnGrandmaster(instance) ? instance.grandmasterIdentity : undefined;
}

function offsetStep(instance: PtpInstanceSnapshot, { before, stepLimitNs }: InstanceView): readonly Omit<Change, 'part' | 'names'>[] {
  const [was, is] = [offsetOfSlave(before), offsetOfSlave(instance)];
  if (was === undefined || is === undefined || was === is || Math.abs(is - was) <= stepLimitNs()) {
    return [];
  }
  const text = `Offset from master stepped by ${formatNs(is - was)}, from ${formatNs(was)} to ${formatNs(is)}.`;
  return [{ kind: 'offsetStep', severity: 'major', text, before: formatNs(was), after: formatNs(is) }];
}

/** Only a slave has an offset from its master. */
function offsetOfSlave(instance: PtpInstanceSnapshot | undefined): number | undefined {
  return instance?.portState === 'SLAVE' && instance.running !== false && instance.missingSince === undefined ? instance.offsetFromMasterNs : undefined;
}
