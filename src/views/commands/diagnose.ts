import * as vscode from 'vscode';
import { diagnose, type Diagnosis } from '../../ltos/diagnosis';
import { diagnosisReport } from '../../ltos/diagnosisReport';
import { resolveProxy } from '../../ltos/proxy';
import { documentPath } from '../documentPath';
import { decodingSettings, pollingSettings } from '../pollingConfiguration';
import type { Services } from '../services';
import { pickDevice } from './pickDevice';

/** `psx.diagnose {deviceId}`: tests the way to a device step by step, shows the report and returns the result. */
export function registerDiagnose(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('psx.diagnose', async (argument: unknown): Promise<Diagnosis | undefined> => {
    const target = await pickDevice(services, argument, 'Diagnose which device?');
    const device = target === undefined ? undefined : services.device(target.deviceId);
    const client = target === undefined ? undefined : services.client(target.deviceId);
    if (device === undefined || client === undefined) {
      return undefined;
    }
    const diagnosis = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: `Diagnosing ${device.name}`, cancellable: true },
      (progress, token) => {
        const abort = new AbortController();
        const proxySettings = services.proxySettings();
        token.onCancellationRequested(() => abort.abort());
        return diagnose(
          {
            origin: device.origin,
            client,
            pins: services.pins,
            proxy: resolveProxy(device.origin, proxySettings, device.bypassProxy),
            proxyAuthorization: proxySettings.proxyAuthorization,
            slotIds: device.slotIds,
            timeoutMs: pollingSettings().timeoutMs,
            decoding: decodingSettings(),
            signal: abort.signal,
          },
          (_step, next) => progress.report(next === undefined ? {} : { message: `${next}…` }),
        );
      },
    );
    if (diagnosis.fault?.kind === 'cancelled') {
      return undefined;
    }
    await services.documents.show({ path: documentPath(device.name, 'diagnosis.md'), key: device.id, text: diagnosisReport(device.name, diagnosis) });
    return diagnosis;
  });
}
