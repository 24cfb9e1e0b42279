import type { MarkdownString } from 'vscode';
import type { Alarm } from '../../model/alarm';
import { describeClockAccuracy } from '../../model/clockAccuracy';
import { describeClockClass } from '../../model/clockClass';
import { formatNs } from '../../model/duration';
import { escapeMarkdown } from '../../model/markdown';
import type { Severity } from '../../model/severity';
import type { DeviceSnapshot, PtpInstanceSnapshot, SlotSnapshot } from '../../model/snapshot';
import { timeOfDay } from '../words';
import { stateWord } from './deviceItem';
import { nextStep } from './nextStepItem';
import { appendAlarms, factTable } from './tooltipParts';

/** Everything a tooltip may say about a device. Values that move carry the time they are from. */
export function deviceTooltip(device: DeviceSnapshot, alarms: readonly Alarm[]): MarkdownString {
  const { communication, system } = device;
  const tooltip = factTable(device.name, [
    ['State', `${stateWord(device)} since ${timeOfDay(communication.since)}`],
    ['Data from', communication.lastSuccess === undefined ? 'No answer yet' : timeOfDay(communication.lastSuccess)],
    ['Address', device.baseUrl],
    ['Host name', system?.hostname],
    ['Model', system?.model],
    ['Serial number', system?.serialNumber],
    ['Firmware', system?.firmware],
    ['REST API', system === undefined || system.apiVersion === '' ? undefined : `${system.apiVersion} (${system.compatibility})`],
  ]);
  const { error } = communication;
  if (error !== undefined) {
    tooltip.appendMarkdown('\n\n').appendText(`${error.message} ${error.hint}`);
  }
  appendAlarms(tooltip, alarms);
  const step = nextStep(device);
  if (step !== undefined) {
    const argument = encodeURIComponent(JSON.stringify([{ deviceId: device.id }]));
    tooltip.isTrusted = { enabledCommands: [step.command] };
    // The label may quote the device: brackets in it would end the link.
    tooltip.appendMarkdown(`\n\n[${escapeMarkdown(step.label)}](command:${step.command}?${argument})`);
  }
  return tooltip;
}

/** `severity`: with the alarms. */
export function slotTooltip(device: DeviceSnapshot, slot: SlotSnapshot, severity: Severity, alarms: readonly Alarm[]): MarkdownString {
  const tooltip = factTable(`${device.name} · ${slot.slotId}`, [
    ['Type', slot.slotType],
    ['Model', slot.model],
    ['Serial number', slot.serialNumber],
    ['Software', slot.softwareRevision],
    ['Severity', severity],
    ['Missing since', slot.missingSince === undefined ? undefined : timeOfDay(slot.missingSince)],
    ['Data from', slot.updatedAt === undefined ? undefined : timeOfDay(slot.updatedAt)],
    ['Properties', slot.properties.length],
  ]);
  return appendAlarms(tooltip, alarms);
}

/** The best-master fields in the order of the comparison, then what tells the quality of a slave. */
export function instanceTooltip(device: DeviceSnapshot, slot: SlotSnapshot, instance: PtpInstanceSnapshot, alarms: readonly Alarm[]): MarkdownString {
  const accuracy = instance.clockAccuracy;
  const tooltip = factTable(`${instance.name} · ${device.name} / ${slot.slotId}`, [
    ['Port state', instance.portState],
    ['Domain', instance.domain],
    ['Profile', instance.profile],
    ['Priority 1', instance.priority1],
    ['Clock class', instance.clockClass === undefined ? undefined : describeClockClass(instance.clockClass, instance.profile)],
    ['Clock accuracy', accuracy === undefined ? undefined : `0x${accuracy.toString(16).toUpperCase()} (${describeClockAccuracy(accuracy)})`],
    ['Priority 2', instance.priority2],
    ['Clock identity', instance.clockIdentity],
    ['Grandmaster', instance.grandmasterIdentity],
    ['Steps removed', instance.stepsRemoved],
    ['Offset from master', instance.portState === 'SLAVE' ? textNs(instance.offsetFromMasterNs) : undefined],
    ['Mean path delay', instance.portState === 'SLAVE' ? textNs(instance.meanPathDelayNs) : undefined],
    ['Missing since', instance.missingSince === undefined ? undefined : timeOfDay(instance.missingSince)],
    ['Data from', slot.updatedAt === undefined ? undefined : timeOfDay(slot.updatedAt)],
  ]);
  return appendAlarms(tooltip, alarms);
}

function textNs(value: number | undefined): string | undefined {
  return value === undefined ? undefined : formatNs(value);
}
