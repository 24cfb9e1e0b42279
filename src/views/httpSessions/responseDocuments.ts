import * as vscode from 'vscode';
import type { HttpSession } from '../../model/httpSession';
import { documentPath } from '../documentPath';
import type { Services } from '../services';
import type { TextDocumentSource } from '../textDocuments';
import { TableFault } from '../table/tableFault';
import { prettyJson } from './prettyJson';
import { statusText } from './sessionCells';

/** Opens the answer of a session as a read-only document, pretty-printed. */
export async function openResponse(services: Services, session: HttpSession): Promise<void> {
  await services.documents.show(documentOf(services, session));
}

/** Lets the person pick another session, those of the same URI first, and shows what is different in their answers. True unless cancelled. */
export async function compareResponse(services: Services, session: HttpSession, describe: (session: HttpSession) => string): Promise<boolean> {
  const others = services.sessions
    .sessions()
    .filter((other) => other.id !== session.id && other.responseData !== undefined)
    .reverse();
  if (others.length === 0) {
    throw new TableFault('notSupported', 'There is no other answer to compare with.', 'Wait for the next poll, then compare again.');
  }
  const itemOf = (other: HttpSession) => ({
    label: `${other.id}  ${other.method} ${other.uri}`,
    description: `${statusText(other)} · ${describe(other)}`,
    session: other,
  });
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator, session: undefined });
  const isSame = (other: HttpSession): boolean => other.uri === session.uri && other.method === session.method && other.deviceId === session.deviceId;
  const picked = await vscode.window.showQuickPick(
    [separator('Same URI'), ...others.filter(isSame).map(itemOf), separator('Other requests'), ...others.filter((other) => !isSame(other)).map(itemOf)],
    { placeHolder: `Compare the answer of request ${session.id} with which one?`, matchOnDescription: true },
  );
  if (picked?.session === undefined) {
    return false;
  }
  const [older, newer] = picked.session.id < session.id ? [picked.session, session] : [session, picked.session];
  await services.documents.compare(documentOf(services, older), documentOf(services, newer), `Answers of requests ${older.id} ↔ ${newer.id}`);
  return true;
}

function documentOf(services: Services, { id, deviceId, responseData = '' }: HttpSession): TextDocumentSource {
  const pretty = prettyJson(responseData);
  const name = services.fleet.get(deviceId)?.name ?? deviceId;
  return { path: documentPath(name, `response ${id}.${pretty === undefined ? 'txt' : 'json'}`), key: deviceId, text: `${pretty ?? responseData}\n` };
}
