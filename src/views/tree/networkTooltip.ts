import type { MarkdownString } from 'vscode';
import type { Alarm } from '../../model/alarm';
import type { NetworkPortSnapshot } from '../../model/ptpDataSets';
import type { DeviceSnapshot, PtpInstanceSnapshot, SlotSnapshot } from '../../model/snapshot';
import { timeOfDay } from '../words';
import { interfaceFacts, portOfInstance, speedText } from './networkFacts';
import { appendAlarms, factTable, type TooltipRow } from './tooltipParts';

/** Everything that is known about a network port. */
export function portTooltip(device: DeviceSnapshot, slot: SlotSnapshot, port: NetworkPortSnapshot, alarms: readonly Alarm[]): MarkdownString {
  const tooltip = factTable(`${port.id} · ${device.name} / ${slot.slotId}`, [
    ...linkRows(port),
    ['Duplex', port.duplex],
    ['Transceiver', port.sfpPresent === undefined ? undefined : port.sfpPresent ? 'present' : 'none'],
    ...timeRows(slot, port.missingSince),
  ]);
  return appendAlarms(tooltip, alarms);
}

/** The network interface of a PTP instance. */
export function interfaceTooltip(device: DeviceSnapshot, slot: SlotSnapshot, instance: PtpInstanceSnapshot): MarkdownString {
  const facts = interfaceFacts(instance, portOfInstance(slot, instance));
  return factTable(`${instance.name} · ${device.name} / ${slot.slotId}`, [
    ['Interface', facts.name],
    ...linkRows(facts),
    ['Port state', instance.portState],
    ['Domain', instance.domain],
    ['Network protocol', instance.dataSets?.networkProtocol],
    ...timeRows(slot, facts.missingSince),
  ]);
}

function linkRows({ linkUp, speedMbps, macAddress }: Pick<NetworkPortSnapshot, 'linkUp' | 'speedMbps' | 'macAddress'>): readonly TooltipRow[] {
  return [
    ['Link', linkUp === undefined ? undefined : linkUp ? 'up' : 'down'],
    ['Speed', speedText(speedMbps)],
    ['MAC address', macAddress],
  ];
}

function timeRows({ updatedAt }: SlotSnapshot, missingSince: number | undefined): readonly TooltipRow[] {
  return [
    ['Missing since', missingSince === undefined ? undefined : timeOfDay(missingSince)],
    ['Data from', updatedAt === undefined ? undefined : timeOfDay(updatedAt)],
  ];
}
