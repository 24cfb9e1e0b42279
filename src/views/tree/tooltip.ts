import { MarkdownString } from 'vscode';
import { describeClockAccuracy } from '../../model/clockAccuracy';
import { describeClockClass } from '../../model/clockClass';
import { formatNs } from '../../model/duration';
import { escapeMarkdown } from '../../model/markdown';
import type { DeviceSnapshot, PtpInstanceSnapshot, SlotSnapshot } from '../../model/snapshot';
import { timeOfDay } from '../words';
import { stateWord } from './deviceItem';
import { nextStep } from './nextStepItem';

type Row = readonly [label: string, value: string | number | undefined];

/** Everything a tooltip may say about a device. Values that move carry the time they are from. */
export function deviceTooltip(device: DeviceSnapshot): MarkdownString {
  const { communication, system } = device;
  const tooltip = table(device.name, [
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
  const step = nextStep(device);
  if (step !== undefined) {
    const argument = encodeURIComponent(JSON.stringify([{ deviceId: device.id }]));
    tooltip.isTrusted = { enabledCommands: [step.command] };
    // The label may quote the device: brackets in it would end the link.
    tooltip.appendMarkdown(`\n\n[${escapeMarkdown(step.label)}](command:${step.command}?${argument})`);
  }
  return tooltip;
}

export function slotTooltip(device: DeviceSnapshot, slot: SlotSnapshot): MarkdownString {
  return table(`${device.name} · ${slot.slotId}`, [
    ['Type', slot.slotType],
    ['Model', slot.model],
    ['Serial number', slot.serialNumber],
    ['Software', slot.softwareRevision],
    ['Severity', slot.severity],
    ['Missing since', slot.missingSince === undefined ? undefined : timeOfDay(slot.missingSince)],
    ['Data from', slot.updatedAt === undefined ? undefined : timeOfDay(slot.updatedAt)],
    ['Properties', slot.properties.length],
  ]);
}

/** The best-master fields in the order of the comparison, then what tells the quality of a slave. */
export function instanceTooltip(device: DeviceSnapshot, slot: SlotSnapshot, instance: PtpInstanceSnapshot): MarkdownString {
  const accuracy = instance.clockAccuracy;
  return table(`${instance.name} · ${device.name} / ${slot.slotId}`, [
    ['Port state', instance.portState],
    ['Domain', instance.domain],
    ['Profile', instance.profile],
    ['Priority 1', instance.priority1],
    ['Clock class', instance.clockClass === undefined ? undefined : describeClockClass(instance.clockClass)],
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
}

function textNs(value: number | undefined): string | undefined {
  return value === undefined ? undefined : formatNs(value);
}

function table(title: string, rows: readonly Row[]): MarkdownString {
  const tooltip = new MarkdownString(`**${escapeMarkdown(title)}**\n\n| | |\n|:--|:--|\n`);
  for (const [label, value] of rows) {
    if (value !== undefined && value !== '') {
      tooltip.appendMarkdown(`| ${label} | ${escapeMarkdown(String(value))} |\n`);
    }
  }
  return tooltip;
}
