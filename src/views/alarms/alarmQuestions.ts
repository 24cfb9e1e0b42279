import * as vscode from 'vscode';
import type { Alarm } from '../../model/alarm';
import { followUpQuestion } from '../followUpQuestion';
import { withoutLinks } from '../withoutLinks';
import { joinFacts } from '../words';
import { parameterWord } from './alarmWords';
import { parseMaskMinutes } from './maskTime';

/** Longest comment, in UTF-16 units. */
export const longestComment = 1_000;

/** How long a mask shall last: minutes, or until the alarm clears. */
export type MaskLength = number | 'cleared';

/** Lets the person pick one of the alarms; `undefined` when the person cancels or there is none, which is said. */
export async function pickAlarm(alarms: readonly Alarm[], placeHolder: string): Promise<Alarm | undefined> {
  if (alarms.length === 0) {
    void vscode.window.showInformationMessage('No alarm is in a state for this command.');
    return undefined;
  }
  const items = alarms.map((alarm) => ({ label: parameterWord(alarm.parameter), description: joinFacts([alarm.subjectName, alarm.severity]), detail: alarm.text, alarm }));
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true, matchOnDetail: true }))?.alarm;
}

/** What the person types; `undefined` when the person cancels. */
export async function askComment(title: string, prompt: string, value = ''): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title,
    prompt: withoutLinks(prompt),
    value,
    validateInput: (text) => (text.length > longestComment ? `A comment has at most ${longestComment} characters.` : undefined),
    ...followUpQuestion,
  });
}

/** How long the person wants to mask; `undefined` when the person cancels. */
export async function askMaskLength(title: string): Promise<MaskLength | undefined> {
  const items: readonly (vscode.QuickPickItem & { readonly length: MaskLength | 'custom' })[] = [
    { label: '1 hour', length: 60 },
    { label: '8 hours', length: 480 },
    { label: 'Until it clears', length: 'cleared' },
    { label: 'Custom…', length: 'custom' },
  ];
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder: 'How long?', ...followUpQuestion });
  if (picked?.length !== 'custom') {
    return picked?.length;
  }
  const text = await vscode.window.showInputBox({
    title,
    prompt: 'How long, such as 30 min, 4 h or 2 d',
    value: '4 h',
    validateInput: (typed) => (parseMaskMinutes(typed) === undefined ? 'Enter a time of at most 366 days, such as 30 min, 4 h or 2 d.' : undefined),
    ...followUpQuestion,
  });
  return text === undefined ? undefined : parseMaskMinutes(text);
}
