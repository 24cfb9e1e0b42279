import { offsetIsoTime } from '../../model/offsetTime';
import type { CsvColumn } from './tableDefinition';

/** A column of plain numbers, to the thousandth; its label names the unit. */
export function numberColumn<R>(label: string, valueOf: (row: R) => number | undefined): CsvColumn<R> {
  return {
    label,
    text: (row) => {
      const value = valueOf(row);
      return value === undefined ? '' : String(Number(value.toFixed(3)));
    },
  };
}

/** A column of times, in ISO 8601 with the offset from UTC. */
export function isoTimeColumn<R>(label: string, epochMsOf: (row: R) => number | undefined): CsvColumn<R> {
  return {
    label,
    text: (row) => {
      const epochMs = epochMsOf(row);
      return epochMs === undefined ? '' : offsetIsoTime(epochMs);
    },
  };
}
