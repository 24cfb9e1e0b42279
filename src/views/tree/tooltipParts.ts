import { MarkdownString } from 'vscode';
import type { Alarm } from '../../model/alarm';
import { escapeMarkdown } from '../../model/markdown';

/** A line of a tooltip; those without a value are left out. */
export type TooltipRow = readonly [label: string, value: string | number | undefined];

/** Alarms that a tooltip lists. */
const mostAlarms = 5;

/** A title and a table of facts. Texts of devices cannot become markup. */
export function factTable(title: string, rows: readonly TooltipRow[]): MarkdownString {
  const tooltip = new MarkdownString(`**${escapeMarkdown(title)}**\n\n| | |\n|:--|:--|\n`);
  for (const [label, value] of rows) {
    if (value !== undefined && value !== '') {
      tooltip.appendMarkdown(`| ${label} | ${escapeMarkdown(String(value))} |\n`);
    }
  }
  return tooltip;
}

/** Adds the alarms as a list: how bad, of what, what is wrong, and what to do. Returns the tooltip. */
export function appendAlarms(tooltip: MarkdownString, alarms: readonly Alarm[]): MarkdownString {
  if (alarms.length === 0) {
    return tooltip;
  }
  tooltip.appendMarkdown('\n\n');
  for (const { severity, subjectName, text, hint } of alarms.slice(0, mostAlarms)) {
    tooltip.appendMarkdown(`- **${severity}** ${escapeMarkdown(`${subjectName}: ${text} ${hint}`)}\n`);
  }
  return alarms.length > mostAlarms ? tooltip.appendMarkdown(`- and ${alarms.length - mostAlarms} more\n`) : tooltip;
}
