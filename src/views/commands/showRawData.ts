import * as vscode from 'vscode';
import { documentPath } from '../documentPath';
import { showFault } from '../faultText';
import { earlierUri, RawDataHistory } from '../rawDataHistory';
import type { Services } from '../services';
import type { Target } from '../target';
import { documentScheme } from '../textDocuments';
import { pickDevice } from './pickDevice';

/**
 * `psx.showRawData {deviceId, slotId?}`: what the device answers, as JSON. In such a document `psx.refreshRawData` asks
 * again, and `psx.compareRawData` asks again and shows what is different from before.
 */
export function registerShowRawData(services: Services): vscode.Disposable {
  const history = new RawDataHistory(documentScheme);
  const commands = new RawDataCommands(services, history);
  return vscode.Disposable.from(
    history,
    vscode.commands.registerCommand('psx.showRawData', (argument: unknown) => commands.show(argument)),
    vscode.commands.registerCommand('psx.refreshRawData', (argument: unknown) => commands.refresh(argument)),
    vscode.commands.registerCommand('psx.compareRawData', (argument: unknown) => commands.compare(argument)),
  );
}

class RawDataCommands {
  readonly #services: Services;
  readonly #history: RawDataHistory;

  constructor(services: Services, history: RawDataHistory) {
    this.#services = services;
    this.#history = history;
  }

  /** Returns the text that is shown. */
  async show(argument: unknown): Promise<string | undefined> {
    const target = await pickDevice(this.#services, argument, 'Show the raw data of which device?');
    return target === undefined ? undefined : this.#show(target);
  }

  async refresh(argument: unknown): Promise<string | undefined> {
    const record = this.#history.get(pathOf(argument) ?? '');
    return record === undefined ? undefined : this.#show(record);
  }

  async compare(argument: unknown): Promise<true | undefined> {
    const path = pathOf(argument);
    const record = path === undefined ? undefined : this.#history.get(path);
    if (path === undefined || record === undefined || (await this.#show(record)) === undefined) {
      return undefined;
    }
    const name = path.slice(1).replace(/\.json$/, '').replace('/', ' / ');
    await vscode.commands.executeCommand('vscode.diff', earlierUri(path), vscode.Uri.from({ scheme: documentScheme, path }), `${name}: before ↔ now`);
    return true;
  }

  async #show({ deviceId, slotId }: Target): Promise<string | undefined> {
    const device = this.#services.device(deviceId);
    const client = this.#services.client(deviceId);
    if (device === undefined || client === undefined) {
      return undefined;
    }
    const requestPath = slotId === undefined ? '/api/status' : `/api/status/chassis0/slots/${encodeURIComponent(slotId)}/module`;
    try {
      const { body } = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: `Reading ${requestPath} of ${device.name}`, cancellable: true },
        (_progress, token) => {
          const abort = new AbortController();
          token.onCancellationRequested(() => abort.abort());
          return client.get(requestPath, { signal: abort.signal });
        },
      );
      const text = `${JSON.stringify(body, undefined, 2)}\n`;
      const path = documentPath(device.name, `${slotId ?? 'status'}.json`);
      this.#history.add(path, { deviceId, ...(slotId === undefined ? {} : { slotId }), text });
      await this.#services.documents.show(path, text);
      return text;
    } catch (error) {
      showFault(this.#services, `The raw data of ${device.name} could not be read`, error, deviceId);
      return undefined;
    }
  }
}

/** The title bar of an editor passes its document; the palette passes nothing and means the active editor. */
function pathOf(argument: unknown): string | undefined {
  const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
  return uri?.scheme === documentScheme ? uri.path : undefined;
}
