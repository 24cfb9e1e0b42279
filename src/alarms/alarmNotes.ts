import type { MaskEnd } from '../model/alarm';
import type { AlarmEntry } from './alarmEntries';
import type { AlarmNote } from './alarmRecord';

/** What a person's action makes of the note on an alarm; the same note when it changes nothing. */
export type NoteChange = (entry: AlarmEntry, now: number) => AlarmNote;

export const acknowledged =
  (comment: string | undefined): NoteChange =>
  ({ alarm, note }, now) =>
    alarm.state === 'active' ? withComment({ ...note, acknowledgedAt: now, stateAt: now }, comment?.trim() === '' ? undefined : comment) : note;

export const unacknowledged: NoteChange = ({ alarm, note }, now) => (alarm.state === 'acknowledged' ? { ...note, acknowledgedAt: undefined, stateAt: now } : note);

/** A mask that is over, or that would end with the clearing of an alarm that is cleared, is none. */
export const masked =
  (until: MaskEnd): NoteChange =>
  ({ alarm, note }, now) => {
    const isPointless = until === 'cleared' ? alarm.state === 'cleared' : !(until > now);
    return isPointless || note.maskedUntil === until ? note : { ...note, maskedUntil: until };
  };

export const unmasked: NoteChange = ({ note }) => withoutMask(note);

/** An empty text takes the comment away. */
export const commented =
  (text: string): NoteChange =>
  ({ note }) =>
    text.trim() === (note.comment ?? '') ? note : withComment(note, text);

/** The note on an alarm that clears: a mask until then ends. */
export function noteOfCleared(note: AlarmNote): AlarmNote {
  return note.maskedUntil === 'cleared' ? withoutMask(note) : note;
}

/**
 * The note on an alarm that is raised, perhaps again: nobody has acknowledged this one, unless that was in another window and after the former one cleared
 * here. A comment and a mask by time last.
 */
export function noteOfRaised(note: AlarmNote, clearedAt: number | undefined, isMaskedBySettings: boolean): AlarmNote {
  const { acknowledgedAt, maskedUntil } = note;
  const isOutdated = acknowledgedAt !== undefined && clearedAt !== undefined && acknowledgedAt <= clearedAt;
  const isMasking = isMaskedBySettings && maskedUntil === undefined;
  return isOutdated || isMasking ? { ...note, ...(isOutdated ? { acknowledgedAt: undefined, stateAt: undefined } : {}), ...(isMasking ? { maskedUntil: 'cleared' } : {}) } : note;
}

/** The note on an alarm that is worse than it ever was since it was raised: nobody has acknowledged that. */
export function noteOfWorst(note: AlarmNote, now: number): AlarmNote {
  return note.acknowledgedAt === undefined ? note : { ...note, acknowledgedAt: undefined, stateAt: now };
}

/** The changed note with the time of the change: later than that of the note before, even within one millisecond, so that it is known to be newer. */
export function dated(note: AlarmNote, before: AlarmNote, now: number): AlarmNote {
  return note === before ? note : { ...note, at: Math.max(now, before.at + 1) };
}

function withoutMask(note: AlarmNote): AlarmNote {
  return note.maskedUntil === undefined ? note : { ...note, maskedUntil: undefined };
}

function withComment(note: AlarmNote, comment: string | undefined): AlarmNote {
  const text = comment?.trim();
  return text === undefined ? note : { ...note, comment: text === '' ? undefined : text };
}
