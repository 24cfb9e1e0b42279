import * as vscode from 'vscode';
import type { AlarmClock } from '../../alarms/alarmClock';
import type { Alarm, Alarms } from '../../model/alarm';
import { textOf } from '../commands/commandArgument';
import { count } from '../words';
import { alarmChoice, type AlarmChoice } from './alarmArgument';
import { askComment, askMaskLength, longestComment, pickAlarm, type MaskLength } from './alarmQuestions';
import { parameterWord } from './alarmWords';
import { isMaskMinutes, longestMaskMinutes } from './maskTime';

/** What the commands work with. */
export interface AlarmCommandParts {
  readonly alarms: Alarms;
  readonly clock: Pick<AlarmClock, 'now'>;
  /** Shows what the alarm is about. */
  readonly open: (alarm: Alarm) => Promise<void>;
}

/** One command on alarms. */
interface AlarmCommand<T> {
  readonly name: string;
  /** For the question which alarm. */
  readonly placeHolder: string;
  /** What an alarm must be for it, and the words for that. */
  readonly isFor: (alarm: Alarm) => boolean;
  readonly needs: string;
  /** What it takes beside the alarm. Throws a sentence for what it cannot use. */
  readonly given: (members: Readonly<Record<string, unknown>>) => T;
  /** Asks the person for that; `undefined` when the person cancels. */
  readonly ask: (title: string, alarms: readonly Alarm[]) => Promise<T | undefined>;
  readonly run: (alarm: Alarm, value: T) => unknown;
}

/**
 * The commands on alarms. Each takes rows of the view, or `{alarmId, …}` and then asks nothing, and returns `true` when it was done:
 * `psx.openAlarm`, `psx.acknowledgeAlarm {comment?}`, `psx.unacknowledgeAlarm`, `psx.maskAlarm {minutes}` or `{until: "cleared"}`, `psx.unmaskAlarm`,
 * `psx.commentAlarm {comment}`; and `psx.removeClearedAlarms`, which takes nothing.
 */
export function registerAlarmCommands({ alarms, clock, open }: AlarmCommandParts): vscode.Disposable {
  const nothing = { given: () => null, ask: () => Promise.resolve(null) };
  return vscode.Disposable.from(
    register(alarms, { name: 'psx.openAlarm', placeHolder: 'Open which alarm?', isFor: () => true, needs: 'on the list', ...nothing, run: (alarm) => open(alarm) }),
    register(alarms, {
      name: 'psx.acknowledgeAlarm',
      placeHolder: 'Acknowledge which alarm?',
      isFor: ({ state }) => state === 'active',
      needs: 'active',
      given: ({ comment }) => commentOf('psx.acknowledgeAlarm', comment) ?? '',
      ask: (title) => askComment(`Acknowledge ${title}`, 'Comment, or nothing'),
      run: ({ id }, comment) => alarms.acknowledge(id, comment),
    }),
    register(alarms, {
      name: 'psx.unacknowledgeAlarm',
      placeHolder: 'Take back which acknowledgement?',
      isFor: ({ state }) => state === 'acknowledged',
      needs: 'acknowledged',
      ...nothing,
      run: ({ id }) => alarms.unacknowledge(id),
    }),
    register(alarms, {
      name: 'psx.maskAlarm',
      placeHolder: 'Mask which alarm?',
      isFor: ({ state }) => state !== 'cleared',
      needs: 'active or acknowledged',
      given: maskLengthOf,
      ask: (title) => askMaskLength(`Mask ${title}`),
      run: ({ id }, length) => alarms.mask(id, length === 'cleared' ? length : clock.now() + length * 60_000),
    }),
    register(alarms, {
      name: 'psx.unmaskAlarm',
      placeHolder: 'Unmask which alarm?',
      isFor: ({ maskedUntil }) => maskedUntil !== undefined,
      needs: 'masked',
      ...nothing,
      run: ({ id }) => alarms.unmask(id),
    }),
    register(alarms, {
      name: 'psx.commentAlarm',
      placeHolder: 'Comment on which alarm?',
      isFor: () => true,
      needs: 'on the list',
      given: ({ comment }) => {
        const text = commentOf('psx.commentAlarm', comment);
        if (text === undefined) {
          throw new Error('psx.commentAlarm needs a "comment"; an empty one takes it away.');
        }
        return text;
      },
      ask: (title, [first, ...others]) => askComment(`Comment on ${title}`, 'An empty comment takes it away', others.length === 0 ? first?.comment : ''),
      run: ({ id }, comment) => alarms.comment(id, comment),
    }),
    vscode.commands.registerCommand('psx.removeClearedAlarms', () => alarms.removeCleared()),
  );
}

function register<T>(alarms: Pick<Alarms, 'alarms'>, command: AlarmCommand<T>): vscode.Disposable {
  return vscode.commands.registerCommand(command.name, async (argument: unknown, selection: unknown): Promise<true | undefined> => {
    const choice = await chosen(alarms, command, alarmChoice(command.name, alarms, argument, selection));
    if (choice === undefined) {
      return undefined;
    }
    const fitting = choice.alarms.filter(command.isFor);
    if (fitting.length === 0) {
      throw new Error(`${command.name} takes an alarm that is ${command.needs}; this one is not.`);
    }
    const value = choice.from === 'argument' ? command.given(choice.members) : await command.ask(titleOf(fitting), fitting);
    if (value === undefined) {
      return undefined;
    }
    // Meanwhile an alarm may have cleared, or somebody may have done it in another window.
    const ids = new Set(fitting.map(({ id }) => id));
    const current = alarms.alarms.filter((alarm) => ids.has(alarm.id) && command.isFor(alarm));
    if (current.length === 0) {
      throw new Error(`The alarm is not ${command.needs} any more. Nothing was changed.`);
    }
    await Promise.all(current.map((alarm) => command.run(alarm, value)));
    return true;
  });
}

async function chosen<T>(alarms: Pick<Alarms, 'alarms'>, { isFor, placeHolder }: AlarmCommand<T>, choice: AlarmChoice): Promise<Exclude<AlarmChoice, { from: 'nothing' }> | undefined> {
  if (choice.from !== 'nothing') {
    return choice;
  }
  const alarm = await pickAlarm(alarms.alarms.filter(isFor), placeHolder);
  return alarm === undefined ? undefined : { from: 'rows', alarms: [alarm] };
}

function titleOf(alarms: readonly Alarm[]): string {
  const [first, ...others] = alarms;
  return first === undefined || others.length > 0 ? count(alarms.length, 'alarm') : `${parameterWord(first.parameter)} · ${first.subjectName}`;
}

function commentOf(command: string, value: unknown): string | undefined {
  const comment = textOf(command, { comment: value }, 'comment');
  if (comment !== undefined && comment.length > longestComment) {
    throw new Error(`The argument "comment" of ${command} must have at most ${longestComment} characters.`);
  }
  return comment;
}

function maskLengthOf({ minutes, until }: Readonly<Record<string, unknown>>): MaskLength {
  if (until === 'cleared' && minutes === undefined) {
    return until;
  }
  if (until === undefined && isMaskMinutes(minutes)) {
    return minutes;
  }
  throw new Error(`psx.maskAlarm needs either "minutes", above 0 and at most ${longestMaskMinutes}, or "until": "cleared".`);
}
