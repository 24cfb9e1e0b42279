import { formatNs } from '../../model/duration';
import type { InterAppFailure, InterAppState } from '../../model/interApp';
import { cellText } from '../table/cellText';
import { isoTimeColumn, numberColumn } from '../table/csvColumns';
import type { LocalTimes } from '../table/localTimes';
import type { TableColumn, TableFilter } from '../table/tableDefinition';
import { errorText, interAppStates, stateSign, stateText } from './stateWords';

/** What communications and handlers have in common. */
interface Processed {
  readonly state: InterAppState;
  readonly durationMs?: number;
  readonly error?: InterAppFailure;
}

const nsPerMs = 1e6;

/** `430 µs`, `12.3 ms`; empty until it is finished. */
export function durationText(durationMs: number | undefined): string {
  return durationMs === undefined ? '' : formatNs(durationMs * nsPerMs);
}

export function stateColumn<R extends Processed>(): TableColumn<R> {
  return {
    id: 'state',
    label: 'State',
    widthPx: 190,
    text: ({ state }) => stateText(state),
    shown: ({ state }) => stateSign(state),
    sortKey: ({ state }) => interAppStates.indexOf(state),
  };
}

export function durationColumn<R extends Processed>(): TableColumn<R> {
  return {
    id: 'duration',
    label: 'Duration',
    widthPx: 90,
    align: 'end',
    text: ({ durationMs }) => durationText(durationMs),
    sortKey: ({ durationMs }) => durationMs,
    csv: () => [numberColumn('Duration (ms)', ({ durationMs }) => durationMs)],
  };
}

export function errorColumn<R extends Processed>(): TableColumn<R> {
  return {
    id: 'error',
    label: 'Error',
    widthPx: 180,
    grows: true,
    fromPageWidthPx: 1150,
    text: ({ error }) => errorText(error),
    shown: ({ error }) => cellText(errorText(error)),
    sortKey: ({ error }) => error?.code,
  };
}

/** A time to the millisecond; `read` gives milliseconds since the epoch. */
export function timeColumn<R>(id: string, label: string, times: LocalTimes, fromPageWidthPx: number, read: (row: R) => number | undefined): TableColumn<R> {
  return {
    id,
    label,
    widthPx: 220,
    fromPageWidthPx,
    text: (row) => {
      const time = read(row);
      return time === undefined ? '' : times.formatExactly(time);
    },
    sortKey: read,
    csv: () => [isoTimeColumn(label, read)],
  };
}

export function stateFilter<R extends Processed>(): TableFilter<R> {
  return {
    kind: 'choice',
    id: 'state',
    label: 'State',
    choices: interAppStates.map((state) => ({ value: state, label: stateText(state) })),
    passes: ({ state }, wanted) => state === wanted,
  };
}
