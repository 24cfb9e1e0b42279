import type { AlarmParameter } from '../model/alarm';
import { normalKey } from '../model/normalKey';
import type { NetworkPortSnapshot } from '../model/ptpDataSets';
import type { PtpInstanceSnapshot, SlotSnapshot } from '../model/snapshot';
import type { KnownSlot } from './knownDevice';
import type { SubjectRules } from './subjectRules';
import { violation, type Verdict, type Verdicts } from './verdict';

/** After a silence of the whole device its slots are read one by one, slowly. */
const slowestRoundMs = 30_000;

const none: Verdicts = new Map();

/** What is wrong with a slot of a device that answers. */
export function slotVerdicts(slot: SlotSnapshot, { watchesStates }: SubjectRules, isStale: boolean): Verdicts {
  if (!watchesStates) {
    return new Map([
      ['presence', 'unwatched'],
      ['communication', 'unwatched'],
    ]);
  }
  if (isStale) {
    const hint = 'Look at the HTTP sessions of the device, or diagnose it.';
    const unread = violation('timeout', 'The module of the slot could not be read; its data are old.', hint, { isSilence: true, minimumMs: slowestRoundMs });
    return new Map<AlarmParameter, Verdict>([
      ['communication', unread],
      ['presence', 'hold'],
    ]);
  }
  return slot.missingSince === undefined ? none : new Map([['presence', missingModule(slot.isPsx, slot.missingSince)]]);
}

/** A card that was in the slot once. */
export function missingModule(isPsx: boolean, since: number): Verdict {
  const hint = 'Check the card in the chassis. If it was taken out on purpose, remove it from the tree, or acknowledge this alarm.';
  return violation(isPsx ? 'major' : 'minor', 'The module is gone from the slot.', hint, { since });
}

/** A network port that the device once listed. */
export function missingPort(since: number): Verdict {
  const hint = 'Check the card. If the port is gone on purpose, remove it from the tree, or acknowledge this alarm.';
  return violation('major', 'The device no longer lists the port.', hint, { since });
}

/** What is wrong with a network port whose data are current. A port counts when an instance uses it or its link was up before: others are simply not in use. */
export function portVerdicts(port: NetworkPortSnapshot, slot: SlotSnapshot, known: KnownSlot | undefined, { watchesStates }: SubjectRules): Verdicts {
  if (!watchesStates) {
    return new Map([
      ['presence', 'unwatched'],
      ['link', 'unwatched'],
    ]);
  }
  if (port.missingSince !== undefined) {
    if (slot.missingSince !== undefined) {
      return new Map([['presence', 'hold']]);
    }
    return new Map([['presence', missingPort(port.missingSince)]]);
  }
  if (port.linkUp === undefined) {
    return new Map([['link', 'hold']]);
  }
  const wasUp = known?.ports.some(({ id, wasUp: was }) => id === port.id && was === true) === true;
  if (port.linkUp || !(wasUp || slot.ptpInstances.some((instance) => isUsing(instance, port)))) {
    return none;
  }
  return new Map([['link', violation('critical', 'The link of the port is down.', 'Check the cable, the transceiver and the switch port.')]]);
}

/** `port0:0` is an interface on `port0`. */
export function isUsing({ dataSets, missingSince, running }: PtpInstanceSnapshot, { id }: NetworkPortSnapshot): boolean {
  const port = dataSets?.interfaceName?.split(':')[0];
  return port !== undefined && missingSince === undefined && running !== false && normalKey(port) === normalKey(id);
}
