import * as vscode from 'vscode';
import type { Services } from '../services';
import { slotIdsOf } from '../addDevice/addDeviceArgument';
import { askDevice } from '../deviceMessages';
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
  const { slotId, slotIds } = (typeof argument === 'object' && argument !== null ? argument : {}) as Record<string, unknown>;
  return slotIdsOf('psx.setSlotId', slotIds ?? (slotId === undefined ? undefined : [slotId]));
}

async function askSlotIds(services: Services, deviceId: string): Promise<readonly string[] | undefined> {
  const chosen = services.device(deviceId)?.slotIds ?? [];
  const slots = (services.fleet.get(deviceId)?.slots ?? []).filter((slot) => slot.missingSince === undefined);
  const picks: SlotPick[] = slots.map((slot) => ({
    label: slot.slotId,
    description: slot.isEmpty ? 'empty' : (slot.model?.toUpperCase() ?? slot.slotType),
    picked: chosen.includes(slot.slotId) || (chosen.length === 0 && slot.isPsx),
    slotId: slot.slotId,
  }));
  picks.sort((a, b) => Number(b.picked) - Number(a.picked));
  const other: SlotPick = { label: '$(edit) Enter a slot ID…', description: 'when the slot is not listed', alwaysShow: true };
  const picked = await vscode.window.showQuickPick([...picks, other], {
    canPickMany: true,
    title: services.device(deviceId)?.name ?? deviceId,
    placeHolder:
      slots.length === 0
        ? 'No slots were found yet. Choose "Enter a slot ID…"'
        : 'Slots of the PSX cards to poll. With none chosen, all PSX cards that are found are polled',
  });
  if (picked === undefined) {
    return undefined;
  }
  const slotIds = picked.flatMap((pick) => (pick.slotId === undefined ? [] : [pick.slotId]));
  if (!picked.includes(other)) {
    return slotIds;
  }
  const typed = await vscode.window.showInputBox({
    title: 'Slot ID',
    prompt: 'As the device names it, e.g. io3. Several: separate them with commas.',
    validateInput: (text) => (text.trim() === '' ? 'Enter at least one slot ID.' : undefined),
  });
  return typed === undefined
    ? undefined
    : [...slotIds, ...typed.split(',').map((slotId) => slotId.trim()).filter((slotId) => slotId !== '')];
}
