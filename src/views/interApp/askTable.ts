import * as vscode from 'vscode';
import { quotedValue } from '../commands/commandArgument';
import { communicationsId, handlersId } from './interAppRows';

const tables = [
  { label: 'Communication', detail: 'Events and messages', table: communicationsId },
  { label: 'Handlers', detail: 'What acted on each of them', table: handlersId },
] as const;

type InterAppTable = (typeof tables)[number]['table'];

/** The table that a command is about: `table` of its argument, or what the person picks. Throws when the argument names one that there is not. */
export async function askTable(argument: unknown): Promise<InterAppTable | undefined> {
  const given = typeof argument === 'object' && argument !== null && 'table' in argument ? argument.table : undefined;
  if (given === undefined) {
    return (await vscode.window.showQuickPick(tables, { placeHolder: 'Export which table?' }))?.table;
  }
  const known = tables.find(({ table }) => table === given)?.table;
  if (known === undefined) {
    throw new Error(`There is no table ${quotedValue(given)}. Use ${tables.map(({ table }) => `"${table}"`).join(' or ')}.`);
  }
  return known;
}
