import type { FaultKind } from '../../model/fault';
import { faultText } from '../faultText';

/** Something that a table's page asked for and that cannot be done: what is wrong, and what the person can do. */
export class TableFault extends Error {
  readonly kind: TableFaultKind | FaultKind;
  readonly hint: string;

  constructor(kind: TableFaultKind | FaultKind, message: string, hint: string) {
    super(message);
    this.kind = kind;
    this.hint = hint;
  }
}

/** `rowGone`: it was dropped meanwhile; `refusedValue`: not a value of this setting; `notWritten`: a file or a setting; `notExecuted`: a message. */
export type TableFaultKind = 'rowGone' | 'refusedValue' | 'notWritten' | 'notExecuted' | 'notSupported';

/** Any error as the page shows it. Texts of errors that are not ours stay in the log. */
export function asTableFault(error: unknown): TableFault {
  return error instanceof TableFault ? error : new TableFault('internal', faultText(error), 'Try it again.');
}
