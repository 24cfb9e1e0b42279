import { TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { AlarmParameter } from '../../model/alarm';
import { isFollowing } from '../../model/bmcaEntrant';
import { describeClockAccuracy } from '../../model/clockAccuracy';
import { offsetBandText } from '../../model/offsetBand';
import type { PtpInstanceSnapshot } from '../../model/snapshot';
import { joinFacts, timeOfDay } from '../words';
import { missingIcon, severityIcon } from './icons';
import { dimmedResource } from './rowDecorations';
import type { RowState } from './rowState';
import { nodeId, type InstanceNode } from './treeNode';

/** A row is short: the tooltip has the other alarms. */
const mostReasons = 2;

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
  const reasons = reasonsOf(instance, alarms);
  return joinFacts([instance.portState, domain, ...(reasons.length === 0 ? [quality(instance)] : reasons)]);
}

/** What the row says about an alarm on each parameter; nothing where it is shown anyway. None of it ticks. */
const reasonWords: Readonly<Record<AlarmParameter, string | undefined | ((instance: PtpInstanceSnapshot) => string | undefined)>> = {
  clientUtilization: 'many unicast clients',
  clockClass: (instance) => (isFollowing(instance) ? joinFacts(['grandmaster class', instance.dataSets?.parent.grandmasterClockClass?.toString()], ' ') : clockQuality(instance)),
  communication: undefined,
  grandmasterIdentity: 'unexpected grandmaster',
  httpDataLoss: undefined,
  link: 'link down',
  meanPathDelay: 'unusual path delay',
  messageRate: 'unusual message rate',
  offsetFromMaster: quality,
  portState: undefined,
  presence: undefined,
  timeTraceable: 'time not traceable',
  utcOffsetValid: 'UTC offset not valid',
};

/** Why the row is marked: what the worst alarms are about. */
function reasonsOf(instance: PtpInstanceSnapshot, alarms: RowState['alarms']): readonly string[] {
  const reasons = alarms.flatMap(({ parameter }) => {
    const words = reasonWords[parameter];
    return (typeof words === 'function' ? words(instance) : words) ?? [];
  });
  return [...new Set(reasons)].slice(0, mostReasons);
}

/**
 * A slave is judged by its offset, any other instance by what it announces. The offset is shown as the band it is in, as a
 * row must not tick with every poll.
 */
function quality(instance: PtpInstanceSnapshot): string | undefined {
  if (instance.portState === 'SLAVE' && instance.offsetFromMasterNs !== undefined) {
    return `offset ${offsetBandText(instance.offsetFromMasterNs)}`;
  }
  return clockQuality(instance);
}

function clockQuality({ clockClass, clockAccuracy }: PtpInstanceSnapshot): string | undefined {
  return clockClass === undefined ? undefined : joinFacts([`class ${clockClass}`, accuracyText(clockAccuracy)], ', ');
}

/** `<100 ns`: the code is an upper limit. */
function accuracyText(code: number | undefined): string | undefined {
  const words = code === undefined ? undefined : describeClockAccuracy(code);
  return words === undefined || !/^\d[\d.]* [a-zµ]+$/.test(words) ? words : `<${words}`;
}
