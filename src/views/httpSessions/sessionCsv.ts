import type { HttpSession } from '../../model/httpSession';
import { numberColumn } from '../table/csvColumns';
import type { CsvColumn } from '../table/tableDefinition';

/** The phases of a request, each in a column of its own, and whether its connection was open already. */
export const phaseColumns: readonly CsvColumn<HttpSession>[] = [
  numberColumn('Queued (ms)', ({ timing }) => timing?.queuedMs),
  numberColumn('DNS (ms)', ({ timing }) => timing?.dnsMs),
  numberColumn('TCP (ms)', ({ timing }) => timing?.tcpMs),
  numberColumn('TLS (ms)', ({ timing }) => timing?.tlsMs),
  numberColumn('First Byte (ms)', ({ timing }) => timing?.firstByteMs),
  numberColumn('Body (ms)', ({ timing }) => timing?.bodyMs),
  { label: 'Socket Reused', text: ({ timing }) => (timing === undefined ? '' : String(timing.reusedSocket)) },
];
