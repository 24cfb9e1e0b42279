import * as vscode from 'vscode';
import type { CustomName, ExtensionHandler, InterAppEvent, InterAppFailure, InterAppMessage, Json, PsxExplorerApi } from '../../../src/api';

const source = 'extension/psx-test.psx-consumer';

/** How one message ended, as the sender sees it. */
export type Ending = { readonly kind: 'reply'; readonly guid: string; readonly result: unknown } | { readonly kind: 'failure'; readonly failure: InterAppFailure };

/** What the tests make this extension do. */
export interface Consumer {
  /** Sends one message, as this extension unless it says otherwise. */
  send(message: InterAppMessage, timeoutMs?: number): Promise<Ending>;
  publish(event: InterAppEvent): void;
  /** Serves `custom:note` at so many addresses of its own; each takes a turn of the event loop, those in `hanging` for ever. */
  openMailboxes(count: number, hanging?: readonly number[]): vscode.Disposable;
  /** Sends so many notes at once, in turn to the mailboxes. */
  sendNotes(count: number, mailboxCount: number, timeoutMs: number): Promise<readonly Ending[]>;
  /** The numbers of the notes that each mailbox got, in the order in which they came. */
  readonly received: readonly (readonly number[])[];
}

export async function activate(): Promise<Consumer> {
  const extension = vscode.extensions.getExtension<PsxExplorerApi>('psx-tools.psx-explorer');
  if (extension === undefined) {
    throw new Error('PSX Explorer is not installed.');
  }
  const psx = await extension.activate();
  const note: CustomName = 'custom:note';
  let received: number[][] = [];

  const send = async (message: InterAppMessage, timeoutMs?: number): Promise<Ending> => {
    try {
      const { guid, result } = await psx.send(message, timeoutMs === undefined ? {} : { timeoutMs });
      return { kind: 'reply', guid, result };
    } catch (error) {
      return { kind: 'failure', failure: error as InterAppFailure };
    }
  };
  const mailbox = (index: number, isHanging: boolean): ExtensionHandler => ({
    names: [note],
    handle: async ({ data }): Promise<Json | undefined> => {
      received[index]?.push(Number(data));
      await new Promise<void>((resolve) => (isHanging ? undefined : setImmediate(resolve)));
      return data;
    },
  });

  return {
    send,
    publish: (event) => psx.publish(event),
    openMailboxes: (count, hanging = []) => {
      received = Array.from({ length: count }, () => []);
      return vscode.Disposable.from(...received.map((_, index) => psx.registerHandler(`${source}/${index}`, mailbox(index, hanging.includes(index)))));
    },
    sendNotes: (count, mailboxCount, timeoutMs) =>
      Promise.all(Array.from({ length: count }, (_, index) => send({ name: note, destination: `${source}/${index % mailboxCount}`, source, data: index }, timeoutMs))),
    get received() {
      return received;
    },
  };
}
