import type { HttpSession } from '../../model/httpSession';
import { offsetIsoTime } from '../../model/offsetTime';
import type { CsvColumn } from '../table/tableDefinition';

type SessionCsvColumn = CsvColumn<HttpSession>;

/** A column of plain numbers, to the thousandth; its label names the unit. */
export function numberColumn(label: string, valueOf: (session: HttpSession) => number | undefined): SessionCsvColumn {
  return {
    label,
    text: (session) => {
      const value = valueOf(session);
      return value === undefined ? '' : String(Number(value.toFixed(3)));
    },
  };
}

/** A column of times, in ISO 8601 with the offset from UTC. */
export function timeColumn(label: string, epochMsOf: (session: HttpSession) => number | undefined): SessionCsvColumn {
  return {
    label,
    text: (session) => {
      const epochMs = epochMsOf(session);
      return epochMs === undefined ? '' : offsetIsoTime(epochMs);
    },
  };
}

/** The phases of a request, each in a column of its own, and whether its connection was open already. */
export const phaseColumns: readonly SessionCsvColumn[] = [
  numberColumn('Queued (ms)', ({ timing }) => timing?.queuedMs),
  numberColumn('DNS (ms)', ({ timing }) => timing?.dnsMs),
  numberColumn('TCP (ms)', ({ timing }) => timing?.tcpMs),
  numberColumn('TLS (ms)', ({ timing }) => timing?.tlsMs),
  numberColumn('First Byte (ms)', ({ timing }) => timing?.firstByteMs),
  numberColumn('Body (ms)', ({ timing }) => timing?.bodyMs),
  { label: 'Socket Reused', text: ({ timing }) => (timing === undefined ? '' : String(timing.reusedSocket)) },
];
