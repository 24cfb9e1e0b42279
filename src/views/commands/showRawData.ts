import * as vscode from 'vscode';
import { chassisPaths } from '../../polling/chassisPaths';
import { faultText, showFault } from '../faultText';
import { RawDataDocuments } from '../rawData/rawDataDocuments';
import { earlierScheme, rawDataScheme, rawDataSubject, rawDataUri, type RawDataSubject } from '../rawData/rawDataUri';
import { readRawData, type RawData } from '../rawData/readRawData';
import type { Services } from '../services';
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
    const device = target === undefined ? undefined : this.#services.device(target.deviceId);
    return target === undefined || device === undefined ? undefined : this.#show(rawDataUri(device.name, target), target);
  }

  async refresh(argument: unknown): Promise<string | undefined> {
    const uri = documentOf(argument);
    const subject = uri === undefined ? undefined : rawDataSubject(uri);
    return uri === undefined || subject === undefined ? undefined : this.#show(uri, subject);
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

  async #show(uri: vscode.Uri, { deviceId, slotId }: RawDataSubject): Promise<string | undefined> {
    const device = this.#services.device(deviceId);
    const client = this.#services.client(deviceId);
    if (device === undefined || client === undefined) {
      void vscode.window.showInformationMessage('The device of these raw data is not configured any more.');
      return undefined;
    }
    try {
      const data = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: `Reading ${slotId ?? 'the status'} of ${device.name}`, cancellable: true },
        (_progress, token) => {
          const abort = new AbortController();
          token.onCancellationRequested(() => abort.abort());
          return readRawData(client, slotId, abort.signal);
        },
      );
      if (slotId !== undefined && data.path !== chassisPaths.module(slotId)) {
        void vscode.window.showInformationMessage(`${device.name} does not know ${chassisPaths.module(slotId)}. This is what it says at ${data.path}.`);
      }
      const text = textOf(data);
      await this.#documents.show(uri, text);
      return text;
    } catch (error) {
      showFault(this.#services, `The raw data of ${device.name} could not be read`, error, deviceId);
      return undefined;
    }
  }

  /** A tab from before the window was reloaded is no place for a dialog: what went wrong is its text. */
  async #restored({ deviceId, slotId }: RawDataSubject): Promise<string> {
    const client = this.#services.client(deviceId);
    if (client === undefined) {
      return textOf({ path: '', body: { error: 'The device of this tab is not configured any more.' } });
    }
    try {
      return textOf(await readRawData(client, slotId));
    } catch (error) {
      return textOf({ path: '', body: { error: faultText(error) } });
    }
  }
}

function textOf({ body }: RawData): string {
  return `${JSON.stringify(body, undefined, 2)}\n`;
}

/** The title bar of an editor passes its document; the palette passes nothing and means the active editor. */
function documentOf(argument: unknown): vscode.Uri | undefined {
  const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
  return uri?.scheme === rawDataScheme ? uri : undefined;
}
