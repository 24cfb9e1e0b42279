import { cardAddress, chassisAddress, ptpAddress } from '../interapp/address';
import type { Address, InterAppEvent, ModuleIdentity } from '../model/interApp';
import type { DeviceSnapshot, SlotSnapshot } from '../model/snapshot';
import type { Discovery } from './discovery';

/** Says what was found, to whom it is about. */
export function eventOf(deviceId: string, discovery: Discovery): InterAppEvent {
  const { slotId } = discovery;
  if (discovery.of === 'instance') {
    const { after } = discovery;
    const name = after.missingSince === undefined ? 'instanceAdded' : 'instanceRemoved';
    return { name, source: cardAddress(deviceId, slotId), destination: ptpAddress(deviceId, slotId, discovery.instanceId), data: { name: shortText(after.name) } };
  }
  const { before, after } = discovery;
  const address = { source: chassisAddress(deviceId), destination: cardAddress(deviceId, slotId) };
  const model = after.model === undefined ? {} : { model: shortText(after.model) };
  if (after.missingSince !== undefined || (after.isEmpty && before?.isEmpty === false)) {
    return { name: 'slotRemoved', ...address, data: model };
  }
  // A module in a slot that was empty has come; it did not change.
  if (before !== undefined && before.missingSince === undefined && !before.isEmpty) {
    return { name: 'moduleChanged', ...address, data: { before: moduleOf(before), after: moduleOf(after) } };
  }
  return { name: 'slotAdded', ...address, data: { slotType: shortText(after.slotType), ...model } };
}

/** What else changed in a way that is worth an announcement: never a value that ticks. */
export function changesOf(before: DeviceSnapshot, after: DeviceSnapshot): readonly InterAppEvent[] {
  const events: InterAppEvent[] = [];
  if (before.slots !== after.slots) {
    for (const slot of after.slots) {
      const previous = before.slots.find(({ slotId }) => slotId === slot.slotId);
      if (previous !== undefined && previous !== slot) {
        events.push(...instanceChanges(after.id, previous, slot));
      }
    }
  }
  const [oldVersion, newVersion] = [before.system?.apiVersion ?? '', after.system?.apiVersion ?? ''];
  if (oldVersion !== '' && newVersion !== '' && oldVersion !== newVersion) {
    events.push(...toCards(after, (address) => ({ name: 'apiVersionChanged', ...address, data: { before: shortText(oldVersion), after: shortText(newVersion) } })));
  }
  return events;
}

function instanceChanges(deviceId: string, before: SlotSnapshot, after: SlotSnapshot): readonly InterAppEvent[] {
  return after.ptpInstances.flatMap((instance): readonly InterAppEvent[] => {
    const previous = before.ptpInstances.find(({ id }) => id === instance.id);
    if (previous === undefined || previous === instance || instance.missingSince !== undefined) {
      return [];
    }
    const address = { source: cardAddress(deviceId, after.slotId), destination: ptpAddress(deviceId, after.slotId, instance.id) };
    const [was, is] = [previous.grandmasterIdentity, instance.grandmasterIdentity];
    return [
      ...(previous.portState === instance.portState
        ? []
        : [{ name: 'portStateChanged' as const, ...address, data: { before: shortText(previous.portState), after: shortText(instance.portState) } }]),
      ...(was === is
        ? []
        : [{ name: 'grandmasterChanged' as const, ...address, data: { ...(was === undefined ? {} : { before: shortText(was) }), ...(is === undefined ? {} : { after: shortText(is) }) } }]),
    ];
  });
}

/** The device no longer answers, or lets nobody in. */
export function unreachableEvents(device: DeviceSnapshot): readonly InterAppEvent[] {
  const { error } = device.communication;
  return toCards(device, (address) => ({ name: 'deviceUnreachable', ...address, data: { kind: error?.kind ?? 'timeout', message: shortText(error?.message ?? '') } }));
}

/** It answers again; `unreachableSince` in milliseconds since the epoch. */
export function reachableEvents(device: DeviceSnapshot, unreachableSince: number): readonly InterAppEvent[] {
  return toCards(device, (address) => ({ name: 'deviceReachable', ...address, data: { unreachableSince } }));
}

/** The same for every card of the chassis. */
function toCards(device: DeviceSnapshot, eventTo: (address: { readonly source: Address; readonly destination: Address }) => InterAppEvent): readonly InterAppEvent[] {
  const source = chassisAddress(device.id);
  return device.slots.filter(({ isPsx }) => isPsx).map(({ slotId }) => eventTo({ source, destination: cardAddress(device.id, slotId) }));
}

function moduleOf({ model, serialNumber }: SlotSnapshot): ModuleIdentity {
  return { ...(model === undefined ? {} : { model: shortText(model) }), ...(serialNumber === undefined ? {} : { serialNumber: shortText(serialNumber) }) };
}

/** Events carry names and words, however long the device makes them. */
function shortText(text: string): string {
  return text.slice(0, 300);
}
