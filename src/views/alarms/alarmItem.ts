import { MarkdownString, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Alarm } from '../../model/alarm';
import { escapeMarkdown } from '../../model/markdown';
import { severityIcon } from '../tree/icons';
import { dimmedResource } from '../tree/rowDecorations';
import { count, joinFacts, timeOfDay } from '../words';
import type { AlarmGroupNode, AlarmNode } from './alarmNode';
import { maskWords, parameterWord, stateWord } from './alarmWords';

/** The row of a group; cleared alarms are history, and folded. */
export function groupItem({ state }: AlarmGroupNode, size: number): TreeItem {
  const item = new TreeItem(stateWord(state), state === 'cleared' ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.Expanded);
  item.id = `group/${state}`;
  item.description = String(size);
  item.contextValue = `group;${state};`;
  item.accessibilityInformation = { label: `${stateWord(state)}, ${count(size, 'alarm')}` };
  return item;
}

/** The row of an alarm. Its text does not tick: times of day, no ages. */
export function alarmItem(node: AlarmNode, alarm: Alarm): TreeItem {
  const item = new TreeItem(parameterWord(alarm.parameter), TreeItemCollapsibleState.None);
  const mask = maskWords(alarm);
  item.id = `alarm/${node.alarmId}`;
  // The word, not the icon alone: two severities share a colour.
  item.description = joinFacts([alarm.state === 'cleared' ? undefined : alarm.severity, alarm.subjectName, timeWords(alarm), mask === undefined ? undefined : `masked ${mask}`]);
  item.iconPath = severityIcon(alarm.state === 'cleared' ? 'normal' : mask === undefined ? alarm.severity : 'masked');
  item.contextValue = `alarm;${abilities(alarm).join('')}`;
  item.command = { command: 'psx.openAlarm', title: 'Open', arguments: [node] };
  item.accessibilityInformation = { label: joinFacts([parameterWord(alarm.parameter), stateWord(alarm.state), item.description], ', ') };
  if (alarm.state === 'cleared' || mask !== undefined) {
    item.resourceUri = dimmedResource(item.id);
  }
  return item;
}

/** What is wrong, what to do next, and what people did about it. */
export function alarmTooltip(alarm: Alarm): MarkdownString {
  const { text, hint, subjectName, parameter, severity, state, raisedAt, clearedAt, acknowledgedAt, comment } = alarm;
  const tooltip = new MarkdownString(`**${escapeMarkdown(`${parameterWord(parameter)} · ${subjectName}`)}**\n\n${escapeMarkdown(text)}\n\n${escapeMarkdown(hint)}\n\n| | |\n|:--|:--|\n`);
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Severity', severity],
    ['State', stateWord(state)],
    ['Raised', timeOfDay(raisedAt)],
    ['Cleared', clearedAt === undefined ? undefined : timeOfDay(clearedAt)],
    ['Acknowledged', acknowledgedAt === undefined ? undefined : timeOfDay(acknowledgedAt)],
    ['Masked', maskWords(alarm)],
    ['Comment', comment],
  ];
  for (const [label, value] of rows) {
    if (value !== undefined) {
      tooltip.appendMarkdown(`| ${label} | ${escapeMarkdown(value)} |\n`);
    }
  }
  return tooltip;
}

function timeWords({ state, raisedAt, clearedAt }: Alarm): string {
  return state === 'cleared' && clearedAt !== undefined ? `cleared ${timeOfDay(clearedAt)}` : `since ${timeOfDay(raisedAt)}`;
}

/** What can be done about the alarm: the menus go by this. */
function abilities({ state, maskedUntil }: Alarm): readonly string[] {
  return [
    ...(state === 'active' ? ['canAcknowledge;'] : []),
    ...(state === 'acknowledged' ? ['canUnacknowledge;'] : []),
    ...(state !== 'cleared' && maskedUntil === undefined ? ['canMask;'] : []),
    ...(maskedUntil === undefined ? [] : ['canUnmask;']),
  ];
}
