import * as vscode from 'vscode';
import { rowText } from './columnTexts';
import type { TableAction, TableColumn } from './tableDefinition';
import { TableFault } from './tableFault';

/** An action of a single row; `act` returns what was done, as {@link TableAction.run} does. */
export function rowAction<R>(config: Omit<TableAction<R>, 'scope' | 'run'>, act: (row: R) => Promise<string | undefined>): TableAction<R> {
  return {
    ...config,
    scope: 'row',
    run: async ({ row }) => {
      if (row === undefined) {
        throw new TableFault('rowGone', 'This row is not kept any more.', 'Choose another one.');
      }
      return act(row);
    },
  };
}

/** Puts the cells of a row into the clipboard. */
export function copyRowAction<R>(columns: readonly TableColumn<R>[]): TableAction<R> {
  return rowAction<R>({ id: 'copyRow', label: 'Copy row', title: 'Copy the cells of the row', ctrlKey: 'c' }, async (row) => {
    await vscode.env.clipboard.writeText(rowText(columns, row));
    return 'Row copied';
  });
}
