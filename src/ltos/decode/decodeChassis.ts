import type { Decoded } from '../../model/decoded';
import type { Json, JsonObject } from '../../model/json';
import { presentText } from './absence';
import { readModule } from './decodeModule';
import { decodeSystem } from './decodeSystem';
import { clip, member } from './jsonMember';
import type { DecodeOptions } from './options';
import { Problems } from './problems';
import type { ChassisReading, SlotReading } from './readings';
import { type ChassisNode, findChassis, moduleOf } from './slotNodes';
import { UniqueIds } from './uniqueIds';

/** Decodes an answer about the whole tree, the status, a chassis, the slot list or one slot. */
export function decodeChassis(body: Json, options: DecodeOptions = {}): Decoded<ChassisReading> {
  const system = decodeSystem(body);
  const chassis = findChassis(body, options.slotId);
  const problems = new Problems();
  if (chassis === undefined) {
    problems.add('', 'The answer has no slots; expected a chassis, a list of slots or a slot.');
  }
  const slots = readSlots(chassis ?? [], options, problems);
  return { value: system === undefined ? { slots } : { system, slots }, problems: problems.all };
}

function readSlots(allChassis: readonly ChassisNode[], options: DecodeOptions, problems: Problems): readonly SlotReading[] {
  const readings: SlotReading[] = [];
  const ids = new UniqueIds();
  for (const chassis of allChassis) {
    const slots = chassis.slots.map((slot) => ({ ...slot, position: positionOf(slot.node) }));
    for (const { slotId: wanted, node } of slots.sort((a, b) => comparePositions(a.position, b.position))) {
      // Slot ids repeat from chassis to chassis; those of a further chassis are told apart by its key.
      const slotId = ids.take(ids.has(wanted) && chassis.key !== '' ? `${chassis.key}/${wanted}` : wanted);
      readings.push(readSlot(slotId, node, options, problems));
    }
  }
  return readings;
}

function readSlot(slotId: string, node: JsonObject, options: DecodeOptions, problems: Problems): SlotReading {
  // Slot ids seen are the type and a number: `clk1`, `io3`.
  const slotType = clip(presentText(member(node, 'slottype')) ?? slotId.replace(/^.*\//, '').replace(/[^a-z]+$/i, ''), 40);
  const module = moduleOf(node);
  if (module === undefined) {
    return { slotId, slotType };
  }
  const decoded = readModule(module, options);
  for (const { path, message } of decoded.problems) {
    problems.add(path === '' ? slotId : `${slotId}.${path}`, message);
  }
  return { slotId, slotType, module: decoded.value };
}

/** `"0,2,1"`: the order of the list is not that of the chassis. A slot without a position comes last. */
function positionOf(node: JsonObject): readonly number[] {
  const text = member(node, 'slotposition');
  return typeof text === 'string' && text.length <= 40 && /\d/.test(text) ? text.split(',').map(Number) : [Infinity];
}

function comparePositions(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const left = a[index] ?? 0;
    const right = b[index] ?? 0;
    if (left !== right && !Number.isNaN(left) && !Number.isNaN(right)) {
      return left < right ? -1 : 1;
    }
  }
  return 0;
}
