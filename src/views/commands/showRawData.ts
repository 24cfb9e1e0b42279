import * as vscode from 'vscode';
import type { LtosApi } from '../../ltos/ltosApi';
import type { Json } from '../../model/json';
import { faultText, showFault } from '../faultText';
import { RawDataDocuments } from '../rawData/rawDataDocuments';
import { earlierScheme, rawDataScheme, rawDataSubject, rawDataUri, type RawDataSubject } from '../rawData/rawDataUri';
import { rawDataPath, readRawData, readRawDataAt } from '../rawData/readRawData';
import type { Services } from '../services';
import type { Target } from '../target';
import { withoutLinks } from '../withoutLinks';
import { pickDevice } from './pickDevice';

/**
 * `psx.showRawData {deviceId, slotId?}`: what the device answers, as JSON. In such a document `psx.refreshRawData` asks
 * again, and `psx.compareRawData` asks again and shows what is different from before.
 */
export function registerShowRawData(services: Services): vscode.Disposable {
  const commands = new RawDataCommands(services);
  return vscode.Disposable.from(
    commands,
    vscode.commands.registerCommand('psx.showRawData', (argument: unknown) => commands.show(argument)),
    vscode.commands.registerCommand('psx.refreshRawData', (argument: unknown) => commands.refresh(argument)),
    vscode.commands.registerCommand('psx.compareRawData', (argument: unknown) => commands.compare(argument)),
  );
}

class RawDataCommands {
  readonly #services: Services;
  readonly #documents: RawDataDocuments;

  constructor(services: Services) {
    this.#services = services;
    this.#documents = new RawDataDocuments((subject) => this.#restored(subject));
  }

  /** Returns the text that is shown. */
  async show(argument: unknown): Promise<string | undefined> {
    const target = await pickDevice(this.#services, argument, 'Show the raw data of which device?');
    if (target === undefined) {
      return undefined;
    }
    const { deviceId, slotId } = target;
    const data = await this.#read(target, (client, signal) => readRawData(client, slotId, signal));
    if (data === undefined) {
      return undefined;
    }
    const name = this.#services.device(deviceId)?.name ?? deviceId;
    if (slotId !== undefined && data.place !== 'module') {
      void vscode.window.showInformationMessage(withoutLinks(`${name} does not know ${rawDataPath('module', slotId)}. This is what it says at ${data.path}.`));
    }
    return this.#show(rawDataUri(name, { deviceId, ...(slotId === undefined ? {} : { slotId }), place: data.place }), data.body);
  }

  /** Asks again at the place that the document's title names. Returns the text that is shown. */
  async refresh(argument: unknown): Promise<string | undefined> {
    const uri = documentOf(argument);
    const subject = uri === undefined ? undefined : rawDataSubject(uri);
    if (uri === undefined || subject === undefined) {
      return undefined;
    }
    const data = await this.#read(subject, async (client, signal) => ({ body: await readRawDataAt(client, subject.place, subject.slotId, signal) }));
    return data === undefined ? undefined : this.#show(uri, data.body);
  }

  async compare(argument: unknown): Promise<true | undefined> {
    const uri = documentOf(argument);
    if (uri === undefined || (await this.refresh(uri)) === undefined) {
      return undefined;
    }
    const name = uri.path.slice(1).replace(/\.json$/, '').replace('/', ' / ');
    await vscode.commands.executeCommand('vscode.diff', uri.with({ scheme: earlierScheme }), uri, `${name}: before ↔ now`);
    return true;
  }

  dispose(): void {
    this.#documents.dispose();
  }

  async #show(uri: vscode.Uri, body: Json): Promise<string> {
    const text = textOf(body);
    await this.#documents.show(uri, text);
    return text;
  }

  /** Reads with a progress that can be cancelled; `undefined` when it failed, which is said. */
  async #read<T>({ deviceId, slotId }: Target, read: (client: LtosApi, signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const device = this.#services.device(deviceId);
    const client = this.#services.client(deviceId);
    if (device === undefined || client === undefined) {
      void vscode.window.showInformationMessage('The device of these raw data is not configured any more.');
      return undefined;
    }
    try {
      return await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: withoutLinks(`Reading ${slotId ?? 'the status'} of ${device.name}`), cancellable: true },
        (_progress, token) => {
          const abort = new AbortController();
          token.onCancellationRequested(() => abort.abort());
          return read(client, abort.signal);
        },
      );
    } catch (error) {
      showFault(this.#services, `The raw data of ${device.name} could not be read`, error, deviceId);
      return undefined;
    }
  }

  /** A tab from before the window was reloaded is no place for a dialog: what went wrong is its text. */
  async #restored({ deviceId, slotId, place }: RawDataSubject): Promise<string> {
    const client = this.#services.client(deviceId);
    if (client === undefined) {
      return textOf({ error: 'The device of this tab is not configured any more.' });
    }
    try {
      return textOf(await readRawDataAt(client, place, slotId));
    } catch (error) {
      return textOf({ error: faultText(error) });
    }
  }
}

function textOf(body: Json): string {
  return `${JSON.stringify(body, undefined, 2)}\n`;
}

/** The title bar of an editor passes its document; the palette passes nothing and means the active editor. */
function documentOf(argument: unknown): vscode.Uri | undefined {
  const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
  return uri?.scheme === rawDataScheme ? uri : undefined;
}
