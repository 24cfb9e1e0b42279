import type { Fault } from '../model/fault';
import { normalKey } from '../model/normalKey';
import type { SlotSnapshot } from '../model/snapshot';

/** Which slots of a device are polled. */
export interface SlotChoice {
  /** The slots that the user chose, or that were detected; none: nothing is known to poll. */
  readonly slotIds: readonly string[];
  /** Those of them whose modules are worth asking for. */
  readonly readable: readonly string[];
  /** What a person should know about the choice. */
  readonly fault?: Fault;
}

export interface SlotChoiceInput {
  readonly chosen: readonly string[];
  readonly slots: readonly SlotSnapshot[];
  readonly autoDetect: boolean;
  /** False while nobody has been told which slots there are: then a chosen slot is simply asked for. */
  readonly isListKnown: boolean;
}

/**
 * The chosen slots; else every PSX card that was found, gone ones as well, so that a pulled card is waited for.
 * A slot that is empty or not in the chassis is not asked for: the slot list tells when it comes back.
 */
export function chooseSlots({ chosen, slots, autoDetect, isListKnown }: SlotChoiceInput): SlotChoice {
  const cards = slots.filter(({ isPsx }) => isPsx);
  const find = (slotId: string): SlotSnapshot | undefined => slots.find((slot) => normalKey(slot.slotId) === normalKey(slotId));
  const slotIds = chosen.length > 0 ? [...new Set(chosen.map((slotId) => find(slotId)?.slotId ?? slotId))] : autoDetect ? cards.map(({ slotId }) => slotId) : [];
  const readable = slotIds.filter((slotId) => {
    const slot = find(slotId);
    return slot === undefined ? !isListKnown : slot.missingSince === undefined && !slot.isEmpty;
  });
  if (slotIds.length === 0) {
    return { slotIds, readable, fault: cards.length > 0 ? notChosen(cards) : noneFound(slots) };
  }
  for (const slotId of slotIds) {
    const complaint = complaintAbout(slotId, find(slotId), isListKnown);
    if (complaint !== undefined) {
      const hint = cards.some(({ missingSince }) => missingSince === undefined)
        ? `Choose another slot (PSX: Set Slot ID), or check the card. PSX cards found: ${list(cards)}.`
        : `Check the card, or choose another slot (PSX: Set Slot ID). Slots found: ${list(slots)}.`;
      return { slotIds, readable, fault: { kind: 'notFound', message: complaint, hint } };
    }
  }
  return { slotIds, readable };
}

function complaintAbout(slotId: string, slot: SlotSnapshot | undefined, isListKnown: boolean): string | undefined {
  if (slot === undefined) {
    return isListKnown ? `The chassis has no slot ${slotId}.` : undefined;
  }
  if (slot.missingSince !== undefined) {
    return slot.isEmpty ? `Slot ${slotId} no longer holds its card.` : `The chassis no longer lists slot ${slotId}.`;
  }
  if (slot.isEmpty) {
    return `Slot ${slotId} is empty.`;
  }
  // A slot that has not been read yet may well hold a PSX.
  return slot.isPsx || slot.updatedAt === undefined || slot.ptpInstances.length > 0 ? undefined : `Slot ${slotId} holds ${slot.model ?? 'another card'}, not a PSX.`;
}

function notChosen(cards: readonly SlotSnapshot[]): Fault {
  return {
    kind: 'notFound',
    message: `No slot is chosen. PSX cards found: ${list(cards)}.`,
    hint: 'Choose the slot of the PSX (PSX: Set Slot ID).',
  };
}

function noneFound(slots: readonly SlotSnapshot[]): Fault {
  return {
    kind: 'notFound',
    message: slots.length === 0 ? 'The device lists no slots.' : `No PSX card was found. Slots found: ${list(slots)}.`,
    hint: 'If one of the slots holds a PSX, choose it by its ID (PSX: Set Slot ID).',
  };
}

const longestList = 20;

function list(slots: readonly SlotSnapshot[]): string {
  const present = slots.filter(({ missingSince }) => missingSince === undefined);
  const words = present.slice(0, longestList).map(({ slotId, model, isEmpty }) => (isEmpty ? `${slotId} (empty)` : model === undefined ? slotId : `${slotId} (${model})`));
  return `${words.join(', ') || 'none'}${present.length > longestList ? ', …' : ''}`;
}
