import * as vscode from 'vscode';
import { addressOf } from '../deviceMessages';
import { documentPath } from '../documentPath';
import type { ExtensionMessages } from '../extensionMessages';
import { showFault } from '../faultText';
import { followUpQuestion } from '../followUpQuestion';
import { fieldProblem, messageForms, type MessageField } from '../messageHandlers/messageForms';
import type { Services } from '../services';
import type { Target } from '../target';
import { withoutLinks } from '../withoutLinks';
import { membersOf, textOf } from './commandArgument';
import { givenTarget } from './pickDevice';

/** As long as a device with a long queue may take. */
const timeoutMs = 300_000;

/** What is sent: checked by the bus, as it may come from a keybinding. */
interface Draft {
  readonly destination: string;
  readonly name: string;
  readonly data?: unknown;
  /** The user picked the message; it was not part of the argument. */
  readonly isPicked: boolean;
}

/**
 * `psx.sendMessage {destination | deviceId, slotId?, instanceId?, name, data?}`: sends a message over the bus, shows the reply and returns what
 * it holds. Asks for what the argument leaves out. A message that another extension gives is that extension's, and needs the permission of the
 * user. Rejects with a sentence when the argument is unusable.
 */
export function registerSendMessage(messages: Pick<ExtensionMessages, 'senderOfCommand' | 'sendAsUser'>, services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('psx.sendMessage', async (argument: unknown): Promise<unknown> => {
    const sendGiven = messages.senderOfCommand();
    const draft = await completed(services, argument);
    if (draft === undefined) {
      return undefined;
    }
    try {
      const { result } = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: withoutLinks(`Waiting for the reply to "${draft.name}"`), cancellable: true },
        (_progress, token) => {
          const abort = new AbortController();
          token.onCancellationRequested(() => abort.abort());
          const options = { timeoutMs, signal: abort.signal };
          return draft.isPicked ? messages.sendAsUser(draft, options) : sendGiven(draft, options);
        },
      );
      await showReply(services, draft, result);
      return result;
    } catch (error) {
      showFault(services, `The message "${draft.name}" failed`, error);
      return undefined;
    }
  });
}

async function completed(services: Services, argument: unknown): Promise<Draft | undefined> {
  const target = givenTarget(services, argument);
  const givenName = textOf('psx.sendMessage', argument, 'name');
  const givenDestination = textOf('psx.sendMessage', argument, 'destination') ?? (target === undefined ? undefined : addressOf(target));
  const destination = givenDestination ?? (await pickDestination(services));
  if (destination === undefined) {
    return undefined;
  }
  if (givenName !== undefined) {
    const { data } = membersOf(argument);
    return { destination, name: givenName, ...(data === undefined ? {} : { data }), isPicked: false };
  }
  const forms = messageForms(destination.startsWith('chassis/'));
  const picked = await vscode.window.showQuickPick(forms, { title: destination, placeHolder: 'Send which message?', matchOnDetail: true, ...followUpQuestion });
  if (picked === undefined) {
    return undefined;
  }
  const { name, label, field } = picked;
  if (field === undefined) {
    return { destination, name, isPicked: true };
  }
  const data = await askData(label, field);
  return data === undefined ? undefined : { destination, name, data, isPicked: true };
}

async function pickDestination({ fleet }: Services): Promise<string | undefined> {
  const picks = fleet.devices.flatMap(({ id: deviceId, name, slots }) => [
    destinationPick(`$(server) ${name}`, 'device', { deviceId }),
    ...slots
      .filter(({ isEmpty }) => !isEmpty)
      .flatMap(({ slotId, model, slotType, ptpInstances }) => [
        destinationPick(`$(watch) ${name} / ${slotId}`, model?.toUpperCase() ?? slotType, { deviceId, slotId }),
        ...ptpInstances.map((instance) => destinationPick(`$(broadcast) ${name} / ${slotId} / ${instance.name}`, 'PTP instance', { deviceId, slotId, instanceId: instance.id })),
      ]),
  ]);
  if (picks.length === 0) {
    await vscode.window.showInformationMessage('There is nothing to send a message to. Add a device with "PSX: Add Device…".');
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(picks, { placeHolder: 'Send a message to which destination?', matchOnDescription: true, ...followUpQuestion });
  return picked?.destination;
}

function destinationPick(label: string, description: string, target: Target): vscode.QuickPickItem & { readonly destination: string } {
  return { label, description, destination: addressOf(target) };
}

async function askData(title: string, field: MessageField): Promise<object | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    prompt: withoutLinks(field.prompt),
    value: field.value,
    validateInput: (typed) => fieldProblem(field, typed),
    ...followUpQuestion,
  });
  return text === undefined ? undefined : field.dataOf(text);
}

/** A reply that holds nothing is worth a sentence, any other a document to read and search in. */
async function showReply({ documents }: Services, { destination, name }: Draft, result: unknown): Promise<void> {
  if (result === undefined || result === null) {
    void vscode.window.showInformationMessage(withoutLinks(`${destination} has executed "${name}".`));
    return;
  }
  await documents.show({ path: documentPath('Inter App', `${name}.json`), key: destination, text: `${JSON.stringify(result, undefined, 2)}\n` });
}
