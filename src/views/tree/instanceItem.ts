import { TreeItem, TreeItemCollapsibleState } from 'vscode';
import { describeClockAccuracy } from '../../model/clockAccuracy';
import { offsetBandText } from '../../model/offsetBand';
import type { PtpInstanceSnapshot } from '../../model/snapshot';
import { joinFacts, timeOfDay } from '../words';
import { missingIcon, severityIcon } from './icons';
import { dimmedResource } from './rowDecorations';
import { nodeId, type InstanceNode } from './treeNode';

/** The PTP instance's row. `isStale`: the device does not answer, so the values are from earlier. */
export function instanceItem(node: InstanceNode, instance: PtpInstanceSnapshot, isStale: boolean): TreeItem {
  const item = new TreeItem(instance.name, TreeItemCollapsibleState.None);
  item.id = nodeId(node);
  item.description = describe(instance);
  item.iconPath = instance.missingSince === undefined ? severityIcon(instance.severity) : missingIcon();
  item.contextValue = `instance;hasData;${instance.missingSince === undefined ? '' : 'removable;'}`;
  item.accessibilityInformation = { label: joinFacts([`PTP instance ${instance.name}`, item.description, instance.severity], ', ') };
  if (isStale || instance.severity === 'timeout' || instance.missingSince !== undefined) {
    item.resourceUri = dimmedResource(item.id);
  }
  return item;
}

function describe(instance: PtpInstanceSnapshot): string {
  if (instance.missingSince !== undefined) {
    return `Missing since ${timeOfDay(instance.missingSince)}`;
  }
  if (instance.running === false) {
    return 'Not running';
  }
  return joinFacts([instance.portState, instance.domain === undefined ? undefined : `domain ${instance.domain}`, quality(instance)]);
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
