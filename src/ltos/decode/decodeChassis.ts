import type { Decoded } from '../../model/decoded';
import type { Json } from '../../model/json';
import { presentText } from './absence';
import { decodeSystem } from './decodeSystem';
import { clip, member } from './jsonMember';
import { readModule } from './moduleReading';
import type { DecodeOptions } from './options';
import { Problems } from './problems';
import type { ChassisReading, SlotReading } from './readings';
import { findChassis, moduleOf, type SlotNode } from './slotNodes';

const longestType = 40;

/**
 * Reads system and slots from an answer about the whole tree, the status, a chassis, the slot list or one slot. Never throws.
 * An answer about something else gives no slots and a problem.
 */
export function decodeChassis(body: Json, options: DecodeOptions = {}): Decoded<ChassisReading> {
  const problems = new Problems();
  const system = decodeSystem(body);
  const chassis = findChassis(body, options.slotId);
  if (chassis === undefined) {
    problems.add('', 'The answer lists no slots of a chassis.');
  }
  const slots = (chassis ?? []).flatMap((each) => inOrder(each.slots).map((slot) => readSlot(slot, options, problems)));
  return { value: { ...(system === undefined ? {} : { system }), slots }, problems: problems.all };
}

function readSlot({ slotId, node }: SlotNode, options: DecodeOptions, problems: Problems): SlotReading {
  const module = moduleOf(node);
  const ofSlot = new Problems();
  const slot = {
    slotId,
    // Slot ids seen are the type and a number: `clk1`, `io3`.
    slotType: clip(presentText(member(node, 'slottype')) ?? slotId.replace(/[\d\W]+$/, ''), longestType),
    ...(module === undefined ? {} : { module: readModule(module, options, ofSlot) }),
  };
  for (const { path, message } of ofSlot.all) {
    problems.add(path === '' ? slotId : `${slotId}.${path}`, message);
  }
  return slot;
}

/** By position in the chassis (`0,2,1`); the order of the list is not that of the slots. Slots without a position keep theirs, last. */
function inOrder(slots: readonly SlotNode[]): readonly SlotNode[] {
  const positions = new Map(slots.map((slot) => [slot, positionOf(slot)]));
  return [...slots].sort((a, b) => comparePositions(positions.get(a), positions.get(b)));
}

function positionOf({ node }: SlotNode): readonly number[] | undefined {
  const text = presentText(member(node, 'slotposition'));
  const numbers = text?.slice(0, longestType).split(',').map(Number);
  return numbers?.every(Number.isFinite) === true ? numbers : undefined;
}

function comparePositions(a: readonly number[] | undefined, b: readonly number[] | undefined): number {
  if (a === undefined || b === undefined) {
    return Number(a === undefined) - Number(b === undefined);
  }
  const differing = a.findIndex((number, index) => number !== b[index]);
  return differing < 0 ? a.length - b.length : (a[differing] ?? 0) - (b[differing] ?? -1);
}
