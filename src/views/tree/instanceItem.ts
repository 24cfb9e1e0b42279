import { TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { AlarmParameter } from '../../model/alarm';
import { describeClockAccuracy } from '../../model/clockAccuracy';
import { offsetBandText } from '../../model/offsetBand';
import type { PtpInstanceSnapshot } from '../../model/snapshot';
import { joinFacts, timeOfDay } from '../words';
import { missingIcon, severityIcon } from './icons';
import { dimmedResource } from './rowDecorations';
import type { RowState } from './rowState';
import { nodeId, type InstanceNode } from './treeNode';

/** The PTP instance's row. */
export function instanceItem(node: InstanceNode, instance: PtpInstanceSnapshot, { severity, alarms, isStale }: RowState): TreeItem {
  const item = new TreeItem(instance.name, TreeItemCollapsibleState.None);
  item.id = nodeId(node);
  item.description = describe(instance, alarms);
  item.iconPath = instance.missingSince === undefined ? severityIcon(severity) : missingIcon();
  item.contextValue = `instance;hasData;${instance.missingSince === undefined ? '' : 'removable;'}`;
  item.accessibilityInformation = { label: joinFacts([`PTP instance ${instance.name}`, item.description, severity], ', ') };
  if (isStale || instance.severity === 'timeout' || instance.missingSince !== undefined) {
    item.resourceUri = dimmedResource(item.id);
  }
  return item;
}

function describe(instance: PtpInstanceSnapshot, alarms: RowState['alarms']): string {
  if (instance.missingSince !== undefined) {
    return `Missing since ${timeOfDay(instance.missingSince)}`;
  }
  if (instance.running === false) {
    return 'Not running';
  }
  const domain = instance.domain === undefined ? undefined : `domain ${instance.domain}`;
  return joinFacts([instance.portState, domain, unseenAlarm(alarms) ?? quality(instance)]);
}

/** What alarms without being seen in the rest of the row. */
const unseenAlarms: Readonly<Partial<Record<AlarmParameter, string>>> = {
  grandmasterIdentity: 'unexpected grandmaster',
  link: 'link down',
  meanPathDelay: 'unusual path delay',
  timeTraceable: 'time not traceable',
  utcOffsetValid: 'UTC offset not valid',
};

/** The worst alarm, when the values of the row do not show it. */
function unseenAlarm([worst]: RowState['alarms']): string | undefined {
  return worst === undefined ? undefined : unseenAlarms[worst.parameter];
}

/**
 * A slave is judged by its offset, any other instance by what it announces. The offset is shown as the band it is in, as a
 * row must not tick with every poll.
 */
function quality(instance: PtpInstanceSnapshot): string | undefined {
  if (instance.portState === 'SLAVE' && instance.offsetFromMasterNs !== undefined) {
    return `offset ${offsetBandText(instance.offsetFromMasterNs)}`;
  }
  if (instance.clockClass === undefined) {
    return undefined;
  }
  return joinFacts([`class ${instance.clockClass}`, accuracyText(instance.clockAccuracy)], ', ');
}

/** `<100 ns`: the code is an upper limit. */
function accuracyText(code: number | undefined): string | undefined {
  const words = code === undefined ? undefined : describeClockAccuracy(code);
  return words === undefined || !/^\d[\d.]* [a-zµ]+$/.test(words) ? words : `<${words}`;
}
