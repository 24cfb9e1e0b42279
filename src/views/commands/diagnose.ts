import * as vscode from 'vscode';
import type { Diagnosis } from '../../ltos/diagnosis';
import { diagnosisReport } from '../../ltos/diagnosisReport';
import type { Address } from '../../model/interApp';
import { askDevice } from '../deviceMessages';
import { documentPath } from '../documentPath';
import { showFault } from '../faultText';
import type { Services } from '../services';
import { withoutLinks } from '../withoutLinks';
import { pickDevice } from './pickDevice';

/** `psx.diagnose {deviceId}`: tests the way to a device step by step, shows the report and returns the result. */
export function registerDiagnose(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('psx.diagnose', async (argument: unknown): Promise<Diagnosis | undefined> => {
    const target = await pickDevice(services, argument, 'Diagnose which device?');
    return target === undefined ? undefined : showDiagnosis(services, target.deviceId, 'user');
  });
}

/** Has a device diagnosed by a message from `source`, and shows the report. `undefined` when it was cancelled, or failed, which is said. */
export async function showDiagnosis(services: Services, deviceId: string, source: Address): Promise<Diagnosis | undefined> {
  const { bus, diagnoses, documents } = services;
  const name = services.device(deviceId)?.name ?? deviceId;
  try {
    const guid = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: withoutLinks(`Diagnosing ${name}`), cancellable: true },
      async (progress, token) => {
        const abort = new AbortController();
        token.onCancellationRequested(() => abort.abort());
        const watching = diagnoses.onDidProgress((step) => {
          if (step.deviceId === deviceId && step.next !== undefined) {
            progress.report({ message: withoutLinks(`${step.next}…`) });
          }
        });
        try {
          return (await askDevice(bus, { name: 'diagnose', target: { deviceId }, source }, { signal: abort.signal })).guid;
        } finally {
          watching.dispose();
        }
      },
    );
    const diagnosis = diagnoses.take(guid);
    if (diagnosis !== undefined) {
      await documents.show({ path: documentPath(name, 'diagnosis.md'), key: deviceId, text: diagnosisReport(name, diagnosis) });
    }
    return diagnosis;
  } catch (error) {
    showFault(services, `${name} could not be diagnosed`, error);
    return undefined;
  }
}
