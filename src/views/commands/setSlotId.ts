import * as vscode from 'vscode';
import { normalKey } from '../../model/normalKey';
import type { SlotSnapshot } from '../../model/snapshot';
import { slotIdsOf } from '../addDevice/addDeviceArgument';
import { askDevice } from '../deviceMessages';
import { followUpQuestion } from '../followUpQuestion';
import { pollingSettings } from '../pollingConfiguration';
import type { Services } from '../services';
import { membersOf } from './commandArgument';
import { pickDevice } from './pickDevice';

interface SlotPick extends vscode.QuickPickItem {
  readonly slotId?: string;
}

/** `psx.setSlotId {deviceId, slotId}` or `{deviceId, slotIds}`: without a slot, picks from what was found. */
export function registerSetSlotId(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('psx.setSlotId', async (argument: unknown): Promise<true | undefined> => {
    const target = await pickDevice(services, argument, 'Set the slot ID of which device?');
    if (target === undefined) {
      return undefined;
    }
    const slotIds = givenSlotIds(argument) ?? (await askSlotIds(services, target.deviceId));
    if (slotIds === undefined) {
      return undefined;
    }
    await askDevice(services.bus, { name: 'setSlotId', target: { deviceId: target.deviceId }, source: 'user', data: { slotIds } });
    return true;
  });
}

/** A tree node of a device has no slot of its own; one of a slot means "this one". */
function givenSlotIds(argument: unknown): readonly string[] | undefined {
  const { slotId, slotIds } = membersOf(argument);
  return slotIdsOf('psx.setSlotId', slotIds === undefined && slotId !== undefined ? [slotId] : slotIds);
}

async function askSlotIds(services: Services, deviceId: string): Promise<readonly string[] | undefined> {
  const chosen = services.device(deviceId)?.slotIds ?? [];
  const title = services.device(deviceId)?.name ?? deviceId;
  const { autoDetectSlots } = pollingSettings();
  const picks = slotPicks(services.fleet.get(deviceId)?.slots ?? [], chosen);
  const other: SlotPick = { label: '$(edit) Enter a slot ID…', description: 'when the slot is not listed', alwaysShow: true };
  const withNone = autoDetectSlots ? 'every PSX card that is found is polled' : 'no card is polled';
  const placeHolder = picks.length === 0 ? 'No slots were found yet. Choose "Enter a slot ID…"' : `Choose the slots of the PSX cards to poll. With none chosen, ${withNone}.`;
  const picked = await vscode.window.showQuickPick([...picks, other], { canPickMany: true, title, placeHolder, ...followUpQuestion });
  if (picked === undefined) {
    return undefined;
  }
  const slotIds = picked.flatMap((pick) => pick.slotId ?? []);
  if (picked.includes(other)) {
    const typed = await askTyped();
    return typed === undefined ? undefined : [...slotIds, ...typed];
  }
  // Who leaves all cards that were found chosen goes on with those that are plugged in later as well.
  const isUnchanged = picks.every((pick) => picked.includes(pick) === pick.picked);
  return isUnchanged && chosen.length === 0 && autoDetectSlots ? [] : slotIds;
}

/** The chosen slots first; without a choice, those that hold a PSX. A chosen slot stays on the list while the chassis does not have it. */
function slotPicks(slots: readonly SlotSnapshot[], chosen: readonly string[]): readonly SlotPick[] {
  const isChosen = (slotId: string): boolean => chosen.some((other) => normalKey(other) === normalKey(slotId));
  const present = slots.filter(({ missingSince }) => missingSince === undefined);
  const absent = chosen.filter((slotId) => !present.some((slot) => normalKey(slot.slotId) === normalKey(slotId)));
  const picks = [
    ...present.map((slot) => ({
      label: slot.slotId,
      description: slot.isEmpty ? 'empty' : (slot.model?.toUpperCase() ?? slot.slotType),
      picked: chosen.length === 0 ? slot.isPsx : isChosen(slot.slotId),
      slotId: slot.slotId,
    })),
    ...absent.map((slotId) => ({ label: slotId, description: 'not found', picked: true, slotId })),
  ];
  return picks.sort((a, b) => Number(b.picked) - Number(a.picked));
}

async function askTyped(): Promise<readonly string[] | undefined> {
  const slotIdsIn = (text: string): readonly string[] => text.split(',').map((slotId) => slotId.trim()).filter((slotId) => slotId !== '');
  const typed = await vscode.window.showInputBox({
    title: 'Slot ID',
    prompt: 'As the device names it, e.g. io3. Several: separate them with commas.',
    validateInput: (text) => (slotIdsIn(text).length === 0 ? 'Enter at least one slot ID.' : undefined),
    ...followUpQuestion,
  });
  return typed === undefined ? undefined : slotIdsIn(typed);
}
