import type { InterAppErrorCode, InterAppFailure, InterAppState } from '../../model/interApp';
import type { TableRow } from '../../webview/pageMessages';

/** The states in the order in which they happen. */
export const interAppStates: readonly InterAppState[] = ['waiting', 'processing', 'executed', 'failed'];

const words: Readonly<Record<InterAppState, { readonly icon: string; readonly words: string; readonly tone: TableRow['tone'] }>> = {
  waiting: { icon: '◷', words: 'Waiting to be processed', tone: 'pending' },
  processing: { icon: '▶', words: 'Being processed', tone: 'pending' },
  executed: { icon: '✓', words: 'Executed successfully', tone: undefined },
  failed: { icon: '✗', words: 'Failed', tone: 'error' },
};

export function stateText(state: InterAppState): string {
  return words[state].words;
}

/** With a sign before it: `✓ Executed successfully`. */
export function stateSign(state: InterAppState): string {
  return `${words[state].icon} ${words[state].words}`;
}

export function stateTone(state: InterAppState): TableRow['tone'] {
  return words[state].tone;
}

const errorWords: Readonly<Record<InterAppErrorCode, string>> = {
  unknownType: 'unknown type',
  malformed: 'malformed',
  unknownDestination: 'unknown destination',
  notHandled: 'not handled',
  queueFull: 'queue full',
  timeout: 'timeout',
  cancelled: 'cancelled',
  handlerFailed: 'handler failed',
  denied: 'denied',
  disposed: 'shut down',
};

/** `timeout: There was no reply within 30 s.`; empty without an error. */
export function errorText(error: InterAppFailure | undefined): string {
  return error === undefined ? '' : `${errorWords[error.code]}: ${error.message}`;
}
