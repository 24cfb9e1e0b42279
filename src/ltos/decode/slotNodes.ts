import { isJsonObject, type Json, type JsonObject } from '../../model/json';
import { normalKey } from '../../model/normalKey';
import { addressedNode, chassisOf } from './envelope';
import { idText, isJsonList, member, objectIdOf, objectMember } from './jsonMember';

/** A slot as the answer holds it. */
export interface SlotNode {
  readonly slotId: string;
  readonly node: JsonObject;
}

/** The slots of one chassis. The key tells several chassis apart; empty when the answer does not name the chassis. */
export interface ChassisNode {
  readonly key: string;
  readonly slots: readonly SlotNode[];
}

/**
 * Finds the slots in an answer about the whole tree, the status, a chassis, the slot list or one slot.
 * `undefined` when the answer is about none of them. `slotId` names a slot that does not name itself.
 */
export function findChassis(body: Json, slotId?: string): readonly ChassisNode[] | undefined {
  const node = addressedNode(body);
  if (node === undefined) {
    return undefined;
  }
  if (isJsonList(node)) {
    return [{ key: '', slots: slotsIn(node) }];
  }
  const chassis = chassisOf(node);
  if (chassis.length > 0) {
    return chassis.map(([key, value]) => ({ key, slots: slotsIn(member(value, 'slots')) }));
  }
  const list = member(node, 'slots');
  if (list !== undefined) {
    return [{ key: objectIdOf(node) ?? '', slots: slotsIn(list) }];
  }
  if (isSlot(node) && !isModule(node)) {
    const id = ownSlotId(node) ?? slotId;
    return id === undefined ? undefined : [{ key: '', slots: [{ slotId: id, node }] }];
  }
  if (normalKey(objectIdOf(node) ?? '') === 'slots') {
    return [{ key: '', slots: slotsIn(node) }];
  }
  // A map without a name: only members that are slots beyond doubt count.
  const slots = slotsIn(node).filter((slot) => isSlot(slot.node));
  return slots.length > 0 ? [{ key: '', slots }] : undefined;
}

/** The module of an answer about a module, or about anything that contains the slot; `'empty'` for a slot without one. */
export function findModule(body: Json, slotId: string): JsonObject | 'empty' | undefined {
  const node = addressedNode(body);
  if (isJsonObject(node) && normalKey(objectIdOf(node) ?? '') === 'module') {
    return node;
  }
  const chassis = findChassis(body, slotId);
  if (chassis === undefined) {
    return isJsonObject(node) && mayBeModule(node, body) ? node : undefined;
  }
  const slots = chassis.flatMap(({ slots }) => slots);
  const wanted = normalKey(slotId);
  const slot = slots.find((candidate) => normalKey(candidate.slotId) === wanted);
  return slot === undefined ? undefined : (moduleOf(slot.node) ?? 'empty');
}

const otherNodes = new Set(['status', 'system', 'slots', 'configuration']);

/** Outside of an envelope anything may come, an error for instance, so that only the `info` of a module tells. */
function mayBeModule(node: JsonObject, body: Json): boolean {
  return node === body
    ? member(node, 'info') !== undefined
    : Object.keys(node).length > 0 && !otherNodes.has(normalKey(objectIdOf(node) ?? ''));
}

/** The module in a slot; a slot without one is empty. */
export function moduleOf(slot: JsonObject): JsonObject | undefined {
  return objectMember(slot, 'module');
}

function slotsIn(list: Json | undefined): readonly SlotNode[] {
  const slots: SlotNode[] = [];
  if (isJsonList(list)) {
    for (const [index, node] of list.entries()) {
      if (isJsonObject(node)) {
        slots.push({ slotId: ownSlotId(node) ?? String(index), node });
      }
    }
  } else if (isJsonObject(list)) {
    for (const key of Object.keys(list)) {
      const node = list[key];
      if (isJsonObject(node)) {
        slots.push({ slotId: ownSlotId(node) ?? idText(key) ?? key, node });
      }
    }
  }
  return slots;
}

/** Told from other nodes by members that only slots have. */
function isSlot(node: JsonObject): boolean {
  return member(node, 'slotid', 'slottype', 'slotposition') !== undefined || moduleOf(node) !== undefined;
}

/** A module that repeats the id of its slot is still a module. */
function isModule(node: JsonObject): boolean {
  return member(node, 'info') !== undefined && moduleOf(node) === undefined;
}

function ownSlotId(node: JsonObject): string | undefined {
  return idText(member(node, 'slotid', 'objectid'));
}
