import type { MessageName } from '../../model/interApp';
import { messageActions } from './messageActions';
import { intervalSecondsOf, limitOf, rawDataPathOf, slotIdsOf } from './messageData';
import { MessageFault } from './messageFault';

/** How a person picks a message and fills in what it takes. */
export interface MessageForm {
  readonly name: MessageName;
  readonly label: string;
  readonly detail: string;
  /** What to ask for; absent when the message takes nothing. */
  readonly field?: MessageField;
}

export interface MessageField {
  readonly prompt: string;
  readonly value: string;
  /** The message's data from what was typed. Throws a fault that says what is wrong. */
  readonly dataOf: (text: string) => object;
}

const forms: Readonly<Record<MessageName, Omit<MessageForm, 'name'>>> = {
  refresh: { label: 'Refresh', detail: 'Poll the device now' },
  getSnapshot: { label: 'Get Snapshot', detail: 'What is known of the destination' },
  setSlotId: {
    label: 'Set Slot ID',
    detail: 'Choose the slots to poll',
    field: {
      prompt: 'Slot IDs, separated by commas. None: all PSX cards that are found.',
      value: '',
      dataOf: (text) => ({ slotIds: slotIdsOf({ slotIds: text.split(',').filter((slotId) => slotId.trim() !== '') }) }),
    },
  },
  setPollingInterval: {
    label: 'Set Polling Interval',
    detail: 'For this device only',
    field: { prompt: 'Seconds between two polls, from 1 to 3600', value: '10', dataOf: (text) => ({ intervalSeconds: intervalSecondsOf({ intervalSeconds: numberOf(text) }) }) },
  },
  pause: { label: 'Pause', detail: 'Stop polling the device' },
  resume: { label: 'Resume', detail: 'Poll the device again' },
  diagnose: { label: 'Diagnose', detail: 'Test the way to the device, step by step' },
  listSessions: {
    label: 'List Sessions',
    detail: 'HTTP requests, newest first',
    field: { prompt: 'How many, at most', value: '100', dataOf: (text) => ({ limit: limitOf({ limit: numberOf(text) }) }) },
  },
  getRawData: {
    label: 'Get Raw Data',
    detail: 'What the device answers',
    field: {
      prompt: 'Path: /api/status or below. Empty: the one of the destination.',
      value: '',
      dataOf: (text) => (text.trim() === '' ? {} : { path: rawDataPathOf({ path: text.trim() }) }),
    },
  },
};

/** The messages that a destination serves. */
export function messageForms(isChassis: boolean): readonly MessageForm[] {
  const names = Object.keys(forms) as MessageName[];
  return names.filter((name) => isChassis || messageActions[name].isChassisOnly !== true).map((name) => ({ name, ...forms[name] }));
}

/** What is wrong with a typed text, as a sentence; `undefined` when nothing is. */
export function fieldProblem({ dataOf }: MessageField, text: string): string | undefined {
  try {
    dataOf(text);
    return undefined;
  } catch (error) {
    if (error instanceof MessageFault) {
      return error.hint;
    }
    throw error;
  }
}

/** An empty text is no zero. */
function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'));
}
